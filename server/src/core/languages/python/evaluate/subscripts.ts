/** Subscripts and slices of strings, lists, tuples and dictionaries. */
import type { Place } from '../../../source/span.ts'
import { unknown } from '../../../tensor/size.ts'
import type * as syntax from '../syntax.ts'
import { type Context, placeOf } from './context.ts'
import { evaluate } from './expressions.ts'
import {
  asIndex,
  DictObject,
  describe,
  HostObject,
  known,
  ListObject,
  type PyValue,
  SliceObject,
  TupleObject,
  unknownValue,
} from './values.ts'

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
  if (value instanceof DictObject) return orMissing(value, index, at)
  if (index instanceof SliceObject) return sliceOf(value, index, at)
  const position = asIndex(index)
  if (typeof position !== 'number') return unknown(`element ${describe(index)} is not known here`, at)
  const items =
    typeof value === 'string' ? value : value instanceof ListObject || value instanceof TupleObject ? value.items : []
  const item = items.at(position)
  return item === undefined ? unknown(`there is no element ${position}`, at) : item
}

/** A dictionary may hold None, which is null. */
function orMissing(dict: DictObject, index: PyValue, at: Place): PyValue {
  const item = dict.get(index)
  if (item !== undefined) return item
  const made = dict.missing(index, at)
  return made === undefined ? unknown(`there is no key ${describe(index)}`, at) : made
}

function sliceOf(value: PyValue, slice: SliceObject, at: Place): PyValue {
  const pick =
    typeof value === 'string'
      ? [...value.split('')]
      : value instanceof ListObject || value instanceof TupleObject
        ? value.items
        : undefined
  const positions = pick && slicePositions(slice, pick.length)
  if (!pick || !positions) return unknown('this slice is not known here', at)
  const items = positions.map(position => pick[position]!)
  if (typeof value === 'string') return items.join('')
  return value instanceof ListObject ? new ListObject(items) : new TupleObject(items)
}

/** The positions that a slice picks of `length` elements, as Python's `slice.indices`; undefined where a bound is not known. */
export function slicePositions({ lower, upper, step }: SliceObject, length: number): readonly number[] | undefined {
  const stride = step === null ? 1 : asIndex(step)
  if (typeof stride !== 'number' || stride === 0) return undefined
  const clamp = (given: PyValue, fallback: number): number | undefined => {
    if (given === null) return fallback
    const bound = asIndex(given)
    if (typeof bound !== 'number') return undefined
    const least = stride > 0 ? 0 : -1
    const most = stride > 0 ? length : length - 1
    return Math.min(Math.max(bound < 0 ? bound + length : bound, least), most)
  }
  const start = clamp(lower, stride > 0 ? 0 : length - 1)
  const stop = clamp(upper, stride > 0 ? length : -1)
  if (start === undefined || stop === undefined) return undefined
  const count = Math.max(0, Math.ceil((stop - start) / stride))
  return Array.from({ length: count }, (_, i) => start + i * stride)
}
