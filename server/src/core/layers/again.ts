/** Weights are made at a layer's first call; a later call finds them made, and with other sizes does not fit them. */
import { type Finding, isError } from '../source/problem.ts'
import { isNamed, printValue } from '../tensor/formula.ts'
import { isShape } from '../tensor/shape.ts'
import { equalSizes, isUnknown } from '../tensor/size.ts'
import { flatten } from '../tensor/structure.ts'
import { type Facts, weightShape } from './facts.ts'

/** The facts of a later call of a layer that its first call has built. */
export function callAgain(built: Facts, now: Facts): Facts {
  if (isUnknown(built.weights)) return now
  const changed = changedSince(built, now)
  const findings = now.findings.filter(finding => !now.weightFindings.includes(finding))
  if (changed) findings.push(changed)
  return { ...now, weights: built.weights, findings, weightFindings: [], refused: findings.some(isError) }
}

/** What a later call would need otherwise than the layer was built; undefined where it fits. */
function changedSince(built: Facts, now: Facts): Finding | undefined {
  if (isUnknown(built.weights) || isUnknown(now.weights)) return undefined
  for (const [i, weight] of built.weights.entries()) {
    const later = now.weights[i]
    if (!later) return undefined
    const shape = weightShape(later)
    const axis = weightShape(weight).findIndex((size, k) => equalSizes(size, shape[k] ?? size) === false)
    if (axis < 0) continue
    const dim = weight.shape[axis]!
    const [output] = flatten(now.output)
    const received = output && isShape(output.shape) ? output.shape : []
    return {
      code: 'input-changed',
      facts: { axis: isNamed(dim) ? dim.name : 'size', built: printValue(dim), shape: received },
    }
  }
  return undefined
}
