/** Comprehensions: `element for target in iterable if condition`. */

import type { Comprehension, Expression, Generator } from '../syntax.ts'
import { disjunction, expression, named, targetList } from './expressions.ts'
import type { Parser } from './parser.ts'
import { Token } from './tokens.ts'

/** Reads from the first `for` on to the bracket `close`, which is passed. */
export function comprehension(
  p: Parser,
  type: Comprehension['type'],
  start: number,
  element: Expression,
  value: Expression | null,
  close: Token,
): Comprehension {
  const generators = generatorsOf(p)
  p.expect(close)
  return { type, start, end: p.end, element, value, generators }
}

/** The `for` clauses at the cursor. */
export function generatorsOf(p: Parser): Generator[] {
  const generators: Generator[] = []
  while (p.kind === Token.For || p.kind === Token.Async) generators.push(generatorOf(p))
  return generators
}

function generatorOf(p: Parser): Generator {
  const { start } = p
  const isAsync = p.eat(Token.Async)
  p.expect(Token.For)
  const target = targetList(p)
  const iter = p.expect(Token.In) ? withoutConditional(p) : p.missing()
  const conditions: Expression[] = []
  while (p.eat(Token.If)) conditions.push(condition(p))
  return { start, end: p.end, target, iter, conditions, isAsync }
}

/** `x if y` would take the condition of the comprehension for its own. */
function withoutConditional(p: Parser): Expression {
  return p.kind === Token.Lambda ? expression(p) : disjunction(p)
}

function condition(p: Parser): Expression {
  const isAssignment = p.kind === Token.Name && p.peek(1) === Token.Walrus
  return isAssignment ? named(p) : withoutConditional(p)
}
