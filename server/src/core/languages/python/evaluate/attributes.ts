/** Attributes of values of all kinds. */
import type { Place } from '../../../source/span.ts'
import { unknown } from '../../../tensor/size.ts'
import type { Journal } from './journal.ts'
import { methodOf } from './methods.ts'
import { DictObject, HostObject, ListObject, type PyValue, TupleObject, unknownValue } from './values.ts'

/** `value.name`. */
export function attributeOf(value: PyValue, name: string, journal: Journal, at: Place): PyValue {
  if (value instanceof HostObject) return value.attribute(name, at)
  const own = isCollection(value) ? value.ownAttribute(name, at) : undefined
  if (own !== undefined) return own
  return methodOf(value, name, journal) ?? unknownValue(value) ?? unknown(`.${name} is not known here`, at)
}

const isCollection = (value: PyValue): value is ListObject | TupleObject | DictObject =>
  value instanceof ListObject || value instanceof TupleObject || value instanceof DictObject
