/** Lines: where chunks, blocks and logical lines begin and end, and when a line inside brackets must be a statement. */
import {
  afterNewline,
  CHARACTER_CLASS,
  CharacterClass,
  Code,
  endOfLine,
  isAsciiNamePart,
  isNewline,
} from './characters.ts'
import type { Lexer } from './lexer.ts'
import { hashed } from './names.ts'
import { ENDS_OPERAND, HEADER_KEYWORD, KEYWORDS, OPERAND_WORD, STATEMENT_KEYWORD, Token } from './tokens.ts'
import { afterSpaces, closeForgotten, isUnfinishedName, type LineStart } from './unclosed.ts'

/** So many lines that look like statements inside brackets mean that the bracket is probably not closed. */
const SUSPICIOUS_LINES = 3

/** After so many it is not read on to see whether it is closed after all. */
const MOST_SUSPICIOUS_LINES = 200

/** Begins a logical line: skips blank ones, compares the indentation. False where the chunk ends. */
export function startLine(lexer: Lexer): boolean {
  const column = skipBlankLines(lexer)
  const isFirst = lexer.tokens.count === 0
  if (lexer.position >= lexer.text.length) return endChunkAtEndOfFile(lexer, column, isFirst)
  if (column === 0 && !isFirst && !lexer.isDecorator && !continuesStatement(lexer.text, lexer.position))
    return closeBlocks(lexer)
  if (isFirst) startChunk(lexer, column)
  indent(lexer, column)
  lexer.atLineStart = false
  lexer.statementColumn = column
  lexer.lineColumn = column
  lexer.lineStart = lexer.position
  lexer.statementToken = lexer.tokens.count
  lexer.suspiciousLines = 0
  lexer.isDecorator = lexer.text.charCodeAt(lexer.position) === Code.At
  return true
}

/**
 * Whether a chunk that was read to its end would end before `position` again, given that a line starts there: what
 * stands there begins a statement of its own.
 */
export function beginsStatement(text: string, position: number): boolean {
  if (position >= text.length) return true
  const code = text.charCodeAt(position)
  const isBlank = code <= Code.Space || code === Code.Hash || code === Code.Backslash
  return !isBlank && !continuesStatement(text, position)
}

const CONTINUATIONS = ['else', 'elif', 'except', 'finally']

/** How far beyond the end of a chunk one looks to see that it ends. */
export const LONGEST_CONTINUATION = 'finally'.length + 1

/** Whether a clause of the compound statement before begins here. */
function continuesStatement(text: string, position: number): boolean {
  const code = text.charCodeAt(position)
  if (code !== 101 && code !== 102) return false
  return CONTINUATIONS.some(word => {
    if (!text.startsWith(word, position)) return false
    const next = text.charCodeAt(position + word.length)
    return !(next >= 128 || isAsciiNamePart(next))
  })
}

/** Moves to the first character of the next line that has one, and returns its column. */
function skipBlankLines(lexer: Lexer): number {
  const { text } = lexer
  for (;;) {
    const column = skipIndentation(lexer)
    const code = text.charCodeAt(lexer.position)
    if (code === Code.Hash) lexer.position = endOfLine(text, lexer.position)
    else if (!isNewline(code)) return column
    if (lexer.position >= text.length) return column
    lexer.position = afterNewline(text, lexer.position)
  }
}

/** The column of the line that begins here. A line continued by a backslash has that of its first piece. */
function skipIndentation(lexer: Lexer): number {
  const { text } = lexer
  let column = spaces(lexer)
  while (text.charCodeAt(lexer.position) === Code.Backslash && isNewline(text.charCodeAt(lexer.position + 1))) {
    lexer.position = afterNewline(text, lexer.position + 1)
    const next = spaces(lexer)
    if (column === 0) column = next
  }
  return column
}

/** Skips spaces, tabs (to multiples of eight) and form feeds (to the first column). */
function spaces(lexer: Lexer): number {
  const { text } = lexer
  let column = 0
  for (; ; lexer.position++) {
    const code = text.charCodeAt(lexer.position)
    if (code === Code.Space) column++
    else if (code === Code.Tab) column = (column | 7) + 1
    else if (code === Code.FormFeed) column = 0
    else return column
  }
}

/** A statement that is over, with nothing but line endings after it, does not depend on what will be written next. */
function endChunkAtEndOfFile(lexer: Lexer, column: number, isFirst: boolean): boolean {
  const isOpen = column > 0 || isFirst || lexer.isDecorator || !isNewline(lexer.text.charCodeAt(lexer.position - 1))
  if (isOpen) lexer.lookedAt(Number.POSITIVE_INFINITY)
  return closeBlocks(lexer)
}

function closeBlocks(lexer: Lexer): false {
  for (let i = 1; i < lexer.indents.length; i++) lexer.pushLayout(Token.Dedent)
  lexer.pushLayout(Token.EndOfFile)
  return false
}

/** Of the first statement of a chunk. */
export const unexpectedIndentation = 'unexpected indentation'

