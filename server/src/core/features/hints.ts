/** Hints at the ends of lines: the output shape and the parameters of each layer that is made or called there. */

import { type Layer, Operation } from '../model/layer.ts'
import type { Place, Span } from '../source/span.ts'
import type { Document } from './document.ts'
import { hintLabel, type Shown } from './hint-label.ts'
import { lineEnd, wholeLines } from './lines.ts'
import type { HintOptions } from './options.ts'
import { type Site, sitesIn } from './sites.ts'

export interface Hint {
  /** The end of the line, before its line break. */
  readonly offset: number
  readonly label: string
  /** The layer or call that it is about. Its tooltip is the hover at `place.from`. */
  readonly place: Place
  /** Where the shape came from: where the layer was made, or, at that place, the call that made its input. */
  readonly origin: Place | undefined
}

/** The hints of all lines that `span` touches, in order; two on one line are in order of evaluation. */
export function hintsIn(document: Document, span: Span, options: HintOptions): readonly Hint[] {
  if (!isOn(document.language, options)) return []
  const { text } = document
  const sites = sitesIn(document, wholeLines(text, span))
  return outermost(oncePerLayer(sites, text), text).flatMap(site => hintAt(site, document, options) ?? [])
}

const isOn = (language: string, { enabled, python, net }: HintOptions): boolean =>
  enabled && (language === 'python' ? python : language !== 'net' || net)

function hintAt(site: Site, document: Document, options: HintOptions): Hint | undefined {
  const shown = shownOf(site, document)
  const label = shown && hintLabel(shown, options)
  if (!shown || label === undefined) return undefined
  return { offset: lineEnd(document.text, site.end), label, place: site.place, origin: originOf(site, shown) }
}

/** What Keras refuses has no hint, and what is made as an argument of another layer has that one's. */
function shownOf({ visits, layers }: Site, { analysis }: Document): Shown | undefined {
  const accepted = visits.filter(visit => !visit.facts.refused)
  if (accepted.length > 0) {
    const built = new Set(accepted.map(visit => visit.layer))
    return { visits: accepted, layers: layers.filter(layer => built.has(layer)) }
  }
  const waiting = (layer: Layer) => analysis.models.some(model => model.layers.includes(layer))
  return visits.length === 0 && layers.some(waiting) ? { visits: [], layers } : undefined
}

function originOf({ layers }: Site, { visits }: Shown): Place | undefined {
  const [visit] = visits
  if (visit && layers.length === 0) return visit.layer.place
  return visit?.inputTensors[0]?.producer?.place
}

/** Several calls of one layer on one line are one. */
function oncePerLayer(sites: readonly Site[], text: string): readonly Site[] {
  const merged: Site[] = []
  const calls = new Map<Layer, number>()
  for (const site of sites) {
    const layer = onlyLayer(site)
    const at = layer ? calls.get(layer) : undefined
    const before = at === undefined ? undefined : merged[at]
    if (at !== undefined && before && lineEnd(text, before.end) === lineEnd(text, site.end))
      merged[at] = { ...before, visits: [...before.visits, ...site.visits] }
    else {
      if (layer) calls.set(layer, merged.length)
      merged.push(site)
    }
  }
  return merged
}

/** An operation inside a call that ends on the same line is a step on the way to what is shown there. */
function outermost(sites: readonly Site[], text: string): readonly Site[] {
  const lineOf = (site: Site) => lineEnd(text, site.end)
  const byLine = new Map<number, Site[]>()
  for (const site of sites) byLine.set(lineOf(site), [...(byLine.get(lineOf(site)) ?? []), site])
  const isInside = (site: Site) =>
    byLine.get(lineOf(site))!.some(other => other.visits.some(({ place }) => encloses(place, site.place)))
  return sites.filter(site => !site.visits.every(visit => visit.layer instanceof Operation) || !isInside(site))
}

const encloses = (outer: Place, inner: Place): boolean =>
  outer.file === inner.file &&
  outer.from <= inner.from &&
  inner.to <= outer.to &&
  outer.to - outer.from > inner.to - inner.from

/** The layer that a place calls, where it is always the same one and made elsewhere. */
function onlyLayer({ layers, visits }: Site): Layer | undefined {
  const [first] = visits
  return layers.length === 0 && first && visits.every(visit => visit.layer === first.layer) ? first.layer : undefined
}
