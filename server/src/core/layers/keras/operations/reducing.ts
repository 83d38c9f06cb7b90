/** Operations that make one element of many along axes. Source: keras/src/ops/numpy.py, math.py, linalg.py and nn.py. */
import type { Shape } from '../../../tensor/shape.ts'
import type { Size } from '../../../tensor/size.ts'
import type { Call, OutputType } from '../../layer.ts'
import { type OperationKind, operation, promote } from '../../operation.ts'
import { flag, ignored, Misfit } from '../../parameters.ts'
import { isFloat, toNumber, type Value } from '../../value.ts'
import { axesOrAll, axisAt, resultTypeOr } from './axes.ts'
import { removeAt } from './shaping.ts'
import { bool, floating, integersFloat, isWhole, real, same, type TypeRule } from './types.ts'

/** What is left of a shape. Source: keras/src/ops/operation_utils.py, `reduce_shape`. */
export function reduceShape(shape: Shape, axes: readonly number[] | null, keepdims: boolean, call: Call): Shape {
  if (axes === null) return keepdims ? shape.map(() => 1) : []
  const at = axes.map(axis => axisAt(axis, shape, call))
  if (keepdims) return shape.map((size, i) => (at.includes(i) ? 1 : size))
  const left: Size[] = [...shape]
  for (const each of at.sort((a, b) => b - a)) removeAt(left, each, shape, call)
  return left
}

const index: TypeRule = () => 'int32'
const meanType: TypeRule = (dtype, call) => (isWhole(dtype) ? promote(call, dtype, 'float32') : dtype)

const grown: Readonly<Record<string, string>> = {
  bool: 'int32',
  int8: 'int32',
  int16: 'int32',
  uint8: 'uint32',
  uint16: 'uint32',
}
const summed: TypeRule = (dtype, call) => {
  const type = promote(call, dtype)
  return grown[type] ?? type
}
const multiplied: TypeRule = dtype => grown[dtype] ?? dtype

const keepdims = flag('Whether the axes stay, with size 1.', false)

/** `further` are arguments that bear on nothing here. */
function reducing(name: string, rule: TypeRule, signatures: readonly string[], further: readonly string[] = []) {
  const more = Object.fromEntries(further.map(each => [each, ignored('How it is computed.')]))
  return operation({
    name,
    summary: 'Makes one element of all along the axes.',
    signatures,
    call: ['x'],
    parameters: { ...more, axis: axesOrAll(), keepdims },
    rule(operands, { axis, keepdims }, call) {
      const x = operands.tensor('x')
      return { output: { dims: reduceShape(x.shape, axis, keepdims, call), dtype: rule(x.dtype, call) } }
    },
  })
}

/** Under one name in keras.ops, another in tf, and the first again in K. */
const everywhere = (name: string, rule: TypeRule, own: string, tf: string, further: readonly string[] = []) => {
  const extra = further.map(each => `, ${each}=None`).join('')
  return reducing(
    name,
    rule,
    [
      `ops.${own}(x, axis=None, keepdims=False${extra})`,
      `tf.${tf}(input_tensor: x, axis=None, keepdims=False, name=None)`,
      `backend.${own}(x, axis=None, keepdims=False)`,
    ],
    further,
  )
}

const alone = (name: string, rule: TypeRule, own: string) =>
  reducing(name, rule, [`ops.${own}(x, axis=None, keepdims=False)`])

