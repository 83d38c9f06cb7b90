/** Says why something is not known. */
import type { Place } from '../source/span.ts'
import type { Unknown } from '../tensor/size.ts'
import type { Evaluated } from './document.ts'
import { lineStartsOf, positionAt, whereIs } from './lines.ts'
import { escapeText } from './markdown.ts'

/** One paragraph of Markdown for each reason, the first of many; the place is named by its line. */
export function reasonLines(unknowns: readonly Unknown[], document: Evaluated): readonly string[] {
  const lines = unknowns.slice(0, most).map(each => `? ${markdown(each, document)}`)
  return unknowns.length > most ? [...lines, `… ${unknowns.length - most} more reasons`] : lines
}

const most = 5

/** `load_config() is not known here (line 12)`. */
export function reason({ why, place }: Unknown, document: Evaluated): string {
  return place ? `${why} (${whereIs(place, document)})` : why
}

function markdown(unknown: Unknown, document: Evaluated): string {
  const { why, place } = unknown
  const target = place && linkTarget(place, document)
  if (!place || target === undefined) return escapeText(reason(unknown, document))
  return `${escapeText(why)} ([${escapeText(whereIs(place, document))}](<${target}>))`
}

/**
 * Where a link to a place leads, which takes a file that is named by a URI. Editors open a line and a column that
 * stand in the fragment; a URI that has one already, as those of cells have, leads to its text alone.
 */
function linkTarget(place: Place, document: Evaluated): string | undefined {
  const { file, from } = place
  if (!/^[a-z][a-z\d+.-]+:[^<>\s]*$/i.test(file)) return undefined
  if (file.includes('#')) return file
  const { line, column } = positionAt(lineStartsOf(document, file), from)
  return `${file}#L${line + 1},${column + 1}`
}
