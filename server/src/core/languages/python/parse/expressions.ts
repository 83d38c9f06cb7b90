/** Expressions, from the loosest binding operator to the tightest. Chains of operators are read in loops. */

import type {
  BinaryOperator,
  ComparisonOperator,
  Expression,
  Lambda,
  Name,
  Starred,
  Tuple,
  UnaryOperator,
  Yield,
  YieldFrom,
} from '../syntax.ts'
import { primary } from './atoms.ts'
import { parameters } from './definitions.ts'
import type { Parser } from './parser.ts'
import { TOKEN_COUNT, TOKEN_TEXT, Token, tokenSet } from './tokens.ts'

/** `a, *b`: one expression, or a tuple without parentheses. The widest form: also `yield`. */
export function expressionList(p: Parser): Expression {
  if (p.kind === Token.Yield) return yieldExpression(p)
  const { start } = p
  const first = starredOrNamed(p)
  return p.kind === Token.Comma ? bareTuple(p, start, first, starredOrNamed) : first
}

/** What may be assigned to in `for`, `del` and comprehensions: `a, *b.c, d[0]`. */
export function targetList(p: Parser): Expression {
  const { start } = p
  const first = target(p)
  return p.kind === Token.Comma ? bareTuple(p, start, first, target) : first
}

export function target(p: Parser): Expression {
  return p.kind === Token.Star ? starred(p) : binary(p, 1)
}

/** The rest of a tuple from its first comma on. */
export function bareTuple(p: Parser, start: number, first: Expression, element: (p: Parser) => Expression): Tuple {
  const elements = [first]
  while (p.eat(Token.Comma) && p.atExpression()) elements.push(element(p))
  return { type: 'Tuple', start, end: p.end, elements }
}

export function starredOrNamed(p: Parser): Expression {
  return p.kind === Token.Star ? starred(p) : named(p)
}

export function starred(p: Parser): Starred {
  const { start } = p
  p.advance()
  const value = binary(p, 1)
  return { type: 'Starred', start, end: p.end, value }
}

/** `name := value`, or an expression without. */
export function named(p: Parser): Expression {
  return p.kind === Token.Name && p.peek(1) === Token.Walrus ? assignment(p) : expression(p)
}

function assignment(p: Parser): Expression {
  const target = name(p)
  p.advance()
  const value = expression(p)
  return { type: 'NamedExpr', start: target.start, end: p.end, target, value }
}

/** The name at the cursor. */
export function name(p: Parser): Name {
  const { start } = p
  const text = p.name()
  p.advance()
  return { type: 'Name', start, end: p.end, name: text }
}

/** `yield`, `yield value` or `yield from value`. */
export function yieldExpression(p: Parser): Yield | YieldFrom {
  const { start } = p
  p.advance()
  if (p.eat(Token.From)) {
    const value = expression(p)
    return { type: 'YieldFrom', start, end: p.end, value }
  }
  const value = p.atExpression() && !p.at(Token.Yield) ? expressionList(p) : null
  return { type: 'Yield', start, end: p.end, value }
}

/** An expression without `:=`, `*` or commas: Python's `expression` rule. */
export function expression(p: Parser): Expression {
  if (p.kind === Token.Lambda) return lambda(p)
  const { start } = p
  const body = disjunction(p)
  return p.at(Token.If) ? conditional(p, start, body) : body
}

function lambda(p: Parser): Expression {
  if (p.isTooDeep()) return p.skipTooDeepLine()
  const { start } = p
  p.advance()
  p.depth++
  const params = parameters(p, Token.Colon)
  p.expect(Token.Colon)
  const body = p.kind === Token.Yield ? yieldExpression(p) : expression(p)
  p.depth--
  const node: Lambda = { type: 'Lambda', start, end: p.end, params, body }
  return node
}

/** `a if b else c if d else e`: read in a loop and put together from the right, as a chain may be long. */
function conditional(p: Parser, firstStart: number, firstBody: Expression): Expression {
  const branches: { start: number; body: Expression; test: Expression }[] = []
  let start = firstStart
  let last = firstBody
  while (p.kind === Token.If) {
    p.advance()
    branches.push({ start, body: last, test: disjunction(p) })
    start = p.start
    if (!p.expect(Token.Else)) last = p.missing()
    else {
      start = p.start
      last = p.at(Token.Lambda) ? lambda(p) : disjunction(p)
    }
  }
  const { end } = p
  return branches.reduceRight<Expression>(
    (orelse, branch) => ({ type: 'IfExp', start: branch.start, end, test: branch.test, body: branch.body, orelse }),
    last,
  )
}

