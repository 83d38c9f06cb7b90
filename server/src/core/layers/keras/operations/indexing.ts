/** Operations that pick elements. Source: keras/src/ops/numpy.py, math.py, nn.py and core.py. */

import { broadcastShapes, isClash } from '../../../tensor/broadcast.ts'
import { type Formula, named } from '../../../tensor/formula.ts'
import type { Shape } from '../../../tensor/shape.ts'
import { isNone, isSymbolic, isUnknown, none, product, type Size, subtract, unknown } from '../../../tensor/size.ts'
import type { Call } from '../../layer.ts'
import { type Operands, operation } from '../../operation.ts'
import { anything, ignored, integer, Misfit, type Parameter, size, Unknowable } from '../../parameters.ts'
import { isDict, isList, isSizeValue, printPython, type Value } from '../../value.ts'
import { axis, axisAt, axisOrAll, resultTypeOr } from './axes.ts'

/** A slice as the value of an argument: `1:5:2`. */
export const sliceValue = (start: Value, stop: Value, step: Value): Value => ({
  kind: 'dict',
  entries: [
    ['start', start],
    ['stop', stop],
    ['step', step],
  ],
})

/** `...` as the value of an argument. */
export const ellipsis = '...'

export const GetItem = operation({
  name: 'GetItem',
  summary: 'Picks elements and slices.',
  signatures: ['ops.get_item(x, key)'],
  call: ['x'],
  parameters: { key: anything('int, or tuple of ints, slices, None and ...', 'What is picked.') },
  rule(operands, { key }, call) {
    const { shape, dtype } = operands.tensor('x')
    return { output: { dims: picked(shape, keyParts(key, call), call), dtype } }
  },
})

/** How many elements are picked is for the data to say. */
export const BooleanMask = operation({
  name: 'BooleanMask',
  summary: 'Picks the elements where a mask is true.',
  signatures: ['tf.boolean_mask(tensor: x, mask, axis=None, name=None)'],
  call: ['x', 'mask'],
  parameters: { axis: axisOrAll() },
  rule(operands, { axis }, call) {
    const { shape, dtype } = operands.tensor('x')
    const { length } = shapeOf('mask', operands, call)
    const at = axis === null ? 0 : axisAt(axis, shape, call)
    if (length === 0 || at + length > shape.length)
      call.refuse({ code: 'refused', facts: { reason: `a mask of ${length} axes fits no tensor of ${shape.length}` } })
    return { output: { dims: [...shape.slice(0, at), none, ...shape.slice(at + length)], dtype } }
  },
})

/** Keras takes a single slice, `...` or None only inside a tuple. */
function keyParts(key: Value, call: Call): readonly Value[] {
  if (isUnknown(key) || isSymbolic(key))
    throw new Unknowable(isUnknown(key) ? key : unknown('the index is not a number'))
  if (isList(key)) return key
  if (typeof key === 'number' || typeof key === 'boolean') return [key]
  const what = isDict(key) ? 'a slice' : key === ellipsis ? '...' : printPython(key)
  return call.refuse({
    code: 'refused',
    facts: { reason: `Keras takes ${what} only beside other indices: x[:2, ...]` },
  })
}

function picked(shape: Shape, key: readonly Value[], call: Call): readonly Size[] {
  if (key.filter(part => part === ellipsis).length > 1)
    call.refuse({ code: 'refused', facts: { reason: 'there is more than one ...' } })
  const parts = key.includes(ellipsis) ? key : [...key, ellipsis]
  const needed = parts.filter(part => part !== null && part !== ellipsis).length
  if (needed > shape.length)
    call.refuse({ code: 'refused', facts: { reason: `${needed} indices are too many for ${shape.length} axes` } })
  const left = [...shape]
  return parts.flatMap((part, i) => {
    if (part === null) return [1]
    if (part !== ellipsis) return pickedSize(left.shift()!, part, call)
    const after = parts.slice(i + 1).filter(each => each !== null).length
    return left.splice(0, left.length - after)
  })
}

/** What is left of one axis: nothing where an element is picked. */
function pickedSize(size: Size, part: Value, call: Call): readonly Size[] {
  if (isDict(part)) return [sliced(size, part.entries.map(([, value]) => value) as [Value, Value, Value])]
  if (isUnknown(part) || isSymbolic(part)) return []
  const index = typeof part === 'boolean' ? Number(part) : part
  if (typeof index !== 'number')
    return call.refuse({ code: 'refused', facts: { reason: `${printPython(part)} is no index of a tensor` } })
  if (typeof size === 'number' && (index >= size || index < -size))
    return call.refuse({ code: 'refused', facts: { reason: `there is no element ${index} among ${size}` } })
  return []
}

