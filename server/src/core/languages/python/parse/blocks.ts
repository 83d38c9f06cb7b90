/** Blocks of statements, and what to do with lines that cannot be read. */

import type { Statement } from '../syntax.ts'
import type { Parser } from './parser.ts'
import { simpleStatement } from './simple-statements.ts'
import { statement } from './statements.ts'
import { Token } from './tokens.ts'

/** From the colon of a header to the end of its block, which may stand on the same line. */
export function block(p: Parser): Statement[] {
  const hasColon = p.expect(Token.Colon) || skipToColon(p)
  const body: Statement[] = []
  if (!p.atLineEnd()) simpleStatements(p, body)
  else if (p.peek(1) === Token.Indent && p.at(Token.Newline)) {
    p.advance()
    indented(p, () => statement(p, body))
  } else {
    if (hasColon) p.problem('expected an indented block')
    p.eat(Token.Newline)
  }
  return body
}

/** After a broken header: what stands behind its colon is still read. Returns whether there is one. */
function skipToColon(p: Parser): boolean {
  while (!p.atLineEnd() && !p.at(Token.Colon)) p.advance()
  return p.eat(Token.Colon)
}

/** From an `Indent` to its `Dedent`, with `read` for each statement. */
export function indented(p: Parser, read: () => void): void {
  if (p.isTooDeep()) {
    skipTooDeepBlock(p)
    return
  }
  p.advance()
  p.depth++
  while (!p.at(Token.Dedent) && !p.at(Token.EndOfFile)) read()
  p.depth--
  p.eat(Token.Dedent)
}

function skipTooDeepBlock(p: Parser): void {
  p.problemTooDeep()
  let open = 0
  do {
    if (p.at(Token.Indent)) open++
    else if (p.at(Token.Dedent)) open--
    p.advance()
  } while (open > 0 && !p.at(Token.EndOfFile))
}

/**
 * A block that no header announces. Its statements are read as if they were not indented, except after a line that
 * could not be read: that may have been any header, so they are kept apart.
 */
export function strayBlock(p: Parser, out: Statement[]): void {
  const { start } = p
  if (out.at(-1)?.type !== 'Error') {
    p.problemIndentation()
    indented(p, () => statement(p, out))
    return
  }
  const body: Statement[] = []
  indented(p, () => statement(p, body))
  out.push({ type: 'Error', start, end: p.end, body })
}

/** The statements of one line, separated by semicolons, and the end of the line. */
export function simpleStatements(p: Parser, out: Statement[]): void {
  do {
    if (p.atLineEnd()) break
    out.push(simpleStatement(p))
  } while (p.eat(Token.Semicolon))
  if (!p.atLineEnd()) {
    p.problem('expected the end of the statement')
    skipBrokenLine(p, out)
  }
  p.eat(Token.Newline)
}

/** The rest of a line that cannot be read further. */
export function skipBrokenLine(p: Parser, out: Statement[]): void {
  const { start } = p
  p.skipLine()
  out.push({ type: 'Error', start, end: p.end, body: [] })
}
