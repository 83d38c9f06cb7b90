/** What `array[key]` picks: integers, slices, `...`, new axes, masks, and arrays of positions. */
import type { Shape } from '../../../../tensor/shape.ts'
import { isUnknown, type Size, type Unknown, unknown } from '../../../../tensor/size.ts'
import { ListObject, SliceObject, TupleObject } from '../../evaluate/containers.ts'
import { ellipsis, HostObject } from '../../evaluate/host.ts'
import { asIndex, type PyValue, unknownValue } from '../../evaluate/values.ts'
import { countOf, countsOf, type Data, isKnown, mostKnown, vague } from './data.ts'
import { isInteger } from './dtypes.ts'
import { broadcastOf } from './elementwise.ts'

/** What a key picks, and whether it shares its elements with the array: slices do, arrays of positions do not. */
export interface Picked {
  readonly data: Data
  readonly isView: boolean
}

/** What a part of a key does to the axes that it stands for. */
interface Part {
  /** How many axes of the array it stands for. */
  readonly axes: number
  /** The axes that come out. */
  readonly shape: Shape
  /** The positions that it picks on its axis, in order; undefined where they are not known. */
  readonly positions: readonly number[] | undefined
  /** Whether it is an array of positions or a mask. */
  readonly isArray: boolean
}

/** `toData` reads an array or a list. */
export function pick(data: Data, key: PyValue, toData: (value: PyValue) => Data | undefined): Picked | Unknown {
  const { shape } = data
  if (isUnknown(shape)) return shape
  const keys = key instanceof TupleObject ? key.items : [key]
  const read = keys.map(each => (each === ellipsis ? each : readKey(each, toData)))
  const lost = read.find(each => each !== ellipsis && isUnknownPart(each))
  if (lost) return lost as Unknown
  const parts = placed(read as readonly (Reading | HostObject)[], shape)
  const wrong = isUnknown(parts) ? parts : parts.find(isUnknownPart)
  if (wrong) return wrong as Unknown
  return assemble(data, shape, parts as readonly Part[])
}

type Reading =
  | { readonly kind: 'integer'; readonly at: number | undefined }
  | { readonly kind: 'slice'; readonly slice: SliceObject }
  | { readonly kind: 'new axis' }
  | { readonly kind: 'array'; readonly data: Data }

const isUnknownPart = (value: unknown): value is Unknown => isUnknown(value)

function readKey(key: PyValue, toData: (value: PyValue) => Data | undefined): Reading | Unknown {
  if (key === null) return { kind: 'new axis' }
  if (key instanceof SliceObject) return { kind: 'slice', slice: key }
  if (typeof key === 'boolean') return unknown('a truth as an index')
  const position = asIndex(key)
  if (typeof position === 'number') return { kind: 'integer', at: position }
  const lost = unknownValue(key)
  if (lost) return lost
  if (typeof position === 'object' && position !== null && 'kind' in position) return { kind: 'integer', at: undefined }
  const data = key instanceof ListObject || key instanceof HostObject ? toData(key) : undefined
  if (!data || isUnknown(data.shape)) return unknown('an index is not known here')
  return { kind: 'array', data: data.shape[0] === 0 ? { ...data, dtype: 'int64' } : data }
}

const axesOf = (reading: Reading): number => {
  if (reading.kind === 'new axis') return 0
  return reading.kind === 'array' && reading.data.dtype === 'bool' ? rankOf(reading.data) : 1
}

const rankOf = ({ shape }: Data): number => (isUnknown(shape) ? 0 : shape.length)

/** Gives each part its axes; `...` and the end stand for all that are left. */
function placed(readings: readonly (Reading | HostObject)[], shape: Shape): readonly (Part | Unknown)[] | Unknown {
  const own = readings.filter((each): each is Reading => !(each instanceof HostObject))
  const left = shape.length - own.reduce((sum, each) => sum + axesOf(each), 0)
  if (left < 0 || readings.length - own.length > 1) return unknown('there are too many indices')
  const parts: (Part | Unknown)[] = []
  let axis = 0
  const rest = () => {
    for (let i = 0; i < left; i++) parts.push(whole(shape[axis++]!))
  }
  for (const reading of readings) {
    if (reading instanceof HostObject) rest()
    else {
      parts.push(partOf(reading, shape.slice(axis, axis + axesOf(reading))))
      axis += axesOf(reading)
    }
  }
  if (own.length === readings.length) rest()
  return parts
}

const whole = (size: Size): Part => ({
  axes: 1,
  shape: [size],
  positions: typeof size === 'number' && size <= mostKnown ? Array.from({ length: size }, (_, i) => i) : undefined,
  isArray: false,
})

function partOf(reading: Reading, sizes: Shape): Part | Unknown {
  if (reading.kind === 'new axis') return { axes: 0, shape: [1], positions: undefined, isArray: false }
  if (reading.kind === 'integer') return integerPart(reading.at, sizes[0]!)
  if (reading.kind === 'slice') return slicePart(reading.slice, sizes[0]!)
  return reading.data.dtype === 'bool' ? maskPart(reading.data) : arrayPart(reading.data, sizes[0]!)
}

function integerPart(at: number | undefined, size: Size): Part | Unknown {
  const normal = at !== undefined && at < 0 && typeof size === 'number' ? at + size : at
  if (normal !== undefined && typeof size === 'number' && (normal < 0 || normal >= size))
    return unknown(`there is no element ${at}`)
  const positions = normal === undefined || normal < 0 ? undefined : [normal]
  return { axes: 1, shape: [], positions, isArray: false }
}

