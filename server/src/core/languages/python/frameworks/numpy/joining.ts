/** Functions that put arrays together, repeat them and turn them around. */
import { unknownType } from '../../../../layers/policy.ts'
import { isShape, type Shape } from '../../../../tensor/shape.ts'
import * as sizes from '../../../../tensor/size.ts'
import { equalSizes, isUnknown, type Size, unknown } from '../../../../tensor/size.ts'
import { ListObject, TupleObject } from '../../evaluate/containers.ts'
import { itemsOf, type PyValue } from '../../evaluate/values.ts'
import { type Definition, define, type Given } from './arguments.ts'
import { ArrayObject, type World, wrapArray } from './array.ts'
import { stackData, toData, toInteger } from './convert.ts'
import { strong } from './creating.ts'
import {
  axisOf,
  cast,
  countOf,
  countsOf,
  type Data,
  gather,
  isKnown,
  mostKnown,
  placesOf,
  stridesOf,
  vague,
} from './data.ts'
import { promote } from './dtypes.ts'
import { broadcastOf, spread } from './elementwise.ts'
import { axesOf } from './reducing.ts'
import { rearranged, reshape } from './shaping.ts'

/** Arrays one after the other on an axis; undefined where they do not fit or are not known. */
export function concatenate(parts: readonly Data[], axis: number): Data | undefined {
  const shapes = parts.map(part => part.shape)
  if (parts.length === 0 || !shapes.every(isShape)) return undefined
  const [first] = shapes as readonly Shape[]
  const at = axisOf(axis, first!.length)
  if (at === undefined || !shapes.every(shape => fits(first!, shape as Shape, at))) return undefined
  const dtype = parts.map(part => part.dtype).reduce((a, b) => promote(a, b) ?? unknownType)
  const total = sizes.sum((shapes as readonly Shape[]).map(shape => shape[at]!))
  const shape = first!.map((size, i) => (i === at ? total : firstKnown(shapes as readonly Shape[], i, size)))
  return {
    dtype,
    shape,
    elements: joined(
      parts.map(part => cast(part, dtype)),
      shape,
      at,
    ),
  }
}

const fits = (a: Shape, b: Shape, axis: number): boolean =>
  a.length === b.length && a.every((size, i) => i === axis || equalSizes(size, b[i]!) !== false)

const firstKnown = (shapes: readonly Shape[], axis: number, fallback: Size): Size =>
  shapes.map(shape => shape[axis]!).find(size => typeof size === 'number') ?? fallback

function joined(parts: readonly Data[], shape: Shape, axis: number): Data['elements'] {
  const counts = countsOf(shape)
  const lost = parts.find(part => !isKnown(part.elements))
  if (lost) return lost.elements
  if (!counts || countOf(counts) > mostKnown) return unknown('the array is large')
  const outer = countOf(counts.slice(0, axis))
  const blocks = parts.map(part => ({
    elements: part.elements as readonly never[],
    length: countOf(countsOf(part.shape)!.slice(axis)),
  }))
  return Array.from({ length: outer }, (_, i) =>
    blocks.flatMap(({ elements, length }) => elements.slice(i * length, (i + 1) * length)),
  ).flat()
}

/** The arrays of a list; undefined where one is none. */
function several(value: PyValue | undefined): readonly Data[] | undefined {
  const items = value === undefined ? undefined : itemsOf(value)
  const rows = value instanceof ArrayObject ? value.elements() : items
  const parts = rows?.map(item => toData(item))
  return parts?.every(part => part !== undefined) ? parts.map(strong) : undefined
}

const give = (data: Data | undefined, world: World): PyValue | undefined => data && wrapArray(data, world)

const atLeast = (data: Data, rank: number, front: boolean): Data => {
  if (!isShape(data.shape)) return data
  const missing = Array<Size>(Math.max(rank - data.shape.length, 0)).fill(1)
  return { ...data, shape: front ? [...missing, ...data.shape] : [...data.shape, ...missing] }
}

