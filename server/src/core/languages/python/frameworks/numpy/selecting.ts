/** Functions that choose, order, compare and count elements. */
import { unknownType } from '../../../../layers/policy.ts'
import { isShape } from '../../../../tensor/shape.ts'
import * as sizes from '../../../../tensor/size.ts'
import { isUnknown, type Size, type Unknown, unknown } from '../../../../tensor/size.ts'
import { SliceObject, TupleObject } from '../../evaluate/containers.ts'
import { itemsOf, type PyValue } from '../../evaluate/values.ts'
import { type Definition, define, type Given } from './arguments.ts'
import { ArrayObject, scalar, type World, wrap, wrapArray } from './array.ts'
import { toData, toInteger, toTruth } from './convert.ts'
import { dtypeOr, strong } from './creating.ts'
import { axisOf, cast, type Data, isKnown, sizeOf, vague } from './data.ts'
import { readDtype } from './dtype-objects.ts'
import { type Element, fitted, isFloat, isInteger } from './dtypes.ts'
import { binaryOf, broadcastOf, elementwise, roundEven, spread, together } from './elementwise.ts'
import { pick } from './indexing.ts'
import { toPython } from './lists.ts'
import { plainElement } from './plain-elements.ts'
import { axesOf } from './reducing.ts'

const dataOf = (value: PyValue | undefined): Data | undefined => (value === undefined ? undefined : toData(value))

/** The elements of a line as numbers; undefined where they are not all known. */
function numbersIn({ elements }: Data): readonly number[] | undefined {
  return isKnown(elements) && elements.every(each => typeof each === 'number')
    ? (elements as readonly number[])
    : undefined
}

const isLine = ({ shape }: Data): boolean => isShape(shape) && shape.length === 1

/** The result of a chain of elementwise functions; undefined where an operand is not known. */
function chained(
  steps: readonly (readonly [name: string, other: Data | undefined])[],
  start: Data,
  world: World,
): PyValue | undefined {
  let data: Data | Unknown = start
  for (const [name, other] of steps) {
    if (!other || isUnknown(data)) return isUnknown(data) ? data : undefined
    data = binaryOf(elementwise[name]!, data, other)
  }
  return wrap(data, world)
}

function clip({ a, min, max, a_min, a_max }: Given, world: World): PyValue | undefined {
  const data = dataOf(a)
  const [low, high] = [min ?? a_min, max ?? a_max]
  const steps = [
    ...(low === undefined || low === null ? [] : [['maximum', toData(low)] as const]),
    ...(high === undefined || high === null ? [] : [['minimum', toData(high)] as const]),
  ]
  if (!data) return undefined
  return steps.every(([, other]) => other) ? chained(steps, data, world) : wrap(vague(data.dtype, data.shape), world)
}

/** Rounds to whole numbers; to digits only what stays what it is. */
function round({ a, decimals }: Given, world: World): PyValue | undefined {
  const data = dataOf(a)
  const digits = decimals === undefined ? 0 : toInteger(decimals)
  if (!data || digits === undefined) return undefined
  const { dtype, shape, elements } = strong(data)
  const one = (element: Element): Element => {
    if (typeof element !== 'number' || (isInteger(dtype) && digits >= 0)) return element
    if (!isFloat(dtype)) return unknown('it is rounded to tens')
    const factor = 10 ** Math.abs(digits)
    return fitted(digits >= 0 ? roundEven(element * factor) / factor : roundEven(element / factor) * factor, dtype)
  }
  return wrap({ dtype, shape, elements: isKnown(elements) ? elements.map(one) : elements }, world)
}

