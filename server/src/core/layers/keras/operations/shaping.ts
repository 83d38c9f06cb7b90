/** Operations that rearrange elements. Source: keras/src/ops/numpy.py and operation_utils.py. */
import { type Formula, named, productOf } from '../../../tensor/formula.ts'
import type { Shape } from '../../../tensor/shape.ts'
import { equalSizes, isNone, isUnknown, none, type Size } from '../../../tensor/size.ts'
import type { Call } from '../../layer.ts'
import { type OperationKind, operation } from '../../operation.ts'
import { ignored, Misfit, optional, type Parameter, readInteger, Unknowable } from '../../parameters.ts'
import { isList } from '../../value.ts'
import { readTarget, reshaped, type Target } from '../reshaping.ts'
import { axes, axesOrAll, axis, axisAt } from './axes.ts'

const newShape: Parameter<readonly Target[]> = {
  type: 'tuple of ints',
  meaning: 'The sizes afterwards; −1 for what is left.',
  holds: 'sizes',
  read(value, name) {
    if (isUnknown(value)) throw new Unknowable(value, name)
    const sizes = (isList(value) ? value : [value]).map(readTarget)
    const wrong = sizes.some(size => typeof size === 'number' && size < -1)
    if (wrong || sizes.filter(size => size === -1).length > 1)
      throw new Misfit(name, 'a tuple of sizes, of which at most one is -1', value)
    return sizes
  },
}

export const Reshape = operation({
  name: 'Reshape',
  summary: 'Lays out the elements in another shape.',
  signatures: [
    'ops.reshape(x, newshape)',
    'tf.reshape(tensor: x, shape: newshape, name=None)',
    'backend.reshape(x, shape: newshape)',
  ],
  call: ['x'],
  parameters: { newshape: newShape },
  rule(operands, { newshape }, call) {
    const { known, dtype } = operands.tensor('x')
    return { output: { dims: reshaped(known ?? [none], newshape, 'newshape', call), dtype } }
  },
})

export const BatchFlatten = operation({
  name: 'Reshape',
  summary: 'Puts all elements of a sample on one axis.',
  signatures: ['backend.batch_flatten(x)'],
  call: ['x'],
  parameters: {},
  rule(operands) {
    const { shape, dtype } = operands.tensor('x')
    return { output: { dims: [shape[0] ?? 1, flat(shape.slice(1))], dtype } }
  },
})

const flat = (sizes: readonly Size[]): Formula => named('elements', productOf(sizes))

export const Ravel = operation({
  name: 'Ravel',
  summary: 'Puts all elements on one axis.',
  signatures: ['ops.ravel(x)', 'backend.flatten(x)'],
  call: ['x'],
  parameters: {},
  rule(operands) {
    const { shape, dtype } = operands.tensor('x')
    return { output: { dims: [flat(shape)], dtype } }
  },
})

export const ExpandDims = operation({
  name: 'ExpandDims',
  summary: 'Adds axes of size 1.',
  signatures: [
    'ops.expand_dims(x, axis)',
    'tf.expand_dims(input: x, axis, name=None)',
    'backend.expand_dims(x, axis=-1)',
  ],
  call: ['x'],
  parameters: { axis: axes() },
  rule(operands, { axis }, call) {
    const { shape, dtype } = operands.tensor('x')
    const rank = shape.length + axis.length
    const added = new Set(axis.map(each => axisAt(each, shape, call, rank)))
    if (added.size < axis.length)
      call.refuse({ code: 'refused', facts: { reason: 'an axis is named twice' }, argument: 'axis' })
    const sizes = [...shape]
    return { output: { dims: Array.from({ length: rank }, (_, i) => (added.has(i) ? 1 : sizes.shift()!)), dtype } }
  },
})

export const Squeeze = operation({
  name: 'Squeeze',
  summary: 'Takes away axes of size 1.',
  signatures: ['ops.squeeze(x, axis=None)', 'tf.squeeze(input: x, axis=None, name=None)', 'backend.squeeze(x, axis)'],
  call: ['x'],
  parameters: { axis: axesOrAll() },
  rule(operands, { axis }, call) {
    const { shape, dtype } = operands.tensor('x')
    if (axis === null) return { output: { dims: shape.filter(size => size !== 1), dtype } }
    const dims = [...shape]
    for (const at of axis.map(each => squeezed(each, shape, call)).sort((a, b) => b - a))
      removeAt(dims, at, shape, call)
    return { output: { dims, dtype } }
  },
})

/** None may be more than 1. */
function squeezed(axis: number, shape: Shape, call: Call): number {
  const at = axisAt(axis, shape, call)
  const size = shape[at]!
  if (isNone(size) || equalSizes(size, 1) === false) {
    const reason = `axis ${axis} cannot be taken away, its size is ${isNone(size) ? 'None' : 'not 1'}`
    call.refuse({ code: 'refused', facts: { reason }, argument: 'axis' })
  }
  return at
}

/** As Python's `del`: what is named twice takes its neighbor along. */
export function removeAt(dims: Size[], at: number, shape: Shape, call: Call): void {
  if (at >= dims.length)
    call.refuse({ code: 'axis-out-of-range', facts: { argument: 'axis', axis: String(at), shape }, argument: 'axis' })
  dims.splice(at, 1)
}

