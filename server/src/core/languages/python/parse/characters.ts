/** What the lexer needs to know about single characters. */

/** What a token that begins with an ASCII character can be. */
export enum CharacterClass {
  Other,
  Space,
  NameStart,
  Digit,
  Newline,
  Quote,
  Open,
  Close,
  Comment,
  Backslash,
  Dot,
  Operator,
}

/** Character codes by the names they have in this folder. */
export enum Code {
  Tab = 9,
  LineFeed = 10,
  FormFeed = 12,
  CarriageReturn = 13,
  Space = 32,
  DoubleQuote = 34,
  Hash = 35,
  SingleQuote = 39,
  OpenParen = 40,
  Star = 42,
  Minus = 45,
  Dot = 46,
  Colon = 58,
  Equal = 61,
  Greater = 62,
  At = 64,
  OpenBracket = 91,
  Backslash = 92,
  OpenBrace = 123,
  CloseBrace = 125,
  ByteOrderMark = 0xfeff,
}

export const CHARACTER_CLASS: Uint8Array = characterClasses()

function characterClasses(): Uint8Array {
  const classes = new Uint8Array(128)
  const assign = (characters: string, value: CharacterClass) => {
    for (const character of characters) classes[character.charCodeAt(0)] = value
  }
  assign(' \t\f', CharacterClass.Space)
  assign('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_', CharacterClass.NameStart)
  assign('0123456789', CharacterClass.Digit)
  assign('\n\r', CharacterClass.Newline)
  assign('"\'', CharacterClass.Quote)
  assign('([{', CharacterClass.Open)
  assign(')]}', CharacterClass.Close)
  assign('#', CharacterClass.Comment)
  assign('\\', CharacterClass.Backslash)
  assign('.', CharacterClass.Dot)
  assign(',:;=!~<>+-*/%@&|^', CharacterClass.Operator)
  return classes
}

export function isDigit(code: number): boolean {
  return code >= 48 && code < 58
}

/** Line feed or carriage return. */
export function isNewline(code: number): boolean {
  return code === Code.LineFeed || code === Code.CarriageReturn
}

/** Whether an ASCII character may be inside a name. */
export function isAsciiNamePart(code: number): boolean {
  const kind = CHARACTER_CLASS[code]
  return kind === CharacterClass.NameStart || kind === CharacterClass.Digit
}

/** Where the line ending at `position` is over: CR, LF and CRLF each end a line. */
export function afterNewline(text: string, position: number): number {
  const isPair = text.charCodeAt(position) === Code.CarriageReturn && text.charCodeAt(position + 1) === Code.LineFeed
  return isPair ? position + 2 : position + 1
}

/** The end of the line that `position` is in, before its line ending. */
export function endOfLine(text: string, position: number): number {
  let end = position
  while (end < text.length && !isNewline(text.charCodeAt(end))) end++
  return end
}

const NAME_START = /^\p{XID_Start}$/u
const NAME_PART = /^\p{XID_Continue}$/u
const BLANK = /^[\s\p{Cf}]$/u

/** The length in UTF-16 units of the non-ASCII character that begins a name at `position`, or 0. */
export function unicodeNameStart(text: string, position: number): number {
  return matchedLength(NAME_START, text, position)
}

/** The length in UTF-16 units of the non-ASCII character that continues a name at `position`, or 0. */
export function unicodeNamePart(text: string, position: number): number {
  return matchedLength(NAME_PART, text, position)
}

/** The length of a non-ASCII space or invisible character, which Python does not allow but people paste, or 0. */
export function unicodeBlank(text: string, position: number): number {
  return matchedLength(BLANK, text, position)
}

function matchedLength(pattern: RegExp, text: string, position: number): number {
  const character = String.fromCodePoint(text.codePointAt(position) ?? 0)
  return pattern.test(character) ? character.length : 0
}
