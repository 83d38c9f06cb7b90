/** What recurrent layers do at each step: sizes, weights and products. Source: the cells of keras/src/layers/rnn. */

import { type Formula, productOf, sizeOf, sumOf } from '../../tensor/formula.ts'
import { isSymbolic, isUnknown, type Size, type Unknown, unknown } from '../../tensor/size.ts'
import { formula } from '../../tensor/template.ts'
import type { LayerLike, Weight } from '../layer.ts'
import { constraint, initializer, regularizer } from '../named-objects.ts'
import { number, Unknowable } from '../parameters.ts'
import { floatType } from '../policy.ts'
import { isError } from '../problem.ts'
import { isLayerValue, isList, printPython, type Value } from '../value.ts'
import { below, type Weights } from './wrapping.ts'

/** What the layer around a cell needs to know of it. */
export interface Recurrence {
  readonly output: Formula
  /** Keras's `state_size`: one, or a list with one or several for each part of the state. */
  readonly state: StateSize | readonly StateSize[]
  /** What it makes for the input of one step, batch included. */
  readonly weights: (step: readonly Formula[]) => Weights | Unknown
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
    weights: step => ({
      kernel: weight([step.at(-1)!, columns], 'kernel'),
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
  const outputs = cells.slice(0, -1).map(cell => cell.recurrence.output)
  return {
    output: cells.at(-1)!.recurrence.output,
    state: cells.map(({ recurrence }) => recurrence.state as StateSize),
    weights: step => {
      const steps = [step, ...outputs.map(output => [step[0]!, output])]
      return together(cells.map((cell, i) => weightsBelow(cell.layer.name, cell, steps[i]!)))
    },
    macs: first => sumOf([first, ...outputs].map((features, i) => cells[i]!.recurrence.macs(features))),
  }
}

function together(parts: readonly (Weights | Unknown)[]): Weights | Unknown {
  const lost = parts.find(part => isUnknown(part))
  return lost ?? Object.assign({}, ...parts)
}

/** The weights of a cell under a path. */
export const weightsBelow = (path: string, cell: Cell, step: readonly Formula[]): Weights | Unknown =>
  below(path, weightsOf(cell, step))

/** The weights of a cell with the cell's own type, and whether it trains. */
function weightsOf({ layer, recurrence }: Cell, step: readonly Formula[]): Weights | Unknown {
  const weights = recurrence.weights(step)
  if (isUnknown(weights)) return weights
  const dtype = layer.bound?.policy.variable
  const entries = Object.entries(weights).flatMap(([name, weight]) => {
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

/** The layer as a cell; undefined where it is a layer of another kind. */
export function cellOf(value: Value): Cell | undefined {
  if (!isLayerValue(value)) return undefined
  const { layer } = value
  if (!layer.bound) return { layer, recurrence: recurrenceOfOwn(layer) }
  if (layer.bound.findings.some(isError)) throw new Unknowable(unknown(`${layer.name} is refused`))
  const recurrence = recurrences[layer.bound.kind.name]?.(layer.bound.args)
  return recurrence && { layer, recurrence }
}

/** What a cell of the program's own says of itself. Source: RNN.compute_output_shape in keras/src/layers/rnn/rnn.py. */
function recurrenceOfOwn({ className, cell }: LayerLike): Recurrence {
  const notKnown = unknown(`what ${className} does at each step is not known`)
  if (cell?.stateSize === undefined) throw new Unknowable(notKnown)
  const { stateSize, outputSize } = cell
  const state = isList(stateSize) ? stateSize.map(sizeOrThrow) : sizeOrThrow(stateSize)
  return {
    output: outputSize === null ? [state].flat()[0]! : sizeOrThrow(outputSize),
    state,
    weights: step => {
      const weights = cell.build({ shape: step.map(sizeOf), dtype: floatType })
      return isUnknown(weights) ? weights : Object.fromEntries(weights.map(each => [each.name, each]))
    },
    macs: () => notKnown,
  }
}

function sizeOrThrow(value: Value): Size {
  if (isUnknown(value)) throw new Unknowable(value)
  if (typeof value === 'number' || isSymbolic(value)) return value
  throw new Unknowable(unknown(`${printPython(value)} is no size of a state`))
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
