/** `int(…)`, `float(…)` and the like: values made of other values. */
import { float } from '../../../layers/value.ts'
import type { Place } from '../../../source/span.ts'
import { isSymbolic, unknown } from '../../../tensor/size.ts'
import { BytesObject, isAscii } from './bytes.ts'
import type { CallArguments } from './call-arguments.ts'
import { DictObject, ListObject, SliceObject, TupleObject } from './containers.ts'
import { raised, raisedAs } from './exceptions.ts'
import { HostObject } from './host.ts'
import { elementsOf, itemsIn } from './iterators.ts'
import { normalize, numberValue, toFloat } from './numbers.ts'
import { bounded, truthOf } from './operators.ts'
import { RangeObject } from './ranges.ts'
import { SetObject } from './sets.ts'
import { quote, textOf } from './texts.ts'
import { UnorderedList } from './unordered.ts'
import { asIndex, describe, type PyValue, unknownValue } from './values.ts'

/** What a call makes; undefined where that is not known. */
type Construct = (args: CallArguments, at: Place) => PyValue | undefined

const toInt: Construct = ({ positional: [value = 0, base = null], named }, at) => {
  const radix = named.get('base') ?? base
  if (typeof value === 'string')
    return radix === null || typeof radix === 'number' ? parseInt_(value, radix ?? 10, at) : undefined
  if (radix !== null) return undefined
  if (isSymbolic(value)) return value
  const own = value instanceof HostObject ? (value.special('__int__', [], at) ?? value.index()) : undefined
  const number = numberValue(own ?? value)
  if (number === undefined) return own ?? refused('int', value, at)
  if (typeof number !== 'object') return number
  if (Number.isFinite(number.value)) return normalize(BigInt(Math.trunc(number.value)))
  return Number.isNaN(number.value)
    ? raisedAs('ValueError', 'cannot convert float NaN to integer', at)
    : raisedAs('OverflowError', 'cannot convert float infinity to integer', at)
}

/** None and collections are certainly no numbers. */
function refused(name: string, value: PyValue, at: Place): PyValue | undefined {
  if (unknownValue(value) || value instanceof HostObject) return undefined
  return raised('TypeError', `${name}() argument must be a string or a real number, not ${describe(value)}`, at)
}

/** Python reads underscores between digits, a sign, and a prefix that tells the base. */
function parseInt_(text: string, base: number, at: Place): PyValue | undefined {
  if (base !== 0 && (base < 2 || base > 36)) return undefined
  const found = /^([-+]?)(0[xX]_?|0[oO]_?|0[bB]_?)?([0-9a-zA-Z]+(?:_[0-9a-zA-Z]+)*)$/.exec(trimSpace(text))
  const parsed = found && digitsIn(found[2] ?? '', found[3]!.replaceAll('_', ''), base)
  if (parsed)
    return parsed.digits.length > 4000 ? undefined : normalize(signed(found[1]!, bigintOf(parsed.digits, parsed.base)))
  return isAscii(text)
    ? raisedAs('ValueError', `invalid literal for int() with base ${base}: ${quote(text)}`, at)
    : undefined
}

const prefixes: Readonly<Record<string, number>> = { x: 16, o: 8, b: 2 }

function digitsIn(prefix: string, digits: string, base: number): { digits: string; base: number } | undefined {
  const own = prefixes[prefix.charAt(1).toLowerCase()]
  const whole = own === undefined || own === base || base === 0 ? digits : prefix.replace('_', '') + digits
  const radix = base !== 0 ? base : (own ?? 10)
  if (base === 0 && own === undefined && /^0+[1-9]/.test(digits)) return undefined
  const fits = [...whole.toLowerCase()].every(digit => Number.parseInt(digit, 36) < radix)
  return fits ? { digits: whole, base: radix } : undefined
}

function bigintOf(digits: string, base: number): bigint {
  if (base === 10) return BigInt(digits)
  return [...digits].reduce((total, digit) => total * BigInt(base) + BigInt(Number.parseInt(digit, 36)), 0n)
}

const signed = (sign: string, value: bigint): bigint => (sign === '-' ? -value : value)

/** Python's white space at both ends. */
const trimSpace = (text: string): string => text.trim()

const makeFloat: Construct = ({ positional: [value = 0] }, at) => {
  if (typeof value === 'string') return parseFloat_(value, at)
  const own = value instanceof HostObject ? (value.special('__float__', [], at) ?? value.index()) : undefined
  const number = numberValue(own ?? value)
  return number === undefined ? (own ?? refused('float', value, at)) : float(toFloat(number))
}

