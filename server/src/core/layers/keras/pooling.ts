/** Pooling: windows that keep the largest or the mean of each channel. Source: keras/src/layers/pooling. */
import { type Formula, named } from '../../tensor/formula.ts'
import type { Window } from '../../tensor/windows.ts'
import { commonParameters } from '../common.ts'
import { type Example, type LayerKind, layer } from '../layer.ts'
import { flag, Misfit, oneOf, optional, type Parameter, sizes } from '../parameters.ts'
import { isFloat, isList, toNumber, type Value } from '../value.ts'
import { dataFormat, each, fieldOf, slide, spaceOf } from './spatial.ts'

type Spatial = 1 | 2 | 3

export const MaxPooling1D = pooling('Max', 1, [
  { call: 'pool_size=2', input: '(None, 10, 4)', output: '(None, 5, 4)', parameters: 0 },
])
export const MaxPooling2D = pooling('Max', 2, [
  { call: 'pool_size=2', input: '(None, 28, 28, 8)', output: '(None, 14, 14, 8)', parameters: 0 },
  {
    call: 'pool_size=3, strides=2, padding="same"',
    input: '(None, 112, 112, 64)',
    output: '(None, 56, 56, 64)',
    parameters: 0,
  },
])
export const MaxPooling3D = pooling('Max', 3, [
  { call: 'pool_size=2', input: '(None, 8, 8, 8, 4)', output: '(None, 4, 4, 4, 4)', parameters: 0 },
])
export const AveragePooling1D = pooling('Average', 1, [
  { call: 'pool_size=2', input: '(None, 10, 4)', output: '(None, 5, 4)', parameters: 0 },
])
export const AveragePooling2D = pooling('Average', 2, [
  { call: 'pool_size=2', input: '(None, 28, 28, 8)', output: '(None, 14, 14, 8)', parameters: 0 },
])
export const AveragePooling3D = pooling('Average', 3, [
  { call: 'pool_size=2', input: '(None, 8, 8, 8, 4)', output: '(None, 4, 4, 4, 4)', parameters: 0 },
])

function pooling(what: 'Max' | 'Average', spatial: Spatial, examples: readonly Example[]): LayerKind {
  const short = what === 'Max' ? 'Max' : 'Avg'
  return layer({
    name: `${what}Pooling${spatial}D`,
    aliases: [`${short}Pool${spatial}D`],
    words: spatial === 2 ? [`${short.toLowerCase()}pool`] : [],
    summary: `Keeps the ${what === 'Max' ? 'largest value' : 'mean'} of each channel under ${spatial}-D windows.`,
    link: `https://keras.io/api/layers/pooling_layers/${what.toLowerCase()}_pooling${spatial}d/`,
    parameters: {
      pool_size: fractionalSizes(spatial, 'The size of the window.', what === 'Max' ? each(spatial, 2) : undefined),
      strides: optional(fractionalSizes(spatial, 'How far the window moves; the size of the window for None.')),
      padding: oneOf(['valid', 'same'], 'What happens at the edges.', 'valid'),
      data_format: dataFormat(),
      name: commonParameters.name,
    },
    rank: { exactly: spatial + 2 },
    rule(input, { pool_size, strides, padding, data_format }, call) {
      const space = spaceOf(input, spatial, data_format)
      const steps = strides ?? pool_size
      const windows = pool_size.map((size, i): Window => ({ size, stride: steps[i]!, dilation: 1, padding }))
      const lengths = slide(space, { windows, argument: 'pool_size' }, call)
      return { output: { dims: space.shape(lengths, space.channels) }, window: fieldOf(windows) }
    },
    examples,
  })
}

/** In a tuple, Keras computes with fractions as they are, though no backend pools so. */
function fractionalSizes(count: number, meaning: string, fallback?: Value): Parameter<readonly Formula[]> {
  const whole = sizes(count, meaning, fallback)
  return {
    ...whole,
    read(value, name) {
      if (!isList(value) || value.length !== count || !value.some(isFloat)) return whole.read(value, name)
      return value.map(item => {
        const size = toNumber(item)
        if (size !== undefined && size > 0) return named(name.replace(/_size$/, ''), size)
        throw new Misfit(name, `a positive integer or a tuple of ${count} of them`, value)
      })
    },
  }
}

export const GlobalMaxPooling1D = globalPooling('Max', 1)
export const GlobalMaxPooling2D = globalPooling('Max', 2)
export const GlobalMaxPooling3D = globalPooling('Max', 3)
export const GlobalAveragePooling1D = globalPooling('Average', 1)
export const GlobalAveragePooling2D = globalPooling('Average', 2)
export const GlobalAveragePooling3D = globalPooling('Average', 3)

function globalPooling(what: 'Max' | 'Average', spatial: Spatial): LayerKind {
  const short = what === 'Max' ? 'Max' : 'Avg'
  return layer({
    name: `Global${what}Pooling${spatial}D`,
    aliases: [`Global${short}Pool${spatial}D`],
    words: spatial === 2 ? [what === 'Max' ? 'gmp' : 'gap'] : [],
    summary: `Keeps the ${what === 'Max' ? 'largest value' : 'mean'} of each channel over all of space.`,
    link: `https://keras.io/api/layers/pooling_layers/global_${what.toLowerCase()}_pooling${spatial}d/`,
    parameters: {
      data_format: dataFormat(),
      keepdims: flag('Keeps the spatial axes, with size 1.', false),
    },
    rank: { exactly: spatial + 2 },
    rule(input, { data_format, keepdims }) {
      const { batch, channels, shape } = spaceOf(input, spatial, data_format)
      const dims = keepdims ? shape(Array(spatial).fill(1), channels) : [batch, channels]
      return { output: { dims } }
    },
    examples: [
      { call: '', input: `(None, ${'7, '.repeat(spatial)}64)`, output: '(None, 64)', parameters: 0 },
      {
        call: 'keepdims=True',
        input: `(None, ${'7, '.repeat(spatial)}64)`,
        output: `(None, ${'1, '.repeat(spatial)}64)`,
        parameters: 0,
      },
    ],
  })
}
