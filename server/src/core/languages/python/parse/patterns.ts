/** The patterns of `case`. */

import type {
  Attribute,
  Expression,
  KeywordPattern,
  MatchAs,
  MatchClass,
  MatchMapping,
  MatchStar,
  MatchValue,
  Name,
  Pattern,
} from '../syntax.ts'
import { elementsUntil, endsList } from './atoms.ts'
import { binary, name } from './expressions.ts'
import { UNDERSCORE } from './names.ts'
import type { Parser } from './parser.ts'
import { Token } from './tokens.ts'

/** What stands after `case`: one pattern, or a sequence without brackets. */
export function patternList(p: Parser): Pattern {
  const { start } = p
  const first = pattern(p)
  if (!p.at(Token.Comma) && first.type !== 'MatchStar') return first
  const patterns = [first]
  while (p.eat(Token.Comma) && !p.at(Token.Colon) && !p.at(Token.If)) patterns.push(pattern(p))
  return { type: 'MatchSequence', start, end: p.end, patterns }
}

/** `a | b as name` or `*rest`. */
function pattern(p: Parser): Pattern {
  if (p.at(Token.Star)) return starPattern(p)
  if (p.isTooDeep()) {
    const { start, end } = p.skipTooDeepLine()
    return { type: 'MatchMissing', start, end }
  }
  const { start } = p
  p.depth++
  const alternatives = orPattern(p, start)
  p.depth--
  if (!p.eat(Token.As)) return alternatives
  const target = p.identifier()
  return { type: 'MatchAs', start, end: p.end, pattern: alternatives, name: target.name }
}

function starPattern(p: Parser): MatchStar {
  const { start } = p
  p.advance()
  const target = captureName(p)
  return { type: 'MatchStar', start, end: p.end, name: target }
}

/** The name that is bound, or null for `_`. */
function captureName(p: Parser): string | null {
  const isWildcard = p.atName(UNDERSCORE)
  const { name } = p.identifier()
  return isWildcard ? null : name
}

function orPattern(p: Parser, start: number): Pattern {
  const first = closedPattern(p)
  if (!p.at(Token.Bar)) return first
  const patterns = [first]
  while (p.eat(Token.Bar)) patterns.push(closedPattern(p))
  return { type: 'MatchOr', start, end: p.end, patterns }
}

function closedPattern(p: Parser): Pattern {
  switch (p.kind) {
    case Token.Number:
    case Token.Minus:
    case Token.String:
    case Token.FStringStart:
      return valuePattern(p)
    case Token.None:
      return singleton(p, 'None')
    case Token.True:
      return singleton(p, 'True')
    case Token.False:
      return singleton(p, 'False')
    case Token.Name:
      return p.peek(1) === Token.Dot || p.peek(1) === Token.LeftParen ? namedPattern(p) : capture(p)
    case Token.LeftParen:
      return grouped(p)
    case Token.LeftBracket:
      return sequence(p)
    case Token.LeftBrace:
      return mapping(p)
    default:
      return missing(p)
  }
}

/** The precedence of `+`: a pattern's value is a literal, a sign, or a complex number. */
const ADDITION = 5

function valuePattern(p: Parser): MatchValue {
  const { start } = p
  const value = binary(p, ADDITION)
  return { type: 'MatchValue', start, end: p.end, value }
}

function singleton(p: Parser, value: 'None' | 'True' | 'False'): Pattern {
  const { start } = p
  p.advance()
  return { type: 'MatchSingleton', start, end: p.end, value }
}

function capture(p: Parser): MatchAs {
  const { start } = p
  const target = captureName(p)
  return { type: 'MatchAs', start, end: p.end, pattern: null, name: target }
}

function missing(p: Parser): Pattern {
  p.problem('expected a pattern')
  return { type: 'MatchMissing', ...p.missingPlace() }
}

/** `a.b`, which is a value, or `a.b(patterns)`. */
function namedPattern(p: Parser): Pattern {
  const { start } = p
  const value = dotted(p, start)
  if (p.at(Token.LeftParen)) return classPattern(p, start, value)
  return { type: 'MatchValue', start, end: p.end, value }
}

function dotted(p: Parser, start: number): Name | Attribute {
  let value: Name | Attribute = name(p)
  while (p.eat(Token.Dot)) {
    const attribute = p.identifier()
    value = { type: 'Attribute', start, end: p.end, value, attribute }
  }
  return value
}

function classPattern(p: Parser, start: number, cls: Expression): MatchClass {
  const patterns: Pattern[] = []
  const keywords: KeywordPattern[] = []
  p.advance()
  elementsUntil(p, Token.RightParen, () => {
    if (p.at(Token.Name) && p.peek(1) === Token.Equal) keywords.push(keywordPattern(p))
    else patterns.push(pattern(p))
  })
  return { type: 'MatchClass', start, end: p.end, cls, patterns, keywords }
}

function keywordPattern(p: Parser): KeywordPattern {
  const { start, name } = p.identifier()
  p.advance()
  const value = pattern(p)
  return { start, end: p.end, name, pattern: value }
}

/** `(a)` is `a`; anything else in parentheses is a sequence. */
function grouped(p: Parser): Pattern {
  const { start } = p
  p.advance()
  const first = endsList(p, Token.RightParen) ? undefined : pattern(p)
  if (first && first.type !== 'MatchStar' && p.eat(Token.RightParen)) return first
  p.eat(Token.Comma)
  const patterns = elementsUntil(p, Token.RightParen, pattern, first ? [first] : [])
  return { type: 'MatchSequence', start, end: p.end, patterns }
}

function sequence(p: Parser): Pattern {
  const { start } = p
  p.advance()
  const patterns = elementsUntil(p, Token.RightBracket, pattern)
  return { type: 'MatchSequence', start, end: p.end, patterns }
}

/** The precedence of `|`, the loosest of the binary operators: what a key may be. */
const ANY_BINARY = 1

function mapping(p: Parser): MatchMapping {
  const { start } = p
  const keys: Expression[] = []
  const patterns: Pattern[] = []
  let rest: string | null = null
  p.advance()
  elementsUntil(p, Token.RightBrace, () => {
    if (p.eat(Token.DoubleStar)) rest = p.identifier().name
    else {
      keys.push(binary(p, ANY_BINARY))
      p.expect(Token.Colon)
      patterns.push(pattern(p))
    }
  })
  return { type: 'MatchMapping', start, end: p.end, keys, patterns, rest }
}
