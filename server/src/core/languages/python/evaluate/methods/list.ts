/** Methods of lists and tuples. */
import type { Place } from '../../../../source/span.ts'
import type { CallArguments } from '../call-arguments.ts'
import { ListObject, type TupleObject } from '../containers.ts'
import { raised, raisedAs } from '../exceptions.ts'
import { elementsOf, itemsIn } from '../iterators.ts'
import type { Methods } from '../methods.ts'
import { bounded, equal } from '../operators.ts'
import { sortBy } from '../sorting.ts'
import { indexValue } from '../subscripts.ts'
import { isUnordered } from '../unordered.ts'
import { describe, type PyValue } from '../values.ts'

export const listMethods: Methods<ListObject> = {
  append: (self, { positional: [item] }) => {
    if (item === undefined) return undefined
    self.items.push(item)
    return null
  },
  extend: (self, { positional: [more] }) => (more !== undefined && extendList(self, more) ? null : undefined),
  insert: (self, { positional: [at, item] }) => {
    const index = at === undefined ? undefined : indexValue(at)
    if (index === undefined || item === undefined) return undefined
    self.items.splice(index < 0 ? Math.max(index + self.items.length, 0) : index, 0, item)
    return null
  },
  pop: (self, { positional: [index = -1] }, at) => {
    const position = indexValue(index)
    if (position === undefined) return undefined
    const from = position < 0 ? position + self.items.length : position
    if (from < 0 || from >= self.items.length) return raisedAs('IndexError', 'pop index out of range', at)
    return self.items.splice(from, 1)[0]
  },
  remove: (self, { positional: [item] }, at) => {
    const position = positionOf(self.items, item)
    if (position === -1) return raisedAs('ValueError', 'list.remove(x): x not in list', at)
    if (position !== undefined) self.items.splice(position, 1)
    return position === undefined ? undefined : null
  },
  clear: self => {
    self.items = []
    return null
  },
  copy: self => new ListObject([...self.items]),
  reverse: self => {
    self.items.reverse()
    return null
  },
  sort: (self, args, at) => {
    const sorted = sortBy(elementsOf(self) ?? self.items, args.named, at, isUnordered(self))
    if (sorted) self.items = sorted
    return sorted && null
  },
  index: (self, args, at) => indexOf(self.items, args, at),
  count: (self, { positional: [item] }) => countOf(self.items, item),
}

export const tupleMethods: Methods<TupleObject> = {
  index: (self, args, at) => indexOf(self.items, args, at),
  count: (self, { positional: [item] }) => countOf(self.items, item),
}

/** Adds what goes through a value to the end of a list; false where that is not known. */
export function extendList(list: ListObject, more: PyValue): boolean {
  const items = itemsIn(more)
  const sum = items && bounded(list.items.length + items.length, () => new ListObject([...list.items, ...items]))
  if (!(sum instanceof ListObject)) return false
  list.items = sum.items
  return true
}

function indexOf(items: readonly PyValue[], { positional }: CallArguments, at: Place): PyValue | undefined {
  const [item, start = 0, stop = items.length] = positional
  const [from, to] = [indexValue(start), indexValue(stop)]
  if (from === undefined || to === undefined) return undefined
  const begin = from < 0 ? Math.max(from + items.length, 0) : from
  const position = positionOf(items.slice(begin, to), item)
  if (position === -1) return raised('ValueError', `${describe(item!)} is not in the list`, at)
  return position === undefined ? undefined : position + begin
}

/** Where an item stands first, −1 where it certainly stands nowhere; undefined where it is not known. */
function positionOf(items: readonly PyValue[], item: PyValue | undefined): number | undefined {
  if (item === undefined) return undefined
  for (const [i, each] of items.entries()) {
    const same = equal(each, item)
    if (same !== false) return same ? i : undefined
  }
  return -1
}

function countOf(items: readonly PyValue[], item: PyValue | undefined): PyValue | undefined {
  const same = item === undefined ? [undefined] : items.map(each => equal(each, item))
  return same.includes(undefined) ? undefined : same.filter(Boolean).length
}
