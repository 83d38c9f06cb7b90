/** Polynomials with whole coefficients over symbols and opaque operators, in a normal form in which equal ones look equal. */

/** Monomials of different factors, by falling degree and then by key; the constant comes last. Zero is the empty list. */
export type Polynomial = readonly Monomial[]

export interface Monomial {
  readonly coefficient: number
  /** Sorted by the atoms' keys, each atom once. */
  readonly factors: readonly Factor[]
  readonly key: string
}

export type Factor = readonly [atom: Atom, power: number]

/** What arithmetic does not look into: a name, or an operator that is no polynomial. */
export type Atom =
  | { readonly kind: 'symbol'; readonly name: string; readonly key: string }
  | {
      readonly kind: 'apply'
      readonly operator: '//' | 'max' | 'min'
      readonly args: readonly [Polynomial, Polynomial]
      readonly key: string
    }

/** A monomial with its factors collected: `n · n` is `n²`. */
export function monomial(coefficient: number, factors: readonly Factor[]): Monomial {
  const powers = new Map<string, Factor>()
  for (const [atom, power] of factors) powers.set(atom.key, [atom, power + (powers.get(atom.key)?.[1] ?? 0)])
  const sorted = [...powers.values()].sort(([a], [b]) => compareText(a.key, b.key))
  return { coefficient, factors: sorted, key: sorted.map(([atom, power]) => `${atom.key}^${power}`).join('*') }
}

/** Collects equal monomials and sorts them. */
export function normalForm(terms: Polynomial): Polynomial {
  const collected = new Map<string, Monomial>()
  for (const term of terms) {
    const other = collected.get(term.key)
    collected.set(term.key, other ? { ...term, coefficient: term.coefficient + other.coefficient } : term)
  }
  return [...collected.values()]
    .filter(term => term.coefficient !== 0)
    .sort((a, b) => degree(b) - degree(a) || compareText(a.key, b.key))
}

export const polynomialKey = (polynomial: Polynomial): string =>
  polynomial.map(term => `${term.coefficient}*${term.key}`).join('+')

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹'

/** `n²`. */
export const integerPower = (base: string, power: number): string =>
  base + String(power).replace(/\d/g, digit => superscripts[Number(digit)]!)

const degree = (term: Monomial): number => term.factors.reduce((total, [, power]) => total + power, 0)
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
