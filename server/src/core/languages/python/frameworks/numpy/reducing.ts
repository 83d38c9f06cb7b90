/** Functions that make one number of many: sums, means, extremes, along some axes or all. */
import { isShape, type Shape } from '../../../../tensor/shape.ts'
import * as sizes from '../../../../tensor/size.ts'
import { isNone, isUnknown, type Size, type Unknown, unknown } from '../../../../tensor/size.ts'
import { itemsOf, type PyValue, unknownValue } from '../../evaluate/values.ts'
import { type Definition, define, type Given } from './arguments.ts'
import { type World, wrap } from './array.ts'
import { toData, toInteger, toTruth } from './convert.ts'
import { axisOf, cast, countsOf, type Data, isKnown, stridesOf, vague } from './data.ts'
import { readDtype } from './dtype-objects.ts'
import { type DType, type Element, fitted, isFloat, isInteger, kindOf, quotientOf, sumOf } from './dtypes.ts'

type Fold = (elements: readonly Element[], dtype: DType) => Element

interface Reduction {
  readonly result: (dtype: DType) => DType | undefined
  readonly fold: Fold
  /** What an array of nothing gives; undefined where that is an error. */
  readonly empty?: number
}

const same = (dtype: DType): DType => dtype
const bool = (): DType => 'bool'

/** The elements as numbers; the reason where one is none. */
function numbersOf(elements: readonly Element[]): readonly number[] | Unknown {
  const lost = elements.find(each => typeof each !== 'number')
  if (lost === undefined) return elements as readonly number[]
  return typeof lost === 'object' && isUnknown(lost) ? lost : unknown('an element is not known as a number')
}

const ofNumbers =
  (fold: (numbers: readonly number[], dtype: DType) => number | Unknown): Fold =>
  (elements, dtype) => {
    const numbers = numbersOf(elements)
    return isUnknown(numbers) ? numbers : fold(numbers, dtype)
  }

/** Integers and sizes are added and multiplied exactly; floats where NumPy's order of adding makes no difference. */
function folded(elements: readonly Element[], dtype: DType, start: number, step: (a: Size, b: Size) => Size): Element {
  const numbers = numbersOf(elements)
  if (isInteger(dtype)) {
    const size = elements.reduce<Size>(
      (all, each) => (typeof each === 'string' ? unknown('a text') : step(all, each)),
      start,
    )
    return isNone(size) ? unknown('a size is not known') : fitted(size, dtype)
  }
  return isUnknown(numbers) ? numbers : start === 0 ? floatSum(numbers, dtype) : floatProduct(numbers, dtype)
}

function floatSum(numbers: readonly number[], dtype: DType): Element {
  const most = dtype === 'float64' ? 2 ** 53 : 2 ** 24
  const isExact = numbers.every(Number.isInteger) && numbers.reduce((sum, each) => sum + Math.abs(each), 0) < most
  if (!isExact && numbers.length >= 8) return unknown('a sum of many floats, which rounds')
  return numbers.reduce<Element>((sum, each) => (typeof sum === 'number' ? fitted(sum + each, dtype) : sum), 0)
}

const floatProduct = (numbers: readonly number[], dtype: DType): Element =>
  numbers.reduce<Element>((all, each) => (typeof all === 'number' ? fitted(all * each, dtype) : all), 1)

const meanOf: Fold = (elements, dtype) => {
  const sum = folded(elements, dtype, 0, sizes.add)
  return typeof sum === 'number' ? fitted(sum / elements.length, dtype) : sum
}

const extreme =
  (choose: (a: number, b: number) => number): Fold =>
  elements => {
    const numbers = numbersOf(elements)
    if (!isUnknown(numbers))
      return numbers.reduce((a, b) => (Number.isNaN(a) || Number.isNaN(b) ? Number.NaN : choose(a, b)))
    return numbers
  }

const positionOf = (better: (a: number, b: number) => boolean): Fold =>
  ofNumbers(numbers => {
    const nan = numbers.findIndex(Number.isNaN)
    return nan >= 0 ? nan : numbers.reduce((best, each, i) => (better(each, numbers[best]!) ? i : best), 0)
  })

const medianOf: Fold = ofNumbers((numbers, dtype) => {
  const sorted = [...numbers].sort((a, b) => a - b)
  const [low, high] = [sorted[(sorted.length - 1) >> 1]!, sorted[sorted.length >> 1]!]
  const middle = fitted((low + high) / 2, dtype)
  return typeof middle === 'number' && !numbers.some(Number.isNaN) ? middle : unknown('a median that is not computed')
})

const statistic: Reduction = { result: quotientOf, fold: () => unknown('a statistic that is not computed') }
const largest: Reduction = { result: same, fold: extreme(Math.max) }
const smallest: Reduction = { result: same, fold: extreme(Math.min) }

