/**
 * The size of one axis as layers exchange it, and exact arithmetic on it.
 *
 * A size is a number, Keras's `None` (decided only when data flows), a symbolic integer whose value stands nowhere in
 * the text (`vocab_size`), or unknown with the reason. Symbolic sizes are polynomials in a normal form, so that two of
 * them are equal when they are equal as polynomials: `n + n` is `2·n`, and `(n − 1)//2 + 1` is `(n + 1)//2`.
 */
import type { Place } from '../source/span.ts'
import {
  type Atom,
  integerPower,
  type Monomial,
  monomial,
  normalForm,
  type Polynomial,
  polynomialKey,
} from './polynomial.ts'

export type Size = number | NoneSize | Symbolic | Unknown

/** Keras's `None`: any size will do. Arithmetic with it is None again, as in Keras's own shape inference. */
export interface NoneSize {
  readonly kind: 'none'
}

export interface Symbolic {
  readonly kind: 'symbolic'
  readonly polynomial: Polynomial
  /** Equal keys mean equal polynomials. */
  readonly key: string
}

/** A value that cannot be known here: why, and where it became unknown. */
export interface Unknown {
  readonly kind: 'unknown'
  readonly why: string
  readonly place?: Place | undefined
  /** What it is where a size is meant and nothing else: most often a symbol. */
  readonly size?: Size | undefined
  /** Whether it is certainly a layer, whose weights count in whatever holds it. */
  readonly isLayer?: boolean | undefined
}

export const none: NoneSize = { kind: 'none' }

export const unknown = (why: string, place?: Place): Unknown =>
  place ? { kind: 'unknown', why, place } : { kind: 'unknown', why }

/** The same where it says itself where that is, else with the place at which it shows. */
export const showingAt = (why: Unknown, { file, from, to }: Place): Unknown =>
  why.place ? why : { ...why, place: { file, from, to } }

/** A symbolic size named after what was written. Symbols of one name are equal unless they have keys of their own. */
export const symbol = (name: string, key = name): Symbolic =>
  symbolic([monomial(1, [[{ kind: 'symbol', name, key }, 1]])])

/** The symbols that a size is made of, each once: their names by their keys. */
export function symbolsIn({ polynomial }: Symbolic, found = new Map<string, string>()): ReadonlyMap<string, string> {
  for (const { factors } of polynomial) for (const [atom] of factors) collectSymbols(atom, found)
  return found
}

function collectSymbols(atom: Atom, found: Map<string, string>): void {
  if (atom.kind === 'symbol') found.set(atom.key, atom.name)
  else for (const arg of atom.args) symbolsIn({ kind: 'symbolic', polynomial: arg, key: '' }, found)
}

export const isNone = (value: unknown): value is NoneSize => hasKind(value, 'none')
export const isUnknown = (value: unknown): value is Unknown => hasKind(value, 'unknown')
export const isSymbolic = (value: unknown): value is Symbolic => hasKind(value, 'symbolic')

/** Whether a value is of that kind. The kind is read without asking whether there is one, which takes longer. */
export const hasKind = (value: unknown, kind: string): boolean =>
  typeof value === 'object' && value !== null && (value as { readonly kind?: unknown }).kind === kind

export const add = (a: Size, b: Size): Size =>
  typeof a === 'number' && typeof b === 'number' ? counted(a + b) : combine(a, b, (p, q) => [...p, ...q])

export const subtract = (a: Size, b: Size): Size =>
  typeof a === 'number' && typeof b === 'number' ? counted(a - b) : add(a, multiply(-1, b))

export const multiply = (a: Size, b: Size): Size =>
  typeof a === 'number' && typeof b === 'number'
    ? counted(a * b)
    : combine(a, b, (p, q) =>
        p.flatMap(x => q.map(y => monomial(x.coefficient * y.coefficient, [...x.factors, ...y.factors]))),
      )

/** `⌊a / b⌋`, as Python's `//`; unknown where `b` is zero. */
export function floorDivide(a: Size, b: Size): Size {
  if (b === 0) return unknown('a division by zero')
  if (typeof a === 'number' && typeof b === 'number') return counted(Math.floor(a / b))
  return combine(a, b, (p, q) => divideFloor(p, q))
}

