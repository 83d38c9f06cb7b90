/**
 * The outline: models with their totals, and in each its layers with their output shapes. Where a language tells what its
 * text is made of, that is the outline: layers stand where they are written, however often they are made.
 */
import type { Layer } from '../model/layer.ts'
import type { Model } from '../model/model.ts'
import type { Section } from '../source/section.ts'
import type { Place, Span } from '../source/span.ts'
import { printValue } from '../tensor/formula.ts'
import { printShape } from '../tensor/shape.ts'
import { flatten } from '../tensor/structure.ts'
import type { Document } from './document.ts'
import { plain } from './markdown.ts'

export interface Symbol {
  readonly kind: Section['kind'] | 'layer'
  readonly name: string
  /** `Sequential · 63,068 parameters`, `Conv2D · (None, 28, 28, 8) · 608`. */
  readonly detail: string
  /** From the first to the last line that belongs to it. */
  readonly span: Span
  /** Where it is made. */
  readonly selection: Span
  readonly children: readonly Symbol[]
}

export const symbolsOf = (document: Document, sections: readonly Section[] = []): readonly Symbol[] =>
  sections.length === 0 ? madeSymbols(document) : writtenSymbols(document, sections)

/** In the order of the text: what has a name there, and what stands apart from that. */
function writtenSymbols(document: Document, sections: readonly Section[]): readonly Symbol[] {
  const within = (section: Section, { place }: Made) => section.span.from <= place.from && place.to <= section.span.to
  const made = madeIn(document)
  const apart = made.filter(each => !sections.some(section => within(section, each)))
  const named = sections.map(section => {
    const inside = made.filter(each => within(section, each))
    const own = inside.find(({ model, place }) => model && place.from === section.span.from)
    return sectionSymbol(section, own?.model, byPlace(inside.filter(each => each !== own)))
  })
  return [...named, ...byPlace(apart)].sort((a, b) => a.span.from - b.span.from)
}

/** A layer or a model, and where it is made in this file. */
interface Made {
  readonly place: Place
  readonly symbol: () => Symbol
  /** Undefined for a layer. */
  readonly model: Model | undefined
}

function madeIn(document: Document): readonly Made[] {
  const { models, layers } = document.analysis
  const isHere = ({ place }: { readonly place: Place }) => place.file === document.file
  const used = layers.filter(layer => isHere(layer) && layer.visits.length > 0)
  return [
    ...models.filter(isHere).map(model => ({ place: model.place, symbol: () => modelSymbol(model, document), model })),
    ...used.map(layer => ({ place: layer.place, symbol: () => layerSymbol(layer), model: undefined })),
  ]
}

/** What is made several times in one place is one entry: the last one, and how often. */
function byPlace(made: readonly Made[]): readonly Symbol[] {
  const places = new Map<string, Made[]>()
  for (const each of made) {
    const key = `${each.place.from}-${each.place.to}`
    const alike = places.get(key)
    if (alike) alike.push(each)
    else places.set(key, [each])
  }
  const symbols = [...places.values()].map(all => {
    const symbol = all.at(-1)!.symbol()
    return all.length === 1 ? symbol : { ...symbol, detail: `${symbol.detail} · ×${all.length}` }
  })
  return symbols.sort((a, b) => a.span.from - b.span.from)
}

function sectionSymbol(section: Section, model: Model | undefined, children: readonly Symbol[]): Symbol {
  const { kind, name, span, selection } = section
  const detail = model ? totalOf(model) : plain(section.detail)
  return { kind, name: plain(name), detail, span, selection, children }
}

/** Models in the order in which they are made; layers that belong to none come last. */
function madeSymbols(document: Document): readonly Symbol[] {
  const { models, layers } = document.analysis
  const held = new Set<Layer>(models.flatMap(model => [...inputLayers(model), ...model.layers]))
  const isHere = ({ place }: { readonly place: Place }) => place.file === document.file
  const free = layers.filter(layer => !held.has(layer) && layer.visits.length > 0)
  return [...models.filter(isHere).map(model => modelSymbol(model, document)), ...free.filter(isHere).map(layerSymbol)]
}

function modelSymbol(model: Model, { analysis, file }: Document): Symbol {
  const made = new Set([...inputLayers(model).filter(layer => analysis.layers.includes(layer)), ...model.layers])
  const children = [...made].filter(layer => layer.place.file === file).map(layerSymbol)
  const { from, to } = model.place
  const variable = analysis.names.find(each => each.model === model)?.name
  return {
    kind: 'model',
    name: plain(variable ?? model.name),
    detail: totalOf(model),
    span: {
      from: Math.min(from, ...children.map(child => child.span.from)),
      to: Math.max(to, ...children.map(child => child.span.to)),
    },
    selection: { from, to },
    children,
  }
}

const totalOf = (model: Model): string => `${model.className} · ${printValue(model.counts.total)} parameters`

/** A Sequential model does not list its input. */
const inputLayers = (model: Model): readonly Layer[] => model.inputs.flatMap(tensor => tensor.producer?.layer ?? [])

function layerSymbol(layer: Layer): Symbol {
  const { from, to } = layer.place
  const last = layer.visits.findLast(visit => !visit.facts.refused)
  const shapes = last ? flatten(last.outputs).map(tensor => printShape(tensor.type.shape)) : []
  const parts = [layer.className, shapes.join(', '), printValue(layer.counts.total)]
  return {
    kind: 'layer',
    name: plain(layer.name),
    detail: plain(parts.filter(part => part !== '').join(' · ')),
    span: { from, to },
    selection: { from, to },
    children: [],
  }
}