function where({ condition, x, y }: Given, world: World): PyValue | undefined {
  const test = dataOf(condition)
  if (!test) return undefined
  if (x === undefined && y === undefined) return nonzero(test, world)
  const [a, b] = [dataOf(x), dataOf(y)]
  if (!a || !b) return undefined
  const shape = broadcastOf([test.shape, a.shape, b.shape])
  const dtype = together(a, b)
  if (dtype === undefined) return undefined
  if (isUnknown(shape)) return wrapArray({ dtype, shape, elements: shape }, world)
  const parts = [test, a, b].map(each => spread(each, shape))
  const lost = parts.find(each => !isKnown(each.elements))
  if (lost) return wrapArray({ dtype, shape, elements: lost.elements }, world)
  const [truths, yes, no] = parts.map(each => each.elements as readonly Element[]) as [Element[], Element[], Element[]]
  const choose = (truth: Element, i: number): Element => {
    if (typeof truth !== 'number') return unknown('a condition is not known')
    return fitted(truth === 0 ? no[i]! : yes[i]!, dtype)
  }
  return wrapArray({ dtype, shape, elements: truths.map(choose) }, world)
}

/** The places where it is not zero, an array for each axis. */
function nonzero(data: Data, world: World): PyValue | undefined {
  if (!isShape(data.shape)) return undefined
  const numbers = numbersIn(data)
  const places = numbers && isLine(data) ? numbers.flatMap((each, i) => (each === 0 ? [] : [i])) : undefined
  const size: Size = places ? places.length : unknown('how many are not zero')
  const line = (): Data =>
    places ? { dtype: 'int64', shape: [places.length], elements: places } : vague('int64', [size])
  return new TupleObject(data.shape.map(() => wrapArray(line(), world)))
}

/** The different elements in order; how many there are is known where they are. */
function unique({ ar, return_index, return_inverse, return_counts, axis }: Given, world: World): PyValue | undefined {
  const data = dataOf(ar)
  const flags = [return_index, return_inverse, return_counts].map(flag => toTruth(flag, false))
  if (!data || axis !== undefined || flags.includes(undefined)) return undefined
  const numbers = data.classes === undefined ? knownSorted(data) : Array.from({ length: data.classes }, (_, i) => i)
  const size: Size = numbers ? numbers.length : unknown('how many different elements there are')
  const values = numbers ? { dtype: data.dtype, shape: [size], elements: numbers } : vague(data.dtype, [size])
  const [, inverse] = flags
  const others = flags.flatMap((flag, i) =>
    flag ? [i === 1 && inverse ? inverseOf(data) : vague('int64', [size])] : [],
  )
  const arrays = [values, ...others].map(each => wrapArray(each, world))
  return arrays.length === 1 ? arrays[0] : new TupleObject(arrays)
}

const inverseOf = ({ shape }: Data): Data => vague('int64', shape)

function knownSorted(data: Data): readonly Element[] | undefined {
  const { elements } = data
  const numbers = numbersIn(data)
  if (numbers) return numbers.some(Number.isNaN) ? undefined : [...new Set(numbers)].sort((a, b) => a - b)
  return isKnown(elements) && elements.every(each => typeof each === 'string')
    ? [...new Set(elements)].sort((a, b) => (a < b ? -1 : 1))
    : undefined
}

function sorted(data: Data): Data {
  const numbers = isLine(data) ? numbersIn(data) : undefined
  if (!numbers || numbers.some(Number.isNaN)) return vague(data.dtype, data.shape, 'it is sorted')
  return { dtype: data.dtype, shape: data.shape, elements: [...numbers].sort((a, b) => a - b) }
}

function argsorted(data: Data): Data {
  const numbers = isLine(data) ? numbersIn(data) : undefined
  const isClear = numbers && !numbers.some(Number.isNaN) && new Set(numbers).size === numbers.length
  if (!isClear) return vague('int64', data.shape, 'it is sorted')
  return {
    dtype: 'int64',
    shape: data.shape,
    elements: numbers.map((_, i) => i).sort((a, b) => numbers[a]! - numbers[b]!),
  }
}

/** Sorting along no axis makes one line. */
const ordered =
  (order: (data: Data) => Data): Definition['run'] =>
  ({ a, axis }, world) => {
    const data = dataOf(a)
    if (!data) return undefined
    const line = axis === null ? { ...data, shape: [sizeOf(data.shape)] } : data
    return wrapArray(order(strong(line)), world)
  }