function parseFloat_(text: string, at: Place): PyValue | undefined {
  const plain = trimSpace(text).toLowerCase()
  if (/^[-+]?(\d+(_\d+)*\.?(\d+(_\d+)*)?|\.\d+(_\d+)*)(e[-+]?\d+(_\d+)*)?$/.test(plain))
    return float(Number(plain.replaceAll('_', '')))
  const special = /^([-+]?)(inf(?:inity)?|nan)$/.exec(plain)
  if (special) return float(special[2] === 'nan' ? Number.NaN : special[1] === '-' ? -Infinity : Infinity)
  return isAscii(text) ? raisedAs('ValueError', `could not convert string to float: ${quote(text)}`, at) : undefined
}

const toBool: Construct = ({ positional: [value = false] }) => truthOf(value)

const toText: Construct = ({ positional: [value = ''] }) => textOf(value)

const toList: Construct = ({ positional: [items] }, at) => {
  if (items instanceof SetObject && items.size > 1 && !items.lost) return new UnorderedList(items.items)
  const all = items === undefined ? [] : itemsIn(items)
  return all ? new ListObject([...all]) : items && notIterable(items, at)
}

const toTuple: Construct = ({ positional: [items] }, at) => {
  if (items instanceof TupleObject && items.constructor === TupleObject) return items
  const all = items === undefined ? [] : itemsIn(items)
  return all ? new TupleObject([...all]) : items && notIterable(items, at)
}

const toSet: Construct = (args, at) => collect(args, false, at)
const toFrozenset: Construct = (args, at) => collect(args, true, at)

function collect({ positional: [items] }: CallArguments, isFrozen: boolean, at: Place): PyValue | undefined {
  const all = items === undefined ? [] : elementsOf(items)
  return all ? new SetObject(all, isFrozen) : items && notIterable(items, at)
}

/** Numbers and None have no elements. */
export const notIterable = (value: PyValue, at: Place): PyValue | undefined =>
  value === null || typeof value === 'boolean' || numberValue(value) !== undefined
    ? raised('TypeError', `${describe(value)} has no elements`, at)
    : undefined

const toDict: Construct = ({ positional: [source], named }) => {
  const dict = new DictObject()
  if (source !== undefined && !updateDict(dict, source)) return undefined
  for (const [key, value] of named) dict.set(key, value)
  return dict
}

/** Puts what a dictionary or pairs hold into a dictionary; false where that is not known. */
export function updateDict(dict: DictObject, given: PyValue): boolean {
  const source = plainDict(given)
  if (source instanceof DictObject) {
    for (const [key, value] of source) dict.set(key, value)
    return !source.lost
  }
  const pairs = itemsIn(source)?.map(itemsIn)
  if (!pairs?.every(pair => pair?.length === 2)) return false
  for (const pair of pairs) dict.set(pair![0]!, pair![1]!)
  return true
}

/** A special kind of dictionary is read as the dictionary that it is; an object with keys as what it has under them. */
export function plainDict(value: PyValue): PyValue {
  if (!(value instanceof HostObject)) return value
  if (value.plainValue instanceof DictObject) return value.plainValue
  const keys = value.special('keys', [])
  const items = keys === undefined ? undefined : itemsIn(keys)
  if (!items) return value
  const dict = new DictObject()
  for (const key of items) dict.set(key, value.subscript(key, nowhere))
  return dict
}

const nowhere: Place = { file: '', from: 0, to: 0 }

const toRange: Construct = ({ positional }, at) => {
  const numbers = positional.map(asIndex).map(numberValue)
  if (!numbers.every(each => typeof each === 'number')) return undefined
  const [first, second, step = 1] = numbers
  if (first === undefined) return undefined
  if (step === 0) return raisedAs('ValueError', 'range() arg 3 must not be zero', at)
  return second === undefined ? new RangeObject(0, first, 1) : new RangeObject(first, second, step)
}

const toSlice: Construct = ({ positional }) => {
  const [first = null, second, step = null] = positional
  return second === undefined ? new SliceObject(null, first, step) : new SliceObject(first, second, step)
}

/** Bytes of a string that is the same in every encoding, of numbers, or so many zeros. */
const toBytes: Construct = ({ positional: [source = ''] }) => {
  if (source instanceof BytesObject) return source
  if (typeof source === 'string') return encode(source)
  if (typeof source === 'number')
    return source < 0 ? undefined : bounded(source, () => new BytesObject('\0'.repeat(source)))
  const units = itemsIn(source)
  if (!units?.every(unit => typeof unit === 'number' && unit >= 0 && unit < 256)) return undefined
  return new BytesObject(units.map(unit => String.fromCharCode(unit as number)).join(''))
}

export const encode = (text: string): PyValue =>
  isAscii(text) ? new BytesObject(text) : unknown('the bytes of this text are not known')

/** What each of Python's own classes makes of its arguments. */
export const conversions = {
  int: toInt,
  float: makeFloat,
  bool: toBool,
  str: toText,
  bytes: toBytes,
  list: toList,
  tuple: toTuple,
  set: toSet,
  frozenset: toFrozenset,
  dict: toDict,
  range: toRange,
  slice: toSlice,
} as const
