/** Statements with blocks, and the choice between all statements. */

import type { ExceptHandler, Expression, For, If, Statement, Try, While } from '../syntax.ts'
import { block, simpleStatements, skipBrokenLine, strayBlock } from './blocks.ts'
import { classDef, decorated, functionDef } from './definitions.ts'
import { expressionList, named, targetList } from './expressions.ts'
import { atMatch, matchStatement } from './match.ts'
import type { Parser } from './parser.ts'
import { Token } from './tokens.ts'
import { withStatement } from './with.ts'

/** Reads what stands at the cursor, all of a line at least, and adds the statements to `out`. */
export function statement(p: Parser, out: Statement[]): void {
  switch (p.kind) {
    case Token.Newline:
    case Token.Dedent:
      p.advance()
      return
    case Token.Indent:
      strayBlock(p, out)
      return
    case Token.Async:
      asyncStatement(p, out)
      return
    case Token.Elif:
    case Token.Else:
    case Token.Except:
    case Token.Finally:
      strayClause(p, out)
      return
  }
  const node = compoundStatement(p)
  if (node) out.push(node)
  else simpleStatements(p, out)
}

function compoundStatement(p: Parser): Statement | undefined {
  const { start } = p
  switch (p.kind) {
    case Token.If:
      return ifStatement(p)
    case Token.While:
      return whileStatement(p)
    case Token.For:
      return forStatement(p, start, false)
    case Token.Try:
      return tryStatement(p)
    case Token.With:
      return withStatement(p, start, false)
    case Token.Def:
      return functionDef(p, start, [], false)
    case Token.Class:
      return classDef(p, start, [])
    case Token.At:
      return decorated(p)
    default:
      return atMatch(p) ? matchStatement(p) : undefined
  }
}

function asyncStatement(p: Parser, out: Statement[]): void {
  const { start } = p
  p.advance()
  if (p.at(Token.Def)) out.push(functionDef(p, start, [], true))
  else if (p.at(Token.For)) out.push(forStatement(p, start, true))
  else if (p.at(Token.With)) out.push(withStatement(p, start, true))
  else {
    p.problem("expected 'def', 'for' or 'with'")
    skipBrokenLine(p, out)
  }
}

/** `else:` and the like without anything that they could belong to. The block is read but kept apart. */
function strayClause(p: Parser, out: Statement[]): void {
  const { start } = p
  p.problem('expected a statement')
  while (!p.atLineEnd() && !p.at(Token.Colon)) p.advance()
  const body = p.at(Token.Colon) ? block(p) : []
  out.push({ type: 'Error', start, end: p.end, body })
}

/** One `if` or `elif` with its block. */
interface Branch {
  readonly start: number
  readonly test: Expression
  readonly body: readonly Statement[]
}

/** The branches are read in a loop and put together from the last, as there may be thousands. */
function ifStatement(p: Parser): If {
  const branches: Branch[] = []
  do {
    const { start } = p
    p.advance()
    const test = named(p)
    branches.push({ start, test, body: block(p) })
  } while (p.at(Token.Elif))
  const last = elseBlock(p)
  const { end } = p
  return branches.reduceRight<{ node: If | undefined; orelse: Statement[] }>(
    ({ orelse }, { start, test, body }) => {
      const node: If = { type: 'If', start, end, test, body, orelse }
      return { node, orelse: [node] }
    },
    { node: undefined, orelse: last },
  ).node!
}

function elseBlock(p: Parser): Statement[] {
  return p.eat(Token.Else) ? block(p) : []
}

function whileStatement(p: Parser): While {
  const { start } = p
  p.advance()
  const test = named(p)
  const body = block(p)
  const orelse = elseBlock(p)
  return { type: 'While', start, end: p.end, test, body, orelse }
}

function forStatement(p: Parser, start: number, isAsync: boolean): For {
  p.advance()
  const target = targetList(p)
  const iter = p.expect(Token.In) ? expressionList(p) : p.missing()
  const body = block(p)
  const orelse = elseBlock(p)
  return { type: 'For', start, end: p.end, target, iter, body, orelse, isAsync }
}

function tryStatement(p: Parser): Try {
  const { start } = p
  p.advance()
  const body = block(p)
  const isStar = p.at(Token.Except) && p.peek(1) === Token.Star
  const handlers: ExceptHandler[] = []
  while (p.at(Token.Except)) handlers.push(exceptHandler(p))
  const orelse = elseBlock(p)
  const hasFinally = p.eat(Token.Finally)
  const finalbody = hasFinally ? block(p) : []
  if (!hasFinally && handlers.length === 0) p.problem("expected 'except' or 'finally'")
  return { type: 'Try', start, end: p.end, body, handlers, orelse, finalbody, isStar }
}

function exceptHandler(p: Parser): ExceptHandler {
  const { start } = p
  p.advance()
  p.eat(Token.Star)
  const exception = p.at(Token.Colon) || p.atLineEnd() ? null : expressionList(p)
  const name = exception && p.eat(Token.As) ? p.identifier() : null
  const body = block(p)
  return { start, end: p.end, exception, name, body }
}
