/** Functions that give arrays other shapes without touching the elements: most give views. */
import { isShape, type Shape } from '../../../../tensor/shape.ts'
import * as sizes from '../../../../tensor/size.ts'
import { equalSizes, isUnknown, type Size, type Unknown, unknown } from '../../../../tensor/size.ts'
import { ListObject, TupleObject } from '../../evaluate/containers.ts'
import { itemsOf, type PyValue, unknownValue } from '../../evaluate/values.ts'
import { type Definition, define } from './arguments.ts'
import { ArrayObject, type World, wrap, wrapArray } from './array.ts'
import { toData, toInteger, toShape, toSize } from './convert.ts'
import { strong } from './creating.ts'
import { axisOf, countsOf, type Data, gather, isKnown, placesOf, sizeOf, stridesOf } from './data.ts'
import { spread } from './elementwise.ts'
import { axesOf } from './reducing.ts'

type Rearrange = (data: Data) => Data | Unknown | undefined

/** What is made of an array: a view where it is one, a new array of anything else. Undefined where it is not known. */
export function rearranged(value: PyValue | undefined, world: World, rearrange: Rearrange): PyValue | undefined {
  if (value === undefined) return undefined
  const data = toData(value)
  if (!data) return undefined
  const trial = rearrange({ ...data, elements: unknown('not looked at') })
  if (trial === undefined) return undefined
  if (value instanceof ArrayObject) return value.view(places => rearrange(places) ?? unknown('it does not fit'))
  const result = rearrange(strong(data))
  return result === undefined || isUnknown(result) ? result : wrapArray(result, world)
}

/** The same elements in another shape. */
export function reshape(data: Data, wanted: Shape): Data | Unknown {
  const total = sizeOf(data.shape)
  const open = wanted.indexOf(-1)
  const rest = sizes.product(wanted.filter((_, i) => i !== open))
  if (open >= 0) {
    const size = rest === 0 ? unknown('a size beside 0') : sizes.divideExactly(total, rest)
    if (isUnknown(size) && typeof total === 'number' && typeof rest === 'number') return size
    return { ...data, shape: wanted.map((each, i) => (i === open ? size : each)) }
  }
  if (wanted.some(size => typeof size === 'number' && size < 0)) return unknown('a negative size')
  if (equalSizes(total, rest) === false)
    return unknown(`${sizes.printSize(total)} elements do not fit into ${sizes.printSize(rest)}`)
  return { ...data, shape: wanted }
}

/** `array.reshape(2, 3)` and `np.reshape(array, (2, 3))`. */
function shapeArgument(given: { readonly [name: string]: PyValue | undefined }): Data['shape'] | undefined {
  const { shape, newshape, sizes: rest } = given
  const several = rest === undefined ? [] : (itemsOf(rest) ?? [])
  const only = shape ?? newshape ?? (several.length === 1 ? several[0] : undefined)
  return only === undefined ? toShape(rest) : toShape(only)
}

function permute(data: Data, axes: readonly number[]): Data | undefined {
  const { shape } = data
  if (!isShape(shape) || axes.length !== shape.length || new Set(axes).size !== axes.length) return undefined
  const moved = axes.map(axis => shape[axis]!)
  const counts = countsOf(shape)
  if (!counts || !isKnown(data.elements)) return { ...data, shape: moved }
  const strides = stridesOf(counts)
  return gather(
    data,
    moved,
    placesOf(
      axes.map(axis => counts[axis]!),
      axes.map(axis => strides[axis]!),
    ),
  )
}

/** `transpose()`, `transpose(1, 0)`, `transpose((1, 0))`. */
function transposed(value: PyValue | undefined, axes: PyValue | undefined, world: World): PyValue | undefined {
  const given = axes === undefined || axes === null ? [] : (itemsOf(axes) ?? [])
  const [only] = given
  const order = given.length === 1 && only !== undefined && (only === null || itemsOf(only)) ? only : axes
  return rearranged(value, world, data => {
    if (!isShape(data.shape)) return { ...data, shape: data.shape }
    const rank = data.shape.length
    const isPlain = order === undefined || order === null || itemsOf(order)?.length === 0
    const list = isPlain ? Array.from({ length: rank }, (_, i) => rank - 1 - i) : axesOf(order, rank)
    return list && permute(data, list)
  })
}

function swapped(data: Data, a: number, b: number): Data | undefined {
  if (!isShape(data.shape)) return undefined
  const rank = data.shape.length
  const [x, y] = [axisOf(a, rank), axisOf(b, rank)]
  if (x === undefined || y === undefined) return undefined
  return permute(
    data,
    data.shape.map((_, i) => (i === x ? y : i === y ? x : i)),
  )
}

