/** What has to stay the same of a model when it is written in another language. */
import type { Analysis } from '../../server/src/core/model/analysis.ts'
import { type Layer, PlainLayer, type Visit } from '../../server/src/core/model/layer.ts'
import { Model } from '../../server/src/core/model/model.ts'
import { isShape, type Shape } from '../../server/src/core/tensor/shape.ts'
import { isNone, isSymbolic, printSize, type Size, type Unknown } from '../../server/src/core/tensor/size.ts'
import { flatten } from '../../server/src/core/tensor/structure.ts'

export interface ModelFacts {
  /** Undefined where Keras numbers it. */
  readonly name: string | undefined
  /** Each layer and operation but inputs, in order. */
  readonly layers: readonly LayerFacts[]
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  readonly total: string
  readonly trainable: string
  readonly macs: string
}

export interface LayerFacts {
  /** Undefined where Keras numbers it. */
  readonly name: string | undefined
  readonly class: string
  readonly layers: readonly LayerFacts[]
  /** Of each call. */
  readonly outputs: readonly (readonly string[])[]
  readonly total: string
  readonly isFrozen: boolean
}

/** The models that stand in no other one. */
export function outermost({ models }: Analysis): readonly Model[] {
  const inner = new Set<Layer>(models.flatMap(model => model.layers))
  return models.filter(model => !inner.has(model))
}

/** Open sizes are None where `open` says that nothing depends on them. */
export function factsOf(model: Model, open: (size: Size) => boolean = () => false): ModelFacts {
  const shapes = (shape: Shape | Unknown) => shapeText(shape, open)
  const within = new Set(model.graphVisits)
  return {
    name: /^(functional|sequential)(_\d+)?$/.test(model.name) ? undefined : model.name,
    layers: model.operations
      .filter(layer => layer.layerKind.takes !== 'nothing')
      .map(layer => layerFacts(layer, within, shapes)),
    inputs: model.inputs.map(({ type }) => `${shapes(type.shape)} ${type.dtype}`),
    outputs: model.outputs === undefined ? [] : flatten(model.outputs).map(({ type }) => shapes(type.shape)),
    total: printSize(model.counts.total),
    trainable: printSize(model.counts.trainable),
    macs: sizeText(model.macs, open),
  }
}

function layerFacts(layer: Layer, within: ReadonlySet<Visit>, shapes: (shape: Shape | Unknown) => string): LayerFacts {
  const visits = layer.visits.filter(visit => within.has(visit))
  return {
    name: isNamed(layer) ? layer.name : undefined,
    class: layer instanceof Model ? 'Model' : (alike[layer.className] ?? layer.className),
    layers: layer instanceof Model ? factsOf(layer).layers : [],
    outputs: visits.map(visit => flatten(visit.outputs).map(({ type }) => shapes(type.shape))),
    total: printSize(layer.counts.total),
    isFrozen: layer.counts.total !== 0 && layer.counts.trainable === 0,
  }
}

/** `.net` picks one element by a function. */
const alike: Readonly<Record<string, string>> = { GetItem: 'Take' }

/** Whether the program gave it its name. */
const isNamed = (layer: Layer): boolean =>
  layer instanceof PlainLayer && typeof layer.bound.values.get('name') === 'string'

const shapeText = (shape: Shape | Unknown, open: (size: Size) => boolean): string =>
  isShape(shape) ? `(${shape.map(size => sizeText(size, open)).join(', ')})` : '?'

const sizeText = (size: Size, open: (size: Size) => boolean): string =>
  (isSymbolic(size) && open(size)) || isNone(size) ? 'None' : printSize(size)
