/** Where a finding belongs in the text, and what else the text says about it. */
import type { CallPlace, Finding, Related } from '../layers/problem.ts'
import type { Place } from '../source/span.ts'
import { isShape } from '../tensor/shape.ts'
import { inputTensors } from './graph.ts'
import { argumentOf, type Layer, type Visit } from './layer.ts'
import type { Tensor } from './tensor.ts'

/** An argument that is written is marked itself, else the call; `at` is where the layer was made. */
export function problemPlace(finding: Finding, at: CallPlace | Place, call: Place): Place {
  const span = finding.argument !== undefined && 'arguments' in at ? at.arguments.get(finding.argument) : undefined
  return span ? { file: at.file, from: span.from, to: span.to } : { file: call.file, from: call.from, to: call.to }
}

/** Adds what only the graph knows: where the inputs came from, and what in the layer before would help. */
export function explainFinding(finding: Finding, visit: Visit): { finding: Finding; related: readonly Related[] } {
  if (finding.code === 'input-changed') return { finding, related: whereBuilt(visit) }
  const inputs = inputTensors(visit)
  const related = inputs.flatMap(originOf).slice(0, 8)
  if (finding.code !== 'wrong-rank') return { finding, related }
  const remedy = remedyFor(inputs[0]?.producer?.layer)
  return { finding: remedy ? { ...finding, facts: { ...finding.facts, remedy } } : finding, related }
}

function originOf({ producer, type }: Tensor): readonly Related[] {
  if (!producer || !isShape(type.shape)) return []
  const { from, to, file } = producer.place
  return [{ place: { file, from, to }, role: 'input', name: producer.layer.name, shape: type.shape }]
}

/** Weights are made at the first call; a model has them before. */
function whereBuilt(visit: Visit): readonly Related[] {
  const { layer } = visit
  const [first] = layer.visits
  if (!first || first === visit) return [{ place: plainPlace(layer.place), role: 'built', name: layer.name }]
  const [input] = inputTensors(first)
  const shape = input && isShape(input.type.shape) ? input.type.shape : undefined
  return [{ place: plainPlace(first.place), role: 'built', name: layer.name, ...(shape && { shape }) }]
}

const plainPlace = ({ from, to, file }: Place): Place => ({ from, to, file })

/** `return_sequences=True` in the layer before, where it is not set. */
function remedyFor(layer: Layer | undefined) {
  const trait = layer?.layerKind.traits.keepsAxisWith
  if (!layer || !trait || argumentOf(layer, trait.argument) === trait.value) return undefined
  const { file, from, to } = layer.place
  return { layer: layer.name, argument: trait.argument, value: trait.value ? 'True' : 'False', at: { file, from, to } }
}
