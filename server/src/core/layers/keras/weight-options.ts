/** Arguments about weights that many families share: how they start, what they are held to, and low-rank adaptation. */
import { type Formula, named, sizeOf } from '../../tensor/formula.ts'
import { isUnknown, type Unknown } from '../../tensor/size.ts'
import type { Outcome, Reporter } from '../layer.ts'
import { constraint, initializer, regularizer } from '../named-objects.ts'
import { Misfit, type Parameter } from '../parameters.ts'
import { isSizeValue, type Value } from '../value.ts'

type Weights = Exclude<NonNullable<Outcome['weights']>, Unknown>

type WeightOptions<W extends string> = Readonly<
  Record<`${W}_${'initializer' | 'regularizer' | 'constraint'}` | 'activity_regularizer', Parameter<Value>>
>

/** Initializers, regularizers, the penalty on the output, constraints: for each of `weights`, in Keras's order. */
export function weightOptions<W extends string>(...weights: readonly W[]): WeightOptions<W> {
  const start = (weight: string) => (weight === 'bias' ? 'zeros' : 'glorot_uniform')
  return Object.fromEntries([
    ...weights.map(weight => [`${weight}_initializer`, initializer(`How the ${weight} starts.`, start(weight))]),
    ...weights.map(weight => [`${weight}_regularizer`, regularizer(`Penalty on the ${weight}.`)]),
    ['activity_regularizer', regularizer('Penalty on the output.')],
    ...weights.map(weight => [`${weight}_constraint`, constraint(`Constraint on the ${weight}.`)]),
  ])
}

/** What dense layers and convolutions take about their kernel and bias. */
export const kernelOptions = weightOptions('kernel', 'bias')

/** The rank of a low-rank adaptation; None and 0 mean that there is none. */
export const loraOptions = {
  lora_rank: {
    type: 'int or None',
    meaning: 'Trains a low-rank change of the kernel, of this rank, in place of the kernel; not at all for None.',
    default: null,
    read(value: Value, name: string): Formula | null {
      if (value === null || value === false || value === 0) return null
      if (value === true) return named('rank', 1)
      if (!isSizeValue(value) || (typeof value === 'number' && value < 0))
        throw new Misfit(name, 'a positive integer or None', value)
      return named('rank', value)
    },
  },
  lora_alpha: {
    type: 'float or None',
    meaning: 'Scales that change.',
    default: null,
    read: (value: Value): Value => value,
  },
} satisfies Readonly<Record<string, Parameter<unknown>>>

/**
 * A weight, the `others`, and the low-rank change of the weight that is trained instead of it where a rank is given.
 * Source: `enable_lora` of keras/src/layers/core/dense.py and convolutional/base_conv.py.
 */
export function adapted(
  name: 'kernel' | 'embeddings',
  shape: readonly Formula[],
  others: Weights,
  { lora_rank: rank, constraint }: Adaptation,
  call: Reporter,
): Weights | Unknown {
  if (rank === null) return { [name]: shape, ...others }
  const size = sizeOf(rank)
  if (isUnknown(size)) return size
  if (constraint !== null && !isUnknown(constraint))
    call.report({
      code: 'refused',
      facts: { reason: `${name} with a constraint cannot be adapted` },
      argument: 'lora_rank',
    })
  const type = { trainable: true, dtype: 'float32' }
  return {
    [name]: { shape, trainable: false },
    ...others,
    [`lora_${name}_a`]: { shape: [...shape.slice(0, -1), rank], ...type },
    [`lora_${name}_b`]: { shape: [rank, shape.at(-1)!], ...type },
  }
}

interface Adaptation {
  readonly lora_rank: Formula | null
  /** What the weight itself is held to. */
  readonly constraint: Value
}
