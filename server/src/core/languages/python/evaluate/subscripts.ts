/** Subscripts and slices of strings, lists, tuples and dictionaries. */
import type { Place } from '../../../source/span.ts'
import { unknown } from '../../../tensor/size.ts'
import type * as syntax from '../syntax.ts'
import { DictObject, ListObject, SliceObject, TupleObject } from './containers.ts'
import { type Context, placeOf } from './context.ts'
import { raised } from './exceptions.ts'
import { evaluate } from './expressions.ts'
import { known } from './foreign.ts'
import { HostObject } from './host.ts'
import { isKey } from './operators.ts'
import { asIndex, describe, itemsOf, type PyValue, unknownValue } from './values.ts'

export function evaluateSubscript(node: syntax.Subscript, context: Context): PyValue {
  const value = evaluate(node.value, context)
  const index = known(evaluate(node.slice, context), placeOf(node.slice, context))
  return elementAt(value, index, placeOf(node, context))
}

export function evaluateSlice(node: syntax.Slice, context: Context): PyValue {
  const bound = (part: syntax.Expression | null) =>
    part ? known(evaluate(part, context), placeOf(part, context)) : null
  return new SliceObject(bound(node.lower), bound(node.upper), bound(node.step))
}

/** `value[index]`; out of range, missing and unknown elements are unknown with the reason. */
export function elementAt(value: PyValue, index: PyValue, at: Place): PyValue {
  if (value instanceof HostObject) return value.subscript(index, at)
  const lost = unknownValue(value) ?? unknownValue(index)
  if (lost) return lost
  if (value instanceof DictObject)
    return isKey(index) ? orMissing(value, index, at) : unknown(`element ${describe(index)} is not known here`, at)
  if (index instanceof SliceObject) return sliceOf(value, index, at)
  const position = indexValue(index)
  if (position === undefined) return unknown(`element ${describe(index)} is not known here`, at)
  const items = typeof value === 'string' ? [...value] : itemsOf(value)
  if (!items) return unknown(`an element of ${describe(value)} is not known here`, at)
  const item = items.at(position)
  return item === undefined ? raised('IndexError', `there is no element ${position}`, at) : item
}

/** A dictionary may hold None, which is null. */
function orMissing(dict: DictObject, index: PyValue, at: Place): PyValue {
  const item = dict.get(index)
  if (item !== undefined) return item
  const made = dict.missing(index, at)
  return made === undefined ? raised('KeyError', `there is no key ${describe(index)}`, at, index) : made
}

function sliceOf(value: PyValue, slice: SliceObject, at: Place): PyValue {
  const pick = typeof value === 'string' ? [...value] : itemsOf(value)
  const positions = pick && slicePositions(slice, pick.length)
  if (!pick || !positions) return unknown('this slice is not known here', at)
  const items = positions.map(position => pick[position]!)
  if (typeof value === 'string') return items.join('')
  return value instanceof ListObject ? new ListObject(items) : new TupleObject(items)
}

/** The positions that a slice picks of `length` elements; undefined where a bound is not known. */
export function slicePositions(slice: SliceObject, length: number): readonly number[] | undefined {
  const bounds = sliceBounds(slice, length)
  if (!bounds) return undefined
  const { start, stop, step } = bounds
  return Array.from({ length: Math.max(0, Math.ceil((stop - start) / step)) }, (_, i) => start + i * step)
}

/** Where a slice of `length` elements begins and ends, as Python's `slice.indices`; undefined where it is not known. */
export function sliceBounds(
  { lower, upper, step }: SliceObject,
  length: number,
): { readonly start: number; readonly stop: number; readonly step: number } | undefined {
  const stride = step === null ? 1 : indexValue(step)
  if (stride === undefined || stride === 0) return undefined
  const clamp = (bound: PyValue, fallback: number): number | undefined => {
    if (bound === null) return fallback
    const index = indexValue(bound)
    if (index === undefined) return undefined
    const least = stride > 0 ? 0 : -1
    const most = stride > 0 ? length : length - 1
    return Math.min(Math.max(index < 0 ? index + length : index, least), most)
  }
  const start = clamp(lower, stride > 0 ? 0 : length - 1)
  const stop = clamp(upper, stride > 0 ? length : -1)
  return start === undefined || stop === undefined ? undefined : { start, stop, step: stride }
}

/** The value as an index: an int, a bool, or what says that it is one; beyond 2^53 it is as good as infinite. */
export function indexValue(value: PyValue): number | undefined {
  const index = asIndex(value)
  return typeof index === 'number' || typeof index === 'bigint' ? Number(index) : undefined
}
