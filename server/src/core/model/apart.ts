/** What was made and called since a moment: code that the program does not run by itself leaves only what is new. */
import { isCustom } from './custom.ts'
import type { Layer, Visit } from './layer.ts'
import type { Model } from './model.ts'
import type { Settled } from './settled.ts'

export interface Made {
  readonly layers: Layer[]
  readonly models: Model[]
  readonly visits: Visit[]
}

export interface Lengths {
  readonly layers: number
  readonly models: number
  readonly visits: number
}

export const lengthsOf = ({ layers, models, visits }: Made): Lengths => ({
  layers: layers.length,
  models: models.length,
  visits: visits.length,
})

export const since = (made: Made, { layers, models, visits }: Lengths): Made => ({
  layers: made.layers.slice(layers),
  models: made.models.slice(models),
  visits: made.visits.slice(visits),
})

/** What layers of the program's own classes are made of does not change any more. */
export function freeze({ layers, models }: Made): void {
  for (const layer of [...layers, ...models]) if (isCustom(layer)) layer.freeze()
}

/** Leaves out what was made and called where the program itself does so. */
export function keepNew(made: Made, starts: Lengths, settled: Settled): void {
  const { layers, models, visits } = since(made, starts)
  made.layers.splice(starts.layers, layers.length, ...layers.filter(({ place }) => !settled.makesAt(place)))
  made.models.splice(starts.models, models.length, ...models.filter(({ place }) => !settled.makesAt(place)))
  made.visits.splice(starts.visits, visits.length, ...visits.filter(({ place }) => !settled.callsAt(place)))
}
