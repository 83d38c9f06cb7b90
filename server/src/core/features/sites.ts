/**
 * Where layers stand in a text: the places that make layers and the places that call them, each with all its visits.
 *
 * A layer that is called where it is made has one site; one that is called elsewhere has a site where it is made and one
 * for each place where it is called.
 */
import { type Layer, Operation, type Visit } from '../model/layer.ts'
import { Model } from '../model/model.ts'
import type { Place, Span } from '../source/span.ts'
import type { Document } from './document.ts'

export interface Site {
  /** What a reader takes for the layer: its constructor, the call of a layer made elsewhere, a line of `.net`. */
  readonly place: Place
  /** Where it ends: a call that spans several lines is shown at its last one. */
  readonly end: number
  /** The layers that are made here, in that order; empty for a call. Weights belong to them, so they are counted here. */
  readonly layers: readonly Layer[]
  /** Calls of these layers, or the calls at this place, in that order. */
  readonly visits: readonly Visit[]
}

/** The sites that end within `span`, in order of their ends. Looks at every call, but makes only what is asked for. */
export function sitesIn(document: Document, span: Span): readonly Site[] {
  const { analysis, file, text } = document
  const found = new Sites()
  const isInside = (end: number) => end >= span.from && end <= span.to
  for (const layers of [analysis.layers, analysis.models])
    for (const layer of layers) {
      if (layer.place.file !== file || layer.place.to > span.to) continue
      const end = endOf(layer, text)
      if (end !== undefined && isInside(end)) found.addLayer(layer, end, text)
    }
  for (const { layer } of analysis.passages)
    if (layer.place.file === file && isInside(layer.place.to)) found.addLayer(layer, layer.place.to, text)
  for (const visit of analysis.visits)
    if (visit.place.file === file && isInside(visit.place.to) && hasOwnSite(visit, text)) found.addCall(visit)
  return found.sorted()
}

/** Whether a call is shown for itself: an operation, or a layer that is made elsewhere. */
const hasOwnSite = (visit: Visit, text: string): boolean =>
  visit.layer instanceof Operation || !isCalledWhereMade(visit, text)

/** Whether a call encloses what it calls, as `Dense(8)(x)` does, or ends on the same line. */
export function isCalledWhereMade({ place, layer }: Visit, text: string): boolean {
  const made = layer.place
  if (place === made) return true
  if (place.file !== made.file) return false
  return (place.from <= made.from && made.to <= place.to) || isOneLine(text, made.to, place.to)
}

function isOneLine(text: string, a: number, b: number): boolean {
  for (let at = Math.min(a, b); at < Math.max(a, b); at++) if (text[at] === '\n' || text[at] === '\r') return false
  return true
}

/** Where the site of a layer ends; undefined for a model that is called elsewhere only: its layers have their own. */
function endOf(layer: Layer, text: string): number | undefined {
  let end: number | undefined
  for (const visit of layer.visits)
    if (isCalledWhereMade(visit, text)) end = Math.max(end ?? layer.place.to, visit.place.to)
  return end ?? (layer instanceof Model ? undefined : layer.place.to)
}

/** Sites by their place while they are collected. */
class Sites {
  private readonly byPlace = new Map<string, Site & { readonly layers: Layer[]; readonly visits: Visit[] }>()

  addLayer(layer: Layer, end: number, text: string): void {
    const { layers, visits } = this.at('made', layer.place, end)
    const here = layer.visits.filter(visit => isCalledWhereMade(visit, text))
    layers.push(layer)
    for (const visit of here.length > 0 ? here : layer.visits) visits.push(visit)
  }

  addCall(visit: Visit): void {
    this.at('called', visit.place, visit.place.to).visits.push(visit)
  }

  sorted(): readonly Site[] {
    return [...this.byPlace.values()].sort((a, b) => a.end - b.end)
  }

  private at(role: 'made' | 'called', place: Place, end: number) {
    const key = `${role} ${place.from} ${place.to}`
    const known = this.byPlace.get(key) ?? { place, end, layers: [], visits: [] }
    this.byPlace.set(key, known)
    return known
  }
}
