/** Built-in functions about objects: their classes and attributes. */
import { attributeOf, hasAttribute } from '../attributes.ts'
import type { Function_ } from '../builtins.ts'
import { HostObject } from '../host.ts'
import { isInstance, isSubclass } from '../typeobject.ts'
import { unknownValue } from '../values.ts'

export const attributeFunctions: Readonly<Record<string, Function_>> = {
  isinstance: ({ positional: [value, classes] }) =>
    value === undefined || classes === undefined ? undefined : isInstance(value, classes),
  issubclass: ({ positional: [inner, classes] }) =>
    inner === undefined || classes === undefined ? undefined : isSubclass(inner, classes),
  callable: ({ positional: [value] }) => {
    if (value === undefined || unknownValue(value)) return undefined
    return value instanceof HostObject ? value.isCallable : false
  },
  getattr: ({ positional: [value, name, fallback] }, at, journal) => {
    if (value === undefined || typeof name !== 'string') return undefined
    if (fallback === undefined) return attributeOf(value, name, journal, at)
    const has = hasAttribute(value, name, journal, at)
    return has === undefined ? undefined : has ? attributeOf(value, name, journal, at) : fallback
  },
  hasattr: ({ positional: [value, name] }, at, journal) =>
    value === undefined || typeof name !== 'string' ? undefined : hasAttribute(value, name, journal, at),
  setattr: ({ positional: [value, name, item] }, at) => {
    if (!(value instanceof HostObject) || typeof name !== 'string' || item === undefined) return undefined
    value.setAttribute(name, item, at)
    return null
  },
  delattr: ({ positional: [value, name] }, at) => {
    if (!(value instanceof HostObject) || typeof name !== 'string') return undefined
    value.deleteAttribute(name, at)
    return null
  },
  hash: () => undefined,
  id: () => undefined,
  input: () => undefined,
}
