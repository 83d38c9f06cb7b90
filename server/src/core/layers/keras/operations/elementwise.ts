/** Operations that compute each element of one tensor by itself. Source: keras/src/ops/numpy.py and math.py. */
import { type OperationKind, operation } from '../../operation.ts'
import { ignored } from '../../parameters.ts'
import { toSnakeCase } from '../../words.ts'
import { angle, bool, countable, floating, integersFloat, longFloat, real, same, type TypeRule } from './types.ts'

/** One that computes each element of `x`. `further` are arguments behind it, with their defaults. */
export function unary(name: string, rule: TypeRule, signatures: readonly string[], further: readonly string[] = []) {
  return operation({
    name,
    summary: `Applies ${toSnakeCase(name).replaceAll('_', ' ')} to each element.`,
    signatures,
    call: ['x'],
    parameters: Object.fromEntries(further.map(each => [each, ignored('How it is computed.')])),
    rule(operands, _, call) {
      const x = operands.tensor('x')
      return { output: { dims: x.shape, dtype: rule(x.dtype, call) } }
    },
  })
}

/** `[class, type of the result, names in tf that take `x`]`: the names in keras.ops follow from the class. */
const functions: readonly (readonly [name: string, rule: TypeRule, ...tf: readonly string[]])[] = [
  ['Conjugate', same],
  ['Copy', same],
  ['Imag', same],
  ['Real', same],
  ['Sign', same, 'sign'],
  ['Negative', same, 'negative'],
  ['BitwiseInvert', same],
  ['BitwiseNot', same],
  ['Trunc', same],
  ['Erf', same, 'math.erf'],
  ['Erfinv', same, 'math.erfinv'],
  ['Erfc', floating, 'math.erfc'],
  ['Rsqrt', same, 'math.rsqrt'],
  ['Angle', floating],
  ['Arccos', floating, 'acos'],
  ['Arccosh', floating, 'acosh'],
  ['Arcsin', floating, 'asin'],
  ['Arcsinh', floating, 'asinh'],
  ['Arctan', floating, 'atan'],
  ['Arctanh', floating, 'atanh'],
  ['Cos', floating, 'cos'],
  ['Cosh', floating, 'cosh'],
  ['Sin', floating, 'sin'],
  ['Sinc', floating],
  ['Sinh', floating, 'sinh'],
  ['Tan', floating, 'tan'],
  ['Ceil', floating, 'math.ceil'],
  ['Floor', floating, 'floor'],
  ['Log', floating, 'math.log'],
  ['Log10', floating],
  ['Log1p', floating, 'math.log1p'],
  ['Log2', floating],
  ['Sqrt', floating, 'sqrt'],
  ['Exp', integersFloat, 'exp'],
  ['Exp2', integersFloat],
  ['Expm1', integersFloat, 'math.expm1'],
  ['Fabs', integersFloat],
  ['Cbrt', longFloat],
  ['Deg2rad', angle],
  ['Rad2deg', angle],
  ['Square', countable, 'square'],
  ['Reciprocal', real, 'math.reciprocal'],
  ['Isfinite', bool, 'math.is_finite'],
  ['Isinf', bool, 'math.is_inf'],
  ['Isnan', bool, 'math.is_nan'],
  ['Isneginf', bool],
  ['Isposinf', bool],
  ['Isreal', bool],
  ['Signbit', bool],
  ['LogicalNot', bool, 'logical_not'],
]

/** Functions that K has of the same name, with `x` alone. */
const inBackend = new Set(['cos', 'exp', 'log', 'sign', 'sin', 'sqrt', 'square'])

const plain = functions.map(([name, rule, ...tf]) => {
  const own = toSnakeCase(name)
  const signatures = [`ops.${own}(x)`, ...tf.map(path => `tf.${path}(x, name=None)`)]
  return unary(name, rule, inBackend.has(own) ? [...signatures, `backend.${own}(x)`] : signatures)
})

export const elementwise: readonly OperationKind[] = [
  ...plain,
  unary('Absolute', same, ['ops.absolute(x)', 'ops.abs(x)', 'tf.abs(x, name=None)', 'backend.abs(x)']),
  unary('Conjugate', same, ['ops.conj(x)', 'tf.math.conj(x, name=None)']),
  unary('Round', same, ['ops.round(x, decimals=0)', 'tf.round(x, name=None)', 'backend.round(x)'], ['decimals']),
  unary('NanToNum', same, ['ops.nan_to_num(x, nan=0.0, posinf=None, neginf=None)'], ['nan', 'posinf', 'neginf']),
  unary(
    'Clip',
    countable,
    [
      'ops.clip(x, x_min, x_max)',
      'tf.clip_by_value(t: x, clip_value_min: x_min, clip_value_max: x_max, name=None)',
      'backend.clip(x, min_value: x_min, max_value: x_max)',
    ],
    ['x_min', 'x_max'],
  ),
  unary('StopGradient', same, [
    'ops.stop_gradient(variable: x)',
    'tf.stop_gradient(input: x, name=None)',
    'backend.stop_gradient(variables: x)',
  ]),
  unary('Identity', same, ['tf.identity(input: x, name=None)']),
  unary(
    'Dropout',
    same,
    [
      'tf.nn.dropout(x, rate, noise_shape=None, seed=None, name=None)',
      'backend.dropout(x, level: rate, noise_shape=None, seed=None)',
    ],
    ['rate'],
  ),
]
