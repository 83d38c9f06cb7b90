/** `import` statements. */

import type { Alias, Import, ImportFrom } from '../syntax.ts'
import { endsList } from './atoms.ts'
import type { Parser } from './parser.ts'
import { Token } from './tokens.ts'

/** `import a.b as c, d` */
export function importNames(p: Parser): Import {
  const { start } = p
  const names: Alias[] = []
  do {
    p.advance()
    names.push(alias(p, dottedName))
  } while (p.at(Token.Comma))
  return { type: 'Import', start, end: p.end, names: names.filter(isNamed) }
}

/** `from ..a.b import c as d` */
export function importFrom(p: Parser): ImportFrom {
  const { start } = p
  p.advance()
  const level = leadingDots(p)
  const module = p.at(Token.Name) || level === 0 ? dottedName(p) : ''
  const names = p.expect(Token.Import) ? importedNames(p) : []
  return { type: 'ImportFrom', start, end: p.end, level, module, names }
}

function leadingDots(p: Parser): number {
  let level = 0
  for (;;) {
    if (p.eat(Token.Dot)) level++
    else if (p.eat(Token.Ellipsis)) level += 3
    else return level
  }
}

/** `*`, or names, which may stand in parentheses. */
function importedNames(p: Parser): Alias[] {
  const { start } = p
  if (p.eat(Token.Star)) return [{ start, end: p.end, name: '*', asName: null }]
  const isParenthesized = p.eat(Token.LeftParen)
  const names: Alias[] = []
  do {
    if (isParenthesized && endsList(p, Token.RightParen) && names.length > 0) break
    names.push(alias(p, simpleName))
  } while (p.eat(Token.Comma))
  if (isParenthesized) p.expect(Token.RightParen)
  return names.filter(isNamed)
}

function alias(p: Parser, nameOf: (p: Parser) => string): Alias {
  const { start } = p
  const name = nameOf(p)
  const asName = p.eat(Token.As) ? p.identifier().name : null
  return { start, end: p.end, name, asName }
}

function isNamed({ name }: Alias): boolean {
  return name !== ''
}

function simpleName(p: Parser): string {
  return p.identifier().name
}

function dottedName(p: Parser): string {
  let name = p.identifier().name
  while (p.eat(Token.Dot)) name += `.${p.identifier().name}`
  return name
}
