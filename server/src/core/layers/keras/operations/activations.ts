/** Activation functions, as keras.ops, keras.activations, TensorFlow and K have them. Source: keras/src/ops/nn.py. */
import { type OperationKind, operation } from '../../operation.ts'
import { toSnakeCase } from '../../words.ts'
import { unary } from './elementwise.ts'
import { floating, integersFloat, same } from './types.ts'

/** Those with nothing but `x`. */
const activations = [
  ...['Relu6', 'Sigmoid', 'SparseSigmoid', 'Softplus', 'Softsign', 'SparsePlus', 'Silu', 'LogSigmoid'],
  ...['HardSigmoid', 'HardSilu', 'Selu', 'TanhShrink', 'HardTanh'],
]

/** Those of keras.activations that compute at once, which Keras refuses for tensors without data. */
const refusedActivations = ['Mish', 'HardSilu']

const refusing = (name: string): OperationKind =>
  operation({
    name,
    summary: `Applies ${toSnakeCase(name)} to each element.`,
    signatures: [`activations.${toSnakeCase(name)}(x)`],
    call: ['x'],
    parameters: {},
    rule: (_operands, _args, call) =>
      call.refuse({ code: 'refused', facts: { reason: `keras.activations.${toSnakeCase(name)} works on data only` } }),
  })

/** Other names that keras.ops and keras.activations have for an activation function. */
const otherNames: Readonly<Record<string, readonly string[]>> = { Silu: ['swish'], HardSilu: ['hard_swish'] }

const inTensorFlow: Readonly<Record<string, readonly string[]>> = {
  Relu6: ['tf.nn.relu6(features: x, name=None)'],
  Sigmoid: ['tf.sigmoid(x, name=None)', 'backend.sigmoid(x)'],
  Softplus: ['tf.nn.softplus(features: x, name=None)', 'backend.softplus(x)'],
  Softsign: ['tf.nn.softsign(features: x, name=None)', 'backend.softsign(x)'],
  Silu: ['tf.nn.silu(features: x, beta=1.0)', 'tf.nn.swish(features: x, beta=1.0)'],
  LogSigmoid: ['tf.math.log_sigmoid(x, name=None)'],
  HardSigmoid: ['backend.hard_sigmoid(x)'],
  Selu: ['tf.nn.selu(features: x, name=None)'],
}

const plainActivations = activations.map(name => {
  const names = [toSnakeCase(name), ...(otherNames[name] ?? [])]
  const modules = refusedActivations.includes(name) ? ['ops'] : ['ops', 'activations']
  const own = names.flatMap(each => modules.map(module => `${module}.${each}(x)`))
  return unary(name, same, [...own, ...(inTensorFlow[name] ?? [])])
})

/** An activation function with further arguments, which keras.activations and keras.ops write alike. */
const shaped = (name: string, further: string, ...signatures: readonly string[]): OperationKind => {
  const own = toSnakeCase(name)
  const names = further.split(', ').map(each => each.split('=')[0]!)
  const ours = ['ops', 'activations'].map(module => `${module}.${own}(x, ${further})`)
  const replaced = ours.filter(each => !signatures.some(other => other.startsWith(`${each.split('(')[0]}(`)))
  return unary(name, same, [...replaced, ...signatures], names)
}

export const activationFunctions: readonly OperationKind[] = [
  ...plainActivations,
  unary('Relu', same, ['ops.relu(x)', 'tf.nn.relu(features: x, name=None)']),
  unary(
    'ReLU',
    same,
    [
      'activations.relu(x, negative_slope=0.0, max_value=None, threshold=0.0)',
      'backend.relu(x, alpha: negative_slope=0.0, max_value=None, threshold=0.0)',
    ],
    ['negative_slope', 'max_value', 'threshold'],
  ),
  unary('Tanh', floating, ['ops.tanh(x)', 'activations.tanh(x)', 'tf.tanh(x, name=None)', 'backend.tanh(x)']),
  unary('Exp', integersFloat, ['activations.exponential(x)']),
  unary('Linear', same, ['activations.linear(x)']),
  ...refusedActivations.map(refusing),
  shaped('SoftShrink', 'threshold=0.5'),
  shaped('HardShrink', 'threshold=0.5'),
  shaped('Squareplus', 'b=4'),
  shaped('LeakyRelu', 'negative_slope=0.2', 'tf.nn.leaky_relu(features: x, alpha: negative_slope=0.2, name=None)'),
  shaped('Elu', 'alpha=1.0', 'tf.nn.elu(features: x, name=None)', 'backend.elu(x, alpha=1.0)'),
  shaped('Celu', 'alpha=1.0'),
  shaped(
    'Gelu',
    'approximate=False',
    'ops.gelu(x, approximate=True)',
    'tf.nn.gelu(features: x, approximate=False, name=None)',
  ),
  shaped('Threshold', 'threshold, default_value'),
]
