/** Layers that add, take away or repeat rows and columns. Source: keras/src/layers/reshaping. */
import { type Formula, named, numberOf, printValue, sizeOf } from '../../tensor/formula.ts'
import { isNone, isSymbolic, isUnknown, unknown } from '../../tensor/size.ts'
import { formula } from '../../tensor/template.ts'
import { type Call, type Example, type Input, type LayerKind, layer, type Outcome } from '../layer.ts'
import { listChoices, Misfit, type Parameter, sizes } from '../parameters.ts'
import { isFloat, isList, type Value } from '../value.ts'
import { plainCount } from './reshaping.ts'
import { axisNames, type DataFormat, dataFormat, each, spaceOf } from './spatial.ts'

type Spatial = 1 | 2 | 3

/** What happens before and after an axis. */
type Pair = readonly [before: Formula, after: Formula]

const sides: Readonly<Record<string, readonly [string, string]>> = {
  steps: ['before', 'after'],
  height: ['top', 'bottom'],
  width: ['left', 'right'],
  depth: ['front', 'back'],
}

/** A number that is no integer: Keras refuses it only where there is a length to compute. */
const fraction = unknown('a size that is no integer')

/** The length that `change` gives, unless it computes with a fraction. */
function whole(argument: string, length: Formula, by: readonly Formula[], result: Formula, call: Call): Formula {
  if (!by.some(size => sizeOf(size) === fraction) || isNone(sizeOf(length)) || isUnknown(sizeOf(length))) return result
  const facts = { argument, expected: 'whole numbers', received: 'a fraction' }
  return call.refuse({ code: 'invalid-argument', facts, argument })
}

/** A pair for each axis; one number stands for all pairs, or for both sides of a pair. */
const pairs = (spatial: Spatial, meaning: string, least: number, fallback: Value): Parameter<readonly Pair[]> => ({
  type: spatial === 1 ? 'int or tuple of 2 ints' : `int or tuple of ${spatial} ints or pairs of ints`,
  meaning,
  arrays: spatial === 1 ? 'tuples' : 'pairs',
  default: fallback,
  read(value, name) {
    const axes = axisNames(spatial)
    const misfit = () => new Misfit(name, pairsExpected(spatial), value)
    if (!isList(value)) return axes.map(() => readPair(value, [name, name], least, misfit))
    if (spatial === 1) return [readPair(value, [name, name], 0, misfit)]
    if (value.length !== spatial) throw misfit()
    return axes.map((axis, i) =>
      readPair(value[i]!, isList(value[i]!) ? sides[axis]! : [`${name} ${axis}`, `${name} ${axis}`], 0, misfit),
    )
  },
})

const pairsExpected = (spatial: Spatial): string =>
  spatial === 1 ? 'an integer or a tuple of 2 of them' : `an integer or a tuple of ${spatial} integers or pairs of them`

function readPair(value: Value, names: readonly [string, string], least: number, misfit: () => Misfit): Pair {
  if (isList(value) ? value.length !== 2 : typeof value === 'object' && value !== null && isFloat(value)) throw misfit()
  const [before, after] = isList(value) ? value : [value, value]
  return [readSide(before!, names[0], least, misfit), readSide(after!, names[1], least, misfit)]
}

function readSide(value: Value, name: string, least: number, misfit: () => Misfit): Formula {
  if (isUnknown(value) || isSymbolic(value)) return named(name, value)
  if (isFloat(value) && value.value >= 0) return named(name, fraction)
  const count = typeof value === 'boolean' ? Number(value) : value
  if (typeof count !== 'number' || count < least) throw misfit()
  return named(name, count)
}

/** Whether both sides are one number that was written once. */
const isSymmetric = ([before, after]: Pair): boolean =>
  typeof before === 'object' &&
  typeof after === 'object' &&
  before.kind === 'named' &&
  after.kind === 'named' &&
  before.name === after.name &&
  numberOf(before) === numberOf(after)

