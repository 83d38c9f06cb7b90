/** What is known of one call of a layer: outputs, weights, and everything that follows from them. */

import { apply, type Formula, productOf, sameFormula, sizeOf, sumOf } from '../tensor/formula.ts'
import type { Shape, TensorType } from '../tensor/shape.ts'
import { isUnknown, type Size, sum, type Unknown } from '../tensor/size.ts'
import type { Structure } from '../tensor/structure.ts'
import type { LaterInputs } from './layer.ts'
import type { Finding } from './problem.ts'

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
 * convolution, `features · units + units` for a dense layer, `2 · (features + units + 1) · 4 · units` for two LSTMs that
 * are alike. Weights under one path are taken together.
 */
export function parameterFormula(weights: readonly WeightFact[]): Formula {
  const groups = new Map<string, (readonly Formula[])[]>()
  for (const { name, shape } of weights) {
    const path = name.slice(0, Math.max(name.lastIndexOf('/'), 0))
    groups.set(path, [...(groups.get(path) ?? []), withoutOnes(shape)])
  }
  return sumOf(counted([...groups.values()].map(groupFormula)))
}

/** Axes of size 1 that are there for broadcasting alone say nothing about the count. */
const withoutOnes = (shape: readonly Formula[]): readonly Formula[] => shape.filter(size => size !== 1)

/** What all shapes end with is taken out, unless they are a matrix and its bias. */
function groupFormula(shapes: readonly (readonly Formula[])[]): Formula {
  const dense = shapes.length === 2 && shapes[0]!.length === 2 && shapes[1]!.length === 1
  const end = dense || shapes.length < 2 ? 0 : commonEnd(shapes)
  if (end === 0) return sumOf(counted(shapes.map(productOf)))
  const rests = shapes.map(shape => shape.slice(0, shape.length - end))
  const plain = rests.filter(rest => rest.length === 0).length
  const terms = counted(rests.filter(rest => rest.length > 0).map(productOf))
  return apply('·', sumOf(plain > 0 ? [...terms, plain] : terms), productOf(shapes[0]!.slice(-end)))
}

/** Equal terms as one, times their number. */
function counted(terms: readonly Formula[]): readonly Formula[] {
  const alike: { readonly term: Formula; count: number }[] = []
  for (const term of terms) {
    const same = alike.find(other => sameFormula(other.term, term))
    if (same) same.count++
    else alike.push({ term, count: 1 })
  }
  return alike.map(({ term, count }) => (count === 1 ? term : apply('·', count, term)))
}

/** How many sizes all shapes end with. */
function commonEnd([first, ...others]: readonly (readonly Formula[])[]): number {
  const shortest = Math.min(...[first!, ...others].map(shape => shape.length))
  let end = 0
  while (end < shortest && others.every(shape => sameFormula(shape.at(-end - 1)!, first!.at(-end - 1)!))) end++
  return end
}
