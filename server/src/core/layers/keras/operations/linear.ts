/** Matrix products. Source: keras/src/ops/numpy.py and keras/src/legacy/backend.py. */

import { broadcastShapes, isClash } from '../../../tensor/broadcast.ts'
import { named, productOf } from '../../../tensor/formula.ts'
import type { Shape } from '../../../tensor/shape.ts'
import { equalSizes, isNone, isUnknown, none, printSize, product, type Size } from '../../../tensor/size.ts'
import type { Call } from '../../layer.ts'
import { type Operand, operation, promote, type Result } from '../../operation.ts'
import { flag, integer, Misfit, type Parameter, readInteger, Unknowable } from '../../parameters.ts'
import { isList } from '../../value.ts'
import { axisAt } from './axes.ts'

/** Int8 products are summed in more bits. */
const productType = (types: readonly string[], call: Call): string =>
  types.every(type => type === 'int8') ? 'int32' : promote(call, ...types)

export const Matmul = operation({
  name: 'Matmul',
  summary: 'Multiplies matrices, which the last two axes are.',
  signatures: ['ops.matmul(x1, x2)'],
  call: ['x1', 'x2'],
  parameters: {},
  rule: (operands, _, call) => matmul(operands.any('x1'), operands.any('x2'), call),
})

/** TensorFlow's can turn the matrices around first. */
export const MatmulTransposed = operation({
  name: 'Matmul',
  summary: 'Multiplies matrices, which the last two axes are.',
  signatures: [
    `tf.matmul(a: x1, b: x2, transpose_a=False, transpose_b=False, adjoint_a=False, adjoint_b=False, a_is_sparse=False, b_is_sparse=False, output_type=None, grad_a=False, grad_b=False, name=None)`,
  ],
  call: ['x1', 'x2'],
  parameters: {
    transpose_a: flag('Swaps the last two axes of the first.', false),
    transpose_b: flag('Swaps the last two axes of the second.', false),
  },
  rule: (operands, { transpose_a, transpose_b }, call) =>
    matmul(turned(operands.any('x1'), transpose_a), turned(operands.any('x2'), transpose_b), call),
})

const turned = ({ shape, dtype }: Operand, around: boolean) =>
  around && shape.length > 1
    ? { shape: [...shape.slice(0, -2), shape.at(-1)!, shape.at(-2)!], dtype }
    : { shape, dtype }

type Matrix = Pick<Operand, 'shape' | 'dtype'>

/** Source: keras/src/ops/operation_utils.py, `compute_matmul_output_shape`. */
function matmul(a: Matrix, b: Matrix, call: Call): Result {
  const shapes = [a.shape, b.shape]
  if (shapes.some(shape => shape.length === 0))
    call.refuse({ code: 'wrong-rank', facts: { expected: 'at least 1', shape: [] } })
  const left = a.shape.length === 1 ? [1, ...a.shape] : a.shape
  const right = b.shape.length === 1 ? [...b.shape, 1] : b.shape
  expectInner(left.at(-1)!, right.at(-2)!, shapes, call)
  const leading = broadcastShapes([left.slice(0, -2), right.slice(0, -2)], 'other')
  if (isClash(leading))
    return call.refuse({ code: 'unequal-shapes', facts: { shapes, reason: 'the axes before the matrices do not fit' } })
  const rows = a.shape.length === 1 ? [] : [left.at(-2)!]
  const columns = b.shape.length === 1 ? [] : [right.at(-1)!]
  const dims = [...leading, ...rows, ...columns]
  return {
    output: { dims, dtype: productType([a.dtype, b.dtype], call) },
    macs: productOf([...dims.slice(1), named('summed', inner(left.at(-1)!, right.at(-2)!))]),
  }
}

/** The size of two axes that meet. */
const inner = (a: Size, b: Size): Size => (isNone(a) ? b : a)

function expectInner(a: Size, b: Size, shapes: readonly Shape[], call: Call): void {
  if (equalSizes(a, b) !== false) return
  const reason = `the axes that are summed have ${printSize(a)} and ${printSize(b)} elements`
  call.refuse({ code: 'unequal-shapes', facts: { shapes, reason } })
}

export const Dot = operation({
  name: 'Dot',
  summary: 'Multiplies and sums along the last axis of the first and the second to last of the second.',
  signatures: ['ops.dot(x1, x2)', 'backend.dot(x: x1, y: x2)'],
  call: ['x1', 'x2'],
  parameters: {},
  rule(operands, _, call) {
    const [a, b] = [operands.any('x1'), operands.any('x2')]
    const shapes = [a.shape, b.shape]
    const dtype = promote(call, a.dtype, b.dtype)
    if (a.rank === 0 || b.rank === 0) return { output: { dims: [...a.shape, ...b.shape], dtype } }
    const at = Math.max(b.rank - 2, 0)
    const [last, other] = [a.shape.at(-1)!, b.shape[at]!]
    const pickNone = b.rank === 1 && a.rank > 1 && isNone(last) !== isNone(other)
    if (pickNone) call.refuse({ code: 'unequal-shapes', facts: { shapes, reason: 'one of the summed axes is None' } })
    if (a.rank > 1 || b.rank > 1) expectInner(last, other, shapes, call)
    const dims = [...a.shape.slice(0, -1), ...b.shape.filter((_, i) => i !== at)]
    return { output: { dims, dtype }, macs: productOf([...dims.slice(1), named('summed', inner(last, other))]) }
  },
})

/** How many axes are summed, or which of each. */
const pairedAxes: Parameter<number | readonly [readonly number[], readonly number[]]> = {
  type: 'int or two tuples of ints',
  meaning: 'How many axes are summed, or which of each.',
  read(value, name) {
    if (isUnknown(value)) throw new Unknowable(value, name)
    if (!isList(value)) return readInteger(value, name)
    const [first, second] = value.map(each => (isList(each) ? each : [each]).map(axis => readInteger(axis, name)))
    if (!first || !second) throw new Misfit(name, 'an integer or two tuples of integers', value)
    return [first, second]
  },
}

