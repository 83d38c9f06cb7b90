/** `repr` and `str` of values, as CPython prints them. */
import { printFloat } from '../../../layers/value.ts'
import { DictObject, ListObject, SliceObject, TupleObject } from './containers.ts'
import { HostObject } from './host.ts'
import { SetObject } from './sets.ts'
import { isExact } from './types.ts'
import { isFloatValue, type PyValue, Room, unknownValue } from './values.ts'

/** What `str(value)` gives; undefined where it is not known. */
export function textOf(value: PyValue): string | undefined {
  if (typeof value === 'string') return value
  return value instanceof HostObject ? value.text() : reprOf(value)
}

/** What `repr(value)` gives; undefined where it is not known. */
export function reprOf(value: PyValue, within: readonly object[] = [], room = new Room()): string | undefined {
  if (value === null) return 'None'
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (typeof value === 'string') return quote(value)
  if (typeof value !== 'object') return String(value)
  if (value instanceof HostObject) {
    const plain = value.plainUnless('__repr__')
    return plain === undefined || plain instanceof SetObject ? value.repr() : reprOf(plain, within, room)
  }
  if (isFloatValue(value)) return printFloat(value.value)
  if (unknownValue(value) || !room.allows(within.length)) return undefined
  if (!isExact(value)) return undefined
  const inner = (part: PyValue) => reprOf(part, [...within, value], room)
  if (value instanceof SliceObject) return wrap('slice(', [value.lower, value.upper, value.step].map(inner), ')')
  if (value instanceof TupleObject) return wrap('(', value.items.map(inner), value.items.length === 1 ? ',)' : ')')
  if (value instanceof ListObject) return within.includes(value) ? '[...]' : wrap('[', value.items.map(inner), ']')
  if (value instanceof DictObject) return within.includes(value) ? '{...}' : wrap('{', pairsOf(value, inner), '}')
  return value instanceof SetObject ? setRepr(value, inner) : undefined
}

type Inner = (part: PyValue) => string | undefined

function wrap(open: string, parts: readonly (string | undefined)[], close: string): string | undefined {
  return parts.every(part => part !== undefined) ? open + parts.join(', ') + close : undefined
}

const pairsOf = (dict: DictObject, inner: Inner): (string | undefined)[] =>
  [...dict].map(([key, value]) => {
    const [name, text] = [inner(key), inner(value)]
    return name === undefined || text === undefined ? undefined : `${name}: ${text}`
  })

/** In what order Python writes several elements is not known. */
function setRepr({ size, items, isFrozen }: SetObject, inner: Inner): string | undefined {
  if (size > 1) return undefined
  if (size === 0) return isFrozen ? 'frozenset()' : 'set()'
  return wrap(isFrozen ? 'frozenset({' : '{', items.map(inner), isFrozen ? '})' : '}')
}

/** A string as Python writes it: in single quotes, unless it holds such and no double ones. */
export function quote(text: string): string {
  const mark = text.includes("'") && !text.includes('"') ? '"' : "'"
  const escaped = text.replace(/[\\'"]|(?! )[\p{C}\p{Z}]/gu, unit =>
    unit === '"' || unit === "'" ? (unit === mark ? `\\${unit}` : unit) : escapeUnit(unit),
  )
  return mark + escaped + mark
}

function escapeUnit(unit: string): string {
  const short = shortEscapes[unit]
  if (short) return short
  const code = unit.codePointAt(0)!
  const [letter, digits] = code < 0x100 ? ['x', 2] : code < 0x10000 ? ['u', 4] : ['U', 8]
  return `\\${letter}${code.toString(16).padStart(digits as number, '0')}`
}

const shortEscapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }
