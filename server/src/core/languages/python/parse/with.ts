/** `with` statements, whose items may stand in parentheses that look like those of a tuple. */

import type { With, WithItem } from '../syntax.ts'
import { endsList } from './atoms.ts'
import { block } from './blocks.ts'
import { expression, target } from './expressions.ts'
import type { Parser } from './parser.ts'
import { Token } from './tokens.ts'

/** The cursor is at `with`. */
export function withStatement(p: Parser, start: number, isAsync: boolean): With {
  p.advance()
  const isParenthesized = hasParenthesizedItems(p)
  if (isParenthesized) p.advance()
  const items: WithItem[] = []
  do {
    if (isParenthesized && endsList(p, Token.RightParen)) break
    items.push(withItem(p))
  } while (p.eat(Token.Comma))
  if (isParenthesized) p.expect(Token.RightParen)
  const body = block(p)
  return { type: 'With', start, end: p.end, items, body, isAsync }
}

function withItem(p: Parser): WithItem {
  const { start } = p
  const context = expression(p)
  const variable = p.eat(Token.As) ? target(p) : null
  return { start, end: p.end, context, target: variable }
}

/**
 * Whether parentheses directly after `with` hold the items, as Python tries first: they are the last thing before the
 * colon, are not empty, and hold nothing that only an expression in parentheses could.
 */
function hasParenthesizedItems(p: Parser): boolean {
  if (!p.at(Token.LeftParen) || p.peek(1) === Token.RightParen || p.peek(1) === Token.Yield) return false
  let depth = 0
  for (let i = 0; ; i++) {
    const kind = p.peek(i)
    if (isOpening(kind)) depth++
    else if (isClosing(kind)) depth--
    else if (kind === Token.Newline || kind === Token.EndOfFile) return false
    else if (depth === 1 && isExpressionOnly(p, i)) return false
    if (depth === 0) return p.peek(i + 1) === Token.Colon
  }
}

function isOpening(kind: Token): boolean {
  return kind === Token.LeftParen || kind === Token.LeftBracket || kind === Token.LeftBrace
}

function isClosing(kind: Token): boolean {
  return kind === Token.RightParen || kind === Token.RightBracket || kind === Token.RightBrace
}

/** A generator, `:=`, or a starred element. */
function isExpressionOnly(p: Parser, distance: number): boolean {
  const kind = p.peek(distance)
  if (kind === Token.For || kind === Token.Async || kind === Token.Walrus) return true
  const before = p.peek(distance - 1)
  return kind === Token.Star && (before === Token.Comma || before === Token.LeftParen)
}
