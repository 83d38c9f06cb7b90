/** Operations along an axis that keep the shape: running sums, sorting, softmax. Source: keras/src/ops/numpy.py and nn.py. */
import { type Formula, named, productOf } from '../../../tensor/formula.ts'
import { isNone, none } from '../../../tensor/size.ts'
import { operation } from '../../operation.ts'
import { ignored, type Parameter } from '../../parameters.ts'
import { axesOrAll, axis, axisAt, axisOrAll, divideWhole, resultTypeOr } from './axes.ts'

const cumulative = (name: string) =>
  operation({
    name,
    summary: 'Sums or multiplies what comes before each element.',
    signatures: [
      `ops.${name.toLowerCase()}(x, axis=None, dtype=None)`,
      `tf.${name === 'Cumsum' ? 'cumsum' : 'math.cumprod'}(x, axis=0, exclusive=False, reverse=False, name=None)`,
      `backend.${name.toLowerCase()}(x, axis=0)`,
    ],
    call: ['x'],
    parameters: { axis: axisOrAll(), dtype: resultTypeOr() },
    rule(operands, { axis, dtype }, call) {
      const x = operands.tensor('x')
      if (axis !== null) axisAt(axis, x.shape, call)
      const type = dtype ?? x.dtype
      return {
        output: {
          dims: axis === null ? [named('elements', productOf(x.shape))] : x.shape,
          dtype: type === 'bool' ? 'int32' : type,
        },
      }
    },
  })

export const Cumsum = cumulative('Cumsum')
export const Cumprod = cumulative('Cumprod')

/** Keras knows the axis by its number alone. */
const sorting = (name: string, type: (dtype: string) => string, signatures: readonly string[]) =>
  operation({
    name,
    summary: 'Puts elements along an axis in order.',
    signatures,
    call: ['x'],
    parameters: { axis: axisOrAll(-1) },
    rule(operands, { axis }, call) {
      const { shape, dtype } = operands.tensor('x')
      if (axis !== null) axisAt(axis, shape, call)
      return { output: { dims: axis === null ? [named('elements', productOf(shape))] : shape, dtype: type(dtype) } }
    },
  })

export const Sort = sorting('Sort', dtype => dtype, [
  'ops.sort(x, axis=-1)',
  "tf.sort(values: x, axis=-1, direction='ASCENDING', name=None)",
])
export const Argsort = sorting('Argsort', () => 'int32', [
  'ops.argsort(x, axis=-1)',
  "tf.argsort(values: x, axis=-1, direction='ASCENDING', stable=False, name=None)",
])

/** The axes along which probabilities add up to one, or lengths to one. */
const along = (name: string, signatures: readonly string[], result?: string, further: readonly string[] = []) =>
  operation({
    name,
    summary: 'Scales the elements along an axis together.',
    signatures,
    call: ['x'],
    parameters: {
      axis: axesOrAll(-1),
      ...Object.fromEntries(further.map(each => [each, ignored('How it is scaled.')])),
    } as {
      readonly axis: Parameter<readonly number[] | null>
    },
    rule(operands, { axis }, call) {
      const { shape, dtype } = operands.tensor('x')
      for (const each of axis ?? []) axisAt(each, shape, call)
      return { output: { dims: shape, dtype: result ?? dtype } }
    },
  })

export const Softmax = along('Softmax', [
  'ops.softmax(x, axis=-1)',
  'activations.softmax(x, axis=-1)',
  'tf.nn.softmax(logits: x, axis=None, name=None)',
  'tf.math.softmax(logits: x, axis=None, name=None)',
  'backend.softmax(x, axis=-1)',
])
export const LogSoftmax = along('LogSoftmax', [
  'ops.log_softmax(x, axis=-1)',
  'activations.log_softmax(x, axis=-1)',
  'tf.nn.log_softmax(logits: x, axis=None, name=None)',
  'tf.math.log_softmax(logits: x, axis=None, name=None)',
])
export const Sparsemax = along('Sparsemax', ['ops.sparsemax(x, axis=-1)', 'activations.sparsemax(x, axis=-1)'])
export const Normalize = along(
  'Normalize',
  [
    'ops.normalize(x, axis=-1, order=2, epsilon=None)',
    'tf.nn.l2_normalize(x, axis=None, epsilon=1e-12, name=None, dim=None)',
    'tf.math.l2_normalize(x, axis=None, epsilon=1e-12, name=None, dim=None)',
    'backend.l2_normalize(x, axis=None)',
  ],
  'float32',
  ['order', 'epsilon'],
)

export const Glu = operation({
  name: 'Glu',
  summary: 'Lets one half of the features gate the other.',
  signatures: ['ops.glu(x, axis=-1)', 'activations.glu(x, axis=-1)'],
  call: ['x'],
  parameters: { axis: axis(-1) },
  rule(operands, { axis }, call) {
    const { shape, dtype } = operands.tensor('x')
    const at = axisAt(axis, shape, call)
    const half = isNone(shape[at]!) ? none : divideWhole(named('features', shape[at]!), 2, call)
    return { output: { dims: shape.map((size, i): Formula => (i === at ? half : size)), dtype } }
  },
})
