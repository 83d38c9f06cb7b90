/**
 * The result of analysing one text: everything that features read. Nothing of it changes as long as that is the text;
 * layers and models go on to the analysis of the next one.
 */
import type { Problem } from '../layers/problem.ts'
import type { Place } from '../source/span.ts'
import type { Unknown } from '../tensor/size.ts'
import { type Layer, partsOf, type TrainableOf, type Visit } from './layer.ts'
import type { Model } from './model.ts'
import type { SymbolReasons } from './symbols.ts'
import type { Tensor, Tensors } from './tensor.ts'

export interface Analysis {
  /** Every layer that the program makes, in that order; models apart. */
  readonly layers: readonly Layer[]
  /** Every call of a layer or model, in that order. */
  readonly visits: readonly Visit[]
  /** Every model that the program makes, as it is at the end. */
  readonly models: readonly Model[]
  /** Models as they were when the program looked at them: at `model.summary()`. */
  readonly snapshots: readonly Snapshot[]
  /** What lines stand for that use a stretch of the text as if it were a layer, in order. */
  readonly passages: readonly Visit[]
  /** Variables that models are bound to, in the order of the bindings. */
  readonly names: readonly ModelName[]
  /** What the program first calls tensors and layers, where it gives them a name; models apart. */
  readonly variables: Pick<WeakMap<Tensor | Layer, string>, 'get'>
  /** Why the sizes that have a name in place of a value are not known. */
  readonly symbols: SymbolReasons
  /** Functions and classes that nothing calls, which were tried out. */
  readonly uncalled: readonly UncalledCode[]
  /** In the order of the text, each once. */
  readonly problems: readonly Problem[]
}

/** A function or a class that nothing calls, tried out with its defaults and with names for what has none. */
export interface UncalledCode {
  readonly name: string
  /** Where it begins, its decorators included. */
  readonly place: Place
  /** The parameters that nothing gives a value to. */
  readonly open: readonly string[]
  /** Whether a comment gives it arguments: they say more than what other uncalled code passes to it. */
  readonly isSettled: boolean
  /** The models that it made. */
  readonly models: readonly Model[]
}

/** What a model held at some point of the program. */
export interface Snapshot {
  readonly place: Place
  readonly model: Model
  /** As `model.summary()` lists them: operations between layers too. */
  readonly layers: readonly Layer[]
  readonly visits: readonly Visit[]
  readonly outputs: Tensors | undefined
  /** Why it is not known what else it holds; undefined where that is all. */
  readonly gap: Unknown | undefined
  /** Whether the model and what it is made of trained. */
  readonly trainableOf: TrainableOf
}

export interface ModelName {
  readonly name: string
  readonly place: Place
  readonly model: Model
}

/** A model as it is at the end, or as long as nothing else is done with it. */
export const snapshotOf = (model: Model, place: Place = model.place): Snapshot => ({
  place,
  model,
  layers: [...model.operations],
  visits: model.graphVisits,
  outputs: model.outputs,
  gap: model.gap,
  trainableOf: layer => layer.trainable,
})

/** A model as it is now, whatever is done with it later. */
export function momentOf(model: Model, place: Place): Snapshot {
  const trainable = new Map([...partsOf([model])].map(part => [part, part.trainable]))
  return { ...snapshotOf(model, place), trainableOf: layer => trainable.get(layer) ?? layer.trainable }
}
