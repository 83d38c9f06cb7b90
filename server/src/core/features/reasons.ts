/** Says why something is not known. */
import type { Unknown } from '../tensor/size.ts'
import type { Document } from './document.ts'
import { whereIs } from './lines.ts'
import { escapeText } from './markdown.ts'

/** One paragraph of Markdown for each reason, the first of many; the place is named by its line. */
export function reasonLines(unknowns: readonly Unknown[], document: Document): readonly string[] {
  const lines = unknowns.slice(0, most).map(each => `? ${escapeText(reason(each, document))}`)
  return unknowns.length > most ? [...lines, `… ${unknowns.length - most} more reasons`] : lines
}

const most = 5

/** `load_config() is not known here (line 12)`. */
export function reason({ why, place }: Unknown, document: Document): string {
  return place ? `${why} (${whereIs(place, document)})` : why
}
