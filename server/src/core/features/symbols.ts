/** The outline: models with their totals, and in each its layers with their output shapes. */
import type { Layer } from '../model/layer.ts'
import type { Model } from '../model/model.ts'
import type { Place, Span } from '../source/span.ts'
import { printValue } from '../tensor/formula.ts'
import { printShape } from '../tensor/shape.ts'
import { flatten } from '../tensor/structure.ts'
import type { Document } from './document.ts'
import { plain } from './markdown.ts'

export interface Symbol {
  readonly kind: 'model' | 'layer'
  readonly name: string
  /** `Sequential · 63,068 parameters`, `Conv2D · (None, 28, 28, 8) · 608`. */
  readonly detail: string
  /** From the first to the last line that belongs to it. */
  readonly span: Span
  /** Where it is made. */
  readonly selection: Span
  readonly children: readonly Symbol[]
}

/** Models in the order in which they are made; layers that belong to none come last. */
export function symbolsOf(document: Document): readonly Symbol[] {
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
    detail: `${model.className} · ${printValue(model.counts.total)} parameters`,
    span: {
      from: Math.min(from, ...children.map(child => child.span.from)),
      to: Math.max(to, ...children.map(child => child.span.to)),
    },
    selection: { from, to },
    children,
  }
}

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
