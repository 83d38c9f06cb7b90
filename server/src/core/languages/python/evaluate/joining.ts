/** One value that is either of two: what agrees is known, what differs is unknown with the reason. */
import type { Unknown } from '../../../tensor/size.ts'
import { ListObject, TupleObject } from './containers.ts'
import { HostObject } from './host.ts'
import { equal } from './operators.ts'
import { Sized } from './sized.ts'
import { type PyValue, unknownValue } from './values.ts'

export function joinValues(a: PyValue, b: PyValue, why: Unknown): PyValue {
  if (a === b) return a
  if (unknownValue(a)) return a instanceof Sized ? a.reason : a
  if (unknownValue(b)) return b instanceof Sized ? b.reason : b
  if (a instanceof HostObject && b instanceof HostObject) return a.joinWith(b, why) ?? why
  if (a instanceof HostObject || b instanceof HostObject) return why
  if (a instanceof TupleObject && b instanceof TupleObject && a.items.length === b.items.length)
    return a.with(a.items.map((item, i) => joinValues(item, b.items[i]!, why)))
  if (a instanceof ListObject || b instanceof ListObject) return why
  return sameType(a, b) && equal(a, b) === true ? a : why
}

/** `1`, `1.0` and `True` are equal and yet not the same. */
const sameType = (a: PyValue, b: PyValue): boolean => typeof a === typeof b
