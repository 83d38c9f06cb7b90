/** Products of arrays, and what `numpy.linalg` makes of matrices. */
import { isShape, type Shape } from '../../../../tensor/shape.ts'
import * as sizes from '../../../../tensor/size.ts'
import { equalSizes, isNone, isUnknown, type Size, type Unknown, unknown } from '../../../../tensor/size.ts'
import { TupleObject } from '../../evaluate/containers.ts'
import { itemsOf, type PyValue } from '../../evaluate/values.ts'
import { type Definition, define } from './arguments.ts'
import { type World, wrap } from './array.ts'
import { toData, toInteger } from './convert.ts'
import { countsOf, type Data, isKnown, vague } from './data.ts'
import { type DType, type Element, fitted, isFloat, quotientOf } from './dtypes.ts'
import { binaryOf, broadcastOf, elementwise, together } from './elementwise.ts'
import { reducing } from './reducing.ts'

/** `a @ b`; `alike` says whether axes in front are broadcast, as `matmul` does, or multiplied out, as `dot` does. */
function multiply(a: Data, b: Data, alike: boolean): Data | Unknown {
  const dtype = together(a, b)
  if (dtype === undefined || !isShape(a.shape) || !isShape(b.shape))
    return unknown('a product of arrays that are not known')
  if (a.shape.length === 0 || b.shape.length === 0)
    return alike ? unknown('a matrix product of a number') : binaryOf(elementwise.multiply!, a, b)
  const [left, right] = [
    a.shape.length === 1 ? [1, ...a.shape] : a.shape,
    b.shape.length === 1 ? [...b.shape, 1] : b.shape,
  ]
  const [inner, other] = [left.at(-1)!, right.at(-2)!]
  if (equalSizes(inner, other) === false)
    return unknown(`a product over sizes ${sizes.printSize(inner)} and ${sizes.printSize(other)}`)
  const [rows, columns] = [left.slice(0, -2), right.slice(0, -2)]
  const outer = alike ? broadcastOf([rows, columns]) : rows
  if (isUnknown(outer)) return outer
  const shape: Size[] = [...outer]
  if (a.shape.length > 1) shape.push(left.at(-2)!)
  if (!alike) shape.push(...columns)
  if (b.shape.length > 1) shape.push(right.at(-1)!)
  const isPlain = left.length === 2 && right.length === 2
  return isPlain
    ? { dtype, shape, elements: products(a, b, left, right, dtype) }
    : vague(dtype, shape, 'a product of many matrices')
}

/** The elements of a product of two matrices, where they are whole numbers. */
function products(a: Data, b: Data, left: Shape, right: Shape, dtype: DType): Data['elements'] {
  const [x, y] = [countsOf(left), countsOf(right)]
  if (!isKnown(a.elements) || !isKnown(b.elements)) return isKnown(a.elements) ? b.elements : a.elements
  if (!x || !y || x[0]! * x[1]! * y[1]! > 100_000) return unknown('a large product')
  const [p, q] = [a.elements, b.elements]
  return Array.from({ length: x[0]! * y[1]! }, (_, i) => {
    const [row, column] = [Math.floor(i / y[1]!), i % y[1]!]
    return dotProduct(
      Array.from({ length: x[1]! }, (_, k) => [p[row * x[1]! + k]!, q[k * y[1]! + column]!] as const),
      dtype,
    )
  })
}

function dotProduct(pairs: readonly (readonly [Element, Element])[], dtype: DType): Element {
  let sum = 0
  for (const [a, b] of pairs) {
    if (typeof a !== 'number' || typeof b !== 'number') return unknown('an element is not known')
    if (isFloat(dtype) && !(Number.isInteger(a) && Number.isInteger(b)))
      return unknown('a product of floats, which rounds')
    sum += a * b
  }
  return fitted(sum, dtype)
}

const product = (alike: boolean): Definition =>
  define('a, b, out', ({ a, b, out }, world) => {
    const [x, y] = [a === undefined ? undefined : toData(a), b === undefined ? undefined : toData(b)]
    return x && y && out === undefined ? wrap(multiply(x, y, alike), world) : undefined
  })

