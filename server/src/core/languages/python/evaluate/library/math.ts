/** `math`: functions of numbers, exactly; symbolic integers pass through where that is exact. */
import { type Float, float } from '../../../../layers/value.ts'
import { exp, hypotenuse, log, log2, log10, power, rootOf } from '../../../../numbers/elementary.ts'
import { isSymbolic } from '../../../../tensor/size.ts'
import { TupleObject } from '../containers.ts'
import { itemsIn } from '../iterators.ts'
import { normalize, numberValue, toFloat } from '../numbers.ts'
import { asFloat, binary } from '../operators.ts'
import type { PyValue } from '../values.ts'
import type { Members } from './module.ts'
import { computes, type Run } from './signature.ts'

/** Python raises where a function of finite numbers is not finite. */
const result = (value: number, ...of: readonly number[]): Float | undefined =>
  Number.isNaN(value) && !of.some(Number.isNaN)
    ? undefined
    : Number.isFinite(value) || !of.every(Number.isFinite)
      ? float(value)
      : undefined

const ofOne = (name: string, run: (x: number) => number) =>
  computes(`math.${name}(x, /)`, ({ x }) => {
    const number = asFloat(x!)
    return number === undefined ? undefined : result(run(number), number)
  })

const ofTwo = (name: string, run: (x: number, y: number) => number) =>
  computes(`math.${name}(x, y, /)`, ({ x, y }) => {
    const [a, b] = [asFloat(x!), asFloat(y!)]
    return a === undefined || b === undefined ? undefined : result(run(a, b), a, b)
  })

/** `floor`, `ceil`, `trunc`: an integer of any size. */
const whole = (name: string, run: (x: number) => number) =>
  computes(`math.${name}(x, /)`, ({ x }) => {
    if (isSymbolicInteger(x)) return x
    const number = numberValue(x!)
    if (number === undefined || typeof number !== 'object') return number
    return Number.isFinite(number.value) ? normalize(BigInt(run(number.value))) : undefined
  })

const isSymbolicInteger = (x: PyValue | undefined): x is PyValue => isSymbolic(x)

const integer = (value: PyValue | undefined): bigint | undefined => {
  const number = value === undefined ? undefined : numberValue(value)
  return number === undefined || typeof number === 'object' ? undefined : BigInt(number)
}

/** A function of any number of integers. */
const ofIntegers = (name: string, start: bigint, run: (a: bigint, b: bigint) => bigint) =>
  computes(`math.${name}(*integers)`, (_given, _at, { positional }) => {
    const all = positional.map(integer)
    return all.every(each => each !== undefined) ? normalize(absolute(all.reduce(run, start))) : undefined
  })

const absolute = (a: bigint): bigint => (a < 0n ? -a : a)

function divisor(a: bigint, b: bigint): bigint {
  while (b !== 0n) [a, b] = [b, a % b]
  return absolute(a)
}

const multiple = (a: bigint, b: bigint): bigint => (a === 0n || b === 0n ? 0n : (a / divisor(a, b)) * b)

/** The largest number whose factorial is worked out, and of how many things ways are counted. */
const most = 2000n

const factorial: Run = ({ x }) => {
  const n = integer(x)
  return n === undefined || n < 0n || n > most ? undefined : normalize(falling(n, n))
}

/** `n · (n − 1) · …`, `count` factors. */
function falling(n: bigint, count: bigint): bigint {
  let product = 1n
  for (let i = 0n; i < count; i++) product *= n - i
  return product
}

const ways =
  (ordered: boolean): Run =>
  ({ n: total, k: chosen = null }) => {
    const n = integer(total)
    const k = chosen === null ? n : integer(chosen)
    if (n === undefined || k === undefined || n < 0n || k < 0n || n > 10_000n || k > most) return undefined
    if (k > n) return 0
    return normalize(falling(n, k) / (ordered ? 1n : falling(k, k)))
  }

function logarithm(value: PyValue): number | undefined {
  const number = numberValue(value)
  if (number === undefined) return undefined
  const size = toFloat(number)
  return size > 0 && (Number.isFinite(size) || typeof number === 'object') ? log(size) : undefined
}

const log_: Run = ({ x, base }) => {
  const top = logarithm(x!)
  if (base === undefined || top === undefined) return top === undefined ? undefined : float(top)
  const bottom = logarithm(base)
  return bottom === undefined || bottom === 0 ? undefined : float(top / bottom)
}

const ofPositive = (name: string, run: (x: number) => number) => ofOne(name, x => (x > 0 ? run(x) : Number.NaN))

const isClose: Run = ({ a, b, rel_tol = float(1e-9), abs_tol = float(0) }) => {
  const [x, y, relative, least] = [a!, b!, rel_tol, abs_tol].map(asFloat)
  if (x === undefined || y === undefined || relative === undefined || least === undefined) return undefined
  if (x === y) return true
  if (!Number.isFinite(x) || !Number.isFinite(y)) return false
  return Math.abs(x - y) <= Math.max(relative * Math.max(Math.abs(x), Math.abs(y)), least)
}

const product: Run = ({ iterable, start = 1 }, at) =>
  itemsIn(iterable!)?.reduce((total, item) => binary('*', total, item, at), start)

/** The sum, rounded once: exact partial sums as integers over a common power of two. */
const exactSum: Run = ({ seq }) => {
  const numbers = itemsIn(seq!)?.map(asFloat)
  if (!numbers?.every(each => each !== undefined && Number.isFinite(each))) return undefined
  return float(sumExactly(numbers as number[]))
}

