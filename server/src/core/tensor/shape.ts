/** The shape of one tensor, batch axis first, and how Keras writes it. */
import { equalSizes, isNone, isSymbolic, isUnknown, none, printSize, type Size, type Unknown } from './size.ts'

/** Sizes of all axes, the batch first; empty for a scalar. */
export type Shape = readonly Size[]

/** What is known of a tensor: its shape (unknown with the reason where not even the rank is known) and its type. */
export interface TensorType {
  readonly shape: Shape | Unknown
  /** Keras's name: `float32`, `int32`, `bool`, `string`. */
  readonly dtype: string
}

export const isShape = (shape: Shape | Unknown): shape is Shape => !isUnknown(shape)

/** `(None, 28, 28, 8)`, `(None,)`; `?` where the rank is unknown. */
export function printShape(shape: Shape | Unknown, times = '·'): string {
  if (!isShape(shape)) return '?'
  const sizes = shape.map(size => printSize(size, times))
  return sizes.length === 1 ? `(${sizes[0]},)` : `(${sizes.join(', ')})`
}

/** Whether the two may be the shapes of one tensor: None, symbols and unknown sizes agree with anything. */
export const compatible = (a: Shape, b: Shape): boolean =>
  a.length === b.length && a.every((size, i) => equalSizes(size, b[i]!) !== false)

/** A text that is equal for equal shapes, to look results up by. What is unknown is told apart by its reason. */
export function shapeKey(shape: Shape | Unknown): string {
  if (!isShape(shape)) return unknownKey(shape)
  let key = ''
  for (const size of shape) key += `${sizeKey(size)},`
  return key
}

function sizeKey(size: Size): string {
  if (typeof size === 'number') return String(size)
  if (isSymbolic(size)) return size.key
  return isNone(size) ? 'N' : unknownKey(size)
}

const unknownKey = ({ why, place }: Unknown): string =>
  place ? `?${why}@${place.from}-${place.to} ${place.file}` : `?${why}`

/** The axis counted from the front; undefined where there is none. Negative axes count from the end. */
export function normalizeAxis(axis: number, rank: number): number | undefined {
  const normalized = axis < 0 ? axis + rank : axis
  return normalized >= 0 && normalized < rank ? normalized : undefined
}

/** A shape of which only the rank is known. */
export const shapeOfRank = (rank: number, size: Size): Shape => [none, ...Array<Size>(Math.max(rank - 1, 0)).fill(size)]
