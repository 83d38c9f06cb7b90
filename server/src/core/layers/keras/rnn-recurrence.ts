/** What recurrent layers do at each step: sizes, weights and products. Source: the cells of keras/src/layers/rnn. */

import { type Formula, productOf, sumOf } from '../../tensor/formula.ts'
import { unknown } from '../../tensor/size.ts'
import { formula } from '../../tensor/template.ts'
import type { LayerLike, Weight } from '../layer.ts'
import { constraint, initializer, regularizer } from '../named-objects.ts'
import { number, Unknowable } from '../parameters.ts'
import { isError } from '../problem.ts'
import { isLayerValue, isList, type Value } from '../value.ts'
import { below, type Weights } from './wrapping.ts'

/** What the layer around a cell needs to know of it. */
export interface Recurrence {
  readonly output: Formula
  /** Keras's `state_size`: one, or a list with one or several for each part of the state. */
  readonly state: StateSize | readonly StateSize[]
  readonly weights: (features: Formula) => Weights
  /** Multiply–accumulates of one step. */
  readonly macs: (features: Formula) => Formula
}

export type StateSize = Formula | readonly Formula[]

/** How many products of input and state a cell makes: its gates and the candidate. */
export type Gates = 1 | 3 | 4

/** The arguments of cells that bear on sizes. */
export interface Gated {
  readonly units: Formula
  readonly use_bias: boolean
  /** GRU: the state has a bias of its own. */
  readonly reset_after?: boolean
}

/** `SimpleRNN` has 1 gate, `GRU` 3, `LSTM` 4 and a second state. */
export function recurrenceOf(gates: Gates, { units, use_bias, reset_after = false }: Gated): Recurrence {
  const columns = gates === 1 ? units : formula`${gates} · ${units}`
  return {
    output: units,
    state: gates === 4 ? [units, units] : units,
    weights: features => ({
      kernel: weight([features, columns], 'kernel'),
      recurrent_kernel: weight([units, columns], 'recurrent'),
      bias: use_bias && weight(reset_after ? [2, columns] : [columns], 'bias'),
    }),
    macs: features => productOf([sumOf([features, units]), columns]),
  }
}

/** A weight that starts as `kernel_initializer`, `recurrent_initializer` or `bias_initializer` says. */
export const weight = (shape: readonly Formula[], which: 'kernel' | 'recurrent' | 'bias'): Weight => ({
  shape,
  trainable: true,
  initializer: `${which}_initializer`,
})

/** A cell with its recurrence. */
export interface Cell {
  readonly layer: LayerLike
  readonly recurrence: Recurrence
}

/** Cells one on top of the other, each of which reads what the one below puts out. */
export function stackOf(cells: readonly Cell[]): Recurrence {
  const inputs = (first: Formula) => [first, ...cells.slice(0, -1).map(cell => cell.recurrence.output)]
  return {
    output: cells.at(-1)!.recurrence.output,
    state: cells.map(({ recurrence }) => recurrence.state as StateSize),
    weights: first =>
      Object.assign(
        {},
        ...inputs(first).map((features, i) => below(cells[i]!.layer.name, weightsOf(cells[i]!, features))),
      ),
    macs: first => sumOf(inputs(first).map((features, i) => cells[i]!.recurrence.macs(features))),
  }
}

/** The weights of a cell with the cell's own type, and whether it trains. */
export function weightsOf({ layer, recurrence }: Cell, features: Formula): Weights {
  const dtype = layer.bound?.policy.variable
  const entries = Object.entries(recurrence.weights(features)).flatMap(([name, weight]) => {
    if (!weight || !('shape' in weight)) return []
    const own: Weight = { ...weight, trainable: weight.trainable && layer.trainable !== false, ...(dtype && { dtype }) }
    return [[name, own] as const]
  })
  return Object.fromEntries(entries)
}

const recurrences: Readonly<Record<string, (args: unknown) => Recurrence>> = {
  SimpleRNNCell: args => recurrenceOf(1, args as Gated),
  GRUCell: args => recurrenceOf(3, args as Gated),
  LSTMCell: args => recurrenceOf(4, args as Gated),
  StackedRNNCells: args => stackOf((args as { readonly cells: readonly Cell[] }).cells),
}

/** The layer as a cell; undefined where it is a layer of another kind. What a cell of the program's own does is not known. */
export function cellOf(value: Value): Cell | undefined {
  if (!isLayerValue(value)) return undefined
  const { layer } = value
  if (!layer.bound) throw new Unknowable(unknown(`what ${layer.className} does at each step is not known`))
  if (layer.bound.findings.some(isError)) throw new Unknowable(unknown(`${layer.name} is refused`))
  const recurrence = recurrences[layer.bound.kind.name]?.(layer.bound.args)
  return recurrence && { layer, recurrence }
}

/** The cells in a list; undefined where one of them is none. */
export function cellsOf(values: Value): readonly Cell[] | undefined {
  if (!isList(values)) return undefined
  const cells = values.flatMap(value => cellOf(value) ?? [])
  return cells.length === values.length ? cells : undefined
}

// ---- parameters, in Keras's order

export const starts = {
  kernel_initializer: initializer('How the kernel starts.', 'glorot_uniform'),
  recurrent_initializer: initializer('How the recurrent kernel starts.', 'orthogonal'),
  bias_initializer: initializer('How the bias starts.', 'zeros'),
}
export const penalties = {
  kernel_regularizer: regularizer('Penalty on the kernel.'),
  recurrent_regularizer: regularizer('Penalty on the recurrent kernel.'),
  bias_regularizer: regularizer('Penalty on the bias.'),
}
export const limits = {
  kernel_constraint: constraint('Constraint on the kernel.'),
  recurrent_constraint: constraint('Constraint on the recurrent kernel.'),
  bias_constraint: constraint('Constraint on the bias.'),
}
export const dropouts = {
  dropout: number('The share of the inputs that is dropped during training.', 0),
  recurrent_dropout: number('The share of the state that is dropped during training.', 0),
}