function slicePart(slice: SliceObject, size: Size): Part {
  if (isWhole(slice)) return whole(size)
  const range = typeof size === 'number' ? rangeOf(slice, size) : undefined
  if (!range) return { axes: 1, shape: [unknown('how many a slice picks')], positions: undefined, isArray: false }
  const { start, step, count } = range
  const positions = count <= mostKnown ? Array.from({ length: count }, (_, i) => start + i * step) : undefined
  return { axes: 1, shape: [count], positions, isArray: false }
}

const isWhole = ({ lower, upper, step }: SliceObject): boolean =>
  (lower === null || lower === 0) && upper === null && (step === null || step === 1)

/** Where a slice of `length` elements starts, and how many it picks; undefined where a bound is not known. */
export function rangeOf(
  slice: SliceObject,
  length: number,
): { readonly start: number; readonly step: number; readonly count: number } | undefined {
  const [lower, upper, stride] = [slice.lower, slice.upper, slice.step].map(asIndex)
  const step = stride === null ? 1 : stride
  if (typeof step !== 'number' || step === 0) return undefined
  const [least, most] = step > 0 ? [0, length] : [-1, length - 1]
  const clamp = (bound: PyValue | undefined, fallback: number): number | undefined => {
    if (bound === null) return fallback
    return typeof bound === 'number' ? Math.min(Math.max(bound < 0 ? bound + length : bound, least), most) : undefined
  }
  const [start, stop] = [clamp(lower, step > 0 ? 0 : most), clamp(upper, step > 0 ? length : -1)]
  if (start === undefined || stop === undefined) return undefined
  return { start, step, count: Math.max(0, Math.ceil((stop - start) / step)) }
}

function maskPart(mask: Data): Part {
  const { elements } = mask
  const truths = isKnown(elements) && elements.every(each => typeof each === 'number') ? elements : undefined
  const positions = truths?.flatMap((truth, i) => (truth === 0 ? [] : [i]))
  const size = positions ? positions.length : unknown('how many a mask picks')
  return { axes: rankOf(mask), shape: [size], positions, isArray: true }
}

function arrayPart(data: Data, size: Size): Part | Unknown {
  if (!isInteger(data.dtype)) return unknown(`an index of the type ${data.dtype}`)
  const { elements, shape } = data
  const given = isKnown(elements) && typeof size === 'number' ? elements : undefined
  const positions = given?.map(each => (typeof each === 'number' && each < 0 ? each + (size as number) : each))
  const known = positions?.every(each => typeof each === 'number') ? (positions as readonly number[]) : undefined
  if (known?.some(each => each < 0 || each >= (size as number))) return unknown('an index is out of bounds')
  return { axes: 1, shape: shape as Shape, positions: known, isArray: true }
}

function assemble(data: Data, shape: Shape, parts: readonly Part[]): Picked | Unknown {
  const arrays = parts.filter(part => part.isArray)
  const integers = parts.filter(part => part.axes === 1 && part.shape.length === 0 && !part.isArray)
  if (arrays.length > 1 || (arrays.length > 0 && integers.length > 0)) return advanced(data, parts)
  const result = parts.flatMap(part => part.shape)
  const places = isKnown(data.elements) ? placesOfParts(countsOf(shape)!, parts) : undefined
  const { elements, dtype } = data
  const isView = arrays.length === 0
  if (!isKnown(elements) || !places)
    return {
      isView,
      data: isKnown(elements) ? vague(dtype, result, 'an index is not known') : { dtype, shape: result, elements },
    }
  return { isView, data: { dtype, shape: result, elements: places.map(place => elements[place]!) } }
}

function placesOfParts(counts: readonly number[], parts: readonly Part[]): readonly number[] | undefined {
  let places: readonly number[] = [0]
  let axis = 0
  for (const { axes, positions } of parts) {
    if (axes === 0) continue
    if (!positions || places.length * positions.length > mostKnown) return undefined
    const inner = countOf(counts.slice(axis + axes))
    places = places.flatMap(place => positions.map(position => place + position * inner))
    axis += axes
  }
  return places
}

/** Several arrays of positions are broadcast together; the axis that they make stands where they stood, or in front. */
function advanced({ dtype }: Data, parts: readonly Part[]): Picked | Unknown {
  const isPosition = (part: Part) => part.isArray || (part.axes === 1 && part.shape.length === 0)
  const shape = broadcastOf(parts.filter(isPosition).map(part => part.shape))
  if (isUnknown(shape)) return shape
  const first = parts.findIndex(isPosition)
  const last = parts.findLastIndex(isPosition)
  const together = parts.slice(first, last + 1).every(isPosition)
  const before = together ? parts.slice(0, first).flatMap(part => part.shape) : []
  const others = parts.filter((part, i) => !isPosition(part) && (!together || i > last)).flatMap(part => part.shape)
  return { isView: false, data: vague(dtype, [...before, ...shape, ...others], 'it is picked by several arrays') }
}

/** The places of the elements themselves, for what shares them. */
export const ownPlaces = (shape: Shape): Data => {
  const counts = countsOf(shape)
  const count = counts ? countOf(counts) : undefined
  if (count === undefined || count > mostKnown) return vague('int64', shape)
  return { dtype: 'int64', shape, elements: Array.from({ length: count }, (_, i) => i) }
}
