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
  if (before === after) return undefined
  const shorter = Math.min(before.length, after.length)
  const from = commonStart(before, after, shorter)
  const tail = commonEnd(before, after, shorter - from)
  return { from, to: before.length - tail, insert: after.slice(from, after.length - tail) }
}

/** How many units are compared at once: whole blocks are compared natively, and only the one that differs unit by unit. */
const block = 4096

function commonStart(a: string, b: string, most: number): number {
  let at = 0
  while (at + block <= most && a.slice(at, at + block) === b.slice(at, at + block)) at += block
  while (at < most && a.charCodeAt(at) === b.charCodeAt(at)) at++
  return at
}

function commonEnd(a: string, b: string, most: number): number {
  let at = 0
  const blockOf = (text: string) => text.slice(text.length - at - block, text.length - at)
  while (at + block <= most && blockOf(a) === blockOf(b)) at += block
  while (at < most && a.charCodeAt(a.length - 1 - at) === b.charCodeAt(b.length - 1 - at)) at++
  return at
}
