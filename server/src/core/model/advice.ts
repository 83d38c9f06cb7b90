/** Advice about layers that follow each other: nothing that Keras refuses, only what is certainly of no use. */
import type { CallPlace, Finding, Related } from '../layers/problem.ts'
import { isShape } from '../tensor/shape.ts'
import { isUnknown } from '../tensor/size.ts'
import { inputTensors } from './graph.ts'
import { argumentOf, type Layer, PlainLayer, type Visit } from './layer.ts'
import type { Tensor } from './tensor.ts'

export interface Advice {
  readonly finding: Finding
  readonly subject: string
  readonly at: CallPlace
  readonly related: readonly Related[]
}

export function adviceOn(visits: readonly Visit[]): readonly Advice[] {
  const uses = countUses(visits)
  const advice: Advice[] = []
  for (const visit of visits) {
    const { traits } = visit.layer.layerKind
    if (traits.subtractsMean || traits.activation || traits.lastAxisOnly) advice.push(...adviceOnOne(visit, uses))
  }
  return advice
}

function adviceOnOne(visit: Visit, uses: (tensor: Tensor) => number): readonly Advice[] {
  const inputs = inputTensors(visit)
  const [input] = inputs
  const before = input?.producer
  if (inputs.length !== 1 || !input || !before) return []
  const found = [uselessBias(before, visit, input, uses), activationTwice(before, visit), denseOnMap(visit, input)]
  return found.filter(advice => advice !== undefined)
}

/** How often each tensor is used; counted when it is first asked for. */
function countUses(visits: readonly Visit[]): (tensor: Tensor) => number {
  let uses: Map<Tensor, number> | undefined
  return tensor => {
    if (!uses) {
      uses = new Map()
      for (const visit of visits) for (const input of inputTensors(visit)) uses.set(input, (uses.get(input) ?? 0) + 1)
    }
    return uses.get(tensor) ?? 0
  }
}

/** A constant for each channel that is taken away with the mean right after. */
function uselessBias(before: Visit, visit: Visit, input: Tensor, uses: (tensor: Tensor) => number): Advice | undefined {
  const linear = (activationOf(before.layer) ?? 'linear') === 'linear'
  if (!visit.layer.layerKind.traits.subtractsMean || !linear || !hasBias(before.layer) || uses(input) !== 1)
    return undefined
  const finding: Finding = { code: 'useless-bias', facts: { by: visit.layer.className }, argument: 'use_bias' }
  return advise(finding, before.layer, visit)
}

const hasBias = (layer: Layer): boolean =>
  argumentOf(layer, 'use_bias') === true &&
  !isUnknown(layer.weights) &&
  layer.weights.some(each => each.name === 'bias')

function activationTwice(before: Visit, visit: Visit): Advice | undefined {
  const second = visit.layer instanceof PlainLayer ? ownActivation(visit.layer) : undefined
  const first = activationOf(before.layer)
  if (second === undefined || first === undefined || first === 'linear' || second === 'linear') return undefined
  return advise({ code: 'activation-twice', facts: { first, second } }, visit.layer, before)
}

/** What a layer that only activates applies. */
function ownActivation(layer: PlainLayer): string | undefined {
  try {
    return layer.layerKind.traits.activation?.(layer.bound.args)
  } catch {
    return undefined
  }
}

/** What a layer applies to its output: by its `activation` argument, or because that is all it does. */
function activationOf(layer: Layer): string | undefined {
  if (!(layer instanceof PlainLayer)) return undefined
  const argument = argumentOf(layer, 'activation')
  return ownActivation(layer) ?? (typeof argument === 'string' ? argument : argument === null ? 'linear' : undefined)
}

function denseOnMap(visit: Visit, input: Tensor): Advice | undefined {
  const { shape } = input.type
  const [output] = Array.isArray(visit.outputs) ? [] : [visit.outputs as Tensor]
  if (!visit.layer.layerKind.traits.lastAxisOnly || !isShape(shape) || shape.length !== 4) return undefined
  if (!output || !isShape(output.type.shape) || !input.producer?.facts.window) return undefined
  return advise(
    { code: 'dense-on-feature-map', facts: { shape, output: output.type.shape } },
    visit.layer,
    input.producer,
  )
}

function advise(finding: Finding, { className, place }: Layer, other: Visit): Advice {
  const { file, from, to } = other.place
  return {
    finding,
    subject: className,
    at: place,
    related: [{ place: { file, from, to }, role: 'first', name: other.layer.name }],
  }
}
