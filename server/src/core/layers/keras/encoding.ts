/** How categories are written as numbers: an axis of that many places is added, or takes the place of the last one. */
import type { Formula } from '../../tensor/formula.ts'
import type { Shape } from '../../tensor/shape.ts'
import { isNone, isSymbolic, isUnknown, type Size, type Unknown, unknown } from '../../tensor/size.ts'
import { Misfit } from '../parameters.ts'
import { isSizeValue, type Value } from '../value.ts'

/**
 * One place for each category: on a new axis, or in place of a last axis of size 1, which says nothing.
 * Unknown where it is not known whether that axis has size 1.
 */
export function oneHot(shape: Shape, depth: Formula): readonly Formula[] | Unknown {
  const last = shape.at(-1)
  if (shape.length < 2 || last === undefined || isNone(last)) return [...shape, depth]
  if (last === 1) return [...shape.slice(0, -1), depth]
  return isSymbolic(last) || isUnknown(last) ? unsure(last) : [...shape, depth]
}

const unsure = (size: Size): Unknown =>
  isUnknown(size) ? size : unknown('whether the last axis has size 1 decides the number of axes')

/** One place for each category of a sample: the last axis is what is counted. */
export const countsOf = (shape: Shape, depth: Formula): readonly Formula[] => [...shape.slice(0, -1), depth]

/** A number of categories, which Keras looks at only when it has an output to make. */
export function readDepth(argument: string, value: Value): Size {
  const size = typeof value === 'boolean' ? Number(value) : value
  if (isSizeValue(size) && !(typeof size === 'number' && size < 0)) return size
  throw new Misfit(argument, 'a positive integer', value)
}
