/**
 * Python values as the evaluator knows them.
 *
 * Integers are numbers, bigints beyond 2^53; floats are boxed, so that `10` and `10.0` stay apart; a symbolic integer is
 * a `Symbolic`. Whatever is not known is an `Unknown` with its reason. Modules, functions, classes and everything that a
 * framework brings are host objects.
 */
import { type Float, printPython, type Value } from '../../../layers/value.ts'
import type { Place } from '../../../source/span.ts'
import {
  hasKind,
  isSymbolic,
  isUnknown,
  printSize,
  type Symbolic,
  type Unknown,
  unknown,
} from '../../../tensor/size.ts'
import { DictObject, ListObject, SliceObject, TupleObject } from './containers.ts'
import { HostObject } from './host.ts'
import { SetObject } from './sets.ts'
import { Sized } from './sized.ts'

export type PyValue =
  | number
  | bigint
  | string
  | boolean
  | null
  | Float
  | Symbolic
  | Unknown
  | ListObject
  | TupleObject
  | DictObject
  | SetObject
  | SliceObject
  | HostObject

/** The reason of what is still being typed: to everything else it is not there yet. */
export const unfinished = 'this is not finished yet'

/** A plain number where an object stands for one; every other value as it is. */
export const plain = (value: PyValue): PyValue => (value instanceof HostObject ? (value.number() ?? value) : value)

/** A plain integer where a bool or an object stands for one as a position or a count; every other value as it is. */
export function asIndex(value: PyValue): PyValue {
  if (typeof value === 'boolean') return Number(value)
  return value instanceof HostObject ? (value.index() ?? value) : value
}

export const isFloatValue = (value: PyValue): value is Float => hasKind(value, 'float')

/** The items of a list or tuple; undefined for anything else and where they are not known. */
export function itemsOf(value: PyValue): readonly PyValue[] | undefined {
  if (value instanceof TupleObject) return value.items
  return value instanceof ListObject && !value.lost ? value.items : undefined
}

/** How much of a nest is looked at: lists can hold themselves, and tuples can share parts without end. */
export class Room {
  private left = 10_000

  /** Whether one more part may be looked at, `depth` levels down. */
  allows(depth: number): boolean {
    return depth < 32 && this.left-- > 0
  }
}

/** A value as layers read it. */
export function toArgument(value: PyValue, at?: Place, room = new Room(), depth = 0): Value {
  if (value instanceof HostObject) {
    const plain = value.plainUnless()
    if (plain === undefined) return value.toArgument(at)
    return room.allows(depth)
      ? toArgument(plain, at, room, depth + 1)
      : unknown('a value that is nested too deeply', at)
  }
  if (value instanceof SliceObject) return unknown('a slice', at)
  if (value instanceof SetObject) return value.lost ?? unknown('a set', at)
  if (!(value instanceof TupleObject || value instanceof ListObject || value instanceof DictObject)) return value
  if (!room.allows(depth)) return unknown('a value that is nested too deeply', at)
  const inner = (item: PyValue) => toArgument(item, at, room, depth + 1)
  if (value instanceof TupleObject) return value.items.map(inner)
  if (value.lost) return value.lost
  if (value instanceof ListObject) return value.items.map(inner)
  return { kind: 'dict', entries: [...value].map(([key, item]) => [inner(key), inner(item)]) }
}

/** How a value is written in reasons and messages. */
export function describe(value: PyValue): string {
  if (value instanceof HostObject) return value.description
  if (value instanceof SliceObject) return 'a slice'
  if (value instanceof SetObject) return 'a set'
  if (isSymbolic(value)) return printSize(value)
  return printPython(toArgument(value))
}

/** The value, or another where there is none. None is a value. */
export const otherwise = <T>(value: PyValue | undefined, other: () => T): PyValue | T =>
  value === undefined ? other() : value

/** The reason where a value is unknown as a whole. */
export function unknownValue(value: PyValue): Unknown | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  if (value instanceof ListObject || value instanceof DictObject || value instanceof SetObject) return value.lost
  if (value instanceof HostObject) return value.unknown()
  if (!isUnknown(value)) return undefined
  return value instanceof Sized ? value.reason : value
}