export const linear: Readonly<Record<string, Definition>> = {
  dot: product(false),
  matmul: product(true),
  outer: define('a, b, out', ({ a, b }, world) => {
    const [x, y] = [a === undefined ? undefined : toData(a), b === undefined ? undefined : toData(b)]
    if (!x || !y) return undefined
    const [m, n] = [flatSize(x), flatSize(y)]
    return wrap(binaryOf(elementwise.multiply!, { ...x, shape: [m, 1] }, { ...y, shape: [1, n] }), world)
  }),
  tensordot: define('a, b, axes', ({ a, b, axes }, world) => {
    const [x, y] = [a === undefined ? undefined : toData(a), b === undefined ? undefined : toData(b)]
    const count = axes === undefined ? 2 : toInteger(axes)
    if (!x || !y || !isShape(x.shape) || !isShape(y.shape) || count === undefined || count < 0) return undefined
    const dtype = together(x, y)
    if (dtype === undefined || count > Math.min(x.shape.length, y.shape.length)) return undefined
    return wrap(vague(dtype, [...x.shape.slice(0, x.shape.length - count), ...y.shape.slice(count)]), world)
  }),
  trace: define('a', ({ a }, world) => {
    const data = a === undefined ? undefined : toData(a)
    return data && isShape(data.shape) && data.shape.length === 2 ? wrap(vague(data.dtype, []), world) : undefined
  }),
  diag: define('v, k', ({ v, k }, world) => {
    const data = v === undefined ? undefined : toData(v)
    if (!data || k !== undefined || !isShape(data.shape)) return undefined
    const [first, second] = data.shape
    if (second === undefined) return first === undefined ? undefined : wrap(vague(data.dtype, [first, first]), world)
    return wrap(vague(data.dtype, [sizes.minimum(first!, second)]), world)
  }),
}

function flatSize({ shape }: Data): Size {
  const size = isShape(shape) ? sizes.product(shape) : shape
  return isNone(size) ? unknown('a size is not known') : size
}

/** A matrix of the same shape. */
const likewise: Definition = define('a', ({ a }, world) => {
  const data = a === undefined ? undefined : toData(a)
  const dtype = data && quotientOf(data.dtype)
  return data && dtype !== undefined ? wrap(vague(dtype, data.shape), world) : undefined
})

/** Keeps axes of size one, or takes the axes away. */
function norm(given: Readonly<Record<string, PyValue | undefined>>, world: World): PyValue | undefined {
  const { x, axis, keepdims } = given
  return reducing.std!.run({ a: x, axis, ...(keepdims !== undefined && { keepdims }) }, world)
}

export const linearAlgebra: Readonly<Record<string, Definition>> = {
  norm: define('x, ord, axis, keepdims', norm),
  inv: likewise,
  pinv: define('a', ({ a }, world) => {
    const data = a === undefined ? undefined : toData(a)
    const dtype = data && quotientOf(data.dtype)
    if (!data || dtype === undefined || !isShape(data.shape) || data.shape.length !== 2) return undefined
    return wrap(vague(dtype, [...data.shape].reverse()), world)
  }),
  cholesky: likewise,
  det: define('a', ({ a }, world) => {
    const data = a === undefined ? undefined : toData(a)
    const dtype = data && quotientOf(data.dtype)
    return data && dtype !== undefined && isShape(data.shape) && data.shape.length >= 2
      ? wrap(vague(dtype, data.shape.slice(0, -2)), world)
      : undefined
  }),
  svd: define('a, full_matrices, compute_uv', ({ a, full_matrices, compute_uv }, world) => {
    const data = a === undefined ? undefined : toData(a)
    const dtype = data && quotientOf(data.dtype)
    if (!data || dtype === undefined || !isShape(data.shape) || data.shape.length !== 2 || compute_uv !== undefined)
      return undefined
    const [m, n] = data.shape as readonly [Size, Size]
    const k = sizes.minimum(m, n)
    const isFull = full_matrices === undefined || full_matrices === true
    const shapes: readonly Shape[] = isFull ? [[m, m], [k], [n, n]] : [[m, k], [k], [k, n]]
    return new TupleObject(shapes.map(shape => wrap(vague(dtype, shape), world)))
  }),
  multi_dot: define('arrays', ({ arrays }, world) => {
    const parts = arrays === undefined ? undefined : itemsOf(arrays)?.map(each => toData(each))
    if (!parts?.every(part => part !== undefined) || parts.length === 0) return undefined
    const [first, ...rest] = parts
    return wrap(
      rest.reduce<Data | Unknown>((all, part) => (isUnknown(all) ? all : multiply(all, part, false)), first!),
      world,
    )
  }),
}
