/** Attributes of values of all kinds: `value.name`, `getattr`, `hasattr`. */
import type { Place } from '../../../source/span.ts'
import { unknown } from '../../../tensor/size.ts'
import { DictObject, ListObject, TupleObject } from './containers.ts'
import { raised } from './exceptions.ts'
import { Extensible } from './extensible.ts'
import { known } from './foreign.ts'
import { HostObject } from './host.ts'
import type { Journal } from './journal.ts'
import { methodOf } from './methods.ts'
import { typeOf } from './types.ts'
import { describe, type PyValue, unknownValue } from './values.ts'

export function attributeOf(value: PyValue, name: string, journal: Journal, at: Place): PyValue {
  if (value instanceof HostObject)
    return (value instanceof Extensible ? value.setByProgram(name) : undefined) ?? value.attribute(name, at)
  const own = isCollection(value) ? value.ownAttribute(name, at) : undefined
  if (own !== undefined) return own
  const lost = unknownValue(value)
  if (lost) return lost
  const found = name === '__class__' ? typeOf(value) : methodOf(value, name, journal)
  if (found !== undefined) return found
  return hasPlain(value, name, journal) === false
    ? raised('AttributeError', `${describe(value)} has no attribute ${name}`, at)
    : unknown(`.${name} is not known here`, at)
}

const isCollection = (value: PyValue): value is ListObject | TupleObject | DictObject =>
  value instanceof ListObject || value instanceof TupleObject || value instanceof DictObject

/** Whether a value has an attribute; undefined where it is not known. */
export function hasAttribute(value: PyValue, name: string, journal: Journal, at?: Place): boolean | undefined {
  const lost = unknownValue(known(value))
  if (lost) return undefined
  if (value instanceof HostObject) return value.has(name) ?? (at && value.gives(name, at))
  const own = isCollection(value) ? value.ownAttribute(name, { file: '', from: 0, to: 0 }) : undefined
  return own !== undefined || hasPlain(value, name, journal)
}

/** Python's own values have their methods; those with underscores, and some more, are left open. */
function hasPlain(value: PyValue, name: string, journal: Journal): boolean | undefined {
  if (methodOf(value, name, journal) !== undefined) return true
  return name.startsWith('__') || others.has(name) ? undefined : false
}

/** Methods that Python has and that are not evaluated. */
const others = new Set([
  'fromhex',
  'fromkeys',
  'from_bytes',
  'hex',
  'maketrans',
  'to_bytes',
  'translate',
  'indices',
  'start',
  'stop',
  'step',
])
