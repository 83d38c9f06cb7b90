/** Methods of dictionaries. */
import { type DictObject, TupleObject } from '../containers.ts'
import { updateDict } from '../conversions.ts'
import { raised } from '../exceptions.ts'
import { argument, type Methods } from '../methods.ts'
import { isKey } from '../operators.ts'
import { describe, type PyValue } from '../values.ts'
import { DictView, type ViewKind } from '../views.ts'

const view =
  (kind: ViewKind) =>
  (self: DictObject): PyValue =>
    new DictView(kind, self)

export const dictMethods: Methods<DictObject> = {
  get: (self, args) => {
    const [key, fallback = null] = [args.positional[0], argument(args, 1, 'default')]
    if (key === undefined || !isKey(key)) return undefined
    const found = self.get(key)
    return found === undefined ? fallback : found
  },
  keys: view('keys'),
  values: view('values'),
  items: view('items'),
  copy: copyOf,
  clear: self => {
    self.clear()
    return null
  },
  update: (self, { positional: [other], named }) => {
    const known = other === undefined || updateDict(self, other)
    for (const [key, value] of named) self.set(key, value)
    return known ? null : undefined
  },
  pop: (self, { positional: [key, fallback] }, at) => {
    if (key === undefined || !isKey(key)) return undefined
    const value = self.get(key)
    if (value === undefined)
      return fallback === undefined ? raised('KeyError', `there is no key ${describe(key)}`, at, key) : fallback
    self.delete(key)
    return value
  },
  popitem: (self, _, at) => {
    const last = [...self].at(-1)
    if (!last) return raised('KeyError', 'the dictionary is empty', at)
    self.delete(last[0])
    return new TupleObject(last)
  },
  setdefault: (self, args) => {
    const [key, fallback = null] = [args.positional[0], argument(args, 1, 'default')]
    if (key === undefined || !isKey(key)) return undefined
    const value = self.get(key)
    if (value !== undefined) return value
    self.set(key, fallback)
    return fallback
  },
}

export function copyOf(dict: DictObject): DictObject {
  const copy = dict.empty()
  for (const [key, value] of dict) copy.set(key, value)
  return copy
}