/** Shewchuk's partial sums: none of them overlaps another. */
function sumExactly(numbers: readonly number[]): number {
  let partials: number[] = []
  for (const number of numbers) {
    const next: number[] = []
    let x = number
    for (const y of partials) {
      const [large, small] = Math.abs(x) < Math.abs(y) ? [y, x] : [x, y]
      const high = large + small
      const low = small - (high - large)
      if (low !== 0) next.push(low)
      x = high
    }
    partials = [...next, x]
  }
  return partials.reduceRight((sum, part) => sum + part, 0)
}

const parts = (run: (x: number) => readonly [PyValue, PyValue] | undefined): Run => {
  return ({ x }) => {
    const number = asFloat(x!)
    const pair = number === undefined || !Number.isFinite(number) ? undefined : run(number)
    return pair && new TupleObject(pair)
  }
}

/** `mantissa, exponent` with a mantissa from a half up to one. */
function frexp(x: number): readonly [PyValue, PyValue] {
  if (x === 0) return [float(x), 0]
  let exponent = Math.max(-1023, Math.floor(Math.log2(Math.abs(x))) + 1)
  let mantissa = x * 2 ** -exponent
  for (; Math.abs(mantissa) < 0.5; exponent--) mantissa *= 2
  for (; Math.abs(mantissa) >= 1; exponent++) mantissa /= 2
  return [float(mantissa), exponent]
}

const root: Run = ({ n }) => {
  const number = integer(n)
  return number === undefined || number < 0n ? undefined : normalize(rootOf(number))
}

const truth = (test: (x: number) => boolean): Run => {
  return ({ x }) => {
    const number = asFloat(x!)
    return number === undefined ? undefined : test(number)
  }
}

const distance: Run = ({ p, q }) => {
  const [a, b] = [p!, q!].map(point => itemsIn(point)?.map(asFloat))
  if (!a || a.length !== b?.length || ![...a, ...b].every(each => each !== undefined)) return undefined
  return float(hypotenuse(a.map((each, i) => each! - b[i]!)))
}

const hypot: Run = (_given, _at, { positional }) => {
  const all = positional.map(asFloat)
  return all.every(each => each !== undefined) ? float(hypotenuse(all)) : undefined
}

/** The C library's remainder has the sign of the dividend. */
const fmod = ofTwo('fmod', (x, y) => x % y)

const power_ = ofTwo('pow', (x, y) => (x === 0 && y < 0 ? Number.NaN : x === 1 || y === 0 ? 1 : power(x, y)))

const isInfinite = (x: number): boolean => Math.abs(x) === Infinity

const absoluteFloat = ofOne('fabs', Math.abs)

export const mathMembers: Members = {
  pi: float(Math.PI),
  e: float(Math.E),
  tau: float(2 * Math.PI),
  inf: float(Infinity),
  nan: float(Number.NaN),
  floor: whole('floor', Math.floor),
  ceil: whole('ceil', Math.ceil),
  trunc: whole('trunc', Math.trunc),
  sqrt: ofOne('sqrt', Math.sqrt),
  exp: ofOne('exp', exp),
  exp2: ofOne('exp2', x => power(2, x)),
  expm1: ofOne('expm1', Math.expm1),
  log: computes('math.log(x, base=…, /)', log_),
  log2: ofPositive('log2', log2),
  log10: ofPositive('log10', log10),
  log1p: ofOne('log1p', x => (x > -1 ? Math.log1p(x) : Number.NaN)),
  pow: power_,
  hypot: computes('math.hypot(*coordinates)', hypot),
  dist: computes('math.dist(p, q, /)', distance),
  sin: ofOne('sin', Math.sin),
  cos: ofOne('cos', Math.cos),
  tan: ofOne('tan', Math.tan),
  asin: ofOne('asin', Math.asin),
  acos: ofOne('acos', Math.acos),
  atan: ofOne('atan', Math.atan),
  atan2: ofTwo('atan2', Math.atan2),
  sinh: ofOne('sinh', Math.sinh),
  cosh: ofOne('cosh', Math.cosh),
  tanh: ofOne('tanh', Math.tanh),
  asinh: ofOne('asinh', Math.asinh),
  acosh: ofOne('acosh', Math.acosh),
  atanh: ofOne('atanh', Math.atanh),
  degrees: ofOne('degrees', x => x * (180 / Math.PI)),
  radians: ofOne('radians', x => x * (Math.PI / 180)),
  fabs: absoluteFloat,
  fmod,
  copysign: ofTwo('copysign', (x, y) => (y < 0 || Object.is(y, -0) ? -Math.abs(x) : Math.abs(x))),
  isnan: computes('math.isnan(x, /)', truth(Number.isNaN)),
  isinf: computes('math.isinf(x, /)', truth(isInfinite)),
  isfinite: computes('math.isfinite(x, /)', truth(Number.isFinite)),
  isclose: computes('math.isclose(a, b, *, rel_tol=…, abs_tol=…)', isClose),
  factorial: computes('math.factorial(x, /)', factorial),
  comb: computes('math.comb(n, k, /)', ways(false)),
  perm: computes('math.perm(n, k=…, /)', ways(true)),
  gcd: ofIntegers('gcd', 0n, divisor),
  lcm: ofIntegers('lcm', 1n, multiple),
  isqrt: computes('math.isqrt(n, /)', root),
  prod: computes('math.prod(iterable, /, *, start=…)', product),
  fsum: computes('math.fsum(seq, /)', exactSum),
  modf: computes(
    'math.modf(x, /)',
    parts(x => [float(x - Math.trunc(x)), float(Math.trunc(x))]),
  ),
  frexp: computes('math.frexp(x, /)', parts(frexp)),
}
