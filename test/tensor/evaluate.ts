/** The value of a symbolic size for given values of its names. */
import type { Polynomial } from '../../server/src/core/tensor/polynomial.ts'
import { isNone, isUnknown, type Size } from '../../server/src/core/tensor/size.ts'

export type Values = Readonly<Record<string, number>>

/** The value of a size where its names have values; undefined for None and the unknown. */
export function evaluate(size: Size, given: Values): number | undefined {
  if (typeof size === 'number') return size
  return isNone(size) || isUnknown(size) ? undefined : evaluatePolynomial(size.polynomial, given) + 0
}

function evaluatePolynomial(polynomial: Polynomial, given: Values): number {
  let total = 0
  for (const { coefficient, factors } of polynomial) {
    let term = coefficient
    for (const [atom, power] of factors) {
      const base = atom.kind === 'symbol' ? given[atom.name]! : evaluateAtom(atom, given)
      term *= base ** power
    }
    total += term
  }
  return total
}

function evaluateAtom(
  { operator, args }: Extract<Polynomial[number]['factors'][number][0], { kind: 'apply' }>,
  given: Values,
): number {
  const [x, y] = [evaluatePolynomial(args[0], given), evaluatePolynomial(args[1], given)]
  return operator === '//' ? Math.floor(x / y) : Math[operator](x, y)
}
