/** The arguments of calls and class headers. */

import type { Argument, Expression } from '../syntax.ts'
import { atComprehension, elementsUntil } from './atoms.ts'
import { generatorsOf } from './comprehensions.ts'
import { expression, named } from './expressions.ts'
import type { Parser } from './parser.ts'
import { Token } from './tokens.ts'

/** The arguments in parentheses; the cursor is at the opening one. */
export function callArguments(p: Parser): Argument[] {
  p.advance()
  return elementsUntil(p, Token.RightParen, argument)
}

function argument(p: Parser): Argument {
  const { start, previousStart } = p
  switch (p.kind) {
    case Token.Star:
      return unpacked(p, '*')
    case Token.DoubleStar:
      return unpacked(p, '**')
    case Token.Name:
      if (p.peek(1) === Token.Equal) return keyword(p)
  }
  const value = named(p)
  if (atComprehension(p)) return generator(p, previousStart, value)
  return { start, end: p.end, name: null, star: '', value }
}

function unpacked(p: Parser, star: '*' | '**'): Argument {
  const { start } = p
  p.advance()
  const value = expression(p)
  return { start, end: p.end, name: null, star, value }
}

function keyword(p: Parser): Argument {
  const name = p.identifier()
  p.advance()
  const value = expression(p)
  return { start: name.start, end: p.end, name, star: '', value }
}

/** `f(x for x in y)`: the parentheses of the call are those of the generator, as in Python's `ast`. */
function generator(p: Parser, open: number, element: Expression): Argument {
  const generators = generatorsOf(p)
  const isAlone = p.kind === Token.RightParen
  const start = isAlone ? open : element.start
  const end = isAlone ? p.tokenEnd : p.end
  const value: Expression = { type: 'GeneratorExp', start, end, element, value: null, generators }
  return { start, end, name: null, star: '', value }
}