const reductions: Readonly<Record<string, Reduction>> = {
  sum: { result: sumOf, fold: (elements, dtype) => folded(elements, dtype, 0, sizes.add), empty: 0 },
  nansum: { ...statistic, result: sumOf },
  prod: { result: sumOf, fold: (elements, dtype) => folded(elements, dtype, 1, sizes.multiply), empty: 1 },
  mean: { result: quotientOf, fold: meanOf },
  median: { result: quotientOf, fold: medianOf },
  nanmean: statistic,
  std: statistic,
  var: statistic,
  nanstd: statistic,
  max: largest,
  min: smallest,
  amax: largest,
  amin: smallest,
  nanmax: { ...statistic, result: same },
  nanmin: { ...statistic, result: same },
  any: { result: bool, fold: ofNumbers(numbers => Number(numbers.some(each => each !== 0))), empty: 0 },
  all: { result: bool, fold: ofNumbers(numbers => Number(numbers.every(each => each !== 0))), empty: 1 },
  count_nonzero: {
    result: () => 'int64',
    fold: ofNumbers(numbers => numbers.filter(each => each !== 0).length),
    empty: 0,
  },
  ptp: { result: same, fold: ofNumbers(numbers => Math.max(...numbers) - Math.min(...numbers)) },
}

const positions: Readonly<Record<string, Reduction>> = {
  argmax: { result: () => 'int64', fold: positionOf((a, b) => a > b) },
  argmin: { result: () => 'int64', fold: positionOf((a, b) => a < b) },
}

