/** Functions that make arrays: of zeros, of values that are written, of ranges. */
import { unknownType } from '../../../../layers/policy.ts'
import { isShape, type Shape } from '../../../../tensor/shape.ts'
import * as sizes from '../../../../tensor/size.ts'
import { isNone, isUnknown, type Size, type Unknown, unknown } from '../../../../tensor/size.ts'
import { TupleObject } from '../../evaluate/containers.ts'
import { type PyValue, unknownValue } from '../../evaluate/values.ts'
import { type Definition, define, type Given } from './arguments.ts'
import { ArrayObject, type World, wrap, wrapArray } from './array.ts'
import { toData, toInteger, toReal, toShape, toSize, toTruth } from './convert.ts'
import { cast, type Data, filled, mostKnown, vague } from './data.ts'
import { readDtype } from './dtype-objects.ts'
import { type DType, type Element, fitted, isInteger, promote } from './dtypes.ts'

/** The type that was given, or the usual one; undefined where one was given that is not known. */
export function dtypeOr(given: PyValue | undefined, usual: DType): DType | undefined {
  return given === undefined || given === null ? usual : (readDtype(given) ?? unknownType)
}

const constant = (value: Element): Definition =>
  define('shape, dtype, order, like', ({ shape, dtype }, world) =>
    full(toShape(shape), value, dtypeOr(dtype, 'float64'), world),
  )

function full(
  shape: Data['shape'] | undefined,
  value: Element,
  dtype: DType | undefined,
  world: World,
): PyValue | undefined {
  if (shape === undefined || dtype === undefined) return undefined
  if (isShape(shape) && shape.some(size => typeof size === 'number' && size < 0)) return unknown('a negative size')
  return wrapArray(filled(dtype, shape, fitted(value, dtype)), world)
}

const constantLike = (value: Element): Definition =>
  define('a, dtype, order, subok, shape', ({ a, dtype, shape }, world) => {
    const data = a === undefined ? undefined : toData(a)
    return data && full(shape === undefined ? data.shape : toShape(shape), value, dtypeOr(dtype, data.dtype), world)
  })

const nothing = unknown('an empty array holds anything')

export const creating: Readonly<Record<string, Definition>> = {
  zeros: constant(0),
  ones: constant(1),
  empty: constant(nothing),
  zeros_like: constantLike(0),
  ones_like: constantLike(1),
  empty_like: constantLike(nothing),
  full: define('shape, fill_value, dtype, order', ({ shape, fill_value, dtype }, world) => {
    const value = fill_value === undefined ? undefined : toData(fill_value)
    const usual = value && isShape(value.shape) && value.shape.length === 0 ? value : undefined
    return full(toShape(shape), elementOf(usual), dtypeOr(dtype, usual?.dtype ?? unknownType), world)
  }),
  full_like: define('a, fill_value, dtype, order, subok, shape', ({ a, fill_value, dtype }, world) => {
    const [data, value] = [
      a === undefined ? undefined : toData(a),
      fill_value === undefined ? undefined : toData(fill_value),
    ]
    return data && full(data.shape, elementOf(value), dtypeOr(dtype, data.dtype), world)
  }),
  array: define('a, dtype, copy, order, subok, ndmin', ({ a, dtype, ndmin }, world) => {
    const data = a === undefined ? undefined : toData(a)
    const least = ndmin === undefined ? 0 : toInteger(ndmin)
    return data && least !== undefined && wrapArray(typed(withAxes(data, least), dtype), world)
  }) as Definition,
  asarray: define('a, dtype, order', asArray),
  ascontiguousarray: define('a, dtype', asArray),
  asanyarray: define('a, dtype, order', asArray),
  asfarray: define('a, dtype', ({ a, dtype }, world) => asArray({ a, dtype: dtype ?? 'float64' }, world)),
  copy: define('a, order', ({ a }, world) => {
    const data = a === undefined ? undefined : toData(a)
    return data && wrapArray(strong(data), world)
  }),
  arange: define('start, stop, step, dtype', arange),
  linspace: define('start, stop, num, endpoint, retstep, dtype, axis', linspace),
  logspace: define('start, stop, num, endpoint, base, dtype, axis', logspace),
  geomspace: define('start, stop, num, endpoint, dtype, axis', ({ num, dtype }, world) =>
    spaced(num, dtype, world, () => undefined),
  ),
  eye: define('N, M, k, dtype, order', ({ N, M, k, dtype }, world) => eye(N, M ?? N, toInteger(k ?? 0), dtype, world)),
  identity: define('n, dtype', ({ n, dtype }, world) => eye(n, n, 0, dtype, world)),
  atleast_1d: define('a', atLeast(1)),
  atleast_2d: define('a', atLeast(2)),
  fromfunction: define('function, shape, dtype', ({ shape }, world) => {
    const known = toShape(shape)
    return known && wrapArray(vague(unknownType, known), world)
  }),
}

