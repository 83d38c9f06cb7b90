/** Copies of models: new layers with the same names and arguments. Source: keras/src/models/cloning.py. */
import type { CallPlace } from '../layers/problem.ts'
import { flatten, mapStructure } from '../tensor/structure.ts'
import { graphBetween } from './graph.ts'
import { type Layer, Operation, PlainLayer } from './layer.ts'
import { Functional, Sequential } from './model.ts'
import type { Tensor, Tensors } from './tensor.ts'

/** What a copy is made with. */
export interface Copying {
  readonly functional: (model: Functional, input: Tensors, outputs: Tensors) => Functional
  readonly sequential: (model: Sequential, layers: readonly Layer[]) => Sequential
  readonly layer: (layer: PlainLayer) => PlainLayer
}

/** A copy of a layer or model; undefined where something in it is made by code of the program, or wraps other layers. */
export function copyOf(layer: Layer, place: CallPlace, copying: Copying): Layer | undefined {
  const copy = copyWithout(layer, place, copying)
  if (copy) copy.trainable = layer.trainable
  return copy
}

function copyWithout(layer: Layer, place: CallPlace, copying: Copying): Layer | undefined {
  if (layer instanceof PlainLayer) return layer.shared.length === 0 ? copying.layer(layer) : undefined
  if (layer instanceof Operation) return layer
  if (layer instanceof Functional) return copyOfGraph(layer, place, copying)
  if (!(layer instanceof Sequential)) return undefined
  const layers = layer.layers.map(each => copyOf(each, place, copying))
  return layers.every(each => each !== undefined) ? copying.sequential(layer, layers) : undefined
}

/** Each layer is copied once, and called as often as it is in the graph. */
function copyOfGraph(model: Functional, place: CallPlace, copying: Copying): Functional | undefined {
  const layers = new Map<Layer, Layer>()
  const tensors = new Map<Tensor, Tensor>()
  const own = (tensor: Tensor): Tensor => tensors.get(tensor) ?? tensor
  for (const visit of model.graphVisits) {
    const copy = layers.get(visit.layer) ?? copyOf(visit.layer, place, copying)
    if (!copy) return undefined
    layers.set(visit.layer, copy)
    const again = visit.again(own, copy, place)
    copy.addVisit(again)
    const outputs = flatten<Tensor>(again.outputs)
    for (const [i, output] of flatten<Tensor>(visit.outputs).entries()) tensors.set(output, outputs[i]!)
  }
  return copying.functional(model, mapStructure(model.inputStructure, own), mapStructure(model.outputs, own))
}

/** Whether a tensor is an input, or none that layers make. */
export const isSource = ({ producer }: Tensor): boolean =>
  producer === undefined || producer.isOnData || producer.inputTensors.length === 0

/**
 * The calls between tensors that are no inputs once more, from inputs that `makeInput` gives, as Keras repeats them.
 * Source: `clone_graph_nodes` in keras/src/models/functional.py.
 */
export function graphAnew(inputs: Tensors, outputs: Tensors, makeInput: (like: Tensor) => Tensors) {
  const ours = new Map<Tensor, Tensor>()
  const own = (tensor: Tensor): Tensor => ours.get(tensor) ?? tensor
  for (const input of flatten<Tensor>(inputs)) {
    const [made] = isSource(input) ? [input] : flatten(makeInput(input))
    ours.set(input, made!)
  }
  for (const visit of graphBetween(flatten(inputs), flatten(outputs)).visits) {
    if (visit.inputTensors.length === 0) continue
    const again = visit.again(own)
    visit.layer.addVisit(again)
    const results = flatten<Tensor>(again.outputs)
    for (const [i, output] of flatten<Tensor>(visit.outputs).entries()) ours.set(output, results[i]!)
  }
  return { inputs: mapStructure(inputs, own), outputs: mapStructure(outputs, own) }
}
