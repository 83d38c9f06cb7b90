/** Functions and classes: headers, parameters, type parameters, decorators. */

import type { ClassDef, Expression, FunctionDef, Parameter, Statement, TypeParam } from '../syntax.ts'
import { callArguments } from './arguments.ts'
import { endsList } from './atoms.ts'
import { block } from './blocks.ts'
import { expression, expressionList, named, starred } from './expressions.ts'
import type { Parser } from './parser.ts'
import { Token } from './tokens.ts'

/** From `@` on: the decorators and what they decorate. Without that, an `Error`. */
export function decorated(p: Parser): Statement {
  const { start } = p
  const decorators: Expression[] = []
  while (p.eat(Token.At)) {
    decorators.push(named(p))
    if (!p.atLineEnd()) {
      p.problem('expected the end of the line')
      p.skipLine()
    }
    p.eat(Token.Newline)
  }
  const isAsync = p.eat(Token.Async)
  if (p.at(Token.Def)) return functionDef(p, start, decorators, isAsync)
  if (p.at(Token.Class) && !isAsync) return classDef(p, start, decorators)
  p.problem('expected a function or class to decorate')
  return { type: 'Error', start, end: p.end, body: [] }
}

export function functionDef(p: Parser, start: number, decorators: Expression[], isAsync: boolean): FunctionDef {
  p.advance()
  const name = p.identifier()
  const typeParams = typeParameters(p)
  let params: Parameter[] = []
  if (p.expect(Token.LeftParen)) {
    params = parameters(p, Token.RightParen)
    p.expect(Token.RightParen)
  }
  const returns = p.eat(Token.Arrow) ? expressionList(p) : null
  const body = block(p)
  return { type: 'FunctionDef', start, end: p.end, name, typeParams, params, returns, body, decorators, isAsync }
}

export function classDef(p: Parser, start: number, decorators: Expression[]): ClassDef {
  p.advance()
  const name = p.identifier()
  const typeParams = typeParameters(p)
  const args = p.at(Token.LeftParen) ? callArguments(p) : []
  const body = block(p)
  return { type: 'ClassDef', start, end: p.end, name, typeParams, args, body, decorators }
}

type ParameterKind = Parameter['kind']

/** Parameters up to `close`, which stays. Only those of a function, which end with `)`, have annotations. */
export function parameters(p: Parser, close: Token): Parameter[] {
  const params: Parameter[] = []
  let kind: ParameterKind = 'positional'
  while (!endsList(p, close)) {
    const before = p.index
    if (p.eat(Token.Slash)) makePositionalOnly(params)
    else if (p.at(Token.Star) && p.peek(1) === Token.Comma) {
      p.advance()
      kind = 'keyword-only'
    } else {
      if (p.at(Token.Star)) kind = 'keyword-only'
      const parameter = parameterOf(p, kind, close)
      if (parameter) params.push(parameter)
    }
    if (!p.eat(Token.Comma) && !endsList(p, close)) p.problem("expected ','")
    if (p.index === before) p.advance()
  }
  return params
}

/** A `/` says so of all parameters before it. */
function makePositionalOnly(params: Parameter[]): void {
  params.forEach((parameter, i) => {
    params[i] = { ...parameter, kind: 'positional-only' }
  })
}

function parameterOf(p: Parser, kind: ParameterKind, close: Token): Parameter | undefined {
  const { start } = p
  const star = p.eat(Token.Star) ? 'rest' : p.eat(Token.DoubleStar) ? 'keywords' : kind
  if (!p.at(Token.Name)) {
    p.problem('expected a parameter')
    return undefined
  }
  const name = p.name()
  p.advance()
  const hasAnnotation = close === Token.RightParen && p.eat(Token.Colon)
  const annotation = hasAnnotation ? starredOrExpression(p) : null
  const value = p.eat(Token.Equal) ? expression(p) : null
  return { start, end: p.end, kind: star, name, annotation, default: value }
}

function starredOrExpression(p: Parser): Expression {
  return p.at(Token.Star) ? starred(p) : expression(p)
}

/** `[T: bound = default, *Ts, **P]`, or nothing. */
export function typeParameters(p: Parser): TypeParam[] {
  const params: TypeParam[] = []
  if (!p.eat(Token.LeftBracket)) return params
  while (!endsList(p, Token.RightBracket)) {
    const before = p.index
    params.push(typeParameter(p))
    if (!p.eat(Token.Comma) && !endsList(p, Token.RightBracket)) p.problem("expected ','")
    if (p.index === before) p.advance()
  }
  p.expect(Token.RightBracket)
  return params
}

function typeParameter(p: Parser): TypeParam {
  const { start } = p
  const star = p.eat(Token.Star) ? '*' : p.eat(Token.DoubleStar) ? '**' : ''
  const { name } = p.identifier()
  const bound = p.eat(Token.Colon) ? expression(p) : null
  const value = p.eat(Token.Equal) ? starredOrExpression(p) : null
  return { start, end: p.end, name, star, bound, default: value }
}