/** A type of its own: a number of Python is an integer or a float of 64 bits from now on. */
export const strong = ({ weak: _, ...data }: Data): Data => data

const typed = (data: Data, dtype: PyValue | undefined): Data =>
  cast(strong(data), dtypeOr(dtype, data.dtype) ?? data.dtype)

function withAxes(data: Data, least: number): Data {
  if (!isShape(data.shape) || data.shape.length >= least || least > 64) return data
  return { ...data, shape: [...Array<Size>(least - data.shape.length).fill(1), ...data.shape] }
}

function atLeast(least: number): Definition['run'] {
  return ({ a }, world) => {
    const data = a === undefined ? undefined : toData(a)
    return data && wrapArray(strong(withAxes(data, least)), world)
  }
}

const elementOf = (data: Data | undefined): Element =>
  data && !isUnknown(data.elements as Unknown) && (data.elements as readonly Element[]).length === 1
    ? (data.elements as readonly Element[])[0]!
    : unknown('what the array is filled with is not known')

/** An array is itself, unless it gets another type. */
function asArray({ a, dtype }: Given, world: World): PyValue | undefined {
  const data = a === undefined ? undefined : toData(a)
  if (!data) return undefined
  const wanted = dtypeOr(dtype, data.dtype)
  return a instanceof ArrayObject && wanted === data.dtype ? a : wrapArray(typed(data, dtype), world)
}

function arange({ start, stop, step, dtype }: Given, world: World): PyValue | undefined {
  if (start === undefined) return undefined
  const [from, to] = stop === undefined || stop === null ? [0, start] : [start, stop]
  const by = step === undefined || step === null ? 1 : step
  const parts = [from, to, by].map(each => toData(each))
  const usual = parts.reduce<DType | undefined>(
    (all, part) => (all && part ? promote(all, part.dtype) : undefined),
    'int64',
  )
  const type = usual && dtypeOr(dtype, usual)
  if (type === undefined) return lostRange([from, to, by], dtypeOr(dtype, unknownType), world)
  const [low, high, stride] = [from, to, by].map(toReal)
  if (low === undefined || high === undefined || stride === undefined)
    return wrapArray(vague(type, [rangeSize(from, to, by)]), world)
  const count = Math.max(0, Math.ceil((high - low) / stride))
  if (!Number.isFinite(count)) return undefined
  const next = low + stride
  const value = (i: number) => (isInteger(type) ? low + i * stride : low + i * (next - low))
  return listed(type, count, value, world)
}

function lostRange(parts: readonly PyValue[], dtype: DType | undefined, world: World): PyValue | undefined {
  const lost = parts.map(unknownValue).find(each => each !== undefined)
  return lost && wrapArray({ dtype: dtype ?? unknownType, shape: [lost], elements: lost }, world)
}

