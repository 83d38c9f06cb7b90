/** Layers that rearrange elements without computing. Source: keras/src/layers/reshaping. */
import { type Formula, named, printValue, productOf, sizeOf } from '../../tensor/formula.ts'
import { printShape } from '../../tensor/shape.ts'
import { equalSizes, isNone, isSymbolic, isUnknown, modulo, none, type Size, unknown } from '../../tensor/size.ts'
import { formula } from '../../tensor/template.ts'
import { type Call, type Input, layer } from '../layer.ts'
import { Misfit, type Parameter, Unknowable } from '../parameters.ts'
import { isDict, isList, isSizeValue, type Value } from '../value.ts'
import { axisName } from './axes.ts'
import { dataFormat } from './spatial.ts'

export const Flatten = layer({
  name: 'Flatten',
  summary: 'Puts all elements of a sample on one axis.',
  link: 'https://keras.io/api/layers/reshaping_layers/flatten/',
  parameters: { data_format: dataFormat() },
  rank: { atLeast: 1 },
  rule(input) {
    return { output: { dims: [input.shape[0]!, named('features', productOf(sampleOf(input)))], dtype: input.dtype } }
  },
  examples: [
    { call: '', input: '(None, 5, 5, 16)', output: '(None, 400)', parameters: 0 },
    { call: '', input: '(None, None, 3)', output: '(None, None)', parameters: 0 },
  ],
})

/** The sizes of one sample under their usual names. */
const sampleOf = (input: Input): readonly Formula[] =>
  input.shape.slice(1).map((size, i) => named(axisName(i + 1, input.rank), size))

/** An iterable of Python that is no list here counts by its parts, as `tuple()` takes it apart. */
const partsOf = (value: Value, name: string, expected: string): readonly Value[] => {
  if (isUnknown(value)) throw new Unknowable(value, name)
  if (isList(value)) return value
  if (typeof value === 'string') return [...value]
  if (isDict(value)) return value.entries.map(([key]) => key)
  throw new Misfit(name, expected, value)
}

/** A size of the target: null where the tensor decides, −1 where the rest goes. Keras takes what is no integer for None. */
export type Target = Size | null

const targetShape: Parameter<readonly Target[]> = {
  type: 'tuple of ints',
  meaning: 'The sizes of one sample afterwards; −1 for what is left.',
  holds: 'sizes',
  read(value, name) {
    const sizes = partsOf(value, name, 'a tuple of integers').map(readTarget)
    const free = sizes.filter(size => size === -1).length
    const wrong = sizes.some(size => typeof size === 'number' && size < -1)
    if (wrong || free > 1) throw new Misfit(name, 'a tuple of sizes, of which at most one is -1', value)
    return sizes
  },
}

export function readTarget(value: Value): Target {
  if (typeof value === 'boolean') return Number(value)
  return isSizeValue(value) ? value : null
}

export const Reshape = layer({
  name: 'Reshape',
  summary: 'Lays out the elements of a sample in another shape.',
  link: 'https://keras.io/api/layers/reshaping_layers/reshape/',
  parameters: { target_shape: targetShape },
  rank: { atLeast: 1 },
  rule: (input, { target_shape }, call) => ({
    output: {
      dims: [input.shape[0]!, ...reshaped(sampleOf(input), target_shape, 'target_shape', call)],
      dtype: input.dtype,
    },
  }),
  examples: [
    { call: 'target_shape=(7, 7, 64)', input: '(None, 3136)', output: '(None, 7, 7, 64)', parameters: 0 },
    { call: 'target_shape=(-1, 8)', input: '(None, 6, 4)', output: '(None, 3, 8)', parameters: 0 },
  ],
})

/**
 * The sizes after the elements of `from` were laid out as `target` says, which the argument of that name gave.
 * Source: keras/src/ops/operation_utils.py, `compute_reshape_output_shape`: None anywhere stops all checking.
 */
export function reshaped(
  from: readonly Formula[],
  target: readonly Target[],
  argument: string,
  call: Call,
): readonly Formula[] {
  const sizes = target.map(size => size ?? none)
  if (from.some(size => isNone(sizeOf(size))) || target.includes(null))
    return sizes.map(size => (size === -1 ? none : size))
  const mismatch = (reason: string) => {
    const facts = { from: from.map(sizeOf), to: printShape(sizes), reason }
    call.report({ code: 'reshape-mismatch', facts, argument })
  }
  const elements = productOf(from)
  const known = productOf(sizes.filter(size => size !== -1))
  if (!sizes.includes(-1)) {
    if (equalSizes(sizeOf(elements), sizeOf(known)) === false)
      mismatch(`${printValue(elements)} elements are not ${printValue(known)}`)
    return sizes
  }
  const left = sizeOf(known) === 0 ? 1 : modulo(sizeOf(elements), sizeOf(known))
  const fits = typeof left !== 'number' || left === 0
  if (!fits) mismatch(`${printValue(elements)} elements do not divide by ${printValue(known)}`)
  const rest = fits ? formula`${elements} / ${known}` : unknown('the reshape does not fit')
  return sizes.map(size => (size === -1 ? named('rest', rest) : size))
}

const permutation: Parameter<readonly number[]> = {
  type: 'tuple of ints',
  meaning: 'The axes in their new order, counted from 1; the batch stays first.',
  read(value, name) {
    const expected = 'a permutation of the axes 1, 2, … without the batch'
    const axes = partsOf(value, name, expected).map(axis => {
      if (isUnknown(axis) || isSymbolic(axis)) throw new Unknowable(unknown(`${name} is not known`), name)
      return typeof axis === 'boolean' ? Number(axis) : axis
    })
    const whole = axes.every(axis => typeof axis === 'number')
    if (!whole || [...axes].sort((a, b) => a - b).some((axis, i) => axis !== i + 1))
      throw new Misfit(name, expected, value)
    return axes
  },
}

export const Permute = layer({
  name: 'Permute',
  summary: 'Puts the axes of a sample in another order.',
  link: 'https://keras.io/api/layers/reshaping_layers/permute/',
  parameters: { dims: permutation },
  rule(input, { dims }, call) {
    const rank = dims.length + 1
    if (input.rank !== rank) call.refuse({ code: 'wrong-rank', facts: { expected: String(rank), shape: input.shape } })
    return { output: { dims: [0, ...dims].map(axis => input.shape[axis]!), dtype: input.dtype } }
  },
  examples: [{ call: 'dims=(2, 1)', input: '(None, 10, 64)', output: '(None, 64, 10)', parameters: 0 }],
})

/** How often something is repeated: a plain integer, not even True. */
export const plainCount = (meaning: string, fallback?: Value): Parameter<Formula> => ({
  type: 'int',
  arrays: 'nowhere',
  meaning,
  ...(fallback !== undefined && { default: fallback }),
  holds: 'size',
  read(value, name) {
    if (isSizeValue(value) && !(typeof value === 'number' && value <= 0)) return named(name, value)
    throw new Misfit(name, 'a positive integer', value)
  },
})

export const RepeatVector = layer({
  name: 'RepeatVector',
  summary: 'Repeats the input as steps of a sequence.',
  link: 'https://keras.io/api/layers/reshaping_layers/repeat_vector/',
  parameters: { n: plainCount('How many steps there are.') },
  rank: { exactly: 2 },
  rule: (input, { n }) => ({
    output: { dims: [input.shape[0]!, named('steps', n), input.axis(-1, 'features')] },
  }),
  examples: [{ call: 'n=3', input: '(None, 32)', output: '(None, 3, 32)', parameters: 0 }],
})
