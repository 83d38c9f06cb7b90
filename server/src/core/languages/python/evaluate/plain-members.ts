/** Methods of Python's own values under all their names, special ones included: `dict.__getitem__`. */
import type { Place } from '../../../source/span.ts'
import { unknown } from '../../../tensor/size.ts'
import type { BinaryOperator, ComparisonOperator } from '../syntax.ts'
import { argumentsOf } from './call-arguments.ts'
import { deleteElement, setElement } from './elements.ts'
import { HostObject } from './host.ts'
import { itemsIn, iteratorOf } from './iterators.ts'
import { type Journal, runningJournal } from './journal.ts'
import { NativeMethod } from './method-objects.ts'
import { methodOf } from './methods.ts'
import { type Builtin, method } from './native.ts'
import { binary, compare } from './operators.ts'
import { elementAt } from './subscripts.ts'
import { reprOf, textOf } from './texts.ts'
import { type PyValue, unknownValue } from './values.ts'

type Special = (value: PyValue, args: readonly PyValue[], at: Place, journal: Journal) => PyValue | undefined

const specials: Readonly<Record<string, Special>> = {
  __getitem__: (value, [index], at) => (index === undefined ? undefined : elementAt(value, index, at)),
  __setitem__: (value, [index, item], at, journal) =>
    index === undefined || item === undefined ? undefined : setElement(value, index, item, journal, at),
  __delitem__: (value, [index], at, journal) =>
    index === undefined ? undefined : deleteElement(value, index, journal, at),
  __len__: value => itemsIn(value)?.length,
  __iter__: (value, _args, _at, journal) => iteratorOf(value, journal),
  __repr__: value => reprOf(value),
  __str__: value => textOf(value),
  ...compared({
    __contains__: 'in',
    __eq__: '==',
    __ne__: '!=',
    __lt__: '<',
    __le__: '<=',
    __gt__: '>',
    __ge__: '>=',
  }),
  ...calculated({
    add: '+',
    sub: '-',
    mul: '*',
    truediv: '/',
    floordiv: '//',
    mod: '%',
    pow: '**',
    and: '&',
    or: '|',
    xor: '^',
  }),
}

function compared(names: Readonly<Record<string, ComparisonOperator>>): Record<string, Special> {
  const entries = Object.entries(names).map(([name, operator]): [string, Special] => [
    name,
    (value, [other], at) => {
      if (other === undefined) return undefined
      return operator === 'in' ? compare(operator, other, value, at) : compare(operator, value, plainOf(other), at)
    },
  ])
  return Object.fromEntries(entries)
}

function calculated(names: Readonly<Record<string, BinaryOperator>>): Record<string, Special> {
  const entries = Object.entries(names).flatMap(([name, operator]): [string, Special][] => [
    [
      `__${name}__`,
      (value, [other], at) => (other === undefined ? undefined : binary(operator, value, plainOf(other), at)),
    ],
    [
      `__r${name}__`,
      (value, [other], at) => (other === undefined ? undefined : binary(operator, plainOf(other), value, at)),
    ],
  ])
  return Object.fromEntries(entries)
}

/** The plain value that an object is a special kind of; every other value as it is. */
export const plainOf = (value: PyValue): PyValue => (value instanceof HostObject ? (value.plainValue ?? value) : value)

/** A method of a plain value, bound to it; undefined where there is none that is known. */
export function plainMember(value: PyValue, name: string, journal: Journal): PyValue | undefined {
  const special = Object.hasOwn(specials, name) ? specials[name] : undefined
  if (!special) return methodOf(value, name, journal)
  return method(name, ({ positional }, at) => special(value, positional, at, journal))
}

/** The member of one of Python's own classes whose instances are like `example`. */
export function memberOf(type: string, example: PyValue, name: string): PyValue | undefined {
  const journal = runningJournal()
  const isKnown = name === '__init__' || (journal && plainMember(example, name, journal) !== undefined)
  return isKnown ? unboundMethod(type, name) : undefined
}

/** `dict.get`, `list.__getitem__`: a method of Python's own class as a function of its instance. */
const unboundMethod = (type: string, name: string): Builtin =>
  new NativeMethod(`${type}.${name}`, (args, at) => {
    const [self, ...positional] = args.positional
    const journal = runningJournal()
    if (self === undefined || !journal) return unknown(`${type}.${name} of nothing`, at)
    const isFilled = self instanceof HostObject && name === '__init__'
    const bound = isFilled ? self.fromBase(name, at) : plainMember(plainOf(self), name, journal)
    if (bound instanceof HostObject) return bound.call({ ...argumentsOf(positional, args.named), open: args.open }, at)
    return unknownValue(self) ?? unknown(`${type}.${name} is not known here`, at)
  })
