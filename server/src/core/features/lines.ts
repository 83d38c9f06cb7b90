/** Lines of a text: offsets to lines and columns and back. Lines end with LF, CRLF or CR; columns count UTF-16 units. */
import type { Place, Span } from '../source/span.ts'
import type { Evaluated } from './document.ts'

/** Both from zero. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** The offsets at which lines start, the first one 0. */
export type LineStarts = readonly number[]

const lineFeed = 10
const carriageReturn = 13

export function lineStarts(text: string): LineStarts {
  const starts = [0]
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === carriageReturn && text.charCodeAt(at + 1) === lineFeed) at++
    if (code === carriageReturn || code === lineFeed) starts.push(at + 1)
  }
  return starts
}

/** Offsets outside the text are moved to its nearest end. */
export function positionAt(starts: LineStarts, offset: number): Position {
  let low = 0
  let high = starts.length
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (starts[middle]! <= offset) low = middle
    else high = middle
  }
  return { line: low, column: Math.max(offset - starts[low]!, 0) }
}

/** The offset of a position; columns behind the line's end are moved to its end. */
export function offsetAt(text: string, starts: LineStarts, { line, column }: Position): number {
  const start = starts[line]
  return start === undefined ? text.length : Math.min(start + column, lineEnd(text, start))
}

const kept = new WeakMap<Evaluated, Map<string, LineStarts>>()

/** The line starts of a document, or of a file that it tells of, found when they are first asked for. */
export function lineStartsOf(document: Evaluated, file = document.file): LineStarts {
  const all = kept.get(document) ?? new Map<string, LineStarts>()
  const known = all.get(file) ?? lineStarts(document.textOf(file) ?? '')
  kept.set(document, all.set(file, known))
  return known
}

/** The number of the line where a place begins, as people count lines: from 1. */
export const lineNumber = (document: Evaluated, { file, from }: Place): number =>
  positionAt(lineStartsOf(document, file), from).line + 1

/** `line 12`; `line 12 of cell 3` in another cell of the notebook, `line 12 of layers.py` in another file. */
export function whereIs(place: Place, document: Evaluated): string {
  const line = `line ${lineNumber(document, place)}`
  if (place.file === document.file) return line
  const cell = document.cellOf(place.file)
  return `${line} of ${cell === undefined ? place.file.slice(place.file.lastIndexOf('/') + 1) : `cell ${cell}`}`
}

/** Where the line of `offset` ends, before its line break. Needs no line starts. */
export function lineEnd(text: string, offset: number): number {
  let at = offset
  while (at < text.length && !isBreak(text.charCodeAt(at))) at++
  return at
}

/** Where the line of `offset` starts. Needs no line starts. */
export function lineStart(text: string, offset: number): number {
  let at = Math.min(offset, text.length)
  while (at > 0 && !isBreak(text.charCodeAt(at - 1))) at--
  return at
}

/** The stretch of all lines that a stretch touches. */
export const wholeLines = (text: string, { from, to }: Span): Span => ({
  from: lineStart(text, from),
  to: lineEnd(text, to),
})

const isBreak = (code: number): boolean => code === lineFeed || code === carriageReturn
