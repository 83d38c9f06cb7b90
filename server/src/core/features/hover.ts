/** Hovers: how the numbers of the layer under the cursor come about, or the summary of the model under it. */
import { snapshotOf } from '../model/analysis.ts'
import type { Layer, Visit } from '../model/layer.ts'
import { Model } from '../model/model.ts'
import type { Place, Span } from '../source/span.ts'
import type { Document } from './document.ts'
import { explainLayer, explainVisit } from './explain.ts'
import { layerMarkdown, modelCallMarkdown, visitMarkdown, visitsMarkdown } from './hover-markdown.ts'
import { summaryOf } from './summary.ts'
import { summaryBody, summaryMarkdown } from './summary-markdown.ts'

export interface Hover {
  /** What was hovered over: the innermost call, constructor, line or name. */
  readonly span: Span
  readonly markdown: string
}

/** What there is to say at `offset`; undefined where no layer or model stands. */
export function hoverAt(document: Document, offset: number): Hover | undefined {
  const [place, ...outer] = placesAround(document, offset)
  if (!place) return undefined
  const hover = hoverOn(document, place)
  // What is wrapped by another layer is never called itself: the wrapper says what becomes of it.
  const wrapper = isUncalled(document, place) && outer.find(each => isCalled(document, each))
  return wrapper ? hoverOn(document, wrapper) : hover
}

function hoverOn(document: Document, { from, to, file }: Place): Hover | undefined {
  const place = { file, from, to }
  const markdown = modelAt(document, place) ?? layersAt(document, place)
  return markdown === undefined ? undefined : { span: { from, to }, markdown }
}

/** The places around `offset`, the innermost first. Each contains its end, where the cursor stands after typing. */
function placesAround({ analysis, file }: Document, offset: number): readonly Place[] {
  const { names, snapshots, models, layers, visits, passages } = analysis
  const found: Place[] = []
  for (const things of [names, snapshots, models, layers, visits, passages])
    for (const { place } of things)
      if (offset >= place.from && offset <= place.to && place.file === file) found.push(place)
  return found.sort((a, b) => a.to - a.from - (b.to - b.from))
}

const isUncalled = ({ analysis }: Document, place: Place): boolean =>
  analysis.layers.some(layer => isSamePlace(layer.place, place) && layer.visits.length === 0)

const isCalled = ({ analysis }: Document, place: Place): boolean =>
  analysis.layers.some(layer => isSamePlace(layer.place, place) && layer.visits.length > 0)

/** The summary of the model that a name is bound to, that the program looks at, or that is made here. */
function modelAt(document: Document, span: Place): string | undefined {
  const { names, snapshots, models } = document.analysis
  const isHere = ({ place }: { readonly place: Place }) => isSamePlace(place, span)
  const looked = snapshots.findLast(isHere)
  const model = names.findLast(isHere)?.model ?? models.findLast(isHere)
  const snapshot = looked ?? (model && snapshotOf(model))
  return snapshot && summaryMarkdown(summaryOf(snapshot, document.analysis.symbols), document)
}

/** The layers that are made here with all their calls, or the calls here. */
function layersAt(document: Document, span: Place): string | undefined {
  const { layers, visits, passages } = document.analysis
  const made = layers.filter(layer => isSamePlace(layer.place, span))
  const called = made.length > 0 ? made.flatMap(layer => layer.visits) : [...visits, ...passages].filter(isAt(span))
  const accepted = called.filter(visit => !visit.facts.refused)
  return accepted.length > 0 ? describeVisits(accepted, document) : describeUncalled(called, made, document)
}

const isAt = (span: Place) => (visit: Visit) => isSamePlace(visit.place, span)

const isSamePlace = (a: Place, b: Place): boolean => a.from === b.from && a.to === b.to && a.file === b.file

function describeVisits(visits: readonly Visit[], document: Document): string {
  const [first] = visits
  const distinct = new Set(visits.map(visit => visit.facts))
  if (!first) return ''
  if (visits.length > 1 && distinct.size > 1) return visitsMarkdown(visits, document)
  const explanation = explainVisit(first, document.analysis.symbols)
  if (!(first.layer instanceof Model)) return visitMarkdown(explanation, document)
  return modelCallMarkdown(
    explanation,
    summaryBody(summaryOf(snapshotOf(first.layer), document.analysis.symbols), document),
  )
}

/** A refused call has its diagnostic; a layer that waits for an input is shown without one. */
function describeUncalled(called: readonly Visit[], made: readonly Layer[], document: Document): string | undefined {
  const [layer] = made
  return called.length === 0 && layer
    ? layerMarkdown(explainLayer(layer, document.analysis.symbols), document)
    : undefined
}
