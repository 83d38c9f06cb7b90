/** Reads single tokens: names, numbers, operators, brackets, and what is none of them. */
import {
  afterNewline,
  CHARACTER_CLASS,
  CharacterClass,
  Code,
  endOfLine,
  isAsciiNamePart,
  isDigit,
  isNewline,
  unicodeBlank,
  unicodeNamePart,
  unicodeNameStart,
} from './characters.ts'
import { lexContinuationLine } from './layout.ts'
import { closingBracket, type Lexer, MAX_NESTING } from './lexer.ts'
import { lexString, stringPrefixFlags } from './lexer-strings.ts'
import { hashed } from './names.ts'
import { endOfNumber } from './numbers.ts'
import { operatorAt } from './operators.ts'
import { KEYWORDS, TOKEN_TEXT, Token } from './tokens.ts'

/** Reads one token, or skips a space, a comment or a line ending that means nothing. */
export function lexToken(lexer: Lexer): void {
  const { text, position } = lexer
  const code = text.charCodeAt(position)
  if (code >= 128) {
    lexUnicode(lexer, code)
    return
  }
  switch (CHARACTER_CLASS[code]) {
    case CharacterClass.Space:
      lexer.position++
      return
    case CharacterClass.NameStart:
      lexName(lexer)
      return
    case CharacterClass.Digit:
      lexNumber(lexer)
      return
    case CharacterClass.Newline:
      lexNewline(lexer)
      return
    case CharacterClass.Quote:
      lexString(lexer, position, 0)
      return
    case CharacterClass.Open:
      lexOpenBracket(lexer)
      return
    case CharacterClass.Close:
      lexCloseBracket(lexer, code)
      return
    case CharacterClass.Comment:
      lexer.position = endOfLine(text, position)
      return
    case CharacterClass.Backslash:
      lexBackslash(lexer)
      return
    case CharacterClass.Dot:
      if (isDigit(text.charCodeAt(position + 1))) lexNumber(lexer)
      else lexOperator(lexer)
      return
    case CharacterClass.Operator:
      lexOperator(lexer)
      return
    default:
      lexBadCharacter(lexer, 1)
      return
  }
}

function lexName(lexer: Lexer): void {
  const { text, position: start } = lexer
  let position = start
  let hash = 0
  let code = 0
  for (; position < text.length; position++) {
    code = text.charCodeAt(position)
    if (code >= 128 || !isAsciiNamePart(code)) break
    hash = hashed(hash, code)
  }
  if (code >= 128 && position < text.length && unicodeNamePart(text, position) > 0) {
    lexUnicodeName(lexer)
    return
  }
  if ((code === Code.DoubleQuote || code === Code.SingleQuote) && position < text.length) {
    const flags = stringPrefixFlags(text, start, position)
    if (flags >= 0) {
      lexString(lexer, position, flags)
      return
    }
  }
  const id = lexer.names.find(text, start, position, hash)
  lexer.push(id < KEYWORDS.length ? Token.False + id : Token.Name, start, position, id)
  lexer.position = position
}

/** Python compares names by their compatibility normal form; a keyword written in other letters stays a name. */
function lexUnicodeName(lexer: Lexer): void {
  const { text, position: start } = lexer
  let position = start
  for (;;) {
    const code = text.charCodeAt(position)
    const length = code < 128 ? Number(isAsciiNamePart(code)) : unicodeNamePart(text, position)
    if (!(length > 0) || position >= text.length) break
    position += length
  }
  const id = lexer.names.numberOf(text.slice(start, position).normalize('NFKC'))
  lexer.push(Token.Name, start, position, id)
  lexer.position = position
}

function lexUnicode(lexer: Lexer, code: number): void {
  const { text, position } = lexer
  if (unicodeNameStart(text, position) > 0) {
    lexUnicodeName(lexer)
    return
  }
  const blank = unicodeBlank(text, position)
  if (blank === 0) {
    lexBadCharacter(lexer, (text.codePointAt(position) ?? 0) > 0xffff ? 2 : 1)
    return
  }
  lexer.problem({ from: position, to: position + blank }, `unexpected invisible character ${codePointName(code)}`)
  lexer.position += blank
}

/** Reports a character that Python does not use; of several in a row, the first. */
function lexBadCharacter(lexer: Lexer, length: number): void {
  const from = lexer.position
  const to = from + length
  const isFirst = lexer.tokens.last() !== Token.Bad || lexer.tokens.lastEnd() !== from - lexer.base
  if (isFirst) lexer.problem({ from, to }, `unexpected character ${shown(lexer.text.slice(from, to))}`)
  lexer.push(Token.Bad, from, to)
  lexer.position = to
}

function shown(character: string): string {
  const code = character.codePointAt(0)!
  const isPrintable = code > 32 && !/\p{C}/u.test(character)
  return isPrintable ? `'${character}'` : codePointName(code)
}

function codePointName(code: number): string {
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
}

function lexNumber(lexer: Lexer): void {
  const start = lexer.position
  lexer.position = endOfNumber(lexer.text, start)
  lexer.push(Token.Number, start, lexer.position)
}

function lexNewline(lexer: Lexer): void {
  if (lexer.brackets.length > 0 || lexer.fields > 0) {
    lexContinuationLine(lexer)
    return
  }
  lexer.pushLayout(Token.Newline)
  lexer.position = afterNewline(lexer.text, lexer.position)
  lexer.atLineStart = true
}

function lexOpenBracket(lexer: Lexer): void {
  const { brackets, position } = lexer
  if (brackets.length >= MAX_NESTING && (!lexer.layout || lexer.fields > 0)) {
    lexer.fail(position + 1)
    return
  }
  if (lexer.layout) lexer.bracketColumns[brackets.length] = lexer.lineColumn
  brackets.push(position)
  lexOperator(lexer)
}

/** A bracket closes the innermost open one of its kind, and all that were forgotten inside of that. */
function lexCloseBracket(lexer: Lexer, code: number): void {
  const { brackets, text, position } = lexer
  const floor = Math.max(lexer.bracketFloor, brackets.length - MAX_NESTING)
  let index = brackets.length - 1
  while (index >= floor && closingBracket(text.charCodeAt(brackets[index]!)).charCodeAt(0) !== code) index--
  const closesOne = index >= floor
  if (index < brackets.length - 1 && (lexer.fields > 0 || (closesOne && !lexer.layout))) {
    lexer.fail(position + 1)
    return
  }
  if (closesOne) {
    lexer.closeBrackets(index + 1)
    brackets.pop()
    lexOperator(lexer)
    return
  }
  lexer.problem({ from: position, to: position + 1 }, `'${text[position]}' closes no bracket`)
  lexer.position++
}

function lexBackslash(lexer: Lexer): void {
  const { text, position } = lexer
  if (isNewline(text.charCodeAt(position + 1))) lexer.position = afterNewline(text, position + 1)
  else lexBadCharacter(lexer, 1)
}

function lexOperator(lexer: Lexer): void {
  const start = lexer.position
  const kind = operatorAt(lexer.text, start)
  const end = start + TOKEN_TEXT[kind]!.length
  lexer.push(kind, start, end)
  lexer.position = end
}