/** How many elements a slice picks, as Python's `slice.indices`. None stays None. */
function sliced(size: Size, [start, stop, step]: readonly [Value, Value, Value]): Size {
  if (isNone(size)) return none
  if (start === null && stop === null && (step === null || step === 1 || step === -1)) return size
  if (typeof size !== 'number') return slicedUnsure(size, start, stop, step)
  const stride = step === null ? 1 : step
  const bounds = [start, stop].map(bound => (bound === null || typeof bound === 'number' ? bound : undefined))
  if (typeof stride !== 'number' || bounds.includes(undefined)) return unsureSlice(start, stop, step)
  if (stride === 0) throw new Misfit('key', 'slices of a step other than 0', step)
  const clamp = (bound: number | null, fallback: number) => {
    const [least, most] = stride > 0 ? [0, size] : [-1, size - 1]
    return bound === null ? fallback : Math.min(Math.max(bound < 0 ? bound + size : bound, least), most)
  }
  const [from, to] = [clamp(bounds[0]!, stride > 0 ? 0 : size - 1), clamp(bounds[1]!, stride > 0 ? size : -1)]
  return Math.max(0, Math.ceil((to - from) / stride))
}

/** A slice that cuts a few elements off an axis whose size is a symbol. */
function slicedUnsure(size: Size, start: Value, stop: Value, step: Value): Size {
  const from = start ?? 0
  if (step === null && typeof from === 'number' && from >= 0) {
    if (stop === null) return subtract(size, from)
    if (typeof stop === 'number' && stop < 0) return subtract(size, from - stop)
  }
  return unsureSlice(start, stop, step)
}

const unsureSlice = (...bounds: readonly Value[]): Size =>
  bounds.find(isUnknown) ?? unknown('how many elements the slice picks')

/** The shape of indices or of a mask: a tensor's, or a list's. */
function shapeOf(name: string, operands: Operands, { options }: Call): Shape {
  const given = options.get(name)
  if (given === undefined || given === null || !isList(given)) return operands.any(name).shape
  return listShape(given)
}

function listShape(value: Value): Shape {
  if (isUnknown(value)) throw new Unknowable(value)
  return isList(value) ? [value.length, ...(value.length === 0 ? [] : listShape(value[0]!))] : []
}

export const Take = operation({
  name: 'Take',
  summary: 'Picks elements along an axis by their indices.',
  signatures: ['ops.take(x, indices, axis=None)'],
  call: ['x', 'indices'],
  parameters: { axis: axisOrAll() },
  rule(operands, { axis }, call) {
    const { shape, dtype } = operands.tensor('x')
    const indices = shapeOf('indices', operands, call)
    if (axis === null) return { output: { dims: indices, dtype } }
    const at = axisAt(axis, shape, call)
    return { output: { dims: [...shape.slice(0, at), ...indices, ...shape.slice(at + 1)], dtype } }
  },
})

/** TensorFlow's and K's pick along the first axis behind those of the batch, unless they are told another. */
export const Gather = operation({
  name: 'Take',
  summary: 'Picks elements along an axis by their indices.',
  signatures: [
    'tf.gather(params: x, indices, validate_indices=None, axis=None, batch_dims=0, name=None)',
    'backend.gather(reference: x, indices)',
    'tf.nn.embedding_lookup(params: x, ids: indices, max_norm=None, name=None)',
  ],
  call: ['x', 'indices'],
  parameters: { axis: axisOrAll(), batch_dims: integer('How many axes both have in common.', 0) },
  rule(operands, { axis, batch_dims }, call) {
    const { shape, dtype } = operands.tensor('x')
    const indices = shapeOf('indices', operands, call)
    const common = batch_dims < 0 ? batch_dims + indices.length : batch_dims
    const at = axisAt(axis ?? common, shape, call)
    return { output: { dims: [...shape.slice(0, at), ...indices.slice(common), ...shape.slice(at + 1)], dtype } }
  },
})

export const TakeAlongAxis = operation({
  name: 'TakeAlongAxis',
  summary: 'Picks elements along an axis, for each place along the others by itself.',
  signatures: ['ops.take_along_axis(x, indices, axis=None)'],
  call: ['x', 'indices'],
  parameters: { axis: axisOrAll() },
  rule(operands, { axis }, call) {
    const x = operands.tensor('x')
    const indices = operands.tensor('indices').shape
    const shape = axis === null ? [x.shape.some(isNone) ? none : product(x.shape)] : [...x.shape]
    const shapes = [shape, indices]
    if (shape.length !== indices.length)
      call.refuse({ code: 'unequal-shapes', facts: { shapes, reason: 'they have different numbers of axes' } })
    const at = axis === null ? 0 : axisAt(axis, shape, call)
    const dims = broadcastShapes([shape.map((size, i) => (i === at ? indices[at]! : size)), indices], 'other')
    if (isClash(dims)) call.refuse({ code: 'unequal-shapes', facts: { shapes, reason: 'they do not broadcast' } })
    return { output: { dims: dims as Shape, dtype: x.dtype } }
  },
})

