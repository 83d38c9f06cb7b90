/** Rounding as CPython does it: from the exact value, halves to the even neighbor. */

/** `round(value, digits)` of a finite float. */
export function roundedFloat(value: number, digits: number): number {
  if (digits > mostDigits) return value
  const sign = value < 0 || Object.is(value, -0) ? -1 : 1
  if (digits < -mostDigits) return sign * 0
  const size = Math.abs(value)
  return sign * Number(digits >= 0 ? fixed(size, digits) : `${scaled(size, digits)}e${-digits}`)
}

/** No finite float has a digit further from its point. */
const mostDigits = 323

/** `round(value)` of a finite float. */
export const roundedWhole = (value: number): bigint => (value < 0 ? -1n : 1n) * scaled(Math.abs(value), 0)

/** An integer with so many zeros at its end. */
export function roundedInteger(value: bigint, zeros: number): bigint {
  const unit = 10n ** BigInt(zeros)
  const size = value < 0n ? -value : value
  return (value < 0n ? -1n : 1n) * nearest(size, unit) * unit
}

/** A float with so many digits after the point. */
export function fixed(size: number, digits: number): string {
  const text = scaled(size, digits)
    .toString()
    .padStart(digits + 1, '0')
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`
}

/** `size · 10^power` as an integer. */
export function scaled(size: number, power: number): bigint {
  let [top, exponent] = [size, 0]
  while (!Number.isInteger(top)) {
    top *= 2
    exponent++
  }
  const [numerator, denominator] = [BigInt(top), 2n ** BigInt(exponent)]
  return power >= 0
    ? nearest(numerator * 10n ** BigInt(power), denominator)
    : nearest(numerator, denominator * 10n ** BigInt(-power))
}

/** The quotient of integers that are not negative, as an integer. */
function nearest(numerator: bigint, denominator: bigint): bigint {
  const [quotient, rest] = [numerator / denominator, (numerator % denominator) * 2n]
  return rest > denominator || (rest === denominator && quotient % 2n === 1n) ? quotient + 1n : quotient
}
