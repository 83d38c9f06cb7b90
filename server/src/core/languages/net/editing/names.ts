/** What the names of a file stand for: found once for each tree. */
import type { NetTree } from '../syntax.ts'
import { findNames } from './find-names.ts'
import type { Names, Occurrence } from './scopes.ts'

const kept = new WeakMap<NetTree, Names>()

/** The names of a tree, found once. */
export function namesOf(tree: NetTree): Names {
  let names = kept.get(tree)
  if (!names) {
    names = findNames(tree)
    kept.set(tree, names)
  }
  return names
}

/** The name that stands at `offset` or ends there. */
export function occurrenceAt({ occurrences }: Names, offset: number): Occurrence | undefined {
  let low = 0
  let high = occurrences.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (occurrences[middle]!.to < offset) low = middle + 1
    else high = middle
  }
  const found = occurrences.slice(low, low + 2).filter(({ from, to }) => from <= offset && offset <= to)
  return found.at(-1)
}
