/** Where things stand in a text: half-open stretches in UTF-16 code units, as editors count. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** A stretch of one file. `file` is the name under which the text was given to the service (a path or a URI). */
export interface Place extends Span {
  readonly file: string
}

/** The smallest change that turns one text into another: `before[from, to)` is replaced by `insert`. */
export interface Edit extends Span {
  readonly insert: string
}

/** Finds that change by the longest common start and end; undefined where the texts are equal. */
export function difference(before: string, after: string): Edit | undefined {
  const shorter = Math.min(before.length, after.length)
  let from = 0
  while (from < shorter && before.charCodeAt(from) === after.charCodeAt(from)) from++
  if (from === before.length && from === after.length) return undefined
  let tail = 0
  while (
    tail < shorter - from &&
    before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  )
    tail++
  return { from, to: before.length - tail, insert: after.slice(from, after.length - tail) }
}
