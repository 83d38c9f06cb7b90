/** Layers that rearrange elements without computing. Source: keras/src/layers/reshaping. */
import { productOf } from '../../tensor/formula.ts'
import { layer } from '../layer.ts'
import { dataFormat } from './spatial.ts'

export const Flatten = layer({
  name: 'Flatten',
  summary: 'Puts all elements of a sample on one axis.',
  link: 'https://keras.io/api/layers/reshaping_layers/flatten/',
  parameters: { data_format: dataFormat() },
  rank: { atLeast: 1 },
  rule(input) {
    const [batch, ...rest] = input.shape
    return { output: { dims: [batch!, productOf(rest)], dtype: input.dtype } }
  },
  examples: [
    { call: '', input: '(None, 5, 5, 16)', output: '(None, 400)', parameters: 0 },
    { call: '', input: '(None, None, 3)', output: '(None, None)', parameters: 0 },
  ],
})
