/** Python's own classes: `int`, `str`, `list` and the others, and the class of any value. */
import { float } from '../../../layers/value.ts'
import { isSymbolic } from '../../../tensor/size.ts'
import { DictObject, ListObject, SliceObject, TupleObject } from './containers.ts'
import { conversions } from './conversions.ts'
import { HostObject } from './host.ts'
import { itemsIn } from './iterators.ts'
import { typeMembers } from './metaclasses.ts'
import { method } from './native.ts'
import { memberOf } from './plain-members.ts'
import { SetObject } from './sets.ts'
import { objectType, TypeObject, type TypeOptions } from './typeobject.ts'
import { UnorderedList } from './unordered.ts'
import { isFloatValue, type PyValue } from './values.ts'

const made = (name: string, options: TypeOptions = {}): TypeObject =>
  new TypeObject(name, { base: objectType, ...options })

/** The files that make values need these classes, so what they have is looked up when it is called. */
const lazily =
  (name: keyof typeof conversions): TypeOptions['construct'] =>
  (args, at) =>
    conversions[name](args, at)

const isInt = (value: PyValue): boolean =>
  typeof value === 'number' ||
  typeof value === 'bigint' ||
  typeof value === 'boolean' ||
  (typeof value === 'object' && value !== null && isSymbolic(value))

export const intType = made('int', {
  holds: isInt,
  construct: lazily('int'),
  members: name => memberOf('int', 0, name),
  makesPlainValues: true,
})
export const boolType = made('bool', {
  base: intType,
  holds: value => typeof value === 'boolean',
  construct: lazily('bool'),
})
export const floatType = made('float', {
  holds: isFloatValue,
  construct: lazily('float'),
  members: name => memberOf('float', float(0), name),
  makesPlainValues: true,
})
export const complexType = made('complex')
export const strType = made('str', {
  holds: value => typeof value === 'string',
  construct: lazily('str'),
  members: name => memberOf('str', '', name),
  makesPlainValues: true,
})
export const bytesType = made('bytes', { construct: lazily('bytes') })
export const listType = made('list', {
  holds: value => value instanceof ListObject && isExact(value),
  construct: lazily('list'),
  members: name => memberOf('list', new ListObject([]), name),
  makesPlainValues: true,
})
export const tupleType = made('tuple', {
  holds: value => value instanceof TupleObject,
  construct: lazily('tuple'),
  members: name => memberOf('tuple', new TupleObject([]), name),
  makesPlainValues: true,
})
export const dictType = made('dict', {
  holds: value => value instanceof DictObject,
  construct: lazily('dict'),
  members: name =>
    name === 'fromkeys'
      ? method('dict.fromkeys', ({ positional }) => fromKeys(positional))
      : memberOf('dict', new DictObject(), name),
  makesPlainValues: true,
})
export const setType = made('set', {
  members: name => memberOf('set', new SetObject(), name),
  makesPlainValues: true,
  holds: value => value instanceof SetObject && !value.isFrozen,
  construct: lazily('set'),
})
export const frozensetType = made('frozenset', {
  holds: value => value instanceof SetObject && value.isFrozen,
  construct: lazily('frozenset'),
})
export const rangeType = made('range', { construct: lazily('range') })
export const sliceType = made('slice', { holds: value => value instanceof SliceObject, construct: lazily('slice') })
export const noneType = made('NoneType', { holds: value => value === null })
export const functionType = made('function')
export const moduleType = made('module')
export const typeType = made('type', {
  holds: value => value instanceof HostObject && value.isClass,
  construct: ({ positional }) => (positional.length === 1 ? typeOf(positional[0]!) : undefined),
  members: name => (Object.hasOwn(typeMembers, name) ? typeMembers[name] : undefined),
})

/** The classes that programs know by name. */
export const namedTypes: readonly TypeObject[] = [
  objectType,
  intType,
  boolType,
  floatType,
  complexType,
  strType,
  bytesType,
  listType,
  tupleType,
  dictType,
  setType,
  frozensetType,
  rangeType,
  sliceType,
  typeType,
]

/** From the most special on: a bool is an int, too. */
const plainTypes = [
  boolType,
  intType,
  floatType,
  strType,
  listType,
  tupleType,
  dictType,
  setType,
  frozensetType,
  sliceType,
  noneType,
]

/** Whether it is no special kind of list, tuple or dictionary. */
export const isExact = (value: PyValue): boolean =>
  !(value instanceof ListObject || value instanceof TupleObject || value instanceof DictObject) ||
  plainKinds.has(value.constructor)

const plainKinds = new Set<unknown>([ListObject, UnorderedList, TupleObject, DictObject])

/** `type(value)`; undefined where it is not known. */
export function typeOf(value: PyValue): HostObject | undefined {
  if (value instanceof HostObject) return value instanceof TypeObject ? typeType : value.type()
  return isExact(value) ? plainTypes.find(type => type.hasInstance(value)) : undefined
}

function fromKeys([keys, value = null]: readonly PyValue[]): PyValue | undefined {
  const items = keys === undefined ? undefined : itemsIn(keys)
  if (!items) return undefined
  const dict = new DictObject()
  for (const key of items) dict.set(key, value)
  return dict
}
