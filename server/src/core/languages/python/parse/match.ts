/** `match` statements. `match` and `case` are keywords only here. */

import type { Match, MatchCase, Statement } from '../syntax.ts'
import { block, indented } from './blocks.ts'
import { expressionList, named } from './expressions.ts'
import { CASE, MATCH } from './names.ts'
import type { Parser } from './parser.ts'
import { patternList } from './patterns.ts'
import { statement } from './statements.ts'
import { STARTS_EXPRESSION, Token } from './tokens.ts'

/** `match` with something after it and a colon at the end of the line. */
export function atMatch(p: Parser): boolean {
  if (!p.atName(MATCH) || STARTS_EXPRESSION[p.peek(1)] === 0) return false
  let distance = 1
  while (p.peek(distance) !== Token.Newline && p.peek(distance) !== Token.EndOfFile) distance++
  return p.peek(distance - 1) === Token.Colon
}

/** From `match` to the end of its block. */
export function matchStatement(p: Parser): Match {
  const { start } = p
  p.advance()
  const subject = expressionList(p)
  const cases: MatchCase[] = []
  if (!p.expect(Token.Colon)) p.skipLine()
  p.eat(Token.Newline)
  if (p.at(Token.Indent)) indented(p, () => cases.push(matchCase(p)))
  else p.problem('expected an indented block')
  return { type: 'Match', start, end: p.end, subject, cases }
}

/** A case; or a statement where none may be, kept as a case that nothing matches. */
function matchCase(p: Parser): MatchCase {
  const { start } = p
  if (!p.atName(CASE)) return misplaced(p, start)
  p.advance()
  const pattern = patternList(p)
  const guard = p.eat(Token.If) ? named(p) : null
  const body = block(p)
  return { start, end: p.end, pattern, guard, body }
}

function misplaced(p: Parser, start: number): MatchCase {
  p.problem("expected 'case'")
  const body: Statement[] = []
  statement(p, body)
  return { start, end: p.end, pattern: { type: 'MatchMissing', start, end: start }, guard: null, body }
}