export const reductions: readonly OperationKind[] = [
  everywhere('Sum', summed, 'sum', 'reduce_sum'),
  everywhere('Mean', meanType, 'mean', 'reduce_mean'),
  everywhere('Max', same, 'max', 'reduce_max', ['initial']),
  everywhere('Min', same, 'min', 'reduce_min', ['initial']),
  everywhere('Any', bool, 'any', 'reduce_any'),
  everywhere('All', bool, 'all', 'reduce_all'),
  everywhere('Std', integersFloat, 'std', 'math.reduce_std'),
  everywhere('Var', floating, 'var', 'math.reduce_variance'),
  reducing('Logsumexp', real, [
    'ops.logsumexp(x, axis=None, keepdims=False)',
    'tf.reduce_logsumexp(input_tensor: x, axis=None, keepdims=False, name=None)',
  ]),
  alone('Amax', same, 'amax'),
  alone('Amin', same, 'amin'),
  alone('Median', floating, 'median'),
  alone('Ptp', same, 'ptp'),
  reducing('CountNonzero', index, [
    'ops.count_nonzero(x, axis=None)',
    'tf.math.count_nonzero(input: x, axis=None, keepdims=None, dtype=None, name=None)',
  ]),
  reducing('Argmax', index, [
    'ops.argmax(x, axis=None, keepdims=False)',
    'tf.argmax(input: x, axis=0, output_type=None, name=None)',
    'backend.argmax(x, axis=-1)',
  ]),
  reducing('Argmin', index, [
    'ops.argmin(x, axis=None, keepdims=False)',
    'tf.argmin(input: x, axis=0, output_type=None, name=None)',
    'backend.argmin(x, axis=-1)',
  ]),
]

export const Prod = operation({
  name: 'Prod',
  summary: 'Multiplies the elements along the axes.',
  signatures: [
    'ops.prod(x, axis=None, keepdims=False, dtype=None)',
    'tf.reduce_prod(input_tensor: x, axis=None, keepdims=False, name=None)',
    'backend.prod(x, axis=None, keepdims=False)',
  ],
  call: ['x'],
  parameters: { axis: axesOrAll(), keepdims, dtype: resultTypeOr() },
  rule(operands, { axis, keepdims, dtype }, call) {
    const x = operands.tensor('x')
    const dims = reduceShape(x.shape, axis, keepdims, call)
    return { output: { dims, dtype: dtype ?? multiplied(x.dtype, call) } }
  },
})

export const Norm = operation({
  name: 'Norm',
  summary: 'The length of vectors or matrices.',
  signatures: [
    'ops.norm(x, ord=None, axis=None, keepdims=False)',
    "tf.norm(tensor: x, ord='euclidean', axis=None, keepdims=False, name=None)",
    'tf.math.reduce_euclidean_norm(input_tensor: x, axis=None, keepdims=False, name=None)',
  ],
  call: ['x'],
  parameters: { ord: ignored('Which length.'), axis: axesOrAll(), keepdims },
  check({ ord }) {
    if (typeof ord === 'string' && !['fro', 'nuc', 'euclidean'].includes(ord))
      throw new Misfit('ord', "'fro', 'nuc' or a number", ord)
  },
  rule(operands, { ord, axis, keepdims }, call) {
    const x = operands.tensor('x')
    const count = axis?.length ?? x.rank
    if (count === 1 && typeof ord === 'string' && ord !== 'euclidean')
      throw new Misfit('ord', 'a number, for vectors', ord)
    if (count === 2 && !isMatrixNorm(ord)) throw new Misfit('ord', "'fro', 'nuc', 1, 2 or infinite, for matrices", ord)
    const dims = reduceShape(x.shape, axis, keepdims, call)
    return { output: { dims, dtype: integersFloat(x.dtype, call) } }
  },
})

function isMatrixNorm(ord: Value): boolean {
  if (ord === null || typeof ord === 'string') return true
  if (typeof ord !== 'number' && !isFloat(ord)) return true
  return [1, 2, Number.POSITIVE_INFINITY].includes(Math.abs(toNumber(ord)!))
}

export const Moments = operation({
  name: 'Moments',
  summary: 'The mean and the variance along axes.',
  signatures: [
    'ops.moments(x, axes, keepdims=False, synchronized=False)',
    'tf.nn.moments(x, axes, shift=None, keepdims=False, name=None)',
  ],
  call: ['x'],
  parameters: { axes: axesOrAll(), keepdims, synchronized: ignored('Whether replicas are taken together.') },
  rule(operands, { axes, keepdims }, call) {
    const x = operands.tensor('x')
    const output: OutputType = { dims: reduceShape(x.shape, axes, keepdims, call), dtype: x.dtype }
    return { output: [output, output] }
  },
})
