/** Functions that work on each element by itself: arithmetic, comparisons, roots, with NumPy's types and broadcasting. */
import { broadcastShapes, isClash } from '../../../../tensor/broadcast.ts'
import { isShape, type Shape } from '../../../../tensor/shape.ts'
import * as sizes from '../../../../tensor/size.ts'
import { isUnknown, type Size, type Unknown, unknown } from '../../../../tensor/size.ts'
import { countOf, countsOf, type Data, isKnown, mostKnown, placesOf, stridesOf } from './data.ts'
import { type DType, type Element, fitted, floatOf, isFloat, isInteger, kindOf, promote, quotientOf } from './dtypes.ts'

/** A function of one or two operands. */
export interface Elementwise {
  readonly arity: 1 | 2
  /** The type of the result, by that of the operands together; undefined where it is not known. */
  readonly result: (dtype: DType) => DType | undefined
  /** The type that the operands are turned into before. */
  readonly operands: (dtype: DType) => DType | undefined
  readonly compute: (a: number, b: number, dtype: DType) => number
  /** The same on sizes, for symbolic integers. */
  readonly symbolic?: (a: Size, b: Size) => Size
}

const same = (dtype: DType): DType | undefined => (kindOf(dtype) === 'O' ? undefined : dtype)
const bool = (): DType => 'bool'
const anything = (dtype: DType): DType => dtype
const numeric = (dtype: DType): DType | undefined => (kindOf(dtype) === 'b' ? undefined : same(dtype))

const arithmetic = (
  compute: Elementwise['compute'],
  symbolic?: Elementwise['symbolic'],
  operands: Elementwise['operands'] = numeric,
): Elementwise => ({ arity: 2, result: operands, operands, compute, ...(symbolic && { symbolic }) })

const comparison = (compute: (a: number, b: number) => boolean): Elementwise => ({
  arity: 2,
  result: bool,
  operands: anything,
  compute: (a, b) => Number(compute(a, b)),
})

const toFloat = (compute: (a: number) => number): Elementwise => ({
  arity: 1,
  result: floatOf,
  operands: floatOf,
  compute,
})

const toFloats = (compute: (a: number, b: number) => number): Elementwise => ({
  arity: 2,
  result: floatOf,
  operands: floatOf,
  compute,
})

const alike = (compute: Elementwise['compute'], operands: Elementwise['operands'] = same): Elementwise => ({
  arity: 1,
  result: operands,
  operands,
  compute,
})

const test = (compute: (a: number) => boolean): Elementwise => ({
  arity: 1,
  result: bool,
  operands: anything,
  compute: a => Number(compute(a)),
})

/** `a mod b` with the sign of `b`; of integers, 0 where `b` is 0. */
function modulo(a: number, b: number, dtype: DType): number {
  if (b === 0) return isFloat(dtype) ? Number.NaN : 0
  const rest = a % b
  return rest !== 0 && rest < 0 !== b < 0 ? rest + b : rest
}

function floorDivide(a: number, b: number, dtype: DType): number {
  if (b === 0) return isFloat(dtype) ? a / b : 0
  if (!isFloat(dtype)) return (a - modulo(a, b, dtype)) / b + 0
  const quotient = (a - modulo(a, b, dtype)) / b
  const floor = Math.floor(quotient)
  return quotient - floor > 0.5 ? floor + 1 : floor
}

/** NumPy rounds halves to the even neighbor. */
export function roundEven(a: number): number {
  const floor = Math.floor(a)
  const rest = a - floor
  return rest > 0.5 || (rest === 0.5 && floor % 2 !== 0) ? floor + 1 : floor
}

/** Integers of up to 31 bits are computed with. */
const bits =
  (compute: (a: number, b: number) => number): Elementwise['compute'] =>
  (a, b) =>
    [a, b].every(each => Number.isInteger(each) && Math.abs(each) < 2 ** 31) ? compute(a, b) : Number.NaN

const integral = (dtype: DType): DType | undefined => (isFloat(dtype) ? undefined : same(dtype))

const notTruly = (a: number): boolean => a === 0
const extreme =
  (choose: (a: number, b: number) => number) =>
  (a: number, b: number): number =>
    Number.isNaN(a) || Number.isNaN(b) ? Number.NaN : choose(a, b)
const keptNumber =
  (choose: (a: number, b: number) => number) =>
  (a: number, b: number): number =>
    Number.isNaN(a) ? b : Number.isNaN(b) ? a : choose(a, b)

