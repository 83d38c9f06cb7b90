/** Statements of one line. */

import type { Assert, BinaryOperator, Delete, Expression, Raise, Return, Statement, TypeAlias } from '../syntax.ts'
import { typeParameters } from './definitions.ts'
import { expression, expressionList, target } from './expressions.ts'
import { importFrom, importNames } from './imports.ts'
import { TYPE } from './names.ts'
import type { Parser } from './parser.ts'
import { TOKEN_TEXT, Token } from './tokens.ts'

/** The statement at the cursor, without what ends it. */
export function simpleStatement(p: Parser): Statement {
  const { start } = p
  switch (p.kind) {
    case Token.Pass:
      p.advance()
      return { type: 'Pass', start, end: p.end }
    case Token.Break:
      p.advance()
      return { type: 'Break', start, end: p.end }
    case Token.Continue:
      p.advance()
      return { type: 'Continue', start, end: p.end }
    case Token.Return:
      return returned(p)
    case Token.Raise:
      return raised(p)
    case Token.Global:
      return { type: 'Global', start, names: declaredNames(p), end: p.end }
    case Token.Nonlocal:
      return { type: 'Nonlocal', start, names: declaredNames(p), end: p.end }
    case Token.Del:
      return deleted(p)
    case Token.Assert:
      return asserted(p)
    case Token.Import:
      return importNames(p)
    case Token.From:
      return importFrom(p)
    case Token.Name:
      if (isTypeAlias(p)) return typeAlias(p)
  }
  return p.atExpression() ? expressionStatement(p) : unreadable(p)
}

function unreadable(p: Parser): Statement {
  const { start } = p.missingPlace()
  p.problem('expected a statement')
  while (!endsStatement(p)) p.advance()
  return { type: 'Error', start, end: p.end, body: [] }
}

function endsStatement(p: Parser): boolean {
  return p.atLineEnd() || p.at(Token.Semicolon)
}

function returned(p: Parser): Return {
  const { start } = p
  p.advance()
  const value = endsStatement(p) ? null : expressionList(p)
  return { type: 'Return', start, end: p.end, value }
}

function raised(p: Parser): Raise {
  const { start } = p
  p.advance()
  const exception = endsStatement(p) ? null : expression(p)
  const cause = exception && p.eat(Token.From) ? expression(p) : null
  return { type: 'Raise', start, end: p.end, exception, cause }
}

/** The names after `global` or `nonlocal`. */
function declaredNames(p: Parser): string[] {
  const names: string[] = []
  do {
    p.advance()
    const { name } = p.identifier()
    if (name !== '') names.push(name)
  } while (p.at(Token.Comma))
  return names
}

function deleted(p: Parser): Delete {
  const { start } = p
  p.advance()
  const targets = [target(p)]
  while (p.eat(Token.Comma) && p.atExpression()) targets.push(target(p))
  return { type: 'Delete', start, end: p.end, targets }
}

function asserted(p: Parser): Assert {
  const { start } = p
  p.advance()
  const test = expression(p)
  const message = p.eat(Token.Comma) ? expression(p) : null
  return { type: 'Assert', start, end: p.end, test, message }
}

/** `type` is a name everywhere else. */
function isTypeAlias(p: Parser): boolean {
  if (!p.atName(TYPE) || p.peek(1) !== Token.Name) return false
  return p.peek(2) === Token.Equal || p.peek(2) === Token.LeftBracket
}

function typeAlias(p: Parser): TypeAlias {
  const { start } = p
  p.advance()
  const name = p.identifier()
  const typeParams = typeParameters(p)
  p.expect(Token.Equal)
  const value = expression(p)
  return { type: 'TypeAlias', start, end: p.end, name, typeParams, value }
}

/** An expression for itself, or the assignment that it begins. */
function expressionStatement(p: Parser): Statement {
  const { start } = p
  const value = expressionList(p)
  if (p.at(Token.Equal)) return assignment(p, start, value)
  if (p.at(Token.Colon)) return annotated(p, start, value)
  if (p.kind >= Token.PlusEqual && p.kind <= Token.CaretEqual) return augmented(p, start, value)
  return { type: 'Expr', start, end: p.end, value }
}

function assignment(p: Parser, start: number, first: Expression): Statement {
  const targets: Expression[] = []
  let value = first
  while (p.eat(Token.Equal)) {
    targets.push(value)
    value = expressionList(p)
  }
  return { type: 'Assign', start, end: p.end, targets, value }
}

function augmented(p: Parser, start: number, target: Expression): Statement {
  const operator = TOKEN_TEXT[p.kind]!.slice(0, -1) as BinaryOperator
  p.advance()
  const value = expressionList(p)
  return { type: 'AugAssign', start, end: p.end, target, operator, value }
}

function annotated(p: Parser, start: number, target: Expression): Statement {
  p.advance()
  const annotation = expression(p)
  const value = p.eat(Token.Equal) ? expressionList(p) : null
  return { type: 'AnnAssign', start, end: p.end, target, annotation, value }
}
