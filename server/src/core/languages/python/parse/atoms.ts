/** Operands: names, literals, everything in brackets, and the attributes, calls and subscripts that follow them. */

import type { Expression, NamedConstant, NumberConstant, Slice, Subscript } from '../syntax.ts'
import { callArguments } from './arguments.ts'
import { comprehension } from './comprehensions.ts'
import { expression, name, named, starred, starredOrNamed, target, yieldExpression } from './expressions.ts'
import { numberValue } from './numbers.ts'
import type { Parser } from './parser.ts'
import { strings } from './strings.ts'
import { Token } from './tokens.ts'

/** An operand with all its `.attribute`, `(arguments)` and `[indices]`. */
export function primary(p: Parser): Expression {
  const { start } = p
  let node = atom(p)
  for (;;) {
    switch (p.kind) {
      case Token.Dot: {
        p.advance()
        const attribute = p.identifier()
        node = { type: 'Attribute', start, end: p.end, value: node, attribute }
        break
      }
      case Token.LeftParen: {
        const args = callArguments(p)
        node = { type: 'Call', start, end: p.end, callee: node, args }
        break
      }
      case Token.LeftBracket:
        node = subscript(p, start, node)
        break
      default:
        return node
    }
  }
}

function atom(p: Parser): Expression {
  switch (p.kind) {
    case Token.Name:
      return name(p)
    case Token.Number:
      return number(p)
    case Token.String:
    case Token.FStringStart:
      return strings(p)
    case Token.None:
      return constant(p, 'None')
    case Token.True:
      return constant(p, 'True')
    case Token.False:
      return constant(p, 'False')
    case Token.Ellipsis:
      return constant(p, '...')
    case Token.LeftParen:
      return parenthesized(p)
    case Token.LeftBracket:
      return list(p)
    case Token.LeftBrace:
      return braces(p)
    default:
      return p.missing()
  }
}

function constant(p: Parser, value: NamedConstant['value']): NamedConstant {
  const { start } = p
  p.advance()
  return { type: 'Constant', start, end: p.end, value }
}

function number(p: Parser): NumberConstant {
  const { start } = p
  p.advance()
  const { end } = p
  const parsed = numberValue(p.text(start, end))
  if (parsed) return { type: 'Number', start, end, kind: parsed.kind, value: parsed.value }
  p.problemSince(start, `expected a number, found '${p.text(start, end)}'`)
  return { type: 'Number', start, end, kind: 'int', value: null }
}

/**
 * Elements with commas between them up to the bracket `close`, which is passed. A missing comma is reported and the
 * next element read; what can begin no element is reported and skipped. Adds to `elements` if there are some already.
 */
export function elementsUntil<Element>(
  p: Parser,
  close: Token,
  element: (p: Parser) => Element,
  elements: Element[] = [],
): Element[] {
  while (!endsList(p, close)) {
    const before = p.index
    if (p.atExpression()) elements.push(element(p))
    else p.problem('expected an expression')
    if (!p.eat(Token.Comma) && !endsList(p, close)) p.problem("expected ','")
    if (p.index === before) p.advance()
  }
  p.expect(close)
  return elements
}

/** At the bracket that closes a list, or where it must end without: at the end of the line or another bracket. */
export function endsList(p: Parser, close: Token): boolean {
  switch (p.kind) {
    case Token.Newline:
    case Token.EndOfFile:
    case Token.RightParen:
    case Token.RightBracket:
    case Token.RightBrace:
    case Token.FieldEnd:
      return true
    default:
      return p.kind === close
  }
}

export function atComprehension(p: Parser): boolean {
  return p.kind === Token.For || p.kind === Token.Async
}