const order: Parameter<readonly number[] | null> = optional({
  type: 'tuple of ints',
  meaning: 'The axes in their new order; turned around for None.',
  read(value, name) {
    if (isUnknown(value)) throw new Unknowable(value, name)
    if (!isList(value)) throw new Misfit(name, 'a tuple of integers', value)
    return value.map(each => readInteger(each, name))
  },
})

export const Transpose = operation({
  name: 'Transpose',
  summary: 'Puts the axes in another order.',
  signatures: [
    'ops.transpose(x, axes=None)',
    'tf.transpose(a: x, perm: axes=None, conjugate=False, name=None)',
    'backend.permute_dimensions(x, pattern: axes)',
    'backend.transpose(x)',
  ],
  call: ['x'],
  parameters: { axes: order },
  rule(operands, { axes }, call) {
    const { shape, dtype } = operands.tensor('x')
    if (axes === null) return { output: { dims: shape.toReversed(), dtype } }
    const normal = axes.map(each => (each < 0 ? each + shape.length : each))
    if ([...normal].sort((a, b) => a - b).some((each, i) => each !== i) || normal.length !== shape.length) {
      const reason = `the axes (${axes.join(', ')}) are not the ${shape.length} axes in another order`
      call.refuse({ code: 'refused', facts: { reason }, argument: 'axes' })
    }
    return { output: { dims: normal.map(each => shape[each]!), dtype } }
  },
})

export const MatrixTranspose = operation({
  name: 'Transpose',
  summary: 'Swaps the last two axes.',
  signatures: ['tf.linalg.matrix_transpose(a: x, name=None, conjugate=False)'],
  call: ['x'],
  parameters: {},
  rule(operands, _, call) {
    const { shape, dtype } = operands.tensor('x')
    if (shape.length < 2) call.refuse({ code: 'wrong-rank', facts: { expected: 'at least 2', shape } })
    return { output: { dims: [...shape.slice(0, -2), shape.at(-1)!, shape.at(-2)!], dtype } }
  },
})

export const Swapaxes = operation({
  name: 'Swapaxes',
  summary: 'Swaps two axes.',
  signatures: ['ops.swapaxes(x, axis1, axis2)'],
  call: ['x'],
  parameters: { axis1: axis(), axis2: axis() },
  rule(operands, { axis1, axis2 }, call) {
    const { shape, dtype } = operands.tensor('x')
    const [a, b] = [axisAt(axis1, shape, call), axisAt(axis2, shape, call)]
    return { output: { dims: shape.map((size, i) => (i === a ? shape[b]! : i === b ? shape[a]! : size)), dtype } }
  },
})

export const Moveaxis = operation({
  name: 'Moveaxis',
  summary: 'Moves axes to other places.',
  signatures: ['ops.moveaxis(x, source, destination)'],
  call: ['x'],
  parameters: { source: axes(), destination: axes() },
  check({ source, destination }, call) {
    if (source.length !== destination.length)
      call.refuse({ code: 'refused', facts: { reason: 'source and destination have different numbers of axes' } })
  },
  rule(operands, { source, destination }, call) {
    const { shape, dtype } = operands.tensor('x')
    const from = source.map(each => axisAt(each, shape, call))
    const to = destination.map(each => axisAt(each, shape, call))
    if (new Set(from).size < from.length || new Set(to).size < to.length)
      call.refuse({ code: 'refused', facts: { reason: 'an axis is named twice' } })
    const left = shape.filter((_, i) => !from.includes(i))
    const dims = shape.map((_, i) => (to.includes(i) ? shape[from[to.indexOf(i)]!]! : left.shift()!))
    return { output: { dims, dtype } }
  },
})

/** One that leaves the shape as it is, but names axes that must be there. */
const inPlace = (name: string, summary: string, signatures: readonly string[], further: readonly string[] = []) =>
  operation({
    name,
    summary,
    signatures,
    call: ['x'],
    parameters: {
      axis: axesOrAll(),
      ...Object.fromEntries(further.map(each => [each, ignored('How it is done.')])),
    } as {
      readonly axis: Parameter<readonly number[] | null>
    },
    rule(operands, { axis }, call) {
      const { shape, dtype } = operands.tensor('x')
      for (const each of axis ?? []) axisAt(each, shape, call)
      return { output: { dims: shape, dtype } }
    },
  })

export const keepingShape: readonly OperationKind[] = [
  inPlace('Flip', 'Turns the order of elements around.', [
    'ops.flip(x, axis=None)',
    'tf.reverse(tensor: x, axis, name=None)',
    'backend.reverse(x, axes: axis)',
  ]),
  inPlace(
    'Roll',
    'Moves elements along an axis; what leaves at one end comes in at the other.',
    ['ops.roll(x, shift, axis=None)', 'tf.roll(input: x, shift, axis, name=None)'],
    ['shift'],
  ),
]

const triangle = (name: string) =>
  operation({
    name,
    summary: 'Keeps one side of the diagonal.',
    signatures: [`ops.${name.toLowerCase()}(x, k=0)`],
    call: ['x'],
    parameters: { k: ignored('Which diagonal.', 0) },
    rule(operands) {
      const { shape, dtype } = operands.tensor('x')
      return { output: { dims: shape, dtype } }
    },
  })

export const Tril = triangle('Tril')
export const Triu = triangle('Triu')
