/** Functions that make tensors: of nothing but a shape, or as large as another. Source: keras/src/ops/numpy.py. */
import { ceilDivide, isUnknown, none, type Size, subtract, unknown } from '../../../tensor/size.ts'
import type { Call } from '../../layer.ts'
import { type OperationKind, operation, promote } from '../../operation.ts'
import { anything, ignored, Misfit, type Parameter, Unknowable } from '../../parameters.ts'
import { isInteger } from '../../policy.ts'
import { isFloat, isList, isSizeValue, type NamedValue, toNumber, type Value } from '../../value.ts'
import { resultTypeOr } from './axes.ts'

const shapeOf: Parameter<readonly Size[]> = {
  type: 'int or tuple of ints',
  meaning: 'The sizes of all axes.',
  holds: 'sizes',
  read(value, name) {
    if (isUnknown(value)) throw new Unknowable(value, name)
    return (isList(value) ? value : [value]).map(each => {
      if (each === null) return none
      if (isSizeValue(each) && !(typeof each === 'number' && each < 0)) return each
      throw new Misfit(name, 'a tuple of integers', value)
    })
  },
}

/** A number alone is no shape here. */
const listedShape: Parameter<readonly Size[]> = {
  ...shapeOf,
  read(value, name) {
    if (isUnknown(value) || isList(value)) return shapeOf.read(value, name)
    throw new Misfit(name, 'a tuple of integers', value)
  },
}

const filled = (
  name: string,
  signatures: readonly string[],
  further: readonly string[] = [],
  shape = shapeOf,
): OperationKind =>
  operation({
    name,
    summary: 'Makes a tensor of a given shape.',
    signatures,
    call: [],
    parameters: {
      shape,
      dtype: resultTypeOr(),
      ...Object.fromEntries(further.map(each => [each, ignored('What it is filled with.')])),
    } as { readonly shape: Parameter<readonly Size[]>; readonly dtype: Parameter<string | undefined> },
    rule: (_, { shape, dtype }) => ({ output: { dims: shape, dtype: dtype ?? 'float32' } }),
  })

/** Random numbers have the same arguments in Keras, TensorFlow and K, in different orders. */
export const creations: readonly OperationKind[] = [
  filled('Zeros', [
    'ops.zeros(shape, dtype=None)',
    'tf.zeros(shape, dtype=None, name=None, layout=None)',
    'backend.zeros(shape, dtype=None, name=None)',
  ]),
  filled('Ones', [
    'ops.ones(shape, dtype=None)',
    'tf.ones(shape, dtype=None, name=None, layout=None)',
    'backend.ones(shape, dtype=None, name=None)',
  ]),
  filled('Empty', ['ops.empty(shape, dtype=None)']),
  filled(
    'Full',
    ['ops.full(shape, fill_value, dtype=None)', 'tf.fill(dims: shape, value: fill_value, name=None, layout=None)'],
    ['fill_value'],
    listedShape,
  ),
  filled('Normal', [
    'random.normal(shape, mean=0.0, stddev=1.0, dtype=None, seed=None)',
    'random.truncated_normal(shape, mean=0.0, stddev=1.0, dtype=None, seed=None)',
    'tf.random.normal(shape, mean=0.0, stddev=1.0, dtype=None, seed=None, name=None)',
    'tf.random.truncated_normal(shape, mean=0.0, stddev=1.0, dtype=None, seed=None, name=None)',
    'backend.random_normal(shape, mean=0.0, stddev=1.0, dtype=None, seed=None)',
    'backend.truncated_normal(shape, mean=0.0, stddev=1.0, dtype=None, seed=None)',
  ]),
  filled('Uniform', [
    'random.uniform(shape, minval=0.0, maxval=1.0, dtype=None, seed=None)',
    'tf.random.uniform(shape, minval=0, maxval=None, dtype=None, seed=None, name=None)',
    'backend.random_uniform(shape, minval=0.0, maxval=1.0, dtype=None, seed=None)',
  ]),
]

const likeAnother = (name: string, signatures: readonly string[], further: readonly string[] = []): OperationKind =>
  operation({
    name,
    summary: 'Makes a tensor of the shape of another.',
    signatures,
    call: ['x'],
    parameters: {
      dtype: resultTypeOr(),
      ...Object.fromEntries(further.map(each => [each, ignored('What it is filled with.')])),
    } as { readonly dtype: Parameter<string | undefined> },
    rule(operands, { dtype }) {
      const x = operands.tensor('x')
      return { output: { dims: x.shape, dtype: dtype ?? x.dtype } }
    },
  })

export const likeOthers: readonly OperationKind[] = [
  likeAnother('ZerosLike', [
    'ops.zeros_like(x, dtype=None)',
    'tf.zeros_like(input: x, dtype=None, name=None, layout=None)',
    'backend.zeros_like(x, dtype=None, name=None)',
  ]),
  likeAnother('OnesLike', [
    'ops.ones_like(x, dtype=None)',
    'tf.ones_like(input: x, dtype=None, name=None, layout=None)',
    'backend.ones_like(x, dtype=None, name=None)',
  ]),
  likeAnother('EmptyLike', ['ops.empty_like(x, dtype=None)']),
  likeAnother('FullLike', ['ops.full_like(x, fill_value, dtype=None)'], ['fill_value']),
]

