/**
 * Layers that keras.applications defines for its own models; keras.layers does not hold them. Their output is whatever
 * TensorFlow makes of the operations in their calls. Source: keras/src/applications.
 */
import { broadcastShapes, isClash } from '../../tensor/broadcast.ts'
import { sizeOf } from '../../tensor/formula.ts'
import type { Shape } from '../../tensor/shape.ts'
import { isNone, isSymbolic, printSize, unknown } from '../../tensor/size.ts'
import { type Call, layer, listLayer } from '../layer.ts'
import { anything, number, size, takingArrays } from '../parameters.ts'
import { isFloating, unknownType } from '../policy.ts'

/** In which of Keras's files each of them stands. */
export const applicationModules: Readonly<Record<string, string>> = {
  LayerScale: 'convnext',
  StochasticDepth: 'convnext',
  CustomScaleLayer: 'inception_resnet_v2',
}

export const LayerScale = layer({
  name: 'LayerScale',
  summary: 'Multiplies each channel by a learned scale that starts close to zero.',
  link: 'https://keras.io/api/applications/convnext/',
  parameters: {
    init_values: number('The value that each scale starts with.'),
    projection_dim: takingArrays('nowhere', size('How many channels there are.')),
  },
  rule(input, { projection_dim }, call) {
    return {
      output: { dims: broadcast([input.shape, [sizeOf(projection_dim)]], call) },
      weights: { variable: { shape: [projection_dim], trainable: true, initializer: 'init_values' } },
    }
  },
  examples: [
    {
      call: 'init_values=1e-6, projection_dim=96',
      input: '(None, 56, 56, 96)',
      output: '(None, 56, 56, 96)',
      parameters: 96,
    },
  ],
})

export const StochasticDepth = layer({
  name: 'StochasticDepth',
  summary: 'Leaves out its input for some samples during training, so that only the shortcut beside it is left.',
  link: 'https://keras.io/api/applications/convnext/',
  parameters: { drop_path_rate: anything('float', 'The share of samples for which the input is left out.') },
  rule: input => ({ output: { dims: input.shape, ...(!isFloating(input.dtype) && { dtype: input.dtype }) } }),
  examples: [{ call: 'drop_path_rate=0.1', input: '(None, 56, 56, 96)', output: '(None, 56, 56, 96)', parameters: 0 }],
})

export const CustomScaleLayer = listLayer({
  name: 'CustomScaleLayer',
  summary: 'Adds the second input, scaled, to the first.',
  link: 'https://keras.io/api/applications/inceptionresnetv2/',
  parameters: { scale: number('What the second input is multiplied by.') },
  rule(inputs, _, call) {
    const [first, second] = inputs
    if (!first || !second)
      return call.refuse({ code: 'wrong-input-count', facts: { expected: '2 tensors', received: inputs.length } })
    const dims = broadcast([first.shape, second.shape], call)
    return { output: { dims, ...(![first, second].every(each => isFloating(each.dtype)) && { dtype: unknownType }) } }
  },
  examples: [
    {
      call: 'scale=0.17',
      input: '[(None, 35, 35, 320), (None, 35, 35, 320)]',
      output: '(None, 35, 35, 320)',
      parameters: 0,
    },
  ],
})

/** As operators broadcast, the batch included. A size that is only named may be 1, and None beside it stays None then. */
function broadcast(shapes: readonly Shape[], call: Call): Shape {
  const sizes = broadcastShapes(shapes, 'other')
  if (isClash(sizes)) {
    const [a, b] = sizes.sizes.map(each => printSize(each))
    return call.refuse({ code: 'unequal-shapes', facts: { shapes, reason: `${a} and ${b} are neither equal nor 1` } })
  }
  return sizes.map((size, i) => {
    const isOpen = isSymbolic(size) && shapes.some(shape => isNone(shape.at(i - sizes.length) ?? 1))
    return isOpen ? unknown(`None if ${printSize(size)} is 1`) : size
  })
}