export const reducing: Readonly<Record<string, Definition>> = {
  ...Object.fromEntries(
    Object.entries(reductions).map(([name, each]) => [
      name,
      define(parametersOf(name), (given, world) => reduce(each, given, world)),
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(positions).map(([name, each]) => [
      name,
      define('a, axis, out, keepdims', (given, world) => reduce(each, given, world)),
    ]),
  ),
  cumsum: define('a, axis, dtype, out', (given, world) => accumulate(given, world, 0, sizes.add)),
  cumprod: define('a, axis, dtype, out', (given, world) => accumulate(given, world, 1, sizes.multiply)),
  percentile: define('a, q, axis, out, overwrite_input, method, keepdims', quantile),
  quantile: define('a, q, axis, out, overwrite_input, method, keepdims', quantile),
  average: define('a, axis, weights, returned, keepdims', ({ weights, returned, ...given }, world) =>
    weights !== undefined || returned !== undefined ? undefined : reduce(reductions.mean!, given, world),
  ),
}

/** The order of the parameters after `a` differs. */
function parametersOf(name: string): string {
  if (['sum', 'prod', 'mean', 'nanmean', 'nansum'].includes(name))
    return 'a, axis, dtype, out, keepdims, initial, where'
  if (['std', 'var', 'nanstd'].includes(name)) return 'a, axis, dtype, out, ddof, keepdims, where'
  if (name === 'median') return 'a, axis, out, overwrite_input, keepdims'
  return name === 'count_nonzero' ? 'a, axis, keepdims' : 'a, axis, out, keepdims, initial, where'
}

function quantile({ a, q, axis, keepdims }: Given, world: World): PyValue | undefined {
  const several = q === undefined ? undefined : toData(q)
  if (!several || isUnknown(several.shape) || several.shape.length > 0) return undefined
  return reduce(statistic, { a, axis, keepdims }, world)
}

function reduce(reduction: Reduction, given: Given, world: World): PyValue | undefined {
  const { a, axis, dtype, keepdims, out, initial, where } = given
  const data = a === undefined ? undefined : toData(a)
  if (!data || out !== undefined || where !== undefined || (initial !== undefined && initial !== null)) return undefined
  const keeps = toTruth(keepdims, false)
  const type = dtype === undefined || dtype === null ? reduction.result(data.dtype) : readDtype(dtype)
  if (type === undefined || keeps === undefined) return undefined
  const labels = labelsOf(reduction, data, axis) ?? (keeps ? undefined : markedOf(reduction, data, axis))
  return wrap(labels === undefined ? reduceAxes(reduction, data, type, axis, keeps) : { ...labels, dtype: type }, world)
}

/** Labels go from 0 to the number of classes less one. */
function labelsOf(reduction: Reduction, { classes, dtype }: Data, axis: PyValue | undefined): Data | undefined {
  if (classes === undefined || (axis !== undefined && axis !== null)) return undefined
  if (reduction === largest) return { dtype, shape: [], elements: [classes - 1] }
  return reduction === smallest ? { dtype, shape: [], elements: [0] } : undefined
}

/** Which of its places a row marks is its label. */
function markedOf(reduction: Reduction, data: Data, axis: PyValue | undefined): Data | undefined {
  const { shape, marked } = data
  if (marked === undefined || reduction !== positions.argmax || !isShape(shape)) return undefined
  const axes = axis === undefined || axis === null ? [] : (axesOf(axis, shape.length) ?? [])
  return axes.length === 1 && axes[0] === shape.length - 1
    ? { ...vague('int64', shape.slice(0, -1), 'which labels there are'), classes: marked }
    : undefined
}

/** The axes, counted from the front; undefined where they are not known, or not there. */
export function axesOf(axis: PyValue | undefined, rank: number): readonly number[] | undefined {
  if (axis === undefined || axis === null) return Array.from({ length: rank }, (_, i) => i)
  const given = itemsOf(axis) ?? [axis]
  const axes = given.map(each => {
    const number = toInteger(each)
    return number === undefined ? undefined : axisOf(number, rank)
  })
  return axes.every(each => each !== undefined) ? axes : undefined
}

function reduceAxes(
  { fold, empty }: Reduction,
  data: Data,
  dtype: DType,
  axis: PyValue | undefined,
  keeps: boolean,
): Data | Unknown {
  const { shape } = data
  if (!isShape(shape)) {
    const all = (axis === undefined || axis === null) && !keeps
    return { dtype, shape: all ? [] : shape, elements: shape }
  }
  const axes = axesOf(axis, shape.length)
  if (!axes) return unknownAxis(axis)
  const result = shape.flatMap((size, i) => (axes.includes(i) ? (keeps ? [1] : []) : [size]))
  const computed = kindOf(dtype) === '?' ? data : cast(data, isTruthOnly(dtype) ? data.dtype : dtype)
  return {
    dtype,
    shape: result,
    elements: groups(computed, axes, group => {
      if (group.length === 0) return empty ?? unknown('a reduction of nothing')
      return fold(group, dtype)
    }),
  }
}

const unknownAxis = (axis: PyValue | undefined): Unknown =>
  (axis === undefined ? undefined : unknownValue(axis)) ?? unknown('there is no such axis')

/** Positions and truths are found among the elements as they are. */
const isTruthOnly = (dtype: DType): boolean => dtype === 'bool' || dtype === 'int64'

/** What is made of the elements that go together where the axes are taken away. */
export function groups(
  { shape, elements }: Data,
  axes: readonly number[],
  make: (group: readonly Element[]) => Element,
): Data['elements'] {
  const counts = countsOf(shape)
  if (!isKnown(elements) || !counts) return isKnown(elements) ? unknown('its size is not a number') : elements
  const strides = stridesOf(counts)
  const kept = counts.map((_, i) => i).filter(i => !axes.includes(i))
  const starts = offsets(kept, counts, strides)
  const inner = offsets(axes, counts, strides)
  return starts.map(start => make(inner.map(offset => elements[start + offset]!)))
}

/** How far from the first element the others are along those axes. */
function offsets(axes: readonly number[], counts: readonly number[], strides: readonly number[]): readonly number[] {
  let all: number[] = [0]
  for (const axis of axes) {
    const next: number[] = []
    for (const offset of all) for (let i = 0; i < counts[axis]!; i++) next.push(offset + i * strides[axis]!)
    all = next
  }
  return all
}

function accumulate(
  { a, axis, dtype, out }: Given,
  world: World,
  start: number,
  step: (a: Size, b: Size) => Size,
): PyValue | undefined {
  const data = a === undefined ? undefined : toData(a)
  if (!data || out !== undefined) return undefined
  const type = dtype === undefined || dtype === null ? sumOf(data.dtype) : readDtype(dtype)
  if (type === undefined || isUnknown(data.shape)) return undefined
  const rank = data.shape.length
  const along = axis === undefined || axis === null ? undefined : axesOf(axis, rank)
  if (axis !== undefined && axis !== null && !along) return undefined
  const shape: Shape = along ? data.shape : [sizes.product(data.shape)]
  const { elements } = data
  if (!isKnown(elements) || (along && rank > 1))
    return wrap({ dtype: type, shape, elements: isKnown(elements) ? unknown('sums along an axis') : elements }, world)
  let all: Element = start
  const sums = elements.map(each => {
    all = isFloat(type) ? floatStep(all, each, start, type) : folded([all, each], type, start, step)
    return all
  })
  return wrap({ dtype: type, shape, elements: sums }, world)
}

/** Running sums of floats are added one by one. */
function floatStep(all: Element, each: Element, start: number, dtype: DType): Element {
  if (typeof all !== 'number') return all
  if (typeof each !== 'number') return each
  return fitted(start === 0 ? all + each : all * each, dtype)
}