function moved(data: Data, from: readonly number[] | undefined, to: readonly number[] | undefined): Data | undefined {
  if (!isShape(data.shape) || !from || !to || from.length !== to.length) return undefined
  const order: (number | undefined)[] = data.shape.map(() => undefined)
  to.forEach((place, i) => {
    order[place] = from[i]!
  })
  const rest = data.shape.map((_, i) => i).filter(i => !from.includes(i))
  return permute(
    data,
    order.map(each => each ?? rest.shift()!),
  )
}

function expanded(data: Data, axis: PyValue | undefined): Data | Unknown | undefined {
  if (!isShape(data.shape)) return data
  const given = axis === undefined ? undefined : (itemsOf(axis)?.length ?? 1)
  const axes = given === undefined || axis === null ? undefined : axesOf(axis, data.shape.length + given)
  if (!axes || given === undefined) return undefined
  const rest = [...data.shape]
  const shape = Array.from({ length: data.shape.length + given }, (_, i) => (axes.includes(i) ? 1 : rest.shift()!))
  return { ...data, shape }
}

function squeezed(data: Data, axis: PyValue | undefined): Data | Unknown | undefined {
  const { shape } = data
  if (!isShape(shape)) return data
  if (axis === undefined || axis === null) {
    const open = shape.find(size => typeof size !== 'number')
    return open === undefined ? { ...data, shape: shape.filter(size => size !== 1) } : unknown('whether a size is 1')
  }
  const axes = axesOf(axis, shape.length)
  if (!axes) return undefined
  if (axes.some(each => typeof shape[each] === 'number' && shape[each] !== 1)) return unknown('an axis that is not 1')
  return { ...data, shape: shape.filter((_, i) => !axes.includes(i)) }
}

const flat = (data: Data): Data => ({ ...data, shape: [sizeOf(data.shape)] })

const ravel = define('a, order', ({ a, order }, world) =>
  order === undefined || order === 'C' ? rearranged(a, world, flat) : undefined,
)

function reshaped(
  value: PyValue | undefined,
  wanted: Data['shape'] | undefined,
  order: PyValue | undefined,
  world: World,
) {
  if (order !== undefined && order !== 'C') {
    const data = value === undefined ? undefined : toData(value)
    const result = data && wanted && isShape(wanted) ? reshape(data, wanted) : undefined
    return result && wrap(isUnknown(result) ? result : { ...result, elements: unknown('in another order') }, world)
  }
  if (!wanted) return undefined
  if (!isShape(wanted)) return wanted
  const known = value === undefined ? undefined : toData(value)
  if (known) return rearranged(value, world, data => reshape(data, wanted))
  return undefined
}

export const shaping: Readonly<Record<string, Definition>> = {
  reshape: define('a, shape, order, newshape, copy', ({ a, order, ...given }, world) =>
    reshaped(a, shapeArgument(given), order, world),
  ),
  ravel,
  transpose: define('a, axes', ({ a, axes }, world) => transposed(a, axes, world)),
  permute_dims: define('a, axes', ({ a, axes }, world) => transposed(a, axes, world)),
  swapaxes: define('a, axis1, axis2', ({ a, axis1, axis2 }, world) => {
    const [x, y] = [toInteger(axis1), toInteger(axis2)]
    return x === undefined || y === undefined ? undefined : rearranged(a, world, data => swapped(data, x, y))
  }),
  moveaxis: define('a, source, destination', ({ a, source, destination }, world) =>
    rearranged(a, world, data => {
      const rank = isShape(data.shape) ? data.shape.length : 0
      return moved(data, axesOf(source ?? null, rank), axesOf(destination ?? null, rank))
    }),
  ),
  rollaxis: define('a, axis, start', ({ a, axis, start }, world) => {
    const [from, to] = [toInteger(axis), toInteger(start ?? 0)]
    return rearranged(a, world, data => {
      const rank = isShape(data.shape) ? data.shape.length : 0
      const [x, y] = [axisOf(from ?? rank, rank), to === rank ? rank : axisOf(to ?? rank, rank)]
      return x === undefined || y === undefined ? undefined : moved(data, [x], [y > x ? y - 1 : y])
    })
  }),
  expand_dims: define('a, axis', ({ a, axis }, world) => rearranged(a, world, data => expanded(data, axis))),
  squeeze: define('a, axis', ({ a, axis }, world) => rearranged(a, world, data => squeezed(data, axis))),
  broadcast_to: define('a, shape, subok', ({ a, shape }, world) => {
    const wanted = toShape(shape)
    return wanted && isShape(wanted) ? rearranged(a, world, data => broadcast(data, wanted)) : undefined
  }),
  split: define('a, indices_or_sections, axis', ({ a, indices_or_sections, axis }, world) =>
    split(a, indices_or_sections, axis, true, world),
  ),
  array_split: define('a, indices_or_sections, axis', ({ a, indices_or_sections, axis }, world) =>
    split(a, indices_or_sections, axis, false, world),
  ),
  vsplit: define('a, indices_or_sections', ({ a, indices_or_sections }, world) =>
    split(a, indices_or_sections, 0, true, world),
  ),
  hsplit: define('a, indices_or_sections', ({ a, indices_or_sections }, world) =>
    split(a, indices_or_sections, 1, true, world),
  ),
  shape: define('a', ({ a }) => {
    const data = a === undefined ? undefined : toData(a)
    return data && (isShape(data.shape) ? new TupleObject(data.shape as readonly PyValue[]) : data.shape)
  }),
  ndim: define('a', ({ a }) => {
    const data = a === undefined ? undefined : toData(a)
    return data && (isShape(data.shape) ? data.shape.length : data.shape)
  }),
  size: define('a, axis', ({ a, axis }) => {
    const data = a === undefined ? undefined : toData(a)
    if (!data || axis === undefined || axis === null) return data && (sizeOf(data.shape) as PyValue)
    const along = isShape(data.shape) ? axesOf(axis, data.shape.length) : undefined
    return along && isShape(data.shape)
      ? (sizes.product(along.map(each => (data.shape as Shape)[each]!)) as PyValue)
      : undefined
  }),
}