/** The output where each spatial axis changes by itself. */
function alongSpace(
  input: Input,
  spatial: Spatial,
  format: DataFormat,
  change: (length: Formula, i: number, axis: string) => Formula,
): Outcome {
  const space = spaceOf(input, spatial, format)
  const lengths = axisNames(spatial).map((axis, i) => named(axis, change(space.lengths[i]!, i, axis)))
  return { output: { dims: space.shape(lengths, space.channels) } }
}

const linkTo = (name: string, spatial: Spatial): string =>
  `https://keras.io/api/layers/reshaping_layers/${name}${spatial}d/`

// ---- zero padding

export const ZeroPadding1D = zeroPadding(1, 1, [
  { call: 'padding=2', input: '(None, 10, 4)', output: '(None, 14, 4)', parameters: 0 },
])
export const ZeroPadding2D = zeroPadding(
  2,
  [1, 1],
  [
    { call: 'padding=3', input: '(None, 224, 224, 3)', output: '(None, 230, 230, 3)', parameters: 0 },
    { call: 'padding=((0, 1), (0, 1))', input: '(None, 56, 56, 64)', output: '(None, 57, 57, 64)', parameters: 0 },
  ],
)
export const ZeroPadding3D = zeroPadding(3, Array(3).fill([1, 1]), [
  { call: 'padding=1', input: '(None, 8, 8, 8, 2)', output: '(None, 10, 10, 10, 2)', parameters: 0 },
])

function zeroPadding(spatial: Spatial, fallback: Value, examples: readonly Example[]): LayerKind {
  const least = spatial === 1 ? 0 : Number.NEGATIVE_INFINITY
  return layer({
    name: `ZeroPadding${spatial}D`,
    words: spatial === 2 ? ['pad'] : [],
    summary: 'Puts zeros before and after each spatial axis.',
    link: linkTo('zero_padding', spatial),
    parameters: {
      padding: pairs(
        spatial,
        'How many zeros: on all sides, for each axis, or before and after each.',
        least,
        fallback,
      ),
      data_format: dataFormat(),
    },
    rank: { exactly: spatial + 2 },
    rule: (input, { padding, data_format }, call) =>
      alongSpace(input, spatial, data_format, (length, i, axis) => padded(length, padding[i]!, axis, call)),
    examples,
  })
}

function padded(length: Formula, pair: Pair, axis: string, call: Call): Formula {
  const [before, after] = pair
  const result = isSymmetric(pair) ? formula`${length} + 2 · ${before}` : formula`${length} + ${before} + ${after}`
  return (numberOf(result) ?? 0) >= 0
    ? whole('padding', length, pair, result, call)
    : nothingLeft(axis, length, result, call)
}

// ---- cropping

export const Cropping1D = layer({
  name: 'Cropping1D',
  summary: 'Takes steps away at both ends of a sequence.',
  link: linkTo('cropping', 1),
  parameters: { cropping: pairs(1, 'How many steps: at both ends, or before and after.', 0, [1, 1]) },
  rank: { exactly: 3 },
  rule: (input, { cropping }, call) =>
    alongSpace(input, 1, null, (length, i, axis) => cropped(length, cropping[i]!, axis, call)),
  examples: [{ call: 'cropping=(1, 2)', input: '(None, 10, 4)', output: '(None, 7, 4)', parameters: 0 }],
})
export const Cropping2D = cropping(
  2,
  [
    [0, 0],
    [0, 0],
  ],
  [{ call: 'cropping=((2, 2), (4, 4))', input: '(None, 28, 28, 3)', output: '(None, 24, 20, 3)', parameters: 0 }],
)
export const Cropping3D = cropping(3, Array(3).fill([1, 1]), [
  { call: 'cropping=2', input: '(None, 16, 16, 16, 1)', output: '(None, 12, 12, 12, 1)', parameters: 0 },
])

