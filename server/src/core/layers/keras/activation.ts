/** Layers that apply a function to each element. Source: keras/src/layers/activations. */
import { type Formula, named } from '../../tensor/formula.ts'
import {
  type Arguments,
  type Call,
  type Example,
  type Input,
  type LayerKind,
  layer,
  type Parameters,
  type Reporter,
} from '../layer.ts'
import { constraint, initializer, regularizer } from '../named-objects.ts'
import { anything, integers, keyword, Misfit, number, optional, type Parameter, takingArrays } from '../parameters.ts'
import { isList } from '../value.ts'
import { axisName } from './axes.ts'

const positive = [0, Number.POSITIVE_INFINITY] as const

export const ReLU = activationLayer('ReLU', 'relu', {
  words: ['relu'],
  summary: 'Keeps what is positive and puts zero for the rest.',
  parameters: {
    max_value: optional(number('The largest output; no limit for None.', undefined, positive)),
    negative_slope: number('The slope below the threshold.', 0, positive),
    threshold: number('Where the output starts.', 0, positive),
  },
  examples: [{ call: 'max_value=6', input: '(None, 56, 56, 24)', output: '(None, 56, 56, 24)', parameters: 0 }],
})

export const LeakyReLU = activationLayer('LeakyReLU', 'leaky_relu', {
  words: ['leaky_relu'],
  summary: 'Keeps what is positive and lets a fraction of the rest pass.',
  parameters: {
    negative_slope: optional(number('The slope of the negative part.'), 0.3),
    alpha: keyword(alphaOf("Keras 2's name for negative_slope, which it replaces.")),
  },
  check({ negative_slope, alpha }) {
    const slope = alpha === undefined ? negative_slope : alpha
    if (slope === null || slope < 0) throw new Misfit('negative_slope', 'a number of at least 0', slope)
  },
  examples: [{ call: 'negative_slope=0.2', input: '(None, 14, 14, 64)', output: '(None, 14, 14, 64)', parameters: 0 }],
})

/** A number or None; undefined where it is not given. */
function alphaOf(meaning: string): Parameter<number | null | undefined> {
  const given = optional(number(meaning))
  return {
    ...given,
    default: 'negative_slope',
    read: (value, name) => (value === 'negative_slope' ? undefined : given.read(value, name)),
  }
}

export const ThresholdedReLU = layer({
  name: 'ThresholdedReLU',
  summary: 'Keeps what is larger than a threshold and puts zero for the rest; only tf.keras still has it.',
  link: 'https://keras.io/2/api/layers/activation_layers/threshold_relu/',
  parameters: { theta: number('What an element must exceed.', 1, positive) },
  traits: { activation: () => 'thresholded_relu' },
  rule: input => ({ output: { dims: input.shape } }),
  examples: [{ call: 'theta=1', input: '(None, 8)', output: '(None, 8)', parameters: 0 }],
})

export const ELU = activationLayer('ELU', 'elu', {
  summary: 'Keeps what is positive and bends the rest towards a limit.',
  parameters: { alpha: anything('float', 'How far below zero the limit is.', 1) },
  examples: [{ call: '', input: '(None, 128)', output: '(None, 128)', parameters: 0 }],
})

export const Softmax = activationLayer('Softmax', 'softmax', {
  summary: 'Turns the elements along an axis into probabilities that add up to one.',
  parameters: { axis: anything('int or tuple of ints', 'The axis or axes along which the sum is one.', -1) },
  examples: [
    { call: '', input: '(None, 10)', output: '(None, 10)', parameters: 0 },
    { call: 'axis=1', input: '(None, 5, 7)', output: '(None, 5, 7)', parameters: 0 },
  ],
  advise({ shape }, { axis }, call) {
    const only = isList(axis) && axis.length === 1 ? axis[0] : axis
    if (typeof only === 'number' && shape.at(only) === 1)
      call.report({ code: 'softmax-over-one-unit', facts: { activation: 'softmax' } })
  },
})

interface ActivationRecord<P extends Parameters> {
  readonly words?: readonly string[]
  readonly summary: string
  readonly parameters: P
  readonly examples: readonly Example[]
  readonly check?: (args: Arguments<P>, call: Reporter) => void
  /** Reports what is odd though Keras accepts it. */
  readonly advise?: (input: Input, args: Arguments<P>, call: Call) => void
}

/** `activation` is the function's name in keras.activations, and its page's. */
function activationLayer<P extends Parameters>(
  name: string,
  activation: string,
  { advise, ...record }: ActivationRecord<P>,
): LayerKind {
  return layer({
    ...record,
    name,
    link: `https://keras.io/api/layers/activation_layers/${activation}/`,
    traits: { activation: () => activation },
    rule(input, args, call) {
      advise?.(input, args, call)
      return { output: { dims: input.shape } }
    },
  })
}

export const PReLU = layer({
  name: 'PReLU',
  words: ['prelu'],
  summary: 'Keeps what is positive and scales the rest by a slope that is learned.',
  link: 'https://keras.io/api/layers/activation_layers/prelu/',
  parameters: {
    alpha_initializer: initializer('How the slopes start.', 'Zeros'),
    alpha_regularizer: regularizer('Penalty on the slopes.'),
    alpha_constraint: constraint('Constraint on the slopes.'),
    shared_axes: takingArrays('numbers', optional(integers('The axes along which one slope serves all.'))),
  },
  traits: { activation: () => 'prelu', keepsShape: true },
  rule(input, { shared_axes }, call) {
    const slopes: Formula[] = input.shape.slice(1).map((size, i) => named(axisName(i + 1, input.rank), size))
    for (const axis of shared_axes ?? []) {
      const at = axis - 1 < 0 ? axis - 1 + slopes.length : axis - 1
      if (at < 0 || at >= slopes.length) {
        const facts = { argument: 'shared_axes', axis: String(axis), shape: input.shape }
        call.refuse({ code: 'axis-out-of-range', facts, argument: 'shared_axes' })
      }
      slopes[at] = 1
    }
    const own = input.shape.map((size, axis) => [axis, size] as const).slice(1)
    const axes = shared_axes?.length ? own.filter(([axis]) => !shared_axes.includes(axis)) : []
    return { output: { dims: input.shape }, weights: { alpha: slopes }, later: { rank: input.rank, axes } }
  },
  examples: [
    { call: '', input: '(None, 64)', output: '(None, 64)', parameters: 64 },
    { call: 'shared_axes=[1, 2]', input: '(None, 14, 14, 64)', output: '(None, 14, 14, 64)', parameters: 64 },
  ],
})
