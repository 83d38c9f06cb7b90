/** Changes elements of lists, dictionaries and objects: `a[i] = x`, `a[i:j] = xs`, `del a[i]`, `a += b`. */
import type { Place } from '../../../source/span.ts'
import { unknown } from '../../../tensor/size.ts'
import type { BinaryOperator } from '../syntax.ts'
import { DictObject, ListObject, SliceObject } from './containers.ts'
import { mostElements } from './context.ts'
import { updateDict } from './conversions.ts'
import { raised, raisedAs } from './exceptions.ts'
import { HostObject } from './host.ts'
import { itemsIn } from './iterators.ts'
import type { Journal } from './journal.ts'
import { extendList } from './methods/list.ts'
import { binary, isKey } from './operators.ts'
import { SetObject } from './sets.ts'
import { indexValue, sliceBounds, slicePositions } from './subscripts.ts'
import { describe, type PyValue, unknownValue } from './values.ts'

/** `owner[index] = value`; gives an exception where Python certainly raises one. */
export function setElement(owner: PyValue, index: PyValue, value: PyValue, journal: Journal, at: Place): PyValue {
  if (owner instanceof HostObject) {
    owner.setSubscript(index, value, at)
    return null
  }
  if (!(owner instanceof DictObject || owner instanceof ListObject)) return null
  journal.touch(owner)
  if (owner instanceof ListObject) return setItem(owner, index, value, at)
  if (isKey(index)) owner.set(index, value)
  else owner.lost ??= unknownValue(index) ?? unknown('a key is not known here', at)
  return null
}

function setItem(list: ListObject, index: PyValue, value: PyValue, at: Place): PyValue {
  if (index instanceof SliceObject) {
    if (!setSlice(list, index, value)) list.lost ??= unknown('a slice that was set is not known here', at)
    return null
  }
  const position = positionIn(list, index)
  if (position !== undefined && position in list.items) list.items[position] = value
  else if (position !== undefined && !list.lost) return raisedAs('IndexError', 'list assignment index out of range', at)
  else list.lost ??= unknownValue(index) ?? unknown('an element that was set is not known here', at)
  return null
}

function positionIn({ items }: ListObject, index: PyValue): number | undefined {
  const position = indexValue(index)
  return position !== undefined && position < 0 ? position + items.length : position
}

/** False where it is not known what is set, or Python refuses. */
function setSlice(list: ListObject, slice: SliceObject, value: PyValue): boolean {
  const items = itemsIn(value)
  const bounds = sliceBounds(slice, list.items.length)
  if (!items || !bounds || items.length + list.items.length > mostElements) return false
  if (bounds.step === 1) {
    list.items.splice(bounds.start, Math.max(bounds.stop - bounds.start, 0), ...items)
    return true
  }
  const positions = slicePositions(slice, list.items.length)!
  if (positions.length !== items.length) return false
  for (const [i, position] of positions.entries()) list.items[position] = items[i]!
  return true
}

/** `del owner[index]`; gives an exception where Python certainly raises one. */
export function deleteElement(owner: PyValue, index: PyValue, journal: Journal, at: Place): PyValue {
  if (owner instanceof HostObject) {
    owner.deleteSubscript(index, at)
    return null
  }
  if (!(owner instanceof DictObject || owner instanceof ListObject)) return null
  journal.touch(owner)
  if (owner instanceof ListObject) return deleteItem(owner, index, at)
  if (!isKey(index)) owner.lost ??= unknownValue(index) ?? unknown('a key is not known here', at)
  else if (!owner.delete(index) && !owner.lost)
    return raised('KeyError', `there is no key ${describe(index)}`, at, index)
  return null
}

function deleteItem(list: ListObject, index: PyValue, at: Place): PyValue {
  const position = positionIn(list, index)
  const positions =
    index instanceof SliceObject
      ? slicePositions(index, list.items.length)
      : position === undefined
        ? undefined
        : [position]
  if (!positions) {
    list.lost ??= unknownValue(index) ?? unknown('an element that was deleted is not known here', at)
    return null
  }
  if (!positions.every(each => each in list.items)) return raised('IndexError', 'list index out of range', at)
  const gone = new Set(positions)
  list.items = list.items.filter((_, i) => !gone.has(i))
  return null
}

/** `before operator= value`: a list, dictionary or set is changed in place, which aliases see. */
export function augmented(
  operator: BinaryOperator,
  before: PyValue,
  value: PyValue,
  journal: Journal,
  at: Place,
): PyValue {
  if (before instanceof HostObject) return before.inPlace(operator, value, at) ?? binary(operator, before, value, at)
  if (!(before instanceof ListObject || before instanceof DictObject || before instanceof SetObject))
    return binary(operator, before, value, at)
  if (before instanceof SetObject && before.isFrozen) return binary(operator, before, value, at)
  journal.touch(before)
  if (!augmentInPlace(operator, before, value, at))
    before.lost ??= unknownValue(value) ?? unknown(`what ${operator}= was done with is not known`, at)
  return before
}

function augmentInPlace(
  operator: BinaryOperator,
  before: ListObject | DictObject | SetObject,
  value: PyValue,
  at: Place,
): boolean {
  if (before instanceof ListObject && operator === '+') return extendList(before, value)
  if (before instanceof DictObject) return operator === '|' && updateDict(before, value)
  const result = binary(operator, before, value, at)
  if (before instanceof ListObject && result instanceof ListObject) before.items = result.items
  else if (before instanceof SetObject && result instanceof SetObject) {
    before.clear()
    for (const item of result.items) before.add(item)
  } else return false
  return true
}
