/** "Did you mean": the known word that is closest to one that is not known. */

/**
 * The closest of `words` within a third of the length, but one change in short words; the first of equally close ones,
 * undefined where none is close, as to a single letter.
 */
export function closest(word: string, words: Iterable<string>): string | undefined {
  const most = Math.max(Math.min(1, word.length - 1), Math.floor(word.length / 3))
  let best: string | undefined
  let least = most + 1
  const lower = word.toLowerCase().slice(0, 64)
  for (const candidate of words) {
    if (Math.abs(candidate.length - word.length) >= least) continue
    const distance = editDistance(lower, candidate.toLowerCase())
    if (distance < least) {
      least = distance
      best = candidate
    }
  }
  return best
}

/** Insertions, deletions, replacements and swaps of neighbors that turn `a` into `b`. */
function editDistance(a: string, b: string): number {
  let before: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        next[j] = Math.min(next[j]!, before[j - 2]! + 1)
    }
    before = row
    row = next
  }
  return row[b.length]!
}

/** A class name as Keras makes layer names of it: `MaxPooling2D` is `max_pooling2d`. Source: keras/src/utils/naming.py. */
export const toSnakeCase = (name: string): string =>
  name
    .replace(/\W+/g, '')
    .replace(/(.)([A-Z][a-z]+)/g, '$1_$2')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
