/** What stands at the cursor, or would if a name were typed there: the text is read with a name put in. */

import { isLineBreak, wordEnd } from '../parse/characters.ts'
import { reparse } from '../parse/parser.ts'
import type { NetTree } from '../syntax.ts'
import { namesOf, occurrenceAt } from './names.ts'
import type { Names, Occurrence } from './scopes.ts'

export interface Probe {
  /** The text as it was read; the same as the real one up to the cursor's line. */
  readonly tree: NetTree
  readonly names: Names
  readonly word: Occurrence
  /** Where what has been typed of the name starts. */
  readonly from: number
}

/** Undefined where no name can stand, as in a comment or a text. */
export function probeAt(tree: NetTree, offset: number): Probe | undefined {
  const { text } = tree
  const from = wordStart(text, offset)
  return read(tree, from, offset, text.slice(offset)) ?? read(tree, from, offset, restWithout(text, from, offset))
}

/** No word of anybody's. */
const stand = 'cursor__'

function read(tree: NetTree, from: number, offset: number, rest: string): Probe | undefined {
  const probed = reparse(tree, `${tree.text.slice(0, offset)}${stand}${rest}`)
  const names = namesOf(probed)
  const word = occurrenceAt(names, offset + stand.length)
  return word && word.from <= offset && word.to >= offset + stand.length
    ? { tree: probed, names, word, from }
    : undefined
}

/** What follows the cursor without what is left of its line; brackets that are open are closed. */
function restWithout(text: string, from: number, offset: number): string {
  const end = text.slice(offset).search(/[\n\r]|$/)
  let closing = ''
  for (const character of text.slice(lineStart(text, from), offset).replace(/"[^"]*"|'[^']*'/g, ''))
    if (character === '(') closing = `)${closing}`
    else if (character === '[') closing = `]${closing}`
    else if (character === ')' || character === ']') closing = closing.slice(1)
  return closing + text.slice(offset + end)
}

/** Where the word before the cursor starts; words may begin with what is no digit alone. */
export function wordStart(text: string, offset: number): number {
  let from = offset
  while (from > 0 && /[\p{ID_Continue}_]/u.test(text[from - 1]!)) from--
  while (from < offset && wordEnd(text, from) === from) from++
  return from
}

/** Where the line of `offset` starts. */
export function lineStart(text: string, offset: number): number {
  let at = offset
  while (at > 0 && !isLineBreak(text.charCodeAt(at - 1))) at--
  return at
}
