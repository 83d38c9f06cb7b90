/** Methods of sets and frozensets. */
import { raised } from '../exceptions.ts'
import { elementsOf } from '../iterators.ts'
import type { Method, Methods } from '../methods.ts'
import { isKey } from '../operators.ts'
import { SetObject } from '../sets.ts'
import { describe, type PyValue } from '../values.ts'

/** Combines two sets into one of the first one's kind. */
type Combine = (a: SetObject, b: SetObject) => SetObject

export const union: Combine = (a, b) => new SetObject([...a.items, ...b.items], a.isFrozen)
export const intersection: Combine = (a, b) =>
  new SetObject(
    a.items.filter(item => b.has(item)),
    a.isFrozen,
  )
export const difference: Combine = (a, b) =>
  new SetObject(
    a.items.filter(item => !b.has(item)),
    a.isFrozen,
  )
export const symmetricDifference: Combine = (a, b) => union(difference(a, b), difference(b, a))

/** Whether all of `a` is in `b`. */
export const isSubset = (a: SetObject, b: SetObject): boolean => a.items.every(item => b.has(item))

/** The argument as a set; undefined where it is not known. */
function asSet(value: PyValue | undefined): SetObject | undefined {
  const items = value === undefined ? undefined : elementsOf(value)
  const set = items && new SetObject(items)
  return set?.lost ? undefined : set
}

/** A method that takes any number of collections. */
const combining =
  (combine: Combine): Method<SetObject> =>
  (self, { positional }) => {
    const others = positional.map(asSet)
    if (!others.every(other => other !== undefined)) return undefined
    return others.reduce<SetObject>((set, other) => combine(set, other!), new SetObject(self.items, self.isFrozen))
  }

/** The same, done to the set itself. */
const updating =
  (combine: Combine): Method<SetObject> =>
  (self, args, at, journal) => {
    const result = combining(combine)(self, args, at, journal)
    if (!(result instanceof SetObject)) return undefined
    self.clear()
    for (const item of result.items) self.add(item)
    return null
  }

const comparing =
  (holds: (self: SetObject, other: SetObject) => boolean): Method<SetObject> =>
  (self, { positional: [value] }) => {
    const other = asSet(value)
    return other && holds(self, other)
  }

export const frozensetMethods: Methods<SetObject> = {
  union: combining(union),
  intersection: combining(intersection),
  difference: combining(difference),
  symmetric_difference: combining(symmetricDifference),
  issubset: comparing(isSubset),
  issuperset: comparing((self, other) => isSubset(other, self)),
  isdisjoint: comparing((self, other) => intersection(self, other).size === 0),
  copy: self => new SetObject(self.items, self.isFrozen),
}

export const setMethods: Methods<SetObject> = {
  ...frozensetMethods,
  add: (self, { positional: [item] }) => {
    if (item === undefined || !isKey(item)) return undefined
    self.add(item)
    return null
  },
  discard: (self, { positional: [item] }) => {
    if (item === undefined || !isKey(item)) return undefined
    self.delete(item)
    return null
  },
  remove: (self, { positional: [item] }, at) => {
    if (item === undefined || !isKey(item)) return undefined
    return self.delete(item) ? null : raised('KeyError', `there is no ${describe(item)} in the set`, at, item)
  },
  /** Which of several elements it takes is not known. */
  pop: (self, _, at) => {
    if (self.size === 0) return raised('KeyError', 'pop from an empty set', at)
    if (self.size > 1) return undefined
    const [item] = self.items
    self.clear()
    return item
  },
  clear: self => {
    self.clear()
    return null
  },
  update: updating(union),
  intersection_update: updating(intersection),
  difference_update: updating(difference),
  symmetric_difference_update: updating(symmetricDifference),
}
