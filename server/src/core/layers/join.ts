/** Joins what two possible values of an unknown argument would give: what agrees is known, the rest has the reason. */

import { type Formula, sameFormula, sizeOf } from '../tensor/formula.ts'
import { isShape, type TensorType } from '../tensor/shape.ts'
import { equalSizes, isNone, isUnknown, type Size, type Unknown } from '../tensor/size.ts'
import { flatten, isLeaf, mapStructure, type Structure } from '../tensor/structure.ts'
import { countOf, type Facts, type WeightFact } from './facts.ts'
import { unknownType } from './policy.ts'
import type { Finding } from './problem.ts'

/** A refusal counts only where both refuse. */
export function joinFacts(a: Facts, b: Facts, why: Unknown): Facts {
  if (a.refused) return b
  if (b.refused) return a
  return {
    output: joinOutputs(a.output, b.output, why),
    dims: a.dims.map((dims, i) => joinDims(dims, b.dims[i], why)),
    weights: sameWeights(a.weights, b.weights) ? a.weights : why,
    macs: sameFormula(a.macs, b.macs) ? a.macs : joinSizes(sizeOf(a.macs), sizeOf(b.macs), why),
    window: JSON.stringify(a.window) === JSON.stringify(b.window) ? a.window : undefined,
    findings: common(a.findings, b.findings),
    weightFindings: common(a.weightFindings, b.weightFindings),
    refused: false,
  }
}

const common = (a: readonly Finding[], b: readonly Finding[]): readonly Finding[] =>
  a.filter(finding => b.some(other => other.code === finding.code))

const joinSizes = (a: Size, b: Size, why: Unknown): Size =>
  (isNone(a) && isNone(b)) || equalSizes(a, b) ? a : isUnknown(a) ? a : why

function joinOutputs(a: Structure<TensorType>, b: Structure<TensorType>, why: Unknown): Structure<TensorType> {
  const others = flatten(b)
  if (isLeaf(a) !== isLeaf(b) || flatten(a).length !== others.length) return { shape: why, dtype: unknownType }
  return mapStructure(a, (type, i) => joinTypes(type, others[i]!, why))
}

/** What is certain of a tensor that is one of two. */
export function joinTypes(a: TensorType, b: TensorType, why: Unknown): TensorType {
  const dtype = a.dtype === b.dtype ? a.dtype : unknownType
  if (!isShape(a.shape) || !isShape(b.shape) || a.shape.length !== b.shape.length) return { dtype, shape: why }
  const others = b.shape
  return { dtype, shape: a.shape.map((size, i) => joinSizes(size, others[i]!, why)) }
}

function joinDims(a: readonly Formula[] | undefined, b: readonly Formula[] | undefined, why: Unknown) {
  if (!a || !b || a.length !== b.length) return undefined
  return a.map((dim, i) => (sameFormula(dim, b[i]!) ? dim : joinSizes(sizeOf(dim), sizeOf(b[i]!), why)))
}

function sameWeights(a: readonly WeightFact[] | Unknown, b: readonly WeightFact[] | Unknown): boolean {
  if (isUnknown(a) || isUnknown(b) || a.length !== b.length) return false
  return a.every((weight, i) => {
    const other = b[i]!
    const same = weight.name === other.name && weight.trainable === other.trainable
    return same && weight.shape.length === other.shape.length && equalSizes(countOf(weight), countOf(other)) === true
  })
}
