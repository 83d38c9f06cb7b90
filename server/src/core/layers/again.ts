/**
 * Later calls of a layer: its first call made the weights, and Keras compares the sizes of later inputs with those that
 * the layer was built for.
 */

import { isNamed, printValue } from '../tensor/formula.ts'
import { isShape, type Shape, type TensorType } from '../tensor/shape.ts'
import { equalSizes, isUnknown, printSize } from '../tensor/size.ts'
import { flatten, type Structure } from '../tensor/structure.ts'
import { type Facts, type WeightFact, weightShape } from './facts.ts'
import type { LaterInputs } from './layer.ts'
import { type Finding, isError } from './problem.ts'

/** The facts of a later call on `inputs`, of which `now` says what a first call would give. */
export function callAgain(built: Facts, now: Facts, inputs: Structure<TensorType> | undefined): Facts {
  if (isUnknown(built.weights)) return now
  const [first] = inputs === undefined ? [] : flatten(inputs)
  const shape = first && isShape(first.shape) ? first.shape : undefined
  const changed = shape && differs(built, built.weights, now, shape)
  const findings = now.findings.filter(finding => !now.weightFindings.includes(finding))
  if (changed) findings.push(changed)
  const weights = isRefined(built.weights, now.weights) ? now.weights : built.weights
  return { ...now, weights, findings, weightFindings: [], refused: findings.some(isError) }
}

/** Whether sizes that were not known when the weights were made are known by a later input: Keras takes no other. */
export const isRefined = (built: readonly WeightFact[], now: Facts['weights']): now is readonly WeightFact[] =>
  !isUnknown(now) && now.length === built.length && built.some(hasUnknown) && !now.some(hasUnknown)

const hasUnknown = (weight: WeightFact): boolean => weightShape(weight).some(isUnknown)

function differs(
  { later }: Facts,
  built: readonly WeightFact[],
  { weights: now }: Facts,
  shape: Shape,
): Finding | undefined {
  if (later) return differsFrom(later, shape)
  return isUnknown(now) ? undefined : otherWeights(built, now, shape)
}

function differsFrom({ rank, axes }: LaterInputs, shape: Shape): Finding | undefined {
  if (rank !== undefined && shape.length !== rank)
    return { code: 'wrong-rank', facts: { expected: String(rank), shape } }
  for (const [axis, size] of axes) {
    const received = shape.at(axis)
    if (received === undefined || equalSizes(size, received) !== false) continue
    return { code: 'input-changed', facts: { axis: `axis ${axis}`, built: printSize(size), shape } }
  }
  return undefined
}

/** What the inputs would need other weights for; undefined where those that there are fit. */
function otherWeights(built: readonly WeightFact[], now: readonly WeightFact[], shape: Shape): Finding | undefined {
  for (const [i, weight] of built.entries()) {
    const later = now[i]
    if (!later) return undefined
    const sizes = weightShape(later)
    const axis = weightShape(weight).findIndex((size, k) => equalSizes(size, sizes[k] ?? size) === false)
    if (axis < 0) continue
    const dim = weight.shape[axis]!
    const name = isNamed(dim) ? dim.name : 'size'
    return { code: 'input-changed', facts: { axis: name, built: printValue(dim), shape } }
  }
  return undefined
}