/** `⌈a / b⌉`. For symbolic sizes `(a + b − 1) // b`, which is the same for `b ≥ 1`. */
export function ceilDivide(a: Size, b: Size): Size {
  if (typeof a === 'number' && typeof b === 'number') return b === 0 ? floorDivide(a, b) : counted(Math.ceil(a / b))
  return floorDivide(add(a, subtract(b, 1)), b)
}

/** `a mod b` with the sign of `b`, as Python's `%`. */
export function modulo(a: Size, b: Size): Size {
  if (b === 0) return unknown('a division by zero')
  if (typeof a === 'number' && typeof b === 'number') return counted(a - b * Math.floor(a / b))
  return subtract(a, multiply(floorDivide(a, b), b))
}

/** `a / b` where it is certain to be whole (rules check before), else unknown. */
export function divideExactly(a: Size, b: Size): Size {
  const quotient = floorDivide(a, b)
  if (typeof a === 'number' && typeof b === 'number' && quotient !== a / b)
    return unknown(`${a} is not divisible by ${b}`)
  return quotient
}

export const maximum = (a: Size, b: Size): Size => choose('max', a, b, Math.max)
export const minimum = (a: Size, b: Size): Size => choose('min', a, b, Math.min)

function choose(operator: 'max' | 'min', a: Size, b: Size, run: (a: number, b: number) => number): Size {
  if (typeof a === 'number' && typeof b === 'number') return run(a, b)
  if (equalSizes(a, b)) return a
  return combine(a, b, (p, q) => [application(operator, p, q)])
}

/** The product of all; 1 when there are none. */
export const product = (sizes: readonly Size[]): Size => sizes.reduce(multiply, 1)

/** The sum of all; 0 when there are none. */
export const sum = (sizes: readonly Size[]): Size => sizes.reduce(add, 0)

/** Whether two sizes are certainly equal (true), certainly not (false), or one cannot say (undefined). */
export function equalSizes(a: Size, b: Size): boolean | undefined {
  if (typeof a === 'number' && typeof b === 'number') return a === b
  if (isNone(a) || isNone(b) || isUnknown(a) || isUnknown(b)) return undefined
  const gap = subtract(a, b)
  return typeof gap === 'number' ? gap === 0 : undefined
}

/** How a size is written: `None`, `65·num_classes`, `?`. `times` separates factors. */
export function printSize(size: Size, times = '·'): string {
  if (typeof size === 'number') return String(size)
  if (isNone(size)) return 'None'
  return isUnknown(size) ? '?' : printPolynomial(size.polynomial, times)
}

// ---- symbolic arithmetic

const tooLarge = unknown('more than 2^53, too large to be counted exactly')

/**
 * Integers are exact or they are not given at all; fractions stand where Keras itself computes with them. Adding 0 makes
 * 0 of JavaScript's −0.
 */
const counted = (value: number): Size => (Math.abs(value) <= Number.MAX_SAFE_INTEGER ? value + 0 : tooLarge)

function combine(a: Size, b: Size, run: (a: Polynomial, b: Polynomial) => Polynomial): Size {
  if (isNone(a) || isNone(b)) return none
  if (isUnknown(a)) return a
  if (isUnknown(b)) return b
  return symbolic(run(polynomialOf(a), polynomialOf(b)))
}

const polynomialOf = (size: number | Symbolic): Polynomial =>
  typeof size === 'number' ? [monomial(size, [])] : size.polynomial

function symbolic(raw: Polynomial): Symbolic
function symbolic(raw: Polynomial): Size {
  const polynomial = normalForm(raw)
  if (polynomial.some(term => !Number.isSafeInteger(term.coefficient))) return tooLarge
  if (polynomial.length > 64) return unknown('a symbolic size with more than 64 terms')
  if (polynomial.length === 0) return 0
  const [only] = polynomial
  if (polynomial.length === 1 && only!.factors.length === 0) return only!.coefficient
  return { kind: 'symbolic', polynomial, key: polynomialKey(polynomial) }
}

