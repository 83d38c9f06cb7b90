/** Which characters make up lines, spaces, words and numbers. */

export const lineFeed = 0x0a
export const carriageReturn = 0x0d

/** The code at a place; NaN behind the end of the text. */
export const isLineBreak = (code: number): boolean => code === lineFeed || code === carriageReturn

export const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39

/** Spaces inside a line; a byte order mark is one. */
export const isSpace = (code: number): boolean =>
  code === 0x20 || code === 0x09 || (code > 0x7f && otherSpace.test(String.fromCharCode(code))) || code === 0x0c

const otherSpace = /[^\S\n\r]/

const isAsciiLetter = (code: number): boolean =>
  (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || code === 0x5f

const wordStart = /[\p{ID_Start}_]/u
const wordPart = /[\p{ID_Continue}_]/u

/** Where the word that starts at `from` ends; `from` itself where none starts. */
export function wordEnd(text: string, from: number): number {
  let position = from
  for (;;) {
    const code = text.charCodeAt(position)
    if (isAsciiLetter(code) || (isDigit(code) && position > from)) position++
    else if (code > 0x7f) {
      const character = String.fromCodePoint(text.codePointAt(position)!)
      if (!(position > from ? wordPart : wordStart).test(character)) return position
      position += character.length
    } else return position
  }
}

/** Behind the line break at `position`; `\r\n` is one. */
export function afterLineBreak(text: string, position: number): number {
  const pair = text.charCodeAt(position) === carriageReturn && text.charCodeAt(position + 1) === lineFeed
  return position + (pair ? 2 : 1)
}

/** The end of the line that `position` is in, before its line break. */
export function endOfLine(text: string, position: number): number {
  let end = position
  while (end < text.length && !isLineBreak(text.charCodeAt(end))) end++
  return end
}

export function skipSpaces(text: string, position: number): number {
  let end = position
  while (isSpace(text.charCodeAt(end))) end++
  return end
}
