/** What is written of a program: its models in groups that have nothing in common, each as steps in the program's order. */
import { isDict, isLayerValue, isList, type Value } from '../layers/value.ts'
import type { Analysis } from '../model/analysis.ts'
import { Layer, PlainLayer, type Visit } from '../model/layer.ts'
import { Functional, Model, Sequential } from '../model/model.ts'
import type { Tensor } from '../model/tensor.ts'
import { flatten } from '../tensor/structure.ts'

/** One statement: a layer that is called several times, a call, or a model. */
export type Step =
  | { readonly kind: 'layer'; readonly layer: Layer }
  | { readonly kind: 'call'; readonly visit: Visit }
  | { readonly kind: 'model'; readonly model: Model }

/** Models that share layers, or of which one is a part of another. */
export interface Group {
  /** What another is made of comes before it. */
  readonly models: readonly Model[]
  /** Layers and models that stand in more than one place. */
  readonly shared: ReadonlySet<Layer>
}

/** The groups of `models` and of all that they are made of. */
export function groupsOf(analysis: Analysis, models: readonly Model[]): readonly Group[] {
  const all = new Set(models.flatMap(model => [...innerModels(model), model]))
  const order = innerFirst(analysis.models.filter(model => all.has(model)))
  const groups: { readonly models: Model[]; readonly layers: Set<Layer> }[] = []
  for (const model of order) {
    const layers = new Set([model, ...[...reachable(model)].filter(layer => !isInput(layer))])
    const touched = groups.filter(group => [...layers].some(layer => group.layers.has(layer)))
    const merged = { models: [...touched.flatMap(group => group.models), model], layers }
    for (const group of touched) {
      for (const layer of group.layers) merged.layers.add(layer)
      groups.splice(groups.indexOf(group), 1)
    }
    groups.push(merged)
  }
  return groups.map(group => ({ models: group.models, shared: sharedIn(group.models, analysis) }))
}

/** In the program's order, but what a model is made of before it. */
function innerFirst(models: readonly Model[]): readonly Model[] {
  const places = new Map(models.map((model, i) => [model, i]))
  const found = new Set<Model>()
  const add = (model: Model) => {
    if (found.has(model)) return
    const inner = innerModels(model).toSorted((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0))
    for (const each of inner) if (each !== model) add(each)
    found.add(model)
  }
  models.forEach(add)
  return [...found]
}

/**
 * The calls that a functional model is made of, in the order in which the program makes them, with those that give it
 * data. Calls that Keras repeats by itself are in the order of the graph.
 */
export function callsOf(model: Functional, analysis: Analysis): readonly Visit[] {
  const inputs = model.inputs.flatMap(({ producer }) => producer ?? [])
  const calls = [...new Set([...inputs, ...model.graphVisits])]
  const all = [...new Set([...calls.flatMap(dataOf), ...calls])]
  const places = placesOf(analysis)
  const isRepeated = all.some(visit => !isInput(visit.layer) && !places.has(visit))
  return isRepeated ? all : all.toSorted((a, b) => (places.get(a) ?? -1) - (places.get(b) ?? -1))
}

/** The calls on data that a call needs. */
const dataOf = ({ inputTensors }: Visit): readonly Visit[] =>
  inputTensors.flatMap(({ producer }) => (producer?.isOnData ? [...dataOf(producer), producer] : []))

const placesOfAnalyses = new WeakMap<Analysis, ReadonlyMap<Visit, number>>()

/** Which of the program's calls each is. */
function placesOf(analysis: Analysis): ReadonlyMap<Visit, number> {
  const known = placesOfAnalyses.get(analysis)
  if (known) return known
  const places = new Map(analysis.visits.map((visit, i) => [visit, i]))
  placesOfAnalyses.set(analysis, places)
  return places
}

/** The layers that stand in a layer's arguments, in their order. */
export const layersInArguments = (layer: Layer): readonly Layer[] =>
  layer instanceof PlainLayer ? [...layer.bound.written.values()].flatMap(layersIn) : []

function layersIn(value: Value): readonly Layer[] {
  if (typeof value !== 'object' || value === null) return []
  if (isList(value)) return value.flatMap(layersIn)
  if (isDict(value)) return value.entries.flatMap(([, item]) => layersIn(item))
  return isLayerValue(value) && value.layer instanceof Layer ? [value.layer] : []
}

/** The layers that a layer is directly made of. */
const partsOf = (layer: Layer): readonly Layer[] => [
  ...(layer instanceof Functional ? [...new Set(layer.graphVisits.map(visit => visit.layer))] : layer.layers),
  ...layersInArguments(layer),
]

/** All that a layer is made of, at any depth. */
function reachable(layer: Layer): ReadonlySet<Layer> {
  const found = new Set<Layer>()
  const pending = [...partsOf(layer)]
  while (pending.length > 0) {
    const next = pending.pop()!
    if (found.has(next)) continue
    found.add(next)
    pending.push(...partsOf(next))
  }
  return found
}

export const innerModels = (model: Model): readonly Model[] =>
  [...reachable(model)].filter(layer => layer instanceof Model)

/** In how many places of the models each layer stands. */
export function usesIn(models: readonly Model[], analysis: Analysis): ReadonlyMap<Layer, number> {
  const uses = new Map<Layer, number>()
  const use = (layer: Layer) => uses.set(layer, (uses.get(layer) ?? 0) + 1)
  const calls = new Set<Visit>()
  for (const model of models)
    if (model instanceof Sequential) model.layers.forEach(use)
    else if (model instanceof Functional) for (const visit of callsOf(model, analysis)) calls.add(visit)
  for (const visit of calls) use(visit.layer)
  for (const layer of [...uses.keys()]) useInArguments(layer, use)
  return uses
}

function useInArguments(layer: Layer, use: (layer: Layer) => void): void {
  for (const inner of layersInArguments(layer)) {
    use(inner)
    useInArguments(inner, use)
  }
}

/** Layers and models that stand in more than one place. */
export const sharedIn = (models: readonly Model[], analysis: Analysis): ReadonlySet<Layer> =>
  new Set([...usesIn(models, analysis)].flatMap(([layer, count]) => (count > 1 ? [layer] : [])))

/** The steps of a group. A layer that is shared is made before it is first called. */
export function stepsOf({ models, shared }: Group, analysis: Analysis): readonly Step[] {
  const steps: Step[] = []
  const done = new Set<Layer | Visit>()
  const make = (layer: Layer) => {
    for (const inner of layersInArguments(layer)) make(inner)
    if (!shared.has(layer) || layer instanceof Model || isInput(layer) || done.has(layer)) return
    done.add(layer)
    steps.push({ kind: 'layer', layer })
  }
  for (const model of models) {
    if (model instanceof Functional)
      for (const visit of callsOf(model, analysis)) {
        if (done.has(visit)) continue
        done.add(visit)
        make(visit.layer)
        steps.push({ kind: 'call', visit })
      }
    else model.layers.forEach(make)
    steps.push({ kind: 'model', model })
  }
  return steps
}

export const isInput = ({ layerKind }: Layer): boolean => layerKind.takes === 'nothing'

/** The tensors that a step reads. */
export function tensorsReadBy(step: Step): readonly Tensor[] {
  if (step.kind === 'call') return step.visit.inputTensors
  if (step.kind === 'layer' || !(step.model instanceof Functional)) return []
  return [...step.model.inputs, ...outputsOf(step.model)]
}

export const outputsOf = ({ outputs }: Model): readonly Tensor[] => (outputs === undefined ? [] : flatten(outputs))