/** The `or` level: what an iterable and the conditions of a comprehension are. */
export function disjunction(p: Parser): Expression {
  const { start } = p
  const first = conjunction(p)
  if (p.kind !== Token.Or) return first
  const values = [first]
  while (p.eat(Token.Or)) values.push(conjunction(p))
  return { type: 'BoolOp', start, end: p.end, operator: 'or', values }
}

function conjunction(p: Parser): Expression {
  const { start } = p
  const first = inversion(p)
  if (p.kind !== Token.And) return first
  const values = [first]
  while (p.eat(Token.And)) values.push(inversion(p))
  return { type: 'BoolOp', start, end: p.end, operator: 'and', values }
}

function inversion(p: Parser): Expression {
  return p.kind === Token.Not ? prefixed(p, 'not', inversion) : comparison(p)
}

function prefixed(p: Parser, operator: UnaryOperator, operandOf: (p: Parser) => Expression): Expression {
  if (p.isTooDeep()) return p.skipTooDeepLine()
  const { start } = p
  p.advance()
  p.depth++
  const operand = operandOf(p)
  p.depth--
  return { type: 'UnaryOp', start, end: p.end, operator, operand }
}

const COMPARES = tokenSet(
  Token.Less,
  Token.Greater,
  Token.LessEqual,
  Token.GreaterEqual,
  Token.EqualEqual,
  Token.NotEqual,
  Token.In,
  Token.Is,
  Token.Not,
)

function comparison(p: Parser): Expression {
  const { start } = p
  const left = binary(p, 1)
  if (COMPARES[p.kind] === 0) return left
  const operators: ComparisonOperator[] = []
  const comparators: Expression[] = []
  while (COMPARES[p.kind] === 1 && (p.kind !== Token.Not || p.peek(1) === Token.In)) {
    operators.push(comparisonOperator(p))
    comparators.push(binary(p, 1))
  }
  if (operators.length === 0) return left
  return { type: 'Compare', start, end: p.end, left, operators, comparators }
}

function comparisonOperator(p: Parser): ComparisonOperator {
  const kind = p.kind
  p.advance()
  if (kind === Token.Not) {
    p.advance()
    return 'not in'
  }
  if (kind === Token.Is) return p.eat(Token.Not) ? 'is not' : 'is'
  return TOKEN_TEXT[kind] as ComparisonOperator
}

/** How tightly a binary operator binds; 0 for all that is none. `**` binds tighter and to the right: see `power`. */
const PRECEDENCE = precedences()

function precedences(): Uint8Array {
  const levels = ['|', '^', '&', '<< >>', '+ -', '* / // % @']
  const precedence = new Uint8Array(TOKEN_COUNT)
  levels.forEach((operators, level) => {
    for (const operator of operators.split(' ')) precedence[TOKEN_TEXT.indexOf(operator)] = level + 1
  })
  return precedence
}

/** Binary operators that bind at least as tightly as `weakest`. */
export function binary(p: Parser, weakest: number): Expression {
  const { start } = p
  let left = unary(p)
  for (;;) {
    const { kind } = p
    const precedence = PRECEDENCE[kind]!
    if (precedence < weakest || precedence === 0) return left
    p.advance()
    const right = binary(p, precedence + 1)
    left = { type: 'BinOp', start, end: p.end, left, operator: TOKEN_TEXT[kind] as BinaryOperator, right }
  }
}

/** Every nesting of operands passes here, so here its depth is counted. */
function unary(p: Parser): Expression {
  if (p.isTooDeep()) return p.skipTooDeepLine()
  p.depth++
  const node = signed(p)
  p.depth--
  return node
}

function signed(p: Parser): Expression {
  switch (p.kind) {
    case Token.Minus:
      return prefixed(p, '-', signed)
    case Token.Plus:
      return prefixed(p, '+', signed)
    case Token.Tilde:
      return prefixed(p, '~', signed)
    default:
      return power(p)
  }
}

function power(p: Parser): Expression {
  const { start } = p
  const left = p.kind === Token.Await ? awaited(p) : primary(p)
  if (p.kind !== Token.DoubleStar) return left
  p.advance()
  const right = unary(p)
  return { type: 'BinOp', start, end: p.end, left, operator: '**', right }
}

function awaited(p: Parser): Expression {
  const { start } = p
  p.advance()
  const value = primary(p)
  return { type: 'Await', start, end: p.end, value }
}
