/**
 * Powers, exponentials and logarithms, rounded right. JavaScript's own are off in the last digit for one number in
 * twenty, where the C library under CPython is not; `int(math.log(64, 4))` would then be another layer.
 *
 * Numbers are computed on as integers with `bits` binary digits after the point.
 */

const bits = 240
const fixedBits = BigInt(bits)
const one = 1n << fixedBits

/** A finite number is `mantissa · 2^exponent` exactly. */
function split(value: number): { readonly mantissa: bigint; readonly exponent: number } {
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, Math.abs(value))
  const raw = view.getBigUint64(0)
  const biased = Number(raw >> 52n)
  const fraction = raw & ((1n << 52n) - 1n)
  const mantissa = biased === 0 ? fraction : fraction | (1n << 52n)
  return { mantissa: value < 0 ? -mantissa : mantissa, exponent: Math.max(biased, 1) - 1075 }
}

/** The nearest number to `value · 2^exponent`. */
function nearest(value: bigint, exponent: number): number {
  const excess = value.toString(2).length + exponent
  if (excess > 1100) return value < 0n ? -Infinity : Infinity
  const dropped = Math.max(-1074 - exponent, 0)
  if (dropped === 0) return scale(Number(value), exponent)
  const half = 1n << BigInt(dropped - 1)
  const [whole, rest] = [value >> BigInt(dropped), value & ((half << 1n) - 1n)]
  const up = rest > half || (rest === half && (whole & 1n) === 1n) ? 1n : 0n
  return value.toString(2).length - dropped > 60 ? scale(Number(value), exponent) : scale(Number(whole + up), -1074)
}

/** `value · 2^exponent` in steps that stay within range. */
function scale(value: number, exponent: number): number {
  let [result, left] = [value, exponent]
  for (; left < -1000; left += 1000) result *= 2 ** -1000
  for (; left > 1000; left -= 1000) result *= 2 ** 1000
  return result * 2 ** left
}

const shifted = (value: bigint, by: number): bigint => (by >= 0 ? value << BigInt(by) : value >> BigInt(-by))

const times = (a: bigint, b: bigint): bigint => (a * b) >> fixedBits

/** `2·atanh(z)`, which is the logarithm of `(1 + z) / (1 − z)`. */
function twiceAtanh(z: bigint): bigint {
  const square = times(z, z)
  let [sum, power] = [0n, z]
  for (let n = 1n; power !== 0n && power !== -1n; n += 2n, power = times(power, square)) sum += power / n
  return 2n * sum
}

const ln2 = twiceAtanh(one / 3n)

/** The logarithm of a positive number. */
function logarithm(value: number): bigint {
  const { mantissa, exponent } = split(value)
  const length = mantissa.toString(2).length
  const normal = shifted(mantissa, bits - length + 1)
  const high = normal > one + (one >> 1n) - (one >> 4n)
  const reduced = high ? normal >> 1n : normal
  return twiceAtanh(((reduced - one) << fixedBits) / (reduced + one)) + BigInt(exponent + length - (high ? 0 : 1)) * ln2
}

/** `e ** value`. */
function exponential(value: bigint): number {
  const whole = (value + (ln2 >> 1n)) / ln2
  const rest = value - whole * ln2
  let [sum, term] = [0n, one]
  for (let n = 1n; term !== 0n && term !== -1n; n++) {
    sum += term
    term = times(term, rest) / n
  }
  return nearest(sum, Number(whole) - bits)
}

/** `log(value)` of a positive number. */
export const log = (value: number): number => (value === Infinity ? value : nearest(logarithm(value), -bits))

export const log2 = (value: number): number => (value === Infinity ? value : quotient(logarithm(value), ln2))

/** As the C library works it out, which is not rounded right itself: from the logarithm of what is left beside a power of two. */
export function log10(value: number): number {
  if (value === Infinity) return value
  const { mantissa, exponent } = split(value)
  const length = mantissa.toString(2).length
  const whole = exponent + length - (exponent + length > 0 ? 1 : 0)
  const rest = log(scale(scale(value, 200), -whole - 200))
  return whole * 3.694239077158931e-13 + Math.LOG10E * rest + whole * 0.30102999566361177
}

const quotient = (a: bigint, b: bigint): number => nearest((a << fixedBits) / b, -bits)

export function exp(value: number): number {
  if (!(Math.abs(value) < 750)) return Math.exp(value)
  const { mantissa, exponent } = split(value)
  return exponential(shifted(mantissa, bits + exponent))
}

/** `base ** exponent` for floats; NaN where the result is complex. */
export function power(base: number, exponent: number): number {
  const usual = base ** exponent
  if (!Number.isFinite(usual) || usual === 0 || base === 1 || exponent === 0) return usual
  if (Number.isInteger(exponent) && Math.abs(exponent) <= 64) return wholePower(base, exponent)
  const { mantissa, exponent: shift } = split(exponent)
  const size = exponential(shifted(logarithm(Math.abs(base)) * mantissa, shift))
  return usual < 0 ? -size : size
}

function wholePower(base: number, exponent: number): number {
  const { mantissa, exponent: shift } = split(base)
  const whole = mantissa ** BigInt(Math.abs(exponent))
  if (exponent > 0) return nearest(whole, shift * exponent)
  const length = whole.toString(2).length + 128
  return nearest((1n << BigInt(length)) / whole, shift * exponent - length)
}

/** The root of the sum of squares. */
export function hypotenuse(values: readonly number[]): number {
  if (values.some(value => !Number.isFinite(value))) return Math.hypot(...values)
  const parts = values.filter(value => value !== 0).map(split)
  if (parts.length === 0) return 0
  const least = Math.min(...parts.map(part => part.exponent)) - 128
  const sum = parts.reduce((total, { mantissa, exponent }) => total + (mantissa << BigInt(exponent - least)) ** 2n, 0n)
  return nearest(rootOf(sum), least)
}

/** The whole part of the square root, by Newton's method. */
export function rootOf(value: bigint): bigint {
  if (value < 2n) return value
  let root = 1n << BigInt((value.toString(2).length + 1) >> 1)
  for (;;) {
    const next = (root + value / root) >> 1n
    if (next >= root) return root
    root = next
  }
}
