/** What a program has come to by itself, so that code which it does not run changes nothing of it. */
import type { Place } from '../source/span.ts'
import { noteUndo } from './history.ts'
import { type Layer, PlainLayer, type Visit } from './layer.ts'

export class Settled {
  private readonly made = new Places()
  private readonly called = new Places()
  private readonly restores: (() => void)[]

  constructor(layers: readonly Layer[], models: readonly Layer[], visits: readonly Visit[]) {
    this.add(layers, models, visits)
    this.restores = [...layers, ...models].map(keep)
  }

  /** From now on, what is made and called at these places is settled too. */
  add(layers: readonly Layer[], models: readonly Layer[], visits: readonly Visit[]): void {
    for (const { place } of layers) this.made.add(place)
    for (const { place } of models) this.made.add(place)
    for (const { place } of visits) this.called.add(place)
  }

  /** Whether the program itself makes layers there. */
  makesAt(place: Place): boolean {
    return this.made.has(place)
  }

  /** Whether the program itself calls layers there. */
  callsAt(place: Place): boolean {
    return this.called.has(place)
  }

  /** Takes back what was done with the layers since. */
  restore(): void {
    for (const each of this.restores) each()
  }
}

/** Remembers how a layer was called and used. */
function keep(layer: Layer): () => void {
  const { visits } = layer
  const { length } = visits
  const built = layer instanceof PlainLayer ? layer.built : undefined
  return () => {
    const now = layer.visits
    if (now !== visits || now.length !== length) {
      noteUndo(setVisits, layer, now)
      layer.visits = visits.slice(0, length)
    }
    if (!(layer instanceof PlainLayer) || layer.built === built) return
    noteUndo(setBuilt, layer, layer.built)
    layer.built = built
  }
}

function setVisits(layer: Layer, visits: readonly Visit[]): void {
  layer.visits = visits
}

function setBuilt(layer: PlainLayer, built: PlainLayer['built']): void {
  layer.built = built
}

class Places {
  private readonly byFile = new Map<string, Set<string>>()

  add(place: Place): void {
    const spans = this.byFile.get(place.file) ?? new Set()
    this.byFile.set(place.file, spans.add(keyOf(place)))
  }

  has(place: Place): boolean {
    return this.byFile.get(place.file)?.has(keyOf(place)) ?? false
  }
}

const keyOf = ({ from, to }: Place): string => `${from}-${to}`