/** A number of things as Keras puts it into a shape. */
const count = (meaning: string): Parameter<Formula> => size(meaning, undefined, 0)

export const OneHot = operation({
  name: 'OneHot',
  summary: 'Writes each index as a vector that is one there and zero elsewhere.',
  signatures: [
    'ops.one_hot(x, num_classes, axis=-1, dtype=None, sparse=False)',
    'tf.one_hot(indices: x, depth: num_classes, on_value=None, off_value=None, axis=-1, dtype=None, name=None)',
    'backend.one_hot(indices: x, num_classes)',
  ],
  call: ['x'],
  parameters: {
    num_classes: count('How many indices there are.'),
    axis: axis(-1),
    dtype: resultTypeOr(),
    sparse: ignored('Whether the result is sparse.', false),
  },
  rule(operands, { num_classes, axis, dtype }, call) {
    const { shape } = operands.any('x')
    if (axis !== -1 && (axis < 0 || axis >= shape.length))
      call.refuse({
        code: 'axis-out-of-range',
        facts: { argument: 'axis', axis: String(axis), shape },
        argument: 'axis',
      })
    const at = axis === -1 ? shape.length : axis
    const dims = [...shape.slice(0, at), named('classes', num_classes), ...shape.slice(at)]
    return { output: { dims, dtype: dtype ?? 'float32' } }
  },
})

export const TopK = operation({
  name: 'TopK',
  summary: 'Picks the largest elements along the last axis, and where they are.',
  signatures: [
    'ops.top_k(x, k, sorted=True)',
    'tf.math.top_k(input: x, k=1, sorted=True, index_type=None, name=None)',
    'tf.nn.top_k(input: x, k=1, sorted=True, index_type=None, name=None)',
  ],
  call: ['x'],
  parameters: { k: count('How many.'), sorted: ignored('Whether the largest comes first.', true) },
  rule(operands, { k }, call) {
    const { shape, dtype } = operands.tensor('x')
    if (shape.length === 0) call.refuse({ code: 'wrong-rank', facts: { expected: 'at least 1', shape } })
    const dims = [...shape.slice(0, -1), k]
    return {
      output: [
        { dims, dtype },
        { dims, dtype: 'int32' },
      ],
    }
  },
})

export const Diff = operation({
  name: 'Diff',
  summary: 'The differences between neighbors along an axis.',
  signatures: ['ops.diff(a: x, n=1, axis=-1)'],
  call: ['x'],
  parameters: { n: integer('How often.', 1), axis: axis(-1) },
  rule(operands, { n, axis }, call) {
    const { shape, dtype } = operands.tensor('x')
    const at = axisAt(axis, shape, call)
    const less = (size: Size) => (typeof size === 'number' ? Math.max(size - n, 0) : subtract(size, n))
    return { output: { dims: shape.map((own, i) => (i === at ? less(own) : own)), dtype } }
  },
})

const lengths: Parameter<readonly Size[]> = {
  type: 'tuple of ints',
  meaning: 'How many elements along each axis; −1 for all that are left.',
  read(value, name) {
    if (isUnknown(value)) throw new Unknowable(value, name)
    if (!isList(value)) throw new Misfit(name, 'a tuple of integers', value)
    return value.map(each => {
      if (each === null) return none
      if (isSizeValue(each)) return each
      throw new Misfit(name, 'a tuple of integers', value)
    })
  },
}

export const Slice = operation({
  name: 'Slice',
  summary: 'Picks a block of elements.',
  signatures: [
    'ops.slice(inputs: x, start_indices, shape)',
    'tf.slice(input_: x, begin: start_indices, size: shape, name=None)',
  ],
  call: ['x'],
  parameters: { start_indices: lengths, shape: lengths },
  rule(operands, { start_indices, shape }, call) {
    const x = operands.tensor('x')
    for (const given of [shape, start_indices])
      if (given.length !== x.rank) {
        const reason = `${given.length} numbers are given for ${x.rank} axes`
        call.refuse({ code: 'refused', facts: { reason } })
      }
    const dims = shape.map((size, i) => (size === -1 ? subtract(x.shape[i]!, start_indices[i]!) : size))
    return { output: { dims, dtype: x.dtype } }
  },
})