/**
 * `⌊(k·q + r) / k⌋ = q + ⌊r / k⌋` takes out all that `k` divides, and `⌊(⌊a / j⌋ + c) / k⌋ = ⌊(a + c·j) / (j·k)⌋` (for
 * positive whole numbers) folds nested divisions, so that halving a size twice is dividing it by four.
 */
function divideFloor(dividend: Polynomial, divisor: Polynomial): Polynomial {
  const k = constantOf(divisor)
  if (k === undefined || k < 1) return [application('//', dividend, divisor)]
  const folded = foldNested(dividend, k)
  if (folded) return divideFloor(folded.dividend, [monomial(folded.divisor, [])])
  const whole: Monomial[] = []
  const rest: Monomial[] = []
  for (const term of dividend) {
    const quotient = Math.floor(term.coefficient / k)
    if (term.factors.length === 0 || term.coefficient % k === 0) whole.push(monomial(quotient, term.factors))
    const left = term.coefficient - quotient * k
    if (left !== 0) rest.push(term.factors.length === 0 ? monomial(left, []) : term)
  }
  return rest.every(term => term.factors.length === 0) ? whole : [...whole, application('//', rest, divisor)]
}

function foldNested(dividend: Polynomial, k: number): { dividend: Polynomial; divisor: number } | undefined {
  const symbolicTerms = dividend.filter(term => term.factors.length > 0)
  const [term] = symbolicTerms
  const [factor] = term?.factors ?? []
  if (symbolicTerms.length !== 1 || term!.coefficient !== 1 || term!.factors.length !== 1) return undefined
  const [atom, power] = factor!
  if (power !== 1 || atom.kind !== 'apply' || atom.operator !== '//') return undefined
  const inner = constantOf(atom.args[1])
  if (inner === undefined || inner < 1) return undefined
  const offset = dividend.find(other => other.factors.length === 0)?.coefficient ?? 0
  return { dividend: normalForm([...atom.args[0], monomial(offset * inner, [])]), divisor: inner * k }
}

const constantOf = (polynomial: Polynomial): number | undefined =>
  polynomial.length === 1 && polynomial[0]!.factors.length === 0 ? polynomial[0]!.coefficient : undefined

function application(operator: '//' | 'max' | 'min', a: Polynomial, b: Polynomial): Monomial {
  const keys = [polynomialKey(a), polynomialKey(b)]
  if (operator !== '//') keys.sort()
  return monomial(1, [[{ kind: 'apply', operator, args: [a, b], key: `${operator}(${keys.join(',')})` }, 1]])
}

// ---- printing

function printPolynomial(polynomial: Polynomial, times: string): string {
  return polynomial
    .map((term, i) => {
      const text = printMonomial({ ...term, coefficient: Math.abs(term.coefficient) }, times)
      if (i === 0) return term.coefficient < 0 ? `−${text}` : text
      return term.coefficient < 0 ? ` − ${text}` : ` + ${text}`
    })
    .join('')
    .replaceAll('−', times === '*' ? '-' : '−')
}

function printMonomial({ coefficient, factors }: Monomial, times: string): string {
  const alone = factors.length === 1 && coefficient === 1 && factors[0]![1] === 1
  const parts = factors.map(([atom, power]) => {
    const text = atom.kind === 'symbol' ? atom.name : printApplication(atom.operator, atom.args, times, !alone)
    return power === 1 ? text : integerPower(text, power)
  })
  return (coefficient === 1 && parts.length > 0 ? parts : [String(coefficient), ...parts]).join(times)
}

function printApplication(
  operator: '//' | 'max' | 'min',
  [a, b]: readonly [Polynomial, Polynomial],
  times: string,
  enclosed: boolean,
): string {
  if (operator !== '//') return `${operator}(${printPolynomial(a, times)}, ${printPolynomial(b, times)})`
  const text = `${printOperand(a, times)}//${printOperand(b, times)}`
  return enclosed ? `(${text})` : text
}

function printOperand(polynomial: Polynomial, times: string): string {
  const text = printPolynomial(polynomial, times)
  const [only] = polynomial
  const simple = polynomial.length === 1 && only!.factors.length + (only!.coefficient === 1 ? 0 : 1) <= 1
  return simple ? text : `(${text})`
}