/** How many there are in a range over sizes. */
function rangeSize(from: PyValue, to: PyValue, by: PyValue): Size {
  const [low, high, stride] = [toSize(from), toSize(to), toSize(by)]
  if (low === undefined || high === undefined || stride === undefined) return unknown('how long the range is')
  return sizes.ceilDivide(sizes.subtract(high, low), stride)
}

function listed(dtype: DType, count: number, value: (i: number) => number, world: World): PyValue {
  if (count > mostKnown) return wrapArray(vague(dtype, [count], 'the array is large'), world)
  return wrapArray(
    { dtype, shape: [count], elements: Array.from({ length: count }, (_, i) => fitted(value(i), dtype)) },
    world,
  )
}

/** An array of `num` floats, or of what is made of them where they become integers. */
function spaced(
  num: PyValue | undefined,
  dtype: PyValue | undefined,
  world: World,
  value: (count: number) => ((i: number) => number) | undefined,
): PyValue | undefined {
  const size = num === undefined ? 50 : toSize(num)
  const type = dtypeOr(dtype, 'float64')
  if (size === undefined || type === undefined || isNone(size)) return undefined
  const make = typeof size === 'number' ? value(size) : undefined
  if (!make || typeof size !== 'number') return wrapArray(vague(type, [size]), world)
  return listed(type, size, i => (isInteger(type) ? Math.floor(make(i)) : make(i)), world)
}

function line(start: number, stop: number, count: number, endpoint: boolean): (i: number) => number {
  const parts = endpoint ? count - 1 : count
  const step = (stop - start) / parts
  return i => {
    if (endpoint && i === count - 1 && count > 1) return stop
    if (parts <= 0) return start + i * (stop - start)
    return step === 0 ? (i / parts) * (stop - start) + start : i * step + start
  }
}

function linspace({ start, stop, num, endpoint, retstep, dtype, axis }: Given, world: World): PyValue | undefined {
  const [from, to, ends] = [toReal(start), toReal(stop), toTruth(endpoint, true)]
  const [a, b] = [start, stop].map(each => (each === undefined ? undefined : toData(each)))
  const plain = [a, b].every(each => each && isShape(each.shape) && each.shape.length === 0)
  if (!plain || axis !== undefined) return undefined
  const array = spaced(num, dtype, world, count =>
    from === undefined || to === undefined || ends === undefined ? undefined : line(from, to, count, ends),
  )
  if (array === undefined || retstep === undefined) return array
  return retstep === true
    ? new TupleObject([array, unknown('the step is not computed')])
    : retstep === false
      ? array
      : undefined
}

function logspace({ start, stop, num, endpoint, base, dtype }: Given, world: World): PyValue | undefined {
  const [from, to, ends] = [toReal(start), toReal(stop), toTruth(endpoint, true)]
  const root = base === undefined ? 10 : toReal(base)
  return spaced(num, dtype, world, count => {
    if (from === undefined || to === undefined || ends === undefined || root === undefined) return undefined
    const exponent = line(from, to, count, ends)
    return i => root ** exponent(i)
  })
}

function eye(
  rows: PyValue | undefined,
  columns: PyValue | undefined,
  k: number | undefined,
  dtype: PyValue | undefined,
  world: World,
): PyValue | undefined {
  const [height, width] = [rows, columns].map(each => (each === undefined || each === null ? undefined : toSize(each)))
  const shape = [height, columns === null ? height : width]
  const type = dtypeOr(dtype, 'float64')
  if (shape.some(size => size === undefined) || type === undefined) return undefined
  const zeros = filled(type, shape as Shape, 0)
  const [, count] = shape
  if (isUnknown(zeros.elements as Unknown) || typeof count !== 'number' || k === undefined)
    return wrapArray(vague(type, shape as Shape), world)
  const elements = (zeros.elements as readonly Element[]).map((_, i) =>
    Number((i % count) - Math.floor(i / count) === k),
  )
  return wrap({ dtype: type, shape: shape as Shape, elements }, world)
}