const isFlat = ({ shape }: Data): boolean => isShape(shape) && shape.length <= 1

function stack({ arrays, axis }: Given, world: World): PyValue | undefined {
  const parts = several(arrays)
  const along = axis === undefined ? 0 : toInteger(axis)
  const stacked = parts && parts.length > 0 ? stackData(parts) : undefined
  if (!stacked || !isShape(stacked.shape) || along === undefined) return undefined
  const at = axisOf(along, stacked.shape.length)
  const rest = stacked.shape.map((_, i) => i).slice(1)
  return at === undefined ? undefined : give(permuted(stacked, [...rest.slice(0, at), 0, ...rest.slice(at)]), world)
}

/** The axes in another order. */
export function permuted(data: Data, axes: readonly number[]): Data {
  const shape = data.shape as Shape
  const moved = axes.map(axis => shape[axis]!)
  const counts = countsOf(shape)
  if (!counts || !isKnown(data.elements)) return { dtype: data.dtype, shape: moved, elements: data.elements }
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

/** Rows repeated, as often as `repeats` says for each axis. */
function tiled(data: Data, times: readonly Size[]): Data | undefined {
  const rank = Math.max(times.length, isShape(data.shape) ? data.shape.length : 0)
  const whole = atLeast(data, rank, true)
  if (!isShape(whole.shape)) return undefined
  const repeats = [...Array<Size>(rank - times.length).fill(1), ...times]
  const shape = whole.shape.map((size, i) => sizes.multiply(size, repeats[i]!))
  const [counts, own] = [countsOf(shape), countsOf(whole.shape)]
  if (!counts || !own || !isKnown(whole.elements) || countOf(counts) > mostKnown)
    return vague(whole.dtype, shape, 'the array is large')
  const inner = placesOf(counts, stridesOf(counts))
  const strides = [stridesOf(counts), stridesOf(own)] as const
  const place = (i: number) =>
    counts.reduce(
      (sum, count, axis) => sum + ((Math.floor(i / strides[0][axis]!) % count) % own[axis]!) * strides[1][axis]!,
      0,
    )
  return gather(whole, shape, inner.map(place))
}

function repeated(data: Data, repeats: PyValue | undefined, axis: number | undefined): Data | undefined {
  const times = repeats === undefined ? undefined : toInteger(repeats)
  const flat = axis === undefined ? reshape(data, [-1]) : data
  if (isUnknown(flat) || !isShape(flat.shape)) return undefined
  const at = axisOf(axis ?? 0, flat.shape.length)
  if (at === undefined) return undefined
  const size = times === undefined ? unknown('how often it is repeated') : sizes.multiply(flat.shape[at]!, times)
  const shape = flat.shape.map((each, i) => (i === at ? size : each))
  const [counts, own] = [countsOf(shape), countsOf(flat.shape)]
  if (!counts || !own || times === undefined || !isKnown(flat.elements) || countOf(counts) > mostKnown)
    return vague(flat.dtype, shape, 'the array is large')
  const inner = countOf(own.slice(at + 1))
  const places = Array.from(
    { length: countOf(counts) },
    (_, i) => Math.floor(i / (inner * times)) * inner + (i % inner),
  )
  return gather(flat, shape, places)
}

/** `3`, `(1, 2)`, `((1, 2), (3, 4))`: how much is added before and behind each axis. */
function padding(value: PyValue | undefined, rank: number): readonly (readonly [Size, Size])[] | undefined {
  const data = value === undefined ? undefined : toData(value)
  if (!data || !isShape(data.shape) || !isKnown(data.elements)) return undefined
  const pairs = spreadable(data, [rank, 2])
  const elements = pairs?.elements as readonly Size[] | undefined
  return elements && Array.from({ length: rank }, (_, i) => [elements[i * 2]!, elements[i * 2 + 1]!] as const)
}

function spreadable(data: Data, shape: Shape): Data | undefined {
  const whole = broadcastOf([data.shape, shape])
  return isUnknown(whole) || whole.length !== shape.length ? undefined : spread(data, shape)
}

function rolled(data: Data, shift: number, axis: number | undefined): Data | undefined {
  const shape = data.shape
  const counts = countsOf(shape)
  if (!isShape(shape)) return undefined
  if (!counts || !isKnown(data.elements)) return { dtype: data.dtype, shape, elements: data.elements }
  const at = axis === undefined ? undefined : axisOf(axis, counts.length)
  if (axis !== undefined && at === undefined) return undefined
  const [size, inner] = at === undefined ? [countOf(counts), 1] : [counts[at]!, countOf(counts.slice(at + 1))]
  const back = (i: number) => {
    const position = Math.floor(i / inner) % size
    return i + (((((position - shift) % size) + size) % size) - position) * inner
  }
  return gather(
    data,
    shape,
    data.elements.map((_, i) => back(i)),
  )
}

function flipped(data: Data, axes: readonly number[]): Data | undefined {
  const counts = countsOf(data.shape)
  if (!isShape(data.shape)) return undefined
  if (!counts || !isKnown(data.elements)) return data
  const strides = stridesOf(counts)
  const start = axes.reduce((sum, axis) => sum + (counts[axis]! - 1) * strides[axis]!, 0)
  const turned = strides.map((stride, i) => (axes.includes(i) ? -stride : stride))
  return gather(data, data.shape, countOf(counts) === 0 ? [] : placesOf(counts, turned, start))
}

const flip = (axes: readonly number[] | undefined): Definition =>
  define('a, axis', ({ a, axis }, world) =>
    rearranged(a, world, data => {
      const all = isShape(data.shape) ? (axes ?? axesOf(axis, data.shape.length)) : undefined
      return all && flipped(data, all)
    }),
  )

export const joining: Readonly<Record<string, Definition>> = {
  concatenate: define('arrays, axis, out, dtype', ({ arrays, axis }, world) => {
    const parts = several(arrays)
    if (axis === null) return undefined
    const along = axis === undefined ? 0 : toInteger(axis)
    return parts && along !== undefined ? give(concatenate(parts, along), world) : undefined
  }),
  stack: define('arrays, axis, out', stack),
  vstack: define('arrays, dtype', ({ arrays }, world) => {
    const parts = several(arrays)?.map(part => atLeast(part, 2, true))
    return parts && give(concatenate(parts, 0), world)
  }),
  hstack: define('arrays, dtype', ({ arrays }, world) => {
    const parts = several(arrays)?.map(part => atLeast(part, 1, true))
    return parts && give(concatenate(parts, parts.every(isFlat) ? 0 : 1), world)
  }),
  dstack: define('arrays', ({ arrays }, world) => {
    const parts = several(arrays)?.map(part => atLeast(atLeast(part, 2, true), 3, false))
    return parts && give(concatenate(parts, 2), world)
  }),
  column_stack: define('arrays', ({ arrays }, world) => {
    const parts = several(arrays)?.map(part => (isFlat(part) ? atLeast(part, 2, false) : part))
    return parts && give(concatenate(parts, 1), world)
  }),
  append: define('arr, values, axis', ({ arr, values, axis }, world) => {
    const parts = several(new ListObject([arr ?? null, values ?? null]))
    const along = axis === undefined || axis === null ? undefined : toInteger(axis)
    const flat = along === undefined ? parts?.map(part => reshape(part, [-1])) : parts
    return flat?.every(part => !isUnknown(part))
      ? give(concatenate(flat as readonly Data[], along ?? 0), world)
      : undefined
  }),
  tile: define('A, reps', ({ A, reps }, world) => {
    const data = A === undefined ? undefined : toData(A)
    const one = reps === undefined ? undefined : toInteger(reps)
    const times = one === undefined ? (reps === undefined ? undefined : itemsOf(reps)?.map(toInteger)) : [one]
    return data && times?.every(each => each !== undefined) ? give(tiled(strong(data), times), world) : undefined
  }),
  repeat: define('a, repeats, axis', ({ a, repeats, axis }, world) => {
    const data = a === undefined ? undefined : toData(a)
    const along = axis === undefined || axis === null ? undefined : toInteger(axis)
    return data && give(repeated(strong(data), repeats, along), world)
  }),
  pad: define('array, pad_width, mode, constant_values', ({ array, pad_width, mode, constant_values }, world) => {
    const data = array === undefined ? undefined : toData(array)
    const pairs = data && isShape(data.shape) ? padding(pad_width, data.shape.length) : undefined
    if (!data || !pairs || !isShape(data.shape)) return undefined
    const shape = data.shape.map((size, i) => sizes.sum([size, ...pairs[i]!]))
    const isZero = (mode === undefined || mode === 'constant') && constant_values === undefined
    const zeros = isZero && isShape(data.shape) && data.shape.length === 1 ? paddedLine(data, pairs[0]!) : undefined
    return wrapArray(zeros ?? vague(data.dtype, shape, 'what it is padded with'), world)
  }),
  roll: define('a, shift, axis', ({ a, shift, axis }, world) => {
    const [data, by] = [a === undefined ? undefined : toData(a), toInteger(shift)]
    const along = axis === undefined || axis === null ? undefined : toInteger(axis)
    return data && by !== undefined ? give(rolled(strong(data), by, along), world) : undefined
  }),
  flip: flip(undefined),
  fliplr: flip([1]),
  flipud: flip([0]),
  rot90: define('m, k, axes', ({ m, k, axes }, world) => {
    const [data, times] = [m === undefined ? undefined : toData(m), toInteger(k ?? 1)]
    if (!data || !isShape(data.shape) || data.shape.length < 2 || times === undefined || axes !== undefined)
      return undefined
    const [height, width, ...rest] = data.shape as readonly [Size, Size, ...Size[]]
    return wrapArray(vague(data.dtype, times % 2 === 0 ? data.shape : [width, height, ...rest]), world)
  }),
  meshgrid: define('*xi, indexing, sparse, copy', ({ xi, indexing, sparse }, world) => {
    const parts = xi === undefined ? undefined : several(xi)
    const isPlain =
      (sparse === undefined || sparse === false) && (indexing === undefined || indexing === 'xy' || indexing === 'ij')
    return parts && isPlain ? meshgrid(parts, indexing !== 'ij', world) : undefined
  }),
}

function paddedLine({ dtype, shape, elements }: Data, [before, after]: readonly [Size, Size]): Data | undefined {
  if (!isKnown(elements) || typeof before !== 'number' || typeof after !== 'number') return undefined
  const [size] = shape as Shape
  if (before + after + elements.length > mostKnown || before < 0 || after < 0) return undefined
  const padded = [...Array<number>(before).fill(0), ...elements, ...Array<number>(after).fill(0)]
  return { dtype, shape: [sizes.sum([size!, before, after])], elements: padded }
}

/** One array for each axis, with the coordinates on it; the first two axes change places for pictures. */
function meshgrid(parts: readonly Data[], forPictures: boolean, world: World): PyValue | undefined {
  const lines = parts.map(part => reshape(part, [-1]))
  if (!lines.every((line): line is Data => !isUnknown(line))) return undefined
  const order = lines.map((_, i) => (forPictures && lines.length > 1 && i < 2 ? 1 - i : i))
  const shape = order.map(i => (lines[i]!.shape as Shape)[0]!)
  const grids = lines.map((line, i) => {
    const axis = order.indexOf(i)
    return spread({ ...line, shape: shape.map((size, each) => (each === axis ? size : 1)) }, shape)
  })
  return new TupleObject(grids.map(grid => wrapArray(grid, world)))
}
