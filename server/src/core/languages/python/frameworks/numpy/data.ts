/** What is known of an array at one moment, and arithmetic on places within it. */
import { isShape, type Shape } from '../../../../tensor/shape.ts'
import { product, type Size, type Unknown, unknown } from '../../../../tensor/size.ts'
import { type DType, type Element, fitted, isInteger } from './dtypes.ts'

export interface Data {
  readonly dtype: DType
  readonly shape: Shape | Unknown
  /** In row-major order; the reason where they are not known. */
  readonly elements: readonly Element[] | Unknown
  /** Where it holds each of the numbers 0 … classes − 1, as labels do, and nothing else: how many there are. */
  readonly classes?: number
  /** Where each row marks one of such labels, and has a place for each: how many there are. */
  readonly marked?: number
  /** A number of Python, which gives way to the types of arrays. */
  readonly weak?: boolean
}

/** The largest array whose elements are known. */
export const mostKnown = 10_000

/** The most axes that NumPy allows. */
export const mostAxes = 64

export const isKnown = (elements: Data['elements']): elements is readonly Element[] => Array.isArray(elements)

/** The sizes where all of them are numbers; undefined otherwise. */
export function countsOf(shape: Shape | Unknown): readonly number[] | undefined {
  return isShape(shape) && shape.every(size => typeof size === 'number') ? (shape as readonly number[]) : undefined
}

/** How many elements an array of that shape has. */
export const sizeOf = (shape: Shape | Unknown): Size => (isShape(shape) ? product(shape) : shape)

export const countOf = (counts: readonly number[]): number => counts.reduce((all, count) => all * count, 1)

/** How far apart neighbors on each axis are in row-major order. */
export function stridesOf(counts: readonly number[]): readonly number[] {
  const strides = Array<number>(counts.length).fill(1)
  for (let axis = counts.length - 2; axis >= 0; axis--) strides[axis] = strides[axis + 1]! * counts[axis + 1]!
  return strides
}

/** What is known of an array that holds labels, or marks them. */
export const labelsIn = ({
  classes,
  marked,
}: {
  readonly classes?: number | undefined
  readonly marked?: number | undefined
}): Pick<Data, 'classes' | 'marked'> => ({
  ...(classes !== undefined && { classes }),
  ...(marked !== undefined && { marked }),
})

/** An array of which only the shape and the type are known. */
export const vague = (dtype: DType, shape: Shape | Unknown, why = 'what the array holds is not known'): Data => ({
  dtype,
  shape,
  elements: unknown(why),
})

/** An array that holds one element everywhere. */
export function filled(dtype: DType, shape: Shape | Unknown, element: Element): Data {
  const counts = countsOf(shape)
  if (!counts || countOf(counts) > mostKnown) return vague(dtype, shape, 'the array is large')
  return { dtype, shape, elements: Array<Element>(countOf(counts)).fill(element) }
}

/** A number alone. */
export const single = (dtype: DType, element: Element): Data => ({ dtype, shape: [], elements: [element] })

/** The elements at those places in row-major order, in an array of that shape. */
export function gather({ dtype, elements }: Data, shape: Shape, places: readonly number[]): Data {
  return { dtype, shape, elements: isKnown(elements) ? places.map(place => elements[place]!) : elements }
}

/**
 * The places of all elements of an array of the shape `counts`, the axes having those strides, in row-major order. A
 * stride of 0 repeats.
 */
export function placesOf(counts: readonly number[], strides: readonly number[], start = 0): readonly number[] {
  let places: number[] = [start]
  counts.forEach((count, axis) => {
    const next: number[] = []
    for (const place of places) for (let i = 0; i < count; i++) next.push(place + i * strides[axis]!)
    places = next
  })
  return places
}

/** The axis counted from the front; undefined where there is none. */
export const axisOf = (axis: number, rank: number): number | undefined => {
  const normal = axis < 0 ? axis + rank : axis
  return Number.isInteger(axis) && normal >= 0 && normal < rank ? normal : undefined
}

/** The array with elements of another type. */
export function cast({ shape, elements, classes, marked, dtype: before }: Data, dtype: DType): Data {
  const cast = isKnown(elements) ? elements.map(element => castElement(element, before, dtype)) : elements
  return { dtype, shape, elements: cast, ...labelsIn({ classes: dtype === 'bool' ? undefined : classes, marked }) }
}

function castElement(element: Element, before: DType, dtype: DType): Element {
  if (typeof element === 'string' && isInteger(dtype))
    return fitted(/^-?\d{1,15}$/.test(element) ? Number(element) : element, dtype)
  return before !== 'str' && dtype === 'str' ? unknown('a number as a text') : fitted(element, dtype)
}
