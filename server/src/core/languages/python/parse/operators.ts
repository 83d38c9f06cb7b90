/** Reads the operator at a place in the text: the longest that fits. */
import { Code } from './characters.ts'
import { TOKEN_TEXT, Token } from './tokens.ts'

/** For each ASCII character: the operator it is alone, with `=` after it, doubled, and doubled with `=` after it. */
const SINGLE = table(text => text.length === 1)
const WITH_EQUAL = table(text => text.length === 2 && text[1] === '=')
const DOUBLED = table(text => text.length === 2 && text[1] === text[0] && text[1] !== '=')
const DOUBLED_WITH_EQUAL = table(text => text.length === 3 && text[2] === '=')

function table(belongs: (text: string) => boolean): Uint8Array {
  const kinds = new Uint8Array(128)
  for (let token = Token.LeftParen; token < Token.False; token++) {
    const text = TOKEN_TEXT[token]!
    if (belongs(text)) kinds[text.charCodeAt(0)] = token
  }
  return kinds
}

/** The operator at `position`, where an ASCII operator character stands. Its length is that of its `TOKEN_TEXT`. */
export function operatorAt(text: string, position: number): Token {
  const code = text.charCodeAt(position)
  const next = text.charCodeAt(position + 1)
  if (next === Code.Equal && WITH_EQUAL[code] !== 0) return WITH_EQUAL[code]!
  if (next === code) return doubledAt(text, position, code)
  if (code === Code.Minus && next === Code.Greater) return Token.Arrow
  return SINGLE[code]!
}

function doubledAt(text: string, position: number, code: number): Token {
  if (code === Code.Dot && text.charCodeAt(position + 2) === Code.Dot) return Token.Ellipsis
  if (DOUBLED[code] === 0) return SINGLE[code]!
  const hasEqual = text.charCodeAt(position + 2) === Code.Equal && DOUBLED_WITH_EQUAL[code] !== 0
  return hasEqual ? DOUBLED_WITH_EQUAL[code]! : DOUBLED[code]!
}
