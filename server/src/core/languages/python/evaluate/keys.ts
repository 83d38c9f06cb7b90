/** Which values are one key of a dictionary or one element of a set. */
import { TupleObject } from './containers.ts'
import { HostObject } from './host.ts'
import { SetObject } from './sets.ts'
import { isFloatValue, type PyValue, Room } from './values.ts'

/** Equal for keys that Python holds equal; undefined for what cannot be told apart from others or is no key. */
export function hashKey(key: PyValue, room = new Room(), depth = 0): unknown {
  if (typeof key === 'boolean') return Number(key)
  if (typeof key === 'string') return `s${key}`
  if (typeof key === 'bigint') return `i${key}`
  if (key instanceof TupleObject) return room.allows(depth) ? tupleKey(key, room, depth + 1) : undefined
  if (typeof key !== 'object' || key === null) return key
  if (key instanceof HostObject) {
    const plain = key.plainUnless('__eq__', '__hash__')
    if (plain !== undefined) return room.allows(depth) ? hashKey(plain, room, depth + 1) : undefined
    return keyOfHost(key)
  }
  if (key instanceof SetObject) return key.hashKey()
  return isFloatValue(key) ? floatKey(key.value) : undefined
}

function keyOfHost(key: HostObject): unknown {
  const number = key.number()
  return number === undefined ? key.hashKey() : hashKey(number)
}

/** A float is the same key as the integer that it equals. */
const floatKey = (value: number): unknown =>
  Number.isInteger(value) && !Number.isSafeInteger(value) ? `i${BigInt(value)}` : value

/** Strings are quoted, so that no two tuples are written alike. */
function tupleKey({ items }: TupleObject, room: Room, depth: number): string | undefined {
  const parts: string[] = []
  for (const item of items) {
    const key = hashKey(item, room, depth)
    if (key === undefined) return undefined
    parts.push(partKey(key))
  }
  return keyOfParts('t', parts)
}

/** A key of several parts; undefined where it is too long to be one. */
export function keyOfParts(kind: string, parts: readonly string[]): string | undefined {
  const length = parts.reduce((sum, part) => sum + part.length + 1, 0)
  return length > longestKey ? undefined : `${kind}(${parts.join(',')})`
}

const longestKey = 10_000

/** How a key is written as a part of another. */
export const partKey = (key: unknown): string =>
  typeof key === 'string'
    ? JSON.stringify(key)
    : typeof key === 'object' && key !== null
      ? identityOf(key)
      : String(key)

const identities = new WeakMap<object, number>()
let made = 0

/** Objects that are told apart by identity have a number each. */
function identityOf(object: object): string {
  const known = identities.get(object) ?? ++made
  identities.set(object, known)
  return `#${known}`
}
