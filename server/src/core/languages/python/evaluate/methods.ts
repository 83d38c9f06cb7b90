/** Methods of strings, lists, tuples and dictionaries. */
import { unknown } from '../../../tensor/size.ts'
import type { Journal } from './journal.ts'
import { bounded, equal, orderOf } from './operators.ts'
import {
  asIndex,
  Builtin,
  type CallArguments,
  DictObject,
  itemsOf,
  ListObject,
  type PyValue,
  TupleObject,
  unknownValue,
} from './values.ts'

type Method<T> = (self: T, args: CallArguments) => PyValue | undefined

/** The bound method `name` of a value; undefined where there is none that is known. */
export function methodOf(value: PyValue, name: string, journal: Journal): PyValue | undefined {
  if (unknownValue(value)) return undefined
  if (typeof value === 'string') return bindMethod(strings, value, name, journal)
  if (value instanceof ListObject) return bindMethod(lists, value, name, journal)
  if (value instanceof TupleObject) return bindMethod(tuples, value, name, journal)
  return value instanceof DictObject ? bindMethod(dicts, value, name, journal) : undefined
}

function bindMethod<T extends PyValue>(
  methods: Readonly<Record<string, Method<T>>>,
  self: T,
  name: string,
  journal: Journal,
): PyValue | undefined {
  const method = Object.hasOwn(methods, name) ? methods[name] : undefined
  if (!method) return undefined
  return new Builtin(name, (args, at) => {
    if (self instanceof ListObject || self instanceof DictObject) journal.touch(self)
    const lost = args.open ?? args.positional.map(unknownValue).find(each => each !== undefined)
    const result = lost && !keepsUnknown.has(name) ? lost : method(self, args)
    return result === undefined ? unknown(`the result of ${name} is not known here`, at) : result
  })
}

/** Methods that store what they are given, known or not. */
const keepsUnknown = new Set(['append', 'insert', 'setdefault', 'get'])

const asText = (value: PyValue | undefined): string | undefined => (typeof value === 'string' ? value : undefined)

const mapText =
  (change: (self: string) => string): Method<string> =>
  self =>
    change(self)

const strings: Readonly<Record<string, Method<string>>> = {
  lower: mapText(self => self.toLowerCase()),
  upper: mapText(self => self.toUpperCase()),
  strip: (self, { positional }) => (positional.length === 0 ? self.trim() : undefined),
  startswith: (self, { positional: [start] }) => (typeof start === 'string' ? self.startsWith(start) : undefined),
  endswith: (self, { positional: [end] }) => (typeof end === 'string' ? self.endsWith(end) : undefined),
  replace: (self, { positional: [from, to] }) => {
    if (typeof from !== 'string' || typeof to !== 'string' || from === '') return undefined
    const count = self.split(from).length - 1
    return bounded(self.length + count * Math.max(to.length - from.length, 0), () => self.replaceAll(from, () => to))
  },
  join: (self, { positional: [items] }) => {
    const texts = items === undefined ? undefined : itemsOf(items)?.map(asText)
    if (!texts?.every(text => text !== undefined)) return undefined
    return bounded(
      texts.reduce((length, text) => length + text.length + self.length, 0),
      () => texts.join(self),
    )
  },
  split: (self, { positional: [separator = null] }) => {
    const parts =
      separator === null
        ? self.trim().split(/\s+/).filter(Boolean)
        : typeof separator === 'string' && separator
          ? self.split(separator)
          : undefined
    return parts && new ListObject(parts)
  },
}

const lists: Readonly<Record<string, Method<ListObject>>> = {
  append: (self, { positional: [item] }) => {
    if (item === undefined) return undefined
    self.items.push(item)
    return null
  },
  extend: (self, { positional: [more] }) => {
    const items = more === undefined ? undefined : itemsOf(more)
    const sum = items && bounded(self.items.length + items.length, () => new ListObject([...self.items, ...items]))
    if (sum instanceof ListObject) self.items = sum.items
    else self.lost ??= unknown('what the list was extended with is not known')
    return null
  },
  insert: (self, { positional: [position = null, item] }) => {
    const at = asIndex(position)
    if (typeof at !== 'number' || item === undefined) return undefined
    self.items.splice(at < 0 ? Math.max(at + self.items.length, 0) : at, 0, item)
    return null
  },
  pop: (self, { positional: [position = -1] }) => {
    const at = asIndex(position)
    if (typeof at !== 'number') return undefined
    return self.items.splice(at, 1)[0]
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
  sort: (self, { named }) => {
    const sorted = named.size === 0 ? sortItems(self.items) : undefined
    if (sorted) self.items = sorted
    else self.lost ??= unknown('the order of the list is not known')
    return null
  },
  index: (self, { positional: [item] }) => indexOf(self.items, item),
  count: (self, { positional: [item] }) => countOf(self.items, item),
}

const tuples: Readonly<Record<string, Method<TupleObject>>> = {
  index: (self, { positional: [item] }) => indexOf(self.items, item),
  count: (self, { positional: [item] }) => countOf(self.items, item),
}

function indexOf(items: readonly PyValue[], item: PyValue | undefined): PyValue | undefined {
  const at = item === undefined ? -1 : items.findIndex(each => equal(each, item) !== false)
  return at >= 0 && equal(items[at]!, item!) ? at : undefined
}

function countOf(items: readonly PyValue[], item: PyValue | undefined): PyValue | undefined {
  const same = item === undefined ? [undefined] : items.map(each => equal(each, item))
  return same.includes(undefined) ? undefined : same.filter(Boolean).length
}

/** Sorted as Python sorts, equal items in their order; undefined where an order is not known. */
export function sortItems(items: readonly PyValue[]): PyValue[] | undefined {
  let known = true
  const sorted = [...items].sort((a, b) => {
    const order = orderOf(a, b)
    known &&= order !== undefined
    return order ?? 0
  })
  return known ? sorted : undefined
}

const dicts: Readonly<Record<string, Method<DictObject>>> = {
  get: (self, { positional: [key, fallback = null] }) => {
    if (key === undefined || unknownValue(key)) return undefined
    const found = self.get(key)
    return found === undefined ? fallback : found
  },
  keys: self => new ListObject([...self].map(([key]) => key)),
  values: self => new ListObject([...self].map(([, value]) => value)),
  items: self => new ListObject([...self].map(([key, value]) => new TupleObject([key, value]))),
  copy: self => copyOf(self),
  update: (self, { positional: [other], named }) => {
    if (other instanceof DictObject && !other.lost) for (const [key, value] of other) self.set(key, value)
    else if (other !== undefined) self.lost ??= unknown('what the dictionary was updated with is not known')
    for (const [key, value] of named) self.set(key, value)
    return null
  },
  pop: (self, { positional: [key, fallback] }) => {
    if (key === undefined) return undefined
    const value = self.get(key)
    self.delete(key)
    return value === undefined ? fallback : value
  },
  setdefault: (self, { positional: [key, fallback = null] }) => {
    if (key === undefined || unknownValue(key)) return undefined
    const value = self.get(key)
    if (value !== undefined) return value
    self.set(key, fallback)
    return fallback
  },
}

function copyOf(dict: DictObject): DictObject {
  const copy = new DictObject()
  for (const [key, value] of dict) copy.set(key, value)
  return copy
}
