/** `copy`: shallow and deep copies; what is one object inside stays one object in a deep copy. */
import { unknown } from '../../../../tensor/size.ts'
import { DictObject, ListObject, TupleObject } from '../containers.ts'
import { HostObject } from '../host.ts'
import { type PyValue, Room, unknownValue } from '../values.ts'
import type { Members } from './module.ts'
import { takes } from './signature.ts'

type Part = (value: PyValue) => PyValue

/** A copy, with `part` made of each of its parts; undefined where that is not known. */
function copyOf(value: PyValue, part: Part): PyValue | undefined {
  if (value instanceof HostObject) return value.copied(part)
  if (value instanceof TupleObject) return value.with(value.items.map(part))
  if (value instanceof ListObject) return copyList(value, part)
  return value instanceof DictObject ? copyDict(value, part) : value
}

function copyList(list: ListObject, part: Part): ListObject {
  const copy = list.with(list.items.map(part))
  copy.lost = list.lost
  return copy
}

function copyDict(dict: DictObject, part: Part): DictObject {
  const copy = dict.empty()
  for (const [key, value] of dict) copy.set(key, part(value))
  copy.lost = dict.lost
  return copy
}

const notCopied = (value: PyValue): PyValue =>
  unknown(`a copy of ${value instanceof HostObject ? value.description : 'this'} is not known here`)

const shallow = (value: PyValue): PyValue =>
  value instanceof TupleObject
    ? value
    : (special(value, '__copy__', []) ?? copyOf(value, part => part) ?? notCopied(value))

/** What the class of an object says of copies. */
const special = (value: PyValue, name: string, args: readonly PyValue[]): PyValue | undefined =>
  value instanceof HostObject ? value.special(name, args) : undefined

function deep(value: PyValue, copies = new Map<PyValue, PyValue>(), room = new Room(), depth = 0): PyValue {
  if (typeof value !== 'object' || value === null) return value
  const known = copies.get(value)
  if (known !== undefined) return known
  if (!room.allows(depth)) return unknown('a copy of something that is nested too deeply')
  const own = special(value, '__deepcopy__', [new DictObject()])
  const copy = own ?? copyOf(value, part => deep(part, copies, room, depth + 1)) ?? notCopied(value)
  copies.set(value, copy)
  return copy
}

export const copyMembers = (): Members => ({
  copy: takes('copy.copy(x)', ({ x }) => unknownValue(x!) ?? shallow(x!)),
  deepcopy: takes('copy.deepcopy(x, memo=…)', ({ x }) => unknownValue(x!) ?? deep(x!)),
})
