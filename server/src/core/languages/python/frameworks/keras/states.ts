/** Layers and models as things that branches change: whether they train, and what a Sequential model holds. */
import type { Witness } from '../../../../model/builder.ts'
import { type Layer, PlainLayer, partsOf } from '../../../../model/layer.ts'
import { Sequential, type SequentialState } from '../../../../model/model.ts'
import type { Unknown } from '../../../../tensor/size.ts'
import { isUnknown } from '../../../../tensor/size.ts'
import type { Journal, Mutable } from '../../evaluate/journal.ts'

/** Tells the journal what happens to layers. `spoil` makes unknown what a Sequential model holds. */
export function journalLayers(journal: Journal, spoil: (model: Sequential, why: Unknown) => void): Witness {
  const training = kept((layer: Layer) => new Training(layer))
  const weights = kept((layer: PlainLayer) => new Building(layer))
  const stacks = kept((model: Sequential) => new Stack(model, spoil))
  return {
    made(layer) {
      if (!journal.isBranching) return
      journal.bear(training(layer))
      if (layer instanceof Sequential) journal.bear(stacks(layer))
      if (layer instanceof PlainLayer) journal.bear(weights(layer))
    },
    changing(model) {
      if (journal.isBranching) journal.touch(stacks(model))
    },
    building(layer) {
      if (journal.isBranching) journal.touch(weights(layer))
    },
    freezing: layer => journal.touch(training(layer)),
    isDoubtful: () => journal.isBranching,
  }
}

/** Makes something for each object once. */
function kept<T extends object, State>(make: (object: T) => State): (object: T) => State {
  const all = new WeakMap<T, State>()
  return object => {
    const known = all.get(object) ?? make(object)
    all.set(object, known)
    return known
  }
}

type Trainable = boolean | Unknown

/** Whether a layer and all that it is made of train. */
class Training implements Mutable {
  constructor(private readonly layer: Layer) {}

  save(): ReadonlyMap<Layer, Trainable> {
    const { layer } = this
    return new Map([layer, ...partsOf([layer])].map(part => [part, part.trainable]))
  }

  restore(state: unknown): void {
    for (const [part, trainable] of state as ReadonlyMap<Layer, Trainable>) part.trainable = trainable
  }

  join(a: unknown, b: unknown, why: Unknown): void {
    this.restore(b)
    this.restore(a)
    for (const [part, trainable] of b as ReadonlyMap<Layer, Trainable>)
      part.trainable = either(part.trainable, trainable, why)
  }

  lose(before: unknown, why: Unknown): void {
    this.join(this.save(), before, why)
  }
}

const either = (a: Trainable, b: Trainable, why: Unknown): Trainable => (isUnknown(a) ? a : a === b ? a : why)

/** Whether a layer has its weights yet. */
class Building implements Mutable {
  constructor(private readonly layer: PlainLayer) {}

  save(): Built {
    const { built, doubt } = this.layer
    return { built, doubt }
  }

  restore(state: unknown): void {
    const { built, doubt } = state as Built
    this.layer.built = built
    this.layer.doubt = doubt
  }

  join(a: unknown, b: unknown, why: Unknown): void {
    const [x, y] = [a as Built, b as Built]
    const isSame = (x.built === undefined) === (y.built === undefined)
    this.restore({ built: x.built ?? y.built, doubt: isSame ? (x.doubt ?? y.doubt) : why })
  }

  /** A loop over data is taken to run. */
  lose(): void {}
}

type Built = Pick<PlainLayer, 'built' | 'doubt'>

/** What a Sequential model holds. */
class Stack implements Mutable {
  constructor(
    private readonly model: Sequential,
    private readonly spoil: (model: Sequential, why: Unknown) => void,
  ) {}

  save(): SequentialState {
    return this.model.save()
  }

  restore(state: unknown): void {
    this.model.restore(state as SequentialState)
  }

  join(a: unknown, b: unknown, why: Unknown): void {
    this.restore(a)
    if (!sameLayers(a as SequentialState, b as SequentialState)) this.spoil(this.model, why)
  }

  lose(before: unknown, why: Unknown): void {
    this.join(this.save(), before, why)
  }
}

const sameLayers = ({ stack: a }: SequentialState, { stack: b }: SequentialState): boolean =>
  a.length === b.length && a.items.slice(0, a.length).every((layer, i) => layer === b.items[i])
