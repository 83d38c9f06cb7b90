/** Elements that are being typed: where brackets end that were opened on a line of their own and not closed. */
import { CHARACTER_CLASS, CharacterClass, Code, isAsciiNamePart } from './characters.ts'
import type { Lexer } from './lexer.ts'
import { FORCED, STARTS_EXPRESSION, Token } from './tokens.ts'

/**
 * What a line inside brackets begins with. `kind` is the token of its first word if that is a keyword, `Name`, or `Bad`
 * if it is something else than a word.
 */
export interface LineStart {
  readonly code: number
  readonly column: number
  readonly kind: Token
  readonly end: number
}

/**
 * A line that starts at or left of the line on which the innermost bracket was opened is not inside of it, and so on
 * outward; the outermost bracket is left to the statement's own column. What is left open goes on with a new element.
 */
export function closeForgotten(lexer: Lexer, line: LineStart): void {
  const { length } = lexer.brackets
  const depth = CHARACTER_CLASS[line.code] === CharacterClass.Close ? length : depthOf(lexer, line)
  lexer.closeBrackets(depth)
  if (depth < length ? beginsElement(line) : isUnfinishedName(lexer, line))
    lexer.pushLayout(Token.Comma, depth < length ? FORCED : 0)
}

/** How many brackets the line is inside of. One that names an argument can only go on with a call. */
function depthOf(lexer: Lexer, line: LineStart): number {
  const { brackets, bracketColumns, text } = lexer
  const isInCall = namesArgument(text, line)
  let depth = brackets.length
  while (depth > 1 && line.column <= bracketColumns[depth - 1]!) {
    if (isInCall && text.charCodeAt(brackets[depth - 2]!) !== Code.OpenParen) break
    depth--
  }
  return depth
}

function namesArgument(text: string, line: LineStart): boolean {
  if (line.kind !== Token.Name) return false
  const next = afterSpaces(text, line.end)
  return text.charCodeAt(next) === Code.Equal && text.charCodeAt(next + 1) !== Code.Equal
}

/** Whether a line can begin with an element; else it goes on with the one before: `.name`, `for x in y`, `+ 1`. */
function beginsElement({ code, kind }: LineStart): boolean {
  if (kind !== Token.Bad) return STARTS_EXPRESSION[kind] === 1
  if (code >= 128 || code === Code.Star) return true
  switch (CHARACTER_CLASS[code]) {
    case CharacterClass.NameStart:
    case CharacterClass.Digit:
    case CharacterClass.Quote:
    case CharacterClass.Open:
      return true
    default:
      return false
  }
}

/**
 * `layers.` on a line of its own and, not right of it, `layers.Dense(3)`. To Python that is `layers.layers.Dense(3)`;
 * to who types it, two elements, and the first is not finished.
 */
export function isUnfinishedName(lexer: Lexer, line: LineStart): boolean {
  if (lexer.tokens.last() !== Token.Dot || line.column > lexer.lineColumn || lexer.fields > 0) return false
  const { text, position } = lexer
  const isQualified = line.kind === Token.Name && text.charCodeAt(line.end) === Code.Dot
  if (!isQualified || !text.startsWith(text.slice(position, line.end + 1), lexer.lineStart)) return false
  const dot = lexer.base + lexer.tokens.lastEnd() - 1
  let end = lexer.lineStart
  while (end < dot && isQualifiedNamePart(text.charCodeAt(end))) end++
  return end === dot
}

function isQualifiedNamePart(code: number): boolean {
  return code >= 128 || code === Code.Dot || isAsciiNamePart(code)
}

export function afterSpaces(text: string, start: number): number {
  let position = start
  while (text.charCodeAt(position) === Code.Space) position++
  return position
}