function cropping(spatial: 2 | 3, fallback: Value, examples: readonly Example[]): LayerKind {
  return layer({
    name: `Cropping${spatial}D`,
    words: spatial === 2 ? ['crop'] : [],
    summary: 'Takes rows and columns away on all sides.',
    link: linkTo('cropping', spatial),
    parameters: {
      cropping: pairs(spatial, 'How many: on all sides, for each axis, or before and after each.', 0, fallback),
      data_format: dataFormat(),
    },
    rank: { exactly: spatial + 2 },
    rule: (input, { cropping, data_format }, call) =>
      alongSpace(input, spatial, data_format, (length, i, axis) => cropped(length, cropping[i]!, axis, call)),
    examples,
  })
}

function cropped(length: Formula, pair: Pair, axis: string, call: Call): Formula {
  const [before, after] = pair
  const result = isSymmetric(pair) ? formula`${length} − 2 · ${before}` : formula`${length} − ${before} − ${after}`
  return (numberOf(result) ?? 1) >= 1
    ? whole('cropping', length, pair, result, call)
    : nothingLeft(axis, length, result, call)
}

function nothingLeft(axis: string, length: Formula, result: Formula, call: Call): Formula {
  const facts = { axis, size: printValue(length), removed: printValue(formula`${length} − ${result}`) }
  call.report({ code: 'nothing-left', facts })
  return unknown('nothing is left')
}

// ---- upsampling

export const UpSampling1D = layer({
  name: 'UpSampling1D',
  summary: 'Repeats each step.',
  link: linkTo('up_sampling', 1),
  parameters: { size: plainCount('How often.', 2) },
  rank: { exactly: 3 },
  rule: (input, { size }) => alongSpace(input, 1, null, length => formula`${length} · ${size}`),
  examples: [{ call: 'size=2', input: '(None, 10, 4)', output: '(None, 20, 4)', parameters: 0 }],
})

const interpolations = ['nearest', 'bilinear', 'bicubic', 'lanczos3', 'lanczos5']

/** Keras looks at the word only when it computes. */
const interpolation: Parameter<Value> = {
  type: listChoices(interpolations.map(each => `'${each}'`)),
  meaning: 'How new elements come about.',
  default: 'nearest',
  names: interpolations,
  read(value, name) {
    if (typeof value !== 'string' && !isUnknown(value)) throw new Misfit(name, 'a string', value)
    return value
  },
}

function upSamplingSize(spatial: 2 | 3): Parameter<readonly Formula[]> {
  const integers = sizes(spatial, 'How often along each axis.', each(spatial, 2))
  const isFraction = (value: Value) => typeof value === 'object' && value !== null && isFloat(value) && value.value > 0
  return {
    ...integers,
    read(value, name) {
      if (!isList(value) || !value.some(isFraction)) return integers.read(value, name)
      const rest = integers.read(
        value.map(item => (isFraction(item) ? 1 : item)),
        name,
      )
      return rest.map((size, i) => (isFraction(value[i]!) ? named(name, fraction) : size))
    },
  }
}

const repeated = (length: Formula, size: Formula, call: Call): Formula =>
  whole('size', length, [size], formula`${length} · ${size}`, call)

export const UpSampling2D = layer({
  name: 'UpSampling2D',
  words: ['upsample'],
  summary: 'Repeats rows and columns, or interpolates between them.',
  link: linkTo('up_sampling', 2),
  parameters: { size: upSamplingSize(2), data_format: dataFormat(), interpolation },
  rank: { exactly: 4 },
  rule: (input, { size, data_format }, call) =>
    alongSpace(input, 2, data_format, (length, i) => repeated(length, size[i]!, call)),
  examples: [{ call: 'size=2', input: '(None, 7, 7, 64)', output: '(None, 14, 14, 64)', parameters: 0 }],
})

export const UpSampling3D = layer({
  name: 'UpSampling3D',
  summary: 'Repeats slices, rows and columns.',
  link: linkTo('up_sampling', 3),
  parameters: { size: upSamplingSize(3), data_format: dataFormat() },
  rank: { exactly: 5 },
  rule: (input, { size, data_format }, call) =>
    alongSpace(input, 3, data_format, (length, i) => repeated(length, size[i]!, call)),
  examples: [{ call: 'size=2', input: '(None, 4, 4, 4, 8)', output: '(None, 8, 8, 8, 8)', parameters: 0 }],
})
