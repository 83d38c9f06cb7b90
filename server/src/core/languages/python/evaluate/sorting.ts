/** Order: sorting, and the least and the greatest of several values. */
import type { Place } from '../../../source/span.ts'
import { isSymbolic, maximum, minimum, type Size } from '../../../tensor/size.ts'
import { argumentsOf } from './call-arguments.ts'
import { settled } from './exceptions.ts'
import { HostObject } from './host.ts'
import { orderOf, truthOf } from './operators.ts'
import { type PyValue, unknownValue } from './values.ts'

/**
 * Sorted as `sorted(items, key=…, reverse=…)` sorts; undefined where an order is not known. Where `isUnordered`, the items
 * stand in no order that means anything, so that it is not known either which of two with equal keys comes first.
 */
export function sortBy(
  items: readonly PyValue[],
  options: ReadonlyMap<string, PyValue>,
  at: Place,
  isUnordered = false,
): PyValue[] | undefined {
  const { key = null, reverse = false } = Object.fromEntries(options)
  const down = truthOf(reverse)
  const keys = keysOf(items, key, at)
  if (down === undefined || !keys) return undefined
  let known = true
  const order = items.map((_, i) => i)
  order.sort((i, j) => {
    const each = orderOf(keys[i]!, keys[j]!)
    known &&= each !== undefined
    return down ? -(each ?? 0) : (each ?? 0)
  })
  const isTied = (i: number, place: number) => place > 0 && orderOf(keys[order[place - 1]!]!, keys[i]!) === 0
  if (isUnordered && key !== null && order.some(isTied)) return undefined
  return known ? order.map(i => items[i]!) : undefined
}

/** By what items are ordered; undefined where that is not known. */
function keysOf(items: readonly PyValue[], key: PyValue, at: Place): readonly PyValue[] | undefined {
  if (key === null) return items
  return key instanceof HostObject ? items.map(item => callWith(key, [item], at)) : undefined
}

/** Calls a function that was passed to another one. */
export const callWith = (callee: HostObject, positional: readonly PyValue[], at: Place): PyValue =>
  settled(callee.call(argumentsOf(positional), at))

/** The least (−1) or greatest (1), the first of equal ones; undefined where it is not known. */
export function extreme(
  items: readonly PyValue[],
  sign: 1 | -1,
  key: PyValue,
  at: Place,
  isUnordered = false,
): PyValue | undefined {
  const keys = keysOf(items, key, at)
  if (!keys || items.length === 0) return undefined
  let best = 0
  let isTied = false
  for (let i = 1; i < items.length; i++) {
    const order = orderOf(keys[i]!, keys[best]!)
    if (order === undefined) return key === null ? symbolicExtreme(items, sign) : undefined
    if (order !== 0 && order * sign < 0) continue
    isTied = order === 0
    if (order !== 0) best = i
  }
  return isTied && isUnordered && key !== null ? undefined : items[best]
}

/** Symbolic sizes have a symbolic extreme. */
function symbolicExtreme(items: readonly PyValue[], sign: 1 | -1): PyValue | undefined {
  const sizes = items.map(sizeOf)
  if (!sizes.every(size => size !== undefined)) return undefined
  const result = sizes.reduce((a, b) => (sign > 0 ? maximum(a!, b!) : minimum(a!, b!)))!
  return typeof result === 'object' && result.kind === 'none' ? undefined : result
}

const sizeOf = (value: PyValue): Size | undefined =>
  typeof value === 'number' ||
  (typeof value === 'object' && value !== null && !unknownValue(value) && isSymbolic(value))
    ? value
    : undefined