/** `()`, `(a)`, `(a,)`, `(yield)` and generators. Parentheses around one expression leave no trace. */
function parenthesized(p: Parser): Expression {
  const { start } = p
  p.advance()
  if (p.eat(Token.RightParen)) return { type: 'Tuple', start, end: p.end, elements: [] }
  if (p.kind === Token.Yield) {
    const node = yieldExpression(p)
    p.expect(Token.RightParen)
    return node
  }
  const first = starredOrNamed(p)
  if (atComprehension(p)) return comprehension(p, 'GeneratorExp', start, first, null, Token.RightParen)
  if (!continuesTuple(p)) {
    p.expect(Token.RightParen)
    return first
  }
  const elements = elementsFrom(p, Token.RightParen, first)
  return { type: 'Tuple', start, end: p.end, elements }
}

/** A comma, or an expression where a comma was forgotten. */
function continuesTuple(p: Parser): boolean {
  return p.kind === Token.Comma || p.atExpression()
}

/** The first element and those after it. */
function elementsFrom(p: Parser, close: Token, first: Expression): Expression[] {
  if (!p.eat(Token.Comma) && !endsList(p, close)) p.problem("expected ','")
  return elementsUntil(p, close, starredOrNamed, [first])
}

function list(p: Parser): Expression {
  const { start } = p
  p.advance()
  if (!p.atExpression())
    return { type: 'List', start, elements: elementsUntil(p, Token.RightBracket, named), end: p.end }
  const first = starredOrNamed(p)
  if (atComprehension(p)) return comprehension(p, 'ListComp', start, first, null, Token.RightBracket)
  const elements = elementsFrom(p, Token.RightBracket, first)
  return { type: 'List', start, end: p.end, elements }
}

/** `{}`, a dict, a set, or the comprehension of either. */
function braces(p: Parser): Expression {
  const { start } = p
  p.advance()
  if (p.kind === Token.DoubleStar || !p.atExpression()) return dict(p, start, [], [])
  const first = starredOrNamed(p)
  if (p.eat(Token.Colon)) return dictFrom(p, start, first)
  if (atComprehension(p)) return comprehension(p, 'SetComp', start, first, null, Token.RightBrace)
  const elements = elementsFrom(p, Token.RightBrace, first)
  return { type: 'Set', start, end: p.end, elements }
}

/** A dict or its comprehension from after its first colon. */
function dictFrom(p: Parser, start: number, key: Expression): Expression {
  const value = expression(p)
  if (atComprehension(p)) return comprehension(p, 'DictComp', start, key, value, Token.RightBrace)
  if (!p.eat(Token.Comma) && !endsList(p, Token.RightBrace)) p.problem("expected ','")
  return dict(p, start, [key], [value])
}

function dict(p: Parser, start: number, keys: (Expression | null)[], values: Expression[]): Expression {
  elementsUntil(p, Token.RightBrace, () => {
    if (p.eat(Token.DoubleStar)) keys.push(null)
    else {
      keys.push(expression(p))
      p.expect(Token.Colon)
    }
    values.push(keys.at(-1) === null ? target(p) : expression(p))
  })
  return { type: 'Dict', start, end: p.end, keys, values }
}

function subscript(p: Parser, start: number, value: Expression): Subscript {
  p.advance()
  const slice = indices(p)
  p.expect(Token.RightBracket)
  return { type: 'Subscript', start, end: p.end, value, slice }
}

/** One index, or a tuple of them; a starred one is a tuple in itself. */
function indices(p: Parser): Expression {
  const { start } = p
  const first = index(p)
  if (p.kind !== Token.Comma && first.type !== 'Starred') return first
  const elements = [first]
  while (p.eat(Token.Comma) && (p.atExpression() || p.at(Token.Colon))) elements.push(index(p))
  return { type: 'Tuple', start, end: p.end, elements }
}

function index(p: Parser): Expression {
  if (p.kind === Token.Star) return starred(p)
  const { start } = p
  const lower = p.kind === Token.Colon ? null : named(p)
  return p.kind === Token.Colon ? slice(p, start, lower) : lower!
}

function slice(p: Parser, start: number, lower: Expression | null): Slice {
  p.advance()
  const upper = p.atExpression() ? expression(p) : null
  const step = p.eat(Token.Colon) && p.atExpression() ? expression(p) : null
  return { type: 'Slice', start, end: p.end, lower, upper, step }
}
