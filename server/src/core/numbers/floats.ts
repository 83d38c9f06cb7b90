/** Division of floats as Python has it, which JavaScript has not. Source: CPython's Objects/floatobject.c and longobject.c. */

/** The remainder with the sign of `b`; JavaScript's has the sign of `a`. */
export function floorModulo(a: number, b: number): number {
  const rest = a % b
  if (rest === 0) return b < 0 ? -0 : 0
  return rest < 0 !== b < 0 ? rest + b : rest
}

/** `a // b`, from the exact remainder: 10 would be one too many for `1.0 // 0.1`. */
export function floorQuotient(a: number, b: number): number {
  const rest = a % b
  const quotient = (a - rest) / b - (rest !== 0 && rest < 0 !== b < 0 ? 1 : 0)
  if (quotient === 0) return a < 0 !== b < 0 ? -0 : 0
  const floor = Math.floor(quotient)
  return quotient - floor > 0.5 ? floor + 1 : floor
}

/** `a / b` of integers, rounded once; infinite where a float cannot be as large. */
export function trueQuotient(a: bigint, b: bigint): number {
  const size = largeQuotient(magnitude(a), magnitude(b))
  return a < 0n !== b < 0n ? -size : size
}

const magnitude = (value: bigint): bigint => (value < 0n ? -value : value)

/** The quotient is taken with more bits than a float has, the last of which says whether there is a rest. */
function largeQuotient(top: bigint, bottom: bigint): number {
  const shift = Math.max(bitsOf(bottom) - bitsOf(top) + 70, 0)
  const scaled = top << BigInt(shift)
  const quotient = (scaled / bottom) * 2n + (scaled % bottom === 0n ? 0n : 1n)
  let size = Number(quotient)
  for (let left = shift + 1; left > 0; left -= 1000) size /= 2 ** Math.min(left, 1000)
  return size
}

/** How many bits an integer has, or up to three more. */
export const bitsOf = (value: bigint): number => value.toString(16).length * 4