const edge: Parameter<Size> = {
  type: 'int',
  meaning: 'How many rows or columns.',
  read(value, name) {
    const size = typeof value === 'boolean' ? Number(value) : value
    if (isSizeValue(size) && !(typeof size === 'number' && size < 0)) return size
    throw new Misfit(name, 'an integer', value)
  },
}

export const Eye = operation({
  name: 'Eye',
  summary: 'Makes a matrix with ones on the diagonal.',
  signatures: [
    'ops.eye(N, M=None, k=0, dtype=None)',
    'tf.eye(num_rows: N, num_columns: M=None, batch_shape=None, dtype=None, name=None)',
    'backend.eye(size: N, dtype=None, name=None)',
    'ops.identity(n: N, dtype=None)',
  ],
  call: [],
  parameters: {
    N: edge,
    M: {
      ...edge,
      default: null,
      read: (value: Value, name: string) => (value === null ? null : edge.read(value, name)),
    },
    dtype: resultTypeOr(),
    batch_shape: {
      ...shapeOf,
      default: [] as Value,
      read: (value: Value, name: string) => (value === null ? [] : shapeOf.read(value, name)),
    },
    k: ignored('Which diagonal.', 0),
  },
  rule: (_, { N, M, dtype, batch_shape }) => ({
    output: { dims: [...(batch_shape as readonly Size[]), N, (M as Size | null) ?? N], dtype: dtype ?? 'float32' },
  }),
})

const bound = (meaning: string) => anything('number', meaning, null)

export const Arange = operation({
  name: 'Arange',
  summary: 'Counts from one number to another.',
  signatures: [
    'ops.arange(start, stop=None, step=None, dtype=None)',
    'tf.range(start, limit: stop=None, delta: step=1, dtype=None, name=None)',
    "backend.arange(start, stop=None, step=1, dtype='int32')",
  ],
  call: [],
  parameters: {
    start: bound('Where it starts; where it ends if nothing else is given.'),
    stop: bound('Where it ends, itself not included.'),
    step: bound('How far apart the numbers are.'),
    dtype: resultTypeOr(),
  },
  rule(_, { start, stop, step, dtype }, call) {
    const [from, to] = stop === null ? [0, start] : [start, stop]
    const apart = step ?? 1
    refuseRange(from, to, apart, dtype, call)
    const type = dtype ?? promote(call, ...[from, to, apart].map(numberType))
    return { output: { dims: [countBetween(from, to, apart)], dtype: type } }
  },
})

/** What TensorFlow, which makes the numbers at once, does not take. */
function refuseRange(from: Value, to: Value, step: Value, dtype: string | undefined, call: Call): void {
  const [start, stop, apart] = [from, to, step].map(toNumber)
  const whole = dtype !== undefined && isInteger(dtype)
  if (whole && [from, to, step].some(isFloat))
    call.refuse({ code: 'refused', facts: { reason: `floats cannot be counted as ${dtype}` } })
  if (start === undefined || stop === undefined || apart === undefined) return
  if (apart === 0 || (stop - start) * apart < 0)
    call.refuse({ code: 'refused', facts: { reason: `steps of ${apart} do not lead from ${start} to ${stop}` } })
}

export const Linspace = operation({
  name: 'Linspace',
  summary: 'Divides the way from one number to another.',
  signatures: [
    'ops.linspace(start, stop, num=50, endpoint=True, retstep=False, dtype=None, axis=0)',
    'tf.linspace(start, stop, num, name=None, axis=0)',
  ],
  call: [],
  parameters: {
    start: bound('Where it starts.'),
    stop: bound('Where it ends.'),
    num: { ...edge, default: 50, meaning: 'How many numbers there are.' },
    endpoint: ignored('Whether the end is one of them.', true),
    retstep: ignored('Whether to give the step as well.', false),
    dtype: resultTypeOr(),
    axis: ignored('Where the new axis stands.', 0),
  },
  rule(_, { start, stop, num, dtype }) {
    if (isList(start) || isList(stop)) throw new Unknowable(unknown('ways from several numbers are not followed'))
    return { output: { dims: [num], dtype: dtype ?? 'float32' } }
  },
})

/** A number that only data decides: there may be any number of steps. */
export const dynamicNumber: NamedValue = { kind: 'named value', name: 'a tensor', callable: false }

const numberType = (value: Value): string => (isFloat(value) ? 'float' : 'int')

function countBetween(from: Value, to: Value, step: Value): Size {
  if ([from, to, step].includes(dynamicNumber)) return none
  const lost = [from, to, step].find(isUnknown)
  if (lost) return lost
  const [start, stop, apart] = [from, to, step].map(toNumber)
  if (start !== undefined && stop !== undefined && apart) return Math.max(0, Math.ceil((stop - start) / apart))
  const sizes = [from, to, step]
  if (sizes.every(isSizeValue)) return ceilDivide(subtract(sizes[1]!, sizes[0]!), sizes[2]!)
  return unknown('how many numbers there are')
}