function isin({ element, test_elements, invert }: Given, world: World): PyValue | undefined {
  const [data, tests] = [dataOf(element), dataOf(test_elements)]
  const turned = toTruth(invert, false)
  if (!data) return undefined
  const wanted = tests && knownSorted(tests)
  if (!wanted || !isKnown(data.elements) || turned === undefined) return wrap(vague('bool', data.shape), world)
  const one = (each: Element): Element =>
    typeof each === 'object' ? unknown('an element is not known') : Number(wanted.includes(each) !== turned)
  return wrap({ dtype: 'bool', shape: data.shape, elements: data.elements.map(one) }, world)
}

/** `|a − b| ≤ atol + rtol · |b|` for each element. */
function close({ a, b, rtol, atol }: Given): Data | Unknown | undefined {
  const [x, y] = [dataOf(a), dataOf(b)]
  if (!x || !y || rtol !== undefined || atol !== undefined) return undefined
  const near = {
    ...elementwise.equal!,
    compute: (p: number, q: number) => Number(p === q || Math.abs(p - q) <= 1e-8 + 1e-5 * Math.abs(q)),
  }
  return binaryOf(near, x, y)
}

function allTrue(data: Data | Unknown | undefined, world: World): PyValue | undefined {
  if (data === undefined || isUnknown(data)) return data
  const numbers = numbersIn(data)
  return scalar(
    'bool',
    numbers ? Number(numbers.every(each => each !== 0)) : unknown('not all elements are known'),
    world,
  )
}

function equalArrays({ a1, a2 }: Given, world: World): PyValue | undefined {
  const [x, y] = [dataOf(a1), dataOf(a2)]
  if (!x || !y || !isShape(x.shape) || !isShape(y.shape)) return undefined
  const [p, q] = [x.shape, y.shape]
  const same = p.length === q.length ? p.map((size, i) => sizes.equalSizes(size, q[i]!)) : [false]
  if (same.includes(false)) return scalar('bool', 0, world)
  return same.includes(undefined) ? undefined : allTrue(binaryOf(elementwise.equal!, x, y), world)
}

function diff({ a, n, axis }: Given, world: World): PyValue | undefined {
  const data = dataOf(a)
  const [times, along] = [toInteger(n ?? 1), toInteger(axis ?? -1)]
  if (!data || !isShape(data.shape) || times !== 1 || along === undefined) return undefined
  const at = axisOf(along, data.shape.length)
  if (at === undefined) return undefined
  const shape = data.shape.map((size, i) => (i === at ? sizes.maximum(sizes.subtract(size, 1), 0) : size))
  const numbers = isLine(data) ? numbersIn(data) : undefined
  const elements = numbers?.slice(1).map((each, i) => fitted(each - numbers[i]!, data.dtype))
  return wrapArray(elements ? { dtype: data.dtype, shape, elements } : vague(data.dtype, shape), world)
}

function take({ a, indices, axis }: Given, world: World): PyValue | undefined {
  const data = dataOf(a)
  if (!data || indices === undefined || !isShape(data.shape)) return undefined
  const flat = axis === undefined || axis === null
  const at = flat ? 0 : axesOf(axis, data.shape.length)?.[0]
  if (at === undefined) return undefined
  const source = flat ? { ...strong(data), shape: [sizeOf(data.shape)] } : strong(data)
  const key = new TupleObject([...Array.from({ length: at }, () => everything), indices])
  const picked = pick(source, key, value => toData(value))
  return isUnknown(picked) ? picked : wrap(picked.data, world)
}

const everything = new SliceObject(null, null, null)

/** Functions that write into their first argument what is not followed. */
const writing = (parameters: string): Definition =>
  define(parameters, given => {
    const [array] = Object.values(given)
    const why = unknown('it was written into')
    if (array instanceof ArrayObject) array.setAll(why, why)
    return null
  })