/** Adding and multiplying truths gives truths. */
const add: Elementwise = arithmetic((a, b) => a + b, sizes.add, same)
const multiply: Elementwise = arithmetic((a, b) => a * b, sizes.multiply, same)
const divide: Elementwise = { arity: 2, result: quotientOf, operands: quotientOf, compute: (a, b) => a / b }
const absolute = alike(Math.abs)
/** A negative power of an integer is an error in NumPy. */
const power = arithmetic((a, b, dtype) => (!isFloat(dtype) && b < 0 ? Number.NaN : a ** b))

export const elementwise: Readonly<Record<string, Elementwise>> = {
  add,
  subtract: arithmetic((a, b) => a - b, sizes.subtract),
  multiply,
  divide,
  true_divide: divide,
  floor_divide: arithmetic(floorDivide, sizes.floorDivide),
  mod: arithmetic(modulo, sizes.modulo),
  remainder: arithmetic(modulo, sizes.modulo),
  fmod: arithmetic((a, b, dtype) => (b === 0 && !isFloat(dtype) ? 0 : a % b)),
  power,
  float_power: { ...power, result: () => 'float64', operands: () => 'float64' },
  maximum: arithmetic(extreme(Math.max), sizes.maximum, same),
  minimum: arithmetic(extreme(Math.min), sizes.minimum, same),
  fmax: arithmetic(keptNumber(Math.max), sizes.maximum, same),
  fmin: arithmetic(keptNumber(Math.min), sizes.minimum, same),
  equal: comparison((a, b) => a === b),
  not_equal: comparison((a, b) => a !== b),
  less: comparison((a, b) => a < b),
  less_equal: comparison((a, b) => a <= b),
  greater: comparison((a, b) => a > b),
  greater_equal: comparison((a, b) => a >= b),
  logical_and: comparison((a, b) => !notTruly(a) && !notTruly(b)),
  logical_or: comparison((a, b) => !(notTruly(a) && notTruly(b))),
  logical_xor: comparison((a, b) => notTruly(a) !== notTruly(b)),
  bitwise_and: arithmetic(
    bits((a, b) => a & b),
    undefined,
    integral,
  ),
  bitwise_or: arithmetic(
    bits((a, b) => a | b),
    undefined,
    integral,
  ),
  bitwise_xor: arithmetic(
    bits((a, b) => a ^ b),
    undefined,
    integral,
  ),
  left_shift: arithmetic((a, b) => (b < 0 ? Number.NaN : a * 2 ** b), undefined, integral),
  right_shift: arithmetic((a, b) => (b < 0 ? Number.NaN : Math.floor(a / 2 ** b)), undefined, integral),
  invert: alike((a, _, dtype) => (dtype === 'bool' ? 1 - a : -a - 1), integral),
  arctan2: toFloats(Math.atan2),
  hypot: toFloats(Math.hypot),
  negative: alike(a => -a, numeric),
  positive: alike(a => a, numeric),
  absolute,
  abs: absolute,
  fabs: toFloat(Math.abs),
  square: alike(a => a * a),
  sign: alike(a => Math.sign(a), numeric),
  ceil: alike(Math.ceil),
  floor: alike(Math.floor),
  trunc: alike(Math.trunc),
  fix: alike(Math.trunc),
  rint: toFloat(roundEven),
  sqrt: toFloat(Math.sqrt),
  cbrt: toFloat(Math.cbrt),
  exp: toFloat(Math.exp),
  exp2: toFloat(a => 2 ** a),
  expm1: toFloat(Math.expm1),
  log: toFloat(Math.log),
  log2: toFloat(Math.log2),
  log10: toFloat(Math.log10),
  log1p: toFloat(Math.log1p),
  sin: toFloat(Math.sin),
  cos: toFloat(Math.cos),
  tan: toFloat(Math.tan),
  arcsin: toFloat(Math.asin),
  arccos: toFloat(Math.acos),
  arctan: toFloat(Math.atan),
  sinh: toFloat(Math.sinh),
  cosh: toFloat(Math.cosh),
  tanh: toFloat(Math.tanh),
  deg2rad: toFloat(a => a * (Math.PI / 180)),
  radians: toFloat(a => a * (Math.PI / 180)),
  rad2deg: toFloat(a => a * (180 / Math.PI)),
  degrees: toFloat(a => a * (180 / Math.PI)),
  reciprocal: alike((a, _, dtype) => (isFloat(dtype) ? 1 / a : Math.trunc(1 / a))),
  logical_not: test(notTruly),
  isnan: test(Number.isNaN),
  isinf: test(a => Math.abs(a) === Number.POSITIVE_INFINITY),
  isfinite: test(Number.isFinite),
}

