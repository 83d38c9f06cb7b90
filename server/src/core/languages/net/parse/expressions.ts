/**
 * Values. An argument stands side by side with others, so that it is arithmetic at most; in brackets, and where a line
 * has only one value, it may be compared and chosen as well. Each function begins at the value's first token.
 */

import { type BinaryOperator, binaryOperators, type Expression } from '../syntax.ts'
import { operand } from './operands.ts'
import type { Reader } from './reader.ts'

/** Any value; undefined where there is none, which is reported. */
export function expression(r: Reader): Expression | undefined {
  const first = disjunction(r)
  return first && conditional(r, first)
}

/** A value that others may follow: arithmetic and sizes. */
export function argumentValue(r: Reader): Expression | undefined {
  if (r.atAny(conditionWords)) {
    r.fail('parentheses around a condition')
    return undefined
  }
  const first = arithmetic(r, 'a value')
  const read = first && sizes(r, first)
  if (read && comparisons.some(sign => r.at(sign as '=='))) {
    r.fail('parentheses around a comparison')
    return undefined
  }
  return read
}

/** What follows an operand that has been read, if more of a value does. */
export function goOn(r: Reader, first: Expression): Expression | undefined {
  const product = chain(r, first, products, unary)
  const added = product && chain(r, product, sums, term)
  const sized = added && sizes(r, added)
  const compared = sized && comparison(r, sized)
  const and = compared && chain(r, compared, ['and'], negation)
  const or = and && chain(r, and, ['or'], conjunction)
  return or && conditional(r, or)
}

/** Whether a value goes on behind an operand. A minus that only touches what follows begins another value. */
export const continues = (r: Reader): boolean =>
  r.at('x') || r.at(',') || isBinary(r, binaryOperators) || r.atWord('if')

const conditionWords = ['if', 'else', 'and', 'or', 'not', 'in']
const comparisons: readonly BinaryOperator[] = ['==', '!=', '<', '<=', '>', '>=']
const sums: readonly BinaryOperator[] = ['+', '-']
const products: readonly BinaryOperator[] = ['*', '/', '//', '%']

type Read = (r: Reader, expected?: string) => Expression | undefined

/** `then if test else otherwise`. */
function conditional(r: Reader, then: Expression): Expression | undefined {
  if (!r.atWord('if')) return then
  r.advance()
  const test = disjunction(r)
  if (!test) return undefined
  if (!r.atWord('else')) {
    r.fail("'else' and another value")
    return undefined
  }
  r.advance()
  const otherwise = r.nested(() => expression(r))
  return otherwise && { type: 'conditional', from: then.from, to: r.previousEnd, test, then, otherwise }
}

const disjunction: Read = r => startChain(r, ['or'], conjunction)
const conjunction: Read = r => startChain(r, ['and'], negation)

const negation: Read = r => {
  const { start: from } = r
  if (!r.atWord('not')) {
    const first = arithmetic(r, 'a value')
    const sized = first && sizes(r, first)
    return sized && comparison(r, sized)
  }
  r.advance()
  const operand = r.nested(() => negation(r))
  return operand && { type: 'unary', from, to: r.previousEnd, operator: 'not', operand }
}

function comparison(r: Reader, left: Expression): Expression | undefined {
  const operator = comparisonAt(r)
  if (!operator) return left
  if (!r.operator()) return undefined
  if (operator === 'not in') r.advance()
  const first = arithmetic(r, `a value after '${operator}'`)
  const right = first && sizes(r, first)
  if (!right) return undefined
  if (comparisonAt(r)) {
    r.fail("'and' between comparisons")
    return undefined
  }
  return { type: 'binary', from: left.from, to: r.previousEnd, operator, left, right }
}

function comparisonAt(r: Reader): BinaryOperator | undefined {
  if (r.atWord('in')) return 'in'
  if (r.atWord('not')) return 'not in'
  return comparisons.find(sign => r.at(sign as '=='))
}

/** `first` alone, or with the sizes that follow it: `5x5`, `max_len x 128`. */
function sizes(r: Reader, first: Expression): Expression | undefined {
  if (!r.at('x')) return first
  const items = [first]
  while (r.eat('x')) {
    const item = arithmetic(r, "a size after 'x'")
    if (!item) return undefined
    items.push(item)
  }
  return { type: 'sizes', from: first.from, to: r.previousEnd, items }
}

const arithmetic: Read = (r, expected) => startChain(r, sums, term, expected)
const term: Read = (r, expected) => startChain(r, products, unary, expected)

function unary(r: Reader, expected = 'a value'): Expression | undefined {
  const { start: from } = r
  if (!r.at('-')) return power(r, expected)
  if (!r.operator()) return undefined
  const operand = r.nested(() => unary(r, "a number after '-'"))
  if (!operand) return undefined
  return negated(operand, from) ?? { type: 'unary', from, to: r.previousEnd, operator: '-', operand }
}

/** A number with its sign is one number. */
function negated(operand: Expression, from: number): Expression | undefined {
  if (operand.type !== 'literal') return undefined
  const { value, to } = operand
  if (typeof value === 'number') return { type: 'literal', from, to, value: value === 0 ? 0 : -value }
  if (typeof value === 'bigint') return { type: 'literal', from, to, value: -value }
  const isFloat = typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'float'
  return isFloat ? { type: 'literal', from, to, value: { ...value, value: -value.value } } : undefined
}

function power(r: Reader, expected: string): Expression | undefined {
  const left = operand(r, expected)
  return left && raised(r, left)
}

function raised(r: Reader, left: Expression): Expression | undefined {
  if (!r.at('**')) return left
  if (!r.operator()) return undefined
  const right = r.nested(() => unary(r, "a value after '**'"))
  return right && { type: 'binary', from: left.from, to: r.previousEnd, operator: '**', left, right }
}

function startChain(r: Reader, operators: readonly BinaryOperator[], next: Read, expected?: string) {
  const first = next(r, expected)
  return first && chain(r, first, operators, next)
}

/** `first` and what follows it by operators of one rank, the first two together. */
function chain(r: Reader, first: Expression, operators: readonly BinaryOperator[], next: Read): Expression | undefined {
  let left = operators === products ? raised(r, first) : first
  while (left && isBinary(r, operators)) {
    const operator = r.value as BinaryOperator
    if (!r.operator()) return undefined
    const right = next(r, `a value after '${operator}'`)
    if (!right) return undefined
    left = { type: 'binary', from: left.from, to: r.previousEnd, operator, left, right }
  }
  return left
}

function isBinary(r: Reader, operators: readonly BinaryOperator[]): boolean {
  if (!(r.at('word') || signKinds.has(r.kind))) return false
  if (r.at('-') && !r.glued && !r.isSpaceNext) return false
  return operators.includes(r.value as BinaryOperator)
}

const signKinds: ReadonlySet<string> = new Set(binaryOperators)
