/** Adds layers to Sequential models, as Keras does. Source: Sequential.add in keras/src/models/sequential.py. */
import { floatType } from '../layers/policy.ts'
import type { CallPlace, Finding } from '../layers/problem.ts'
import type { Place } from '../source/span.ts'
import { isShape, type TensorType } from '../tensor/shape.ts'
import { flatten } from '../tensor/structure.ts'
import type { Layer } from './layer.ts'
import { deepest, Model, type Sequential } from './model.ts'
import type { Tensors } from './tensor.ts'

/** What adding a layer needs of the program around it. */
export interface Surroundings {
  /** Whether two layers may have one name. */
  readonly namesMayRepeat: () => boolean
  readonly report: (finding: Finding, subject: string, at: CallPlace | Place, call: Place) => void
  /** The output of an input layer. */
  readonly outputOf: (layer: Layer) => Tensors
  /** An input that nothing in the text makes. */
  readonly input: (type: TensorType, place: CallPlace) => { readonly layer: Layer; readonly output: Tensors }
}

/** Adds one layer at `place`, which is not called yet: an `input_shape` makes an input first. */
export function stackOn(model: Sequential, layer: Layer, place: Place, around: Surroundings): void {
  const { className } = model
  if (layer.layerKind.takes === 'nothing') stackInput(model, layer, place, around)
  else if (around.namesMayRepeat() && model.hasOther(layer))
    around.report({ code: 'repeated-layer-name', facts: { name: layer.name } }, className, layer.place, place)
  else if (layer instanceof Model && (layer.depth >= deepest || contains(layer, model))) {
    const reason = contains(layer, model) ? 'a model cannot hold itself' : `models are nested more than ${deepest} deep`
    around.report({ code: 'refused', facts: { reason } }, className, place, place)
  } else stackLayer(model, layer, around)
}

function stackLayer(model: Sequential, layer: Layer, around: Surroundings): void {
  const shape = model.isEmpty ? layer.inputShape : undefined
  if (shape) {
    const { layer: input, output } = around.input({ shape, dtype: floatType }, layer.place)
    model.addInput(input, output)
  }
  model.add(layer)
}

function stackInput(model: Sequential, layer: Layer, place: Place, around: Surroundings): void {
  const output = around.outputOf(layer)
  const [tensor] = flatten(output)
  if (model.isEmpty) model.addInput(layer, output)
  else {
    const shape = tensor && isShape(tensor.type.shape) ? tensor.type.shape : []
    around.report({ code: 'second-input', facts: { shape } }, model.className, layer.place, place)
  }
}

/** Whether a model is part of another, at any depth. */
function contains(outer: Model, inner: Model): boolean {
  const seen = new Set<Layer>()
  const pending: Layer[] = [outer]
  while (pending.length > 0) {
    const next = pending.pop()!
    if (next === inner) return true
    if (seen.has(next)) continue
    seen.add(next)
    pending.push(...next.layers)
  }
  return false
}