/** Methods whose arguments differ from those of the function of the same name. */
export const shapingMethods: Readonly<Record<string, Definition>> = {
  reshape: define('a, *sizes, order, shape, copy', ({ a, order, ...given }, world) =>
    reshaped(a, shapeArgument(given), order, world),
  ),
  transpose: define('a, *axes', ({ a, axes }, world) => transposed(a, axes, world)),
  flatten: define('a, order', ({ a, order }, world) => {
    const data = a === undefined ? undefined : toData(a)
    return data && (order === undefined || order === 'C') ? wrapArray(strong(flat(data)), world) : undefined
  }),
  resize: define('a, *shape, refcheck', ({ a }, world) => {
    if (a instanceof ArrayObject) a.setAttribute('size', null, { file: '', from: 0, to: 0 })
    return a instanceof ArrayObject ? null : void world
  }),
}

function broadcast(data: Data, wanted: Shape): Data | Unknown {
  if (!isShape(data.shape)) return { ...data, shape: wanted }
  const missing = wanted.length - data.shape.length
  const fits =
    missing >= 0 && data.shape.every((size, i) => size === 1 || equalSizes(size, wanted[i + missing]!) !== false)
  return fits ? spread(data, wanted) : unknown('the array does not broadcast to that shape')
}

/** Equal parts, or parts that end at given places. */
function split(
  value: PyValue | undefined,
  where: PyValue | undefined,
  axis: PyValue | undefined,
  strictly: boolean,
  world: World,
): PyValue | undefined {
  const data = value === undefined ? undefined : toData(value)
  const along = axis === undefined ? 0 : toInteger(axis)
  if (!data || !isShape(data.shape) || where === undefined || along === undefined) return undefined
  const at = axisOf(along, data.shape.length)
  if (at === undefined) return undefined
  const size = data.shape[at]!
  const ends = endsOf(where, size, strictly)
  if (!ends) return unknownValue(where) ?? undefined
  const parts = ends.slice(1).map((end, i) => rearranged(value, world, each => slab(each, at, ends[i]!, end)))
  return parts.every(part => part !== undefined) ? new ListObject(parts) : undefined
}

/** Where parts begin and end, the first at 0. */
function endsOf(where: PyValue, size: Size, strictly: boolean): readonly Size[] | undefined {
  const count = toInteger(where)
  const places = itemsOf(where)?.map(each => toSize(each))
  if (places)
    return places.every(each => typeof each === 'number') && typeof size === 'number'
      ? [0, ...places.map(each => sliceEnd(each as number, size)), size]
      : undefined
  if (count === undefined || count < 1 || count > 1000) return undefined
  if (typeof size !== 'number') {
    const part = sizes.divideExactly(size, count)
    return Array.from({ length: count + 1 }, (_, i) => sizes.multiply(part, i))
  }
  if (strictly && size % count !== 0) return undefined
  const [least, extra] = [Math.floor(size / count), size % count]
  return Array.from({ length: count + 1 }, (_, i) => i * least + Math.min(i, extra))
}

const sliceEnd = (place: number, size: number): number => Math.min(place < 0 ? Math.max(place + size, 0) : place, size)

/** What lies between two places on an axis. */
export function slab(data: Data, axis: number, from: Size, to: Size): Data | undefined {
  if (!isShape(data.shape)) return undefined
  const size = typeof from === 'number' && typeof to === 'number' ? Math.max(to - from, 0) : sizes.subtract(to, from)
  const shape = data.shape.map((each, i) => (i === axis ? size : each))
  const [counts, all] = [countsOf(shape), countsOf(data.shape)]
  if (!counts || !all || !isKnown(data.elements) || typeof from !== 'number') return { ...data, shape }
  const strides = stridesOf(all)
  return gather(data, shape, placesOf(counts, strides, from * strides[axis]!))
}