export const selecting: Readonly<Record<string, Definition>> = {
  copyto: writing('dst, src, casting, where'),
  put: writing('a, ind, v, mode'),
  place: writing('arr, mask, vals'),
  putmask: writing('a, mask, values'),
  fill_diagonal: writing('a, val, wrap'),
  clip: define('a, a_min, a_max, out, min, max', clip),
  round: define('a, decimals, out', round),
  around: define('a, decimals, out', round),
  round_: define('a, decimals, out', round),
  where: define('condition, x, y', where),
  nonzero: define('a', ({ a }, world) => {
    const data = dataOf(a)
    return data && nonzero(data, world)
  }),
  argwhere: define('a', ({ a }, world) => {
    const data = dataOf(a)
    return data && isShape(data.shape)
      ? wrapArray(vague('int64', [unknown('how many are not zero'), data.shape.length]), world)
      : undefined
  }),
  unique: define('ar, return_index, return_inverse, return_counts, axis', unique),
  sort: define('a, axis, kind, order', ordered(sorted)),
  argsort: define('a, axis, kind, order', ordered(argsorted)),
  isin: define('element, test_elements, assume_unique, invert', isin),
  in1d: define('element, test_elements, assume_unique, invert', isin),
  isclose: define('a, b, rtol, atol', (given, world) => {
    const data = close(given)
    return data && wrap(data, world)
  }),
  allclose: define('a, b, rtol, atol', (given, world) => allTrue(close(given), world)),
  array_equal: define('a1, a2', equalArrays),
  diff: define('a, n, axis', diff),
  take: define('a, indices, axis', take),
  digitize: define('x, bins, right', ({ x }, world) => {
    const data = dataOf(x)
    return data && wrap(vague('int64', data.shape), world)
  }),
  astype: define('a, dtype, order, casting, subok, copy', astype),
  nan_to_num: define('a, copy, nan, posinf, neginf', ({ a }, world) => {
    const data = dataOf(a)
    return data && wrap(vague(data.dtype, data.shape), world)
  }),
}

function astype({ a, dtype }: Given, world: World): PyValue | undefined {
  const data = dataOf(a)
  const wanted = dtype === undefined ? undefined : dtypeOr(dtype, unknownType)
  if (!data || wanted === undefined) return undefined
  const result = cast(strong(data), wanted)
  return a instanceof ArrayObject ? wrapArray(result, world) : wrap(result, world)
}

/** What only methods do. */
export const selectingMethods: Readonly<Record<string, Definition>> = {
  clip: define('a, min, max, out', clip),
  item: define('a, *index', ({ a, index }) => {
    const data = dataOf(a)
    const items = index === undefined ? [] : (itemsOf(index) ?? [])
    if (!data || items.length > 0 || !isKnown(data.elements))
      return data && !isKnown(data.elements) ? data.elements : undefined
    return data.elements.length === 1 ? plainElement(data.dtype, data.elements[0]!) : undefined
  }),
  tolist: define('a', ({ a }) => {
    const data = dataOf(a)
    return data && toPython(data)
  }),
  fill: define('a, value', ({ a, value }) => {
    const data = dataOf(value)
    const why = unknown('what it was filled with is not known')
    if (!(a instanceof ArrayObject)) return undefined
    a.setAll(data ?? why, why)
    return null
  }),
  sort: define('a, axis, kind, order', ({ a, axis }) => {
    if (!(a instanceof ArrayObject)) return undefined
    const why = unknown('it was sorted')
    a.setAll(axis === undefined || axis === -1 ? sorted(a.data) : why, why)
    return null
  }),
  tobytes: define('a, order', () => unknown('the bytes of an array are not known')),
  view: define('a, dtype, type', ({ a, dtype }, world) => {
    const data = dataOf(a)
    const wanted = dtype === undefined ? data?.dtype : readDtype(dtype)
    return data && wanted === data.dtype ? wrapArray(data, world) : undefined
  }),
}
