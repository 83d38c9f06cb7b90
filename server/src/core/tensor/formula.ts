/**
 * Arithmetic that remembers how it was written.
 *
 * A rule computes a formula once; it is read three ways: as a size (28), as a formula in names
 * (`⌊(height − kernel) / stride⌋ + 1`) and as the same formula in numbers (`⌊(32 − 5) / 1⌋ + 1`). At a layer's boundary
 * it is sealed: the next layer sees the size alone.
 */
import {
  add,
  ceilDivide,
  divideExactly,
  floorDivide,
  isNone,
  isUnknown,
  maximum,
  minimum,
  multiply,
  printSize,
  type Size,
  subtract,
} from './size.ts'

export type Formula = Size | Named | Apply

/** A formula under a name that stands for it in names, and its value in numbers. */
export interface Named {
  readonly kind: 'named'
  readonly name: string
  readonly of: Formula
}

export interface Apply {
  readonly kind: 'apply'
  readonly operator: Operator
  readonly args: readonly [Formula, Formula]
  readonly value: Size
}

interface OperatorInfo {
  /** How tightly it binds: an argument that binds less tightly than `inside` says is put in parentheses. */
  readonly power: number
  readonly inside: readonly [number, number]
  readonly run: (a: Size, b: Size) => Size
  readonly print: (a: string, b: string) => string
}

const operators = {
  '+': { power: 1, inside: [1, 1.5], run: add, print: (a, b) => `${a} + ${b}` },
  '−': { power: 1, inside: [1, 1.5], run: subtract, print: (a, b) => `${a} − ${b}` },
  '·': { power: 2, inside: [2, 2.5], run: multiply, print: (a, b) => `${a} · ${b}` },
  '/': { power: 2, inside: [2, 2.5], run: divideExactly, print: (a, b) => `${a} / ${b}` },
  '⌊/⌋': { power: 9, inside: [2, 2.5], run: floorDivide, print: (a, b) => `⌊${a} / ${b}⌋` },
  '⌈/⌉': { power: 9, inside: [2, 2.5], run: ceilDivide, print: (a, b) => `⌈${a} / ${b}⌉` },
  max: { power: 9, inside: [0, 0], run: maximum, print: (a, b) => `max(${a}, ${b})` },
  min: { power: 9, inside: [0, 0], run: minimum, print: (a, b) => `min(${a}, ${b})` },
} satisfies Record<string, OperatorInfo>

export type Operator = keyof typeof operators

/** Gives `of` a name that formulas show. An axis of an output is named after itself: `channels` of `filters`. */
export const named = (name: string, of: Formula): Named => ({ kind: 'named', name, of })

export const isNamed = (formula: Formula): formula is Named => typeof formula === 'object' && formula.kind === 'named'
const isApply = (formula: Formula): formula is Apply => typeof formula === 'object' && formula.kind === 'apply'

/** Applies an operator now, and remembers it. */
export function apply(operator: Operator, a: Formula, b: Formula): Apply {
  return { kind: 'apply', operator, args: [a, b], value: operators[operator].run(sizeOf(a), sizeOf(b)) }
}

/** The formula's value without its history. */
export function sizeOf(formula: Formula): Size {
  if (typeof formula === 'number') return formula
  if (formula.kind === 'named') return sizeOf(formula.of)
  return formula.kind === 'apply' ? formula.value : formula
}

/** The formula's number, or undefined where it is None, symbolic or unknown. */
export function numberOf(formula: Formula): number | undefined {
  const size = sizeOf(formula)
  return typeof size === 'number' ? size : undefined
}

/** The product of `terms`; 1 when there are none. */
export const productOf = (terms: readonly Formula[]): Formula =>
  terms.length === 0 ? 1 : terms.reduce((a, b) => apply('·', a, b))

/** The sum of `terms`; 0 when there are none. */
export const sumOf = (terms: readonly Formula[]): Formula =>
  terms.length === 0 ? 0 : terms.reduce((a, b) => apply('+', a, b))

/** Prints `formula` in names, or in numbers with thousands separated. */
export function printFormula(formula: Formula, as: 'names' | 'numbers', power = 0): string {
  if (isNamed(formula)) return as === 'names' ? formula.name : printValue(formula.of)
  if (!isApply(formula)) return printValue(formula)
  const { power: own, inside, print } = operators[formula.operator]
  const [a, b] = formula.args
  const right = isAssociative(formula.operator) && isApply(b) && b.operator === formula.operator ? own : inside[1]
  const text = print(printFormula(a, as, inside[0]), printFormula(b, as, right))
  return own < power ? `(${text})` : text
}

/** Whether `a ∘ (b ∘ c)` may be written without parentheses. */
const isAssociative = (operator: Operator): boolean => operator === '+' || operator === '·'

/** A size as formulas and totals show it: `138,357,544`, `65·num_classes`, `?`. */
export function printValue(formula: Formula): string {
  const size = sizeOf(formula)
  return typeof size === 'number' ? groupDigits(size) : printSize(size)
}

/** `138357544` as `138,357,544`. */
export const groupDigits = (value: number): string => String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ',')

/** Whether two formulas are written alike: the same names, operators and values. */
export function sameFormula(a: Formula, b: Formula): boolean {
  if (isNamed(a) && isNamed(b)) return a.name === b.name && sameFormula(a.of, b.of)
  if (isApply(a) && isApply(b))
    return a.operator === b.operator && a.args.every((arg, i) => sameFormula(arg, b.args[i]!))
  if (isNamed(a) || isNamed(b) || isApply(a) || isApply(b)) return false
  if (isNone(a) || isNone(b)) return isNone(a) && isNone(b)
  if (isUnknown(a) || isUnknown(b)) return false
  return printSize(a) === printSize(b)
}
