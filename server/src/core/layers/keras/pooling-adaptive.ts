/** Adaptive pooling: windows that divide the input into a given number of parts. Source: keras/src/layers/pooling. */
import { type Formula, named } from '../../tensor/formula.ts'
import { isUnknown, none } from '../../tensor/size.ts'
import { type LayerKind, layer } from '../layer.ts'
import { isTrue, Misfit, type Parameter, Unknowable } from '../parameters.ts'
import { isList, isSizeValue, type Value } from '../value.ts'
import { axisNames } from './spatial.ts'

export const AdaptiveMaxPooling1D = adaptive('Max', 1)
export const AdaptiveMaxPooling2D = adaptive('Max', 2)
export const AdaptiveMaxPooling3D = adaptive('Max', 3)
export const AdaptiveAveragePooling1D = adaptive('Average', 1)
export const AdaptiveAveragePooling2D = adaptive('Average', 2)
export const AdaptiveAveragePooling3D = adaptive('Average', 3)

function adaptive(what: 'Max' | 'Average', spatial: 1 | 2 | 3): LayerKind {
  return layer({
    name: `Adaptive${what}Pooling${spatial}D`,
    summary: `Divides space into a given number of parts and keeps the ${what === 'Max' ? 'largest value' : 'mean'} of each.`,
    link: `https://keras.io/api/layers/pooling_layers/adaptive_${what.toLowerCase()}_pooling${spatial}d/`,
    parameters: { output_size: outputSize(spatial), data_format: exactDataFormat() },
    rank: { atLeast: 1 },
    rule(input, { output_size, data_format }, call) {
      const lengths = output_size.map((size, i) => named(axisNames(spatial)[i]!, partCount(size)))
      const batch = input.shape[0]!
      if (data_format === 'channels_last') return { output: { dims: [batch, ...lengths, input.axis(-1, 'channels')] } }
      if (input.rank < 2) call.refuse({ code: 'wrong-rank', facts: { expected: 'at least 2', shape: input.shape } })
      return { output: { dims: [batch, input.axis(1, 'channels'), ...lengths] } }
    },
    examples: [
      {
        call: 'output_size=3',
        input: `(None, ${'8, '.repeat(spatial)}16)`,
        output: `(None, ${'3, '.repeat(spatial)}16)`,
        parameters: 0,
      },
    ],
  })
}

/** How many parts along each axis; what Keras takes here without looking fails at the call. */
function outputSize(count: number): Parameter<readonly Value[]> {
  return {
    type: count === 1 ? 'int or tuple of 1 int' : `int or tuple of ${count} ints`,
    meaning: 'How many parts there are along each axis.',
    arrays: 'inside',
    read(value, name) {
      if (isList(value) && value.length === count) return value
      if (isSizeValue(value) || typeof value === 'boolean') return Array<Value>(count).fill(value)
      throw new Misfit(name, count === 1 ? 'an integer' : `an integer or a tuple of ${count} of them`, value)
    },
  }
}

function partCount(value: Value): Formula {
  if (value === null) return none
  const size = typeof value === 'boolean' ? Number(value) : value
  if (isSizeValue(size) && !(typeof size === 'number' && size < 0)) return size
  throw new Misfit('output_size', 'an integer that is not negative', value)
}

/** Unlike everywhere else, in small letters only; whatever counts as false is the default. */
function exactDataFormat(): Parameter<'channels_last' | 'channels_first'> {
  const choices = ['channels_last', 'channels_first'] as const
  const type = "'channels_last' or 'channels_first'"
  return {
    type,
    meaning: 'Where the channels are: last, or directly after the batch.',
    default: null,
    choices,
    read(value, name) {
      if (isUnknown(value)) throw new Unknowable(value, name)
      const choice = isTrue(value) ? choices.find(each => each === value) : 'channels_last'
      if (choice === undefined) throw new Misfit(name, type, value, choices)
      return choice
    },
  }
}
