/** Logical lines of a cell, as IPython tells them apart before it takes its magics out: with their brackets and strings. */
import { afterNewline, Code, endOfLine, isNewline } from '../parse/characters.ts'

export interface LogicalLine {
  /** After its line break. */
  readonly end: number
  /** Where `%magic` or `!command` stands that is assigned: `files = !ls`. */
  readonly assigned?: number
  /** It ends with a question mark. */
  readonly asksHelp?: boolean
}

/** The line that begins at `start`, which is no place inside brackets or a string. */
export function logicalLine(text: string, start: number): LogicalLine {
  if (/^[^\S\r\n]*[%!?]/.test(text.slice(start, start + widest))) return { end: commandEnd(text, start) }
  let depth = 0
  let last = ''
  let isAssigned = false
  for (let at = start; at < text.length; ) {
    const character = text[at]!
    const next = afterToken(text, at)
    if (depth === 0 && !isAssigned && isAssignment(text, at)) {
      isAssigned = true
      const value = /^=[^\S\r\n]*(?=!|%[A-Za-z_])/.exec(text.slice(at, at + widest))
      if (value) return { end: commandEnd(text, at), assigned: at + value[0].length }
    }
    if ('([{'.includes(character)) depth++
    if (')]}'.includes(character)) depth = Math.max(0, depth - 1)
    if (isNewline(text.charCodeAt(at)) && (depth === 0 || beginsStatement(text, next)))
      return { end: next, asksHelp: last === '?' }
    if (!/[\s#]/.test(character)) last = character
    at = next
  }
  return { end: text.length, asksHelp: depth === 0 && last === '?' }
}

/** How much of a line is looked at for what it begins with. */
const widest = 80

/** Where a comment, a string, a joined line, a line break or any other single character ends. */
function afterToken(text: string, at: number): number {
  const code = text.charCodeAt(at)
  if (code === Code.Hash) return endOfLine(text, at)
  if (code === Code.SingleQuote || code === Code.DoubleQuote) return afterString(text, at)
  return afterNewline(text, code === Code.Backslash ? at + 1 : at)
}

/** A string of one line that is not closed ends with its line, one in triple quotes with the text. */
function afterString(text: string, start: number): number {
  const quote = text[start]!
  const quotes = text.startsWith(quote.repeat(3), start) ? quote.repeat(3) : quote
  let at = start + quotes.length
  while (at < text.length && !text.startsWith(quotes, at)) {
    if (quotes === quote && isNewline(text.charCodeAt(at))) return at
    at = text.charCodeAt(at) === Code.Backslash ? afterNewline(text, at + 1) : at + 1
  }
  return Math.min(at + quotes.length, text.length)
}

/** A plain `=`, which is no part of `==`, `+=` and their like. */
const isAssignment = (text: string, at: number): boolean =>
  text[at] === '=' && text[at + 1] !== '=' && !/[=!<>:+\-*/%&|^@]/.test(text[at - 1] ?? '')

/** What begins here cannot stand inside brackets: those before it are not closed yet. */
const beginsStatement = (text: string, at: number): boolean => beginning.test(text.slice(at, at + widest))

const beginning =
  /^(?:[^\S\r\n]*!(?!=)|%\w+ +(?!(?:if|else|for|in|is|and|or|not|async)\b)[A-Za-z_]|(?:import|def|class|return|with|while|try|del|assert|raise)\b)/

/** A command goes on after a backslash at the end of its line. */
function commandEnd(text: string, start: number): number {
  let at = start
  for (;;) {
    const end = endOfLine(text, at)
    at = afterNewline(text, end)
    if (at >= text.length || text.charCodeAt(end - 1) !== Code.Backslash) return Math.min(at, text.length)
  }
}
