/** Finds the methods of Python's own values; each kind of value has a file in `methods/`. */
import type { Place } from '../../../source/span.ts'
import { unknown } from '../../../tensor/size.ts'
import type { CallArguments } from './call-arguments.ts'
import { DictObject, ListObject, TupleObject } from './containers.ts'
import type { Journal } from './journal.ts'
import { dictMethods } from './methods/dict.ts'
import { listMethods, tupleMethods } from './methods/list.ts'
import { numberAttributes, numberMethods } from './methods/number.ts'
import { frozensetMethods, setMethods } from './methods/set.ts'
import { textMethods } from './methods/text.ts'
import { Builtin } from './native.ts'
import { SetObject } from './sets.ts'
import { type PyValue, unknownValue } from './values.ts'

/** What a method gives; undefined where that is not known. */
export type Method<T> = (self: T, args: CallArguments, at: Place, journal: Journal) => PyValue | undefined
export type Methods<T> = Readonly<Record<string, Method<T>>>

/** The bound method (or number's attribute) `name` of a value; undefined where there is none that is known. */
export function methodOf(value: PyValue, name: string, journal: Journal): PyValue | undefined {
  if (typeof value === 'string') return textMethod(value, name)
  if (unknownValue(value)) return undefined
  if (value instanceof ListObject) return bindMutable(listMethods, value, name, journal)
  if (value instanceof DictObject) return bindMutable(dictMethods, value, name, journal)
  if (value instanceof TupleObject) return bind(tupleMethods, value, name, journal)
  if (value instanceof SetObject)
    return value.isFrozen ? bind(frozensetMethods, value, name, journal) : bindMutable(setMethods, value, name, journal)
  return numberAttributes(value, name) ?? bind(numberMethods, value, name, journal)
}

/** The bound method of a string. */
export const textMethod = (self: string, name: string): Builtin | undefined => bind(textMethods, self, name, undefined)

/** Methods of what does not change need no journal. */
function bind<T extends PyValue>(
  methods: Methods<T>,
  self: T,
  name: string,
  journal: Journal | undefined,
): Builtin | undefined {
  const method = Object.hasOwn(methods, name) ? methods[name] : undefined
  return (
    method &&
    new Builtin(name, (args, at) => {
      const result = args.open ?? method(self, args, at, journal!)
      return result === undefined ? noResult(name, args, at) : result
    })
  )
}

/** A method that may have changed its object in a way that is not known leaves nothing known of it. */
function bindMutable<T extends ListObject | DictObject | SetObject>(
  methods: Methods<T>,
  self: T,
  name: string,
  journal: Journal,
): Builtin | undefined {
  const method = Object.hasOwn(methods, name) ? methods[name] : undefined
  if (!method) return undefined
  return new Builtin(name, (args, at) => {
    journal.touch(self)
    const result = args.open ? undefined : method(self, args, at, journal)
    if (result !== undefined) return result
    const why = args.open ?? noResult(name, args, at)
    if (!readsOnly.has(name)) self.lost ??= why
    return why
  })
}

/** Methods of lists, dictionaries and sets that change nothing. */
const readsOnly = new Set([
  'copy',
  'count',
  'difference',
  'get',
  'index',
  'intersection',
  'isdisjoint',
  'issubset',
  'issuperset',
  'items',
  'keys',
  'symmetric_difference',
  'union',
  'values',
])

const noResult = (name: string, { positional, named }: CallArguments, at: Place) =>
  [...positional, ...named.values()].map(unknownValue).find(each => each !== undefined) ??
  unknown(`the result of ${name} is not known here`, at)

/** An argument by its position or its name. */
export const argument = ({ positional, named }: CallArguments, i: number, name: string): PyValue | undefined =>
  i < positional.length ? positional[i] : named.get(name)