function startChunk(lexer: Lexer, column: number): void {
  lexer.indents.push(column)
  if (column > 0) lexer.problem({ from: lexer.position, to: lexer.position + 1 }, unexpectedIndentation)
}

function indent(lexer: Lexer, column: number): void {
  const { indents } = lexer
  if (column > indents.at(-1)!) {
    indents.push(column)
    lexer.pushLayout(Token.Indent)
    return
  }
  while (indents.length > 1 && indents.at(-1)! > column) {
    if (indents.at(-2)! < column) reportMisaligned(lexer, column)
    else {
      indents.pop()
      lexer.pushLayout(Token.Dedent)
    }
  }
  if (indents.at(-1)! > column) indents[0] = column
}

/** A line between the columns of two blocks goes on with the inner one, whose column it then has. */
function reportMisaligned(lexer: Lexer, column: number): void {
  lexer.problem({ from: lexer.position, to: lexer.position + 1 }, 'expected the indentation of an outer block')
  lexer.indents[lexer.indents.length - 1] = column
}

/** Goes on, inside brackets, to the next line; or finds that the brackets cannot be meant to go on there. */
export function lexContinuationLine(lexer: Lexer): void {
  const { text } = lexer
  const start = afterNewline(text, lexer.position)
  lexer.position = start
  const column = spaces(lexer)
  const code = text.charCodeAt(lexer.position)
  if (lexer.position >= text.length || isNewline(code) || code === Code.Hash) return
  const line = lineStart(lexer, code, column)
  if (lexer.layout && lexer.fields === 0) {
    if (mustBreak(lexer, line)) {
      lexer.lookedAt(line.end + 1)
      lexer.position = start
      lexer.breakBrackets()
      return
    }
    closeForgotten(lexer, line)
  } else if (mustGiveUp(lexer, line)) lexer.fail(endOfLine(text, line.end) + 1)
  lexer.lineColumn = column
  lexer.lineStart = lexer.position
}

function mustBreak(lexer: Lexer, line: LineStart): boolean {
  if (STATEMENT_KEYWORD[line.kind] === 1) return true
  if (line.column <= lexer.statementColumn) return CHARACTER_CLASS[line.code] !== CharacterClass.Close
  return isHeader(lexer) && (followsOperand(lexer, line) || followsHeaderColon(lexer))
}

function mustGiveUp(lexer: Lexer, line: LineStart): boolean {
  if (STATEMENT_KEYWORD[line.kind] === 1) return true
  if (line.column > lexer.statementColumn)
    return isUnfinishedName(lexer, line) || (isHeader(lexer) && followsOperand(lexer, line))
  if (followsOperand(lexer, line)) return true
  if (looksLikeStatement(lexer.text, line)) lexer.suspiciousLines++
  if (lexer.suspiciousLines < SUSPICIOUS_LINES) return false
  lexer.isDoubtful = true
  return lexer.fields > 0 || lexer.suspiciousLines >= MOST_SUSPICIOUS_LINES
}

/** Two operands with only a line ending between them are no expression, wherever they stand. */
function followsOperand(lexer: Lexer, line: LineStart): boolean {
  return OPERAND_WORD[line.kind] === 1 && ENDS_OPERAND[lexer.tokens.last()] === 1
}

/** `def f(x:` at the end of a line: the colon was meant to end the header. */
function followsHeaderColon(lexer: Lexer): boolean {
  const isInParentheses = lexer.brackets.length === 1 && lexer.text[lexer.brackets[0]!] === '('
  return isInParentheses && lexer.tokens.last() === Token.Colon
}

function isHeader(lexer: Lexer): boolean {
  return HEADER_KEYWORD[lexer.tokens.kinds[lexer.statementToken]!] === 1
}

function lineStart(lexer: Lexer, code: number, column: number): LineStart {
  const { text, position } = lexer
  if (code >= 128 || CHARACTER_CLASS[code] !== CharacterClass.NameStart)
    return { code, column, kind: Token.Bad, end: position + 1 }
  let end = position
  let hash = 0
  for (; end < text.length && isAsciiNamePart(text.charCodeAt(end)); end++) hash = hashed(hash, text.charCodeAt(end))
  const next = text.charCodeAt(end)
  if (next === Code.DoubleQuote || next === Code.SingleQuote) return { code, column, kind: Token.Bad, end: end + 1 }
  const id = lexer.names.find(text, position, end, hash)
  return { code, column, kind: id < KEYWORDS.length ? Token.False + id : Token.Name, end }
}

/** A word with `=`, `.` or `(` after it, or a keyword that begins statements more often than lines inside brackets. */
function looksLikeStatement(text: string, line: LineStart): boolean {
  if (line.kind === Token.Bad) return false
  if (line.kind === Token.For || line.kind === Token.If || line.kind === Token.From) return true
  const next = afterSpaces(text, line.end)
  return '=.('.includes(text.charAt(next)) && next < text.length
}