/** `function(a)`; unknown where it does not fit. */
export function unaryOf({ result, operands, compute }: Elementwise, a: Data): Data | Unknown {
  const [from, to] = [operands(a.dtype), result(a.dtype)]
  if (from === undefined || to === undefined) return unknown(`it is not known of the type ${a.dtype}`)
  const { elements } = a
  const one = (element: Element): Element => apply(element, 0, from, to, compute, undefined)
  return { dtype: to, shape: a.shape, elements: isKnown(elements) ? elements.map(one) : elements }
}

/** `function(a, b)`, broadcast; unknown where it does not fit. */
export function binaryOf({ result, operands, compute, symbolic }: Elementwise, a: Data, b: Data): Data | Unknown {
  const dtype = together(a, b)
  const [from, to] = dtype === undefined ? [] : [operands(dtype), result(dtype)]
  if (from === undefined || to === undefined) return unknown(`${a.dtype} and ${b.dtype} do not go together here`)
  const shape = broadcastOf([a.shape, b.shape])
  if (isUnknown(shape)) return isShape(a.shape) && isShape(b.shape) ? shape : { dtype: to, shape, elements: shape }
  const [x, y] = [spread(a, shape), spread(b, shape)]
  if (!isKnown(x.elements) || !isKnown(y.elements))
    return { dtype: to, shape, elements: isKnown(x.elements) ? y.elements : x.elements }
  const others = y.elements
  const pair = (element: Element, i: number) => apply(element, others[i]!, from, to, compute, symbolic)
  return { dtype: to, shape, elements: x.elements.map(pair) }
}

/** The type that both operands have together; the numbers of Python give way. */
export function together(a: Data, b: Data): DType | undefined {
  if (a.weak === b.weak) return promote(a.dtype, b.dtype)
  const [weak, strong] = a.weak ? [a.dtype, b.dtype] : [b.dtype, a.dtype]
  if (weak === 'bool') return promote(weak, strong)
  if (isInteger(weak)) return kindOf(strong) === 'b' ? 'int64' : strong
  return ['f', 'O', '?'].includes(kindOf(strong)) ? strong : 'float64'
}

function apply(
  a: Element,
  b: Element,
  from: DType,
  to: DType,
  compute: Elementwise['compute'],
  symbolic: Elementwise['symbolic'],
): Element {
  if (isUnknown(a)) return a
  if (isUnknown(b)) return b
  const [x, y] = [fitted(a, from), fitted(b, from)]
  if (typeof x === 'number' && typeof y === 'number') return fitted(compute(x, y, from), to)
  if (typeof x === 'string' || typeof y === 'string') return unknown('texts are not compared here')
  if (isUnknown(x)) return x
  if (isUnknown(y)) return y
  if (!symbolic || !isInteger(to)) return unknown('a size is not known as a number')
  const size = symbolic(x, y)
  return sizes.isNone(size) ? unknown('a size is not known') : size
}

/** The shape that all broadcast to; unknown where they certainly do not, and where a rank is not known. */
export function broadcastOf(shapes: readonly (Shape | Unknown)[]): Shape | Unknown {
  const lost = shapes.find(isUnknown)
  if (lost) return lost
  const shape = broadcastShapes(shapes as readonly Shape[], 'other')
  return isClash(shape)
    ? unknown(`arrays of the sizes ${shape.sizes.map(each => sizes.printSize(each)).join(' and ')} do not go together`)
    : shape
}

/** The array repeated along axes until it has that shape, to which it broadcasts. */
export function spread(data: Data, shape: Shape): Data {
  const [counts, wanted] = [countsOf(data.shape), countsOf(shape)]
  if (!counts || !wanted || !isKnown(data.elements)) return { ...data, shape }
  if (counts.length === wanted.length && counts.every((count, i) => count === wanted[i])) return data
  if (countOf(wanted) > mostKnown)
    return { dtype: data.dtype, shape, elements: unknown('the array is large'), ...(data.weak && { weak: true }) }
  const missing = wanted.length - counts.length
  const strides = stridesOf(counts)
  const repeated = wanted.map((_, axis) =>
    axis < missing || counts[axis - missing] === 1 ? 0 : strides[axis - missing]!,
  )
  const { elements } = data
  return { ...data, shape, elements: placesOf(wanted, repeated).map(place => elements[place]!) }
}
