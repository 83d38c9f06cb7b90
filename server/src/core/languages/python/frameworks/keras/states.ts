/** Layers and models as things that branches change: whether they train, and what a Sequential model holds. */
import type { Witness } from '../../../../model/builder.ts'
import { type Layer, partsOf } from '../../../../model/layer.ts'
import { Sequential, type SequentialState } from '../../../../model/model.ts'
import type { Unknown } from '../../../../tensor/size.ts'
import { isUnknown } from '../../../../tensor/size.ts'
import type { Journal, Mutable } from '../../evaluate/journal.ts'

interface State {
  readonly trainable: ReadonlyMap<Layer, boolean | Unknown>
  readonly own: boolean | Unknown
  readonly stack: SequentialState | undefined
}

/** Tells the journal what happens to layers. `spoil` makes unknown what a Sequential model holds. */
export function journalLayers(journal: Journal, spoil: (model: Sequential, why: Unknown) => void): Witness {
  const states = new WeakMap<Layer, LayerState>()
  const stateOf = (layer: Layer): LayerState => {
    const state = states.get(layer) ?? new LayerState(layer, spoil)
    states.set(layer, state)
    return state
  }
  return {
    made: layer => journal.isBranching && journal.bear(stateOf(layer)),
    changing: layer => journal.isBranching && journal.touch(stateOf(layer)),
    isDoubtful: () => journal.isBranching,
  }
}

class LayerState implements Mutable {
  constructor(
    private readonly layer: Layer,
    private readonly spoil: (model: Sequential, why: Unknown) => void,
  ) {}

  save(): State {
    const { layer } = this
    const parts = [...partsOf([layer])]
    return {
      trainable: new Map(parts.map(part => [part, part.trainable])),
      own: layer.trainable,
      stack: layer instanceof Sequential ? layer.save() : undefined,
    }
  }

  restore(state: unknown): void {
    const { trainable, own, stack } = state as State
    if (stack && this.layer instanceof Sequential) this.layer.restore(stack)
    this.layer.trainable = own
    for (const [part, value] of trainable) part.trainable = value
  }

  join(a: unknown, b: unknown, why: Unknown): void {
    const [x, y] = [a as State, b as State]
    this.restore(y)
    this.restore(x)
    this.layer.trainable = either(x.own, y.own, why)
    for (const [part, value] of y.trainable) part.trainable = either(part.trainable, value, why)
    if (x.stack && y.stack && this.layer instanceof Sequential && !sameLayers(x.stack, y.stack))
      this.spoil(this.layer, why)
  }

  lose(before: unknown, why: Unknown): void {
    this.join(this.save(), before, why)
  }
}

const either = (a: boolean | Unknown, b: boolean | Unknown, why: Unknown): boolean | Unknown =>
  isUnknown(a) ? a : a === b ? a : why

const sameLayers = (a: SequentialState, b: SequentialState): boolean =>
  a.stack.length === b.stack.length && a.stack.every((layer, i) => layer === b.stack[i])
