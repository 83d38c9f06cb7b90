/** Layers that prepare data. Source: keras/src/layers/preprocessing. */
import { layer } from '../layer.ts'
import { anything } from '../parameters.ts'

export const Rescaling = layer({
  name: 'Rescaling',
  words: ['rescale'],
  summary: 'Multiplies by a factor and adds an offset.',
  link: 'https://keras.io/api/layers/preprocessing_layers/image_preprocessing/rescaling/',
  parameters: {
    scale: anything('float', 'What is multiplied by.'),
    offset: anything('float', 'What is added.', 0),
  },
  rule: input => ({ output: { dims: input.shape } }),
  examples: [{ call: 'scale=1/255', input: '(None, 224, 224, 3)', output: '(None, 224, 224, 3)', parameters: 0 }],
})
