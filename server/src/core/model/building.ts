/** How layers get their weights: at the first call, and inner layers at that of the layer that wraps them. */
import { isRefined } from '../layers/again.ts'
import type { Facts, WeightFact } from '../layers/facts.ts'
import { isUnknown } from '../tensor/size.ts'
import { interval, noteUndo } from './history.ts'
import { PlainLayer } from './layer.ts'

/** Keeps the weights that a first call makes. Those of a layer that is wrapped stand under that layer's name. */
export function build(layer: PlainLayer, facts: Facts): void {
  const { built } = layer
  if (built && (isUnknown(built.weights) || !isRefined(built.weights, facts.weights))) return
  setBuilt(layer, facts)
  for (const inner of layer.shared) {
    if (!(inner instanceof PlainLayer)) continue
    const weights = isUnknown(facts.weights) ? [] : facts.weights.flatMap(weight => weightOf(inner, weight))
    if (weights.length > 0 && !inner.built) setBuilt(inner, { ...facts, weights })
  }
}

function setBuilt(layer: PlainLayer, facts: Facts): void {
  if (layer.born !== interval()) noteUndo(takeBack, layer, layer.built)
  layer.built = facts
}

function takeBack(layer: PlainLayer, built: PlainLayer['built']): void {
  layer.built = built
}

const weightOf = ({ name }: PlainLayer, weight: WeightFact): readonly WeightFact[] =>
  weight.name.startsWith(`${name}/`) ? [{ ...weight, name: weight.name.slice(name.length + 1) }] : []
