/** What code that the evaluator does not follow may have done to values. */
import type { Unknown } from '../../../tensor/size.ts'
import { DictObject, ListObject, TupleObject } from './containers.ts'
import { HostObject } from './host.ts'
import { touch } from './journal.ts'
import { SetObject } from './sets.ts'
import type { PyValue } from './values.ts'

/** Everything reachable may have been changed by code that the evaluator did not follow. */
export function forget(value: PyValue, why: Unknown, seen = new Set<object>()): void {
  if (typeof value !== 'object' || value === null || seen.has(value)) return
  seen.add(value)
  if (value instanceof HostObject) value.forget(why, seen)
  else if (value instanceof ListObject || value instanceof DictObject || isChangeable(value)) {
    touch(value)
    value.lost = why
  }
  for (const part of partsOf(value)) forget(part, why, seen)
}

const isChangeable = (value: object): value is SetObject => value instanceof SetObject && !value.isFrozen

function partsOf(value: object): readonly PyValue[] {
  if (value instanceof ListObject || value instanceof TupleObject) return value.items
  if (value instanceof SetObject) return value.items
  return value instanceof DictObject ? [...value].map(([, item]) => item) : []
}
