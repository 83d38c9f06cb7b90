/** `operator`: Python's operators as functions. */
import type { Place } from '../../../../source/span.ts'
import { unknown } from '../../../../tensor/size.ts'
import type { BinaryOperator, ComparisonOperator, UnaryOperator } from '../../syntax.ts'
import { attributeOf } from '../attributes.ts'
import { TupleObject } from '../containers.ts'
import type { Journal } from '../journal.ts'
import { asFloat, binary, compare, truthOf, unary } from '../operators.ts'
import { elementAt } from '../subscripts.ts'
import type { PyValue } from '../values.ts'
import { callValue } from './calling.ts'
import type { Library } from './library.ts'
import type { Members } from './module.ts'
import { computes, takes } from './signature.ts'

const binaries: Readonly<Record<string, BinaryOperator>> = {
  add: '+',
  concat: '+',
  iadd: '+',
  sub: '-',
  isub: '-',
  mul: '*',
  imul: '*',
  truediv: '/',
  floordiv: '//',
  mod: '%',
  pow: '**',
  matmul: '@',
  lshift: '<<',
  rshift: '>>',
  and_: '&',
  or_: '|',
  xor: '^',
}

const comparisons: Readonly<Record<string, ComparisonOperator>> = {
  lt: '<',
  le: '<=',
  eq: '==',
  ne: '!=',
  ge: '>=',
  gt: '>',
  is_: 'is',
  is_not: 'is not',
}

const unaries: Readonly<Record<string, UnaryOperator>> = { neg: '-', pos: '+', invert: '~', inv: '~', not_: 'not' }

const entries = <T>(names: Readonly<Record<string, T>>, make: (name: string, operator: T) => PyValue): Members =>
  Object.fromEntries(Object.entries(names).map(([name, operator]) => [name, make(name, operator)]))

/** One item as it is, several as a tuple. */
const oneOrAll = (items: readonly PyValue[]): PyValue => (items.length === 1 ? items[0]! : new TupleObject(items))

/** `itemgetter(1)`, `attrgetter('filters', 'name')`: a function that reads the same parts of whatever it is given. */
const getter = (name: string, read: (object: PyValue, part: PyValue, at: Place) => PyValue) =>
  takes(`operator.${name}(*parts)`, (_given, _at, { positional: parts }) =>
    takes(`operator.${name}(object)`, ({ object }, at) => oneOrAll(parts.map(part => read(object!, part, at)))),
  )

const readPath = (journal: Journal) => (object: PyValue, path: PyValue, at: Place) =>
  typeof path === 'string'
    ? path.split('.').reduce((value, name) => attributeOf(value, name, journal, at), object)
    : unknown('the name of an attribute is not known here', at)

const caller = (journal: Journal) =>
  takes('operator.methodcaller(name, *args, **kwargs)', ({ name }, _at, { positional, named }) =>
    typeof name !== 'string'
      ? undefined
      : takes('operator.methodcaller(object)', ({ object }, at) =>
          callValue(attributeOf(object!, name, journal, at), positional, at, named),
        ),
  )

export const operatorMembers = ({ journal }: Library): Members => ({
  ...entries(binaries, (name, operator) =>
    takes(`operator.${name}(a, b, /)`, ({ a, b }, at) => binary(operator, a!, b!, at)),
  ),
  ...entries(comparisons, (name, operator) =>
    takes(`operator.${name}(a, b, /)`, ({ a, b }, at) => compare(operator, a!, b!, at)),
  ),
  ...entries(unaries, (name, operator) => takes(`operator.${name}(a, /)`, ({ a }, at) => unary(operator, a!, at))),
  abs: computes('operator.abs(a, /)', ({ a }, at) => ((asFloat(a!) ?? 0) < 0 ? unary('-', a!, at) : a)),
  truth: computes('operator.truth(a, /)', ({ a }) => truthOf(a!)),
  contains: takes('operator.contains(a, b, /)', ({ a, b }, at) => compare('in', b!, a!, at)),
  getitem: takes('operator.getitem(a, b, /)', ({ a, b }, at) => elementAt(a!, b!, at)),
  itemgetter: getter('itemgetter', elementAt),
  attrgetter: getter('attrgetter', readPath(journal)),
  methodcaller: caller(journal),
})
