/** Sizes that have a name in place of a number, as expressions that both languages read alike. */
import type { Atom, Monomial, Polynomial } from '../tensor/polynomial.ts'
import type { Symbolic } from '../tensor/size.ts'

/** `65 * max_len`, `(n + 1) // 2`, `n**2`; without spaces where `space` is empty. `nameOf` names a symbol by its key. */
export const symbolText = ({ polynomial }: Symbolic, nameOf: (key: string) => string, space: ' ' | ''): string =>
  sumText(polynomial, nameOf, space)

type NameOf = (key: string) => string

function sumText(polynomial: Polynomial, nameOf: NameOf, space: string): string {
  if (polynomial.length === 0) return '0'
  return polynomial.map((term, i) => signOf(term, i, space) + productText(term, nameOf, space)).join('')
}

function signOf({ coefficient }: Monomial, at: number, space: string): string {
  if (at === 0) return coefficient < 0 ? '-' : ''
  return `${space}${coefficient < 0 ? '-' : '+'}${space}`
}

function productText({ coefficient, factors }: Monomial, nameOf: NameOf, space: string): string {
  const size = Math.abs(coefficient)
  const parts = factors.map(([atom, power]) => {
    const text = atomText(atom, nameOf, space)
    return power === 1 ? text : `${text}**${power}`
  })
  return [...(size === 1 && parts.length > 0 ? [] : [String(size)]), ...parts].join(`${space}*${space}`)
}

function atomText(atom: Atom, nameOf: NameOf, space: string): string {
  if (atom.kind === 'symbol') return nameOf(atom.key)
  const [a, b] = atom.args.map(each => sumText(each, nameOf, space)) as [string, string]
  if (atom.operator !== '//') return `${atom.operator}(${a}, ${b})`
  return `(${enclosed(atom.args[0], a)}${space}//${space}${enclosed(atom.args[1], b)})`
}

const enclosed = (polynomial: Polynomial, text: string): string =>
  polynomial.length === 1 && polynomial[0]!.factors.length + (polynomial[0]!.coefficient === 1 ? 0 : 1) <= 1
    ? text
    : `(${text})`
