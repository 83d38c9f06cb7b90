/** What is known of one call of a layer: outputs, weights, and everything that follows from them. */
import type { Finding } from '../source/problem.ts'
import { apply, type Formula, productOf, sameFormula, sizeOf, sumOf } from '../tensor/formula.ts'
import type { Shape, TensorType } from '../tensor/shape.ts'
import { isUnknown, type Size, sum, type Unknown } from '../tensor/size.ts'
import type { Structure } from '../tensor/structure.ts'
import type { LaterInputs } from './layer.ts'

/** Sealed: sizes without history, except where the history is shown. */
export interface Facts {
  readonly output: Structure<TensorType>
  /** How each output's sizes come about, in the order of the flattened outputs; undefined where it is unknown. */
  readonly dims: readonly (readonly Formula[] | undefined)[]
  readonly weights: readonly WeightFact[] | Unknown
  /** Multiply–accumulates for one sample. */
  readonly macs: Formula
  readonly window: readonly { readonly reach: Size; readonly stride: Size }[] | undefined
  readonly findings: readonly Finding[]
  /** Those of them that are about making the weights: a layer that was built before does not meet them. */
  readonly weightFindings: readonly Finding[]
  /** What later inputs are compared with, where it is not simply all that the weights were made for. */
  readonly later?: LaterInputs
  /** Real Keras raises here: there is neither output nor weight. */
  readonly refused: boolean
}

export interface WeightFact {
  readonly name: string
  readonly shape: readonly Formula[]
  readonly trainable: boolean
  readonly dtype: string
}

/** How many numbers a weight holds. */
export const countOf = (weight: WeightFact): Size => sizeOf(productOf(weight.shape))

/** A weight's shape without history. */
export const weightShape = (weight: WeightFact): Shape => weight.shape.map(sizeOf)

export interface Counts {
  readonly total: Size
  readonly trainable: Size
  readonly nonTrainable: Size
}

/** The parameters of weights; `frozen` makes all of them non-trainable. */
export function countWeights(weights: readonly WeightFact[] | Unknown, frozen = false): Counts {
  if (isUnknown(weights)) return { total: weights, trainable: frozen ? 0 : weights, nonTrainable: weights }
  const trains = (weight: WeightFact) => weight.trainable && !frozen
  return {
    total: sum(weights.map(countOf)),
    trainable: sum(weights.filter(trains).map(countOf)),
    nonTrainable: sum(weights.filter(weight => !trains(weight)).map(countOf)),
  }
}

const bytesOfType: Readonly<Record<string, number>> = {
  float64: 8,
  int64: 8,
  uint64: 8,
  float32: 4,
  int32: 4,
  uint32: 4,
  float16: 2,
  bfloat16: 2,
  int16: 2,
  uint16: 2,
  int8: 1,
  uint8: 1,
  bool: 1,
}

/** How many bytes one element takes; undefined for strings and unknown types. */
export const bytesPerElement = (dtype: string): number | undefined => bytesOfType[dtype]

/**
 * The parameters as a formula in the form in which they are taught: `(kernel · kernel · channels + 1) · filters` for a
 * convolution, `features · units + units` for a dense layer. A factor that all weights end with is taken out where a
 * weight has more than two axes or there are more than two weights.
 */
export function parameterFormula(weights: readonly WeightFact[]): Formula {
  const shapes = weights.map(weight => weight.shape)
  const shared = shapes[0]?.at(-1)
  const long = shapes.length > 2 || shapes.some(shape => shape.length > 2)
  if (shared === undefined || shapes.length < 2 || !long || !shapes.every(endsWith(shared)))
    return sumOf(shapes.map(productOf))
  const rests = shapes.map(shape => shape.slice(0, -1))
  const plain = rests.filter(rest => rest.length === 0).length
  const terms = rests.filter(rest => rest.length > 0).map(productOf)
  return apply('·', sumOf(plain > 0 ? [...terms, plain] : terms), shared)
}

const endsWith =
  (last: Formula) =>
  (shape: readonly Formula[]): boolean =>
    shape.length > 0 && sameFormula(shape.at(-1)!, last)