export const Tensordot = operation({
  name: 'Tensordot',
  summary: 'Multiplies and sums along several axes.',
  signatures: ['ops.tensordot(x1, x2, axes=2)', 'tf.tensordot(a: x1, b: x2, axes, name=None)'],
  call: ['x1', 'x2'],
  parameters: { axes: pairedAxes },
  rule(operands, { axes }, call) {
    const [a, b] = [operands.any('x1'), operands.any('x2')]
    const dtype = promote(call, a.dtype, b.dtype)
    if (typeof axes === 'number') {
      const summed = axes <= 0 ? [] : a.shape.slice(Math.max(a.rank - axes, 0))
      const dims = axes <= 0 ? [...a.shape, ...b.shape] : [...a.shape.slice(0, -axes), ...b.shape.slice(axes)]
      return { output: { dims, dtype }, macs: productOf([...dims.slice(1), ...summed]) }
    }
    const [first, second] = [
      axes[0].map(axis => axisAt(axis, a.shape, call)),
      axes[1].map(axis => axisAt(axis, b.shape, call)),
    ]
    const sizes = [first.map(at => a.shape[at]!), second.map(at => b.shape[at]!)] as const
    const shapes = [a.shape, b.shape]
    if (sizes[0].length !== sizes[1].length)
      call.refuse({ code: 'unequal-shapes', facts: { shapes, reason: 'different numbers of axes are summed' } })
    sizes[0].forEach((size, i) => {
      expectInner(size, sizes[1][i]!, shapes, call)
    })
    const dims = [...a.shape.filter((_, i) => !first.includes(i)), ...b.shape.filter((_, i) => !second.includes(i))]
    return { output: { dims, dtype }, macs: productOf([...dims.slice(1), ...sizes[0]]) }
  },
})

export const BatchDot = operation({
  name: 'BatchDot',
  summary: 'Multiplies and sums along an axis of each, sample by sample.',
  signatures: ['backend.batch_dot(x: x1, y: x2, axes=None)'],
  call: ['x1', 'x2'],
  parameters: { axes: batchAxes() },
  rule(operands, { axes }, call) {
    const [a, b] = [operands.tensor('x1'), operands.tensor('x2')]
    const shapes = [a.shape, b.shape]
    for (const { shape } of [a, b])
      if (shape.length < 2) call.refuse({ code: 'wrong-rank', facts: { expected: 'at least 2', shape } })
    const [i, j] = axes ?? [a.rank - 1, b.rank === 2 ? 1 : b.rank - 2]
    const [first, second] = [axisAt(i, a.shape, call), axisAt(j, b.shape, call)]
    if (first === 0 || second === 0)
      call.refuse({ code: 'refused', facts: { reason: 'the batch is not summed' }, argument: 'axes' })
    expectInner(a.shape[first]!, b.shape[second]!, shapes, call)
    const rest = [
      ...a.shape.filter((_, at) => at !== first && at !== 0),
      ...b.shape.filter((_, at) => at !== second && at !== 0),
    ]
    const batch = inner(a.shape[0]!, b.shape[0]!)
    const dims = a.rank === 2 && b.rank === 2 ? [batch, 1] : [batch, ...rest]
    const dtype = promote(call, a.dtype, b.dtype)
    return { output: { dims, dtype }, macs: productOf([...rest, inner(a.shape[first]!, b.shape[second]!)]) }
  },
})

function batchAxes(): Parameter<readonly [number, number] | null> {
  return {
    type: 'int or tuple of 2 ints',
    meaning: 'The axis of each that is summed.',
    default: null,
    read(value, name) {
      if (value === null) return null
      if (isUnknown(value)) throw new Unknowable(value, name)
      if (!isList(value)) return [readInteger(value, name), readInteger(value, name)]
      if (value.length !== 2) throw new Misfit(name, 'an integer or two integers', value)
      return [readInteger(value[0]!, name), readInteger(value[1]!, name)]
    },
  }
}

export const Outer = operation({
  name: 'Outer',
  summary: 'Multiplies every element of one with every element of the other.',
  signatures: ['ops.outer(x1, x2)'],
  call: ['x1', 'x2'],
  parameters: {},
  rule(operands, _, call) {
    const both = [operands.any('x1'), operands.any('x2')]
    const count = (shape: Shape): Size => (shape.some(isNone) ? none : product(shape))
    return {
      output: { dims: both.map(each => count(each.shape)), dtype: promote(call, ...both.map(each => each.dtype)) },
    }
  },
})

const diagonal = integer('Which diagonal: above the main one if positive.', 0)

export const Trace = operation({
  name: 'Trace',
  summary: 'Sums the diagonal of matrices.',
  signatures: ['ops.trace(x, offset=0, axis1=0, axis2=1)'],
  call: ['x'],
  parameters: { offset: diagonal, axis1: integer('The rows.', 0), axis2: integer('The columns.', 1) },
  rule(operands, { axis1, axis2 }, call) {
    const { shape, dtype } = operands.tensor('x')
    const [a, b] = [axisAt(axis1, shape, call), axisAt(axis2, shape, call)]
    if (a === b) call.refuse({ code: 'refused', facts: { reason: 'the two axes are one' } })
    const dims = shape.filter((_, i): boolean => i !== a && i !== b)
    const grown = ['bool', 'int8', 'int16'].includes(dtype) ? 'int32' : /^uint(8|16)$/.test(dtype) ? 'uint32' : dtype
    return { output: { dims, dtype: grown } }
  },
})
