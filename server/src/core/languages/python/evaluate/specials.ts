/** Methods with special names, by which a program says what operators do with its objects. */
import type { Place } from '../../../source/span.ts'
import type { BinaryOperator, ComparisonOperator, UnaryOperator } from '../syntax.ts'
import { exceptionTypes, Raised } from './exceptions.ts'
import { Foreign } from './foreign.ts'
import type { InstanceObject } from './instances.ts'
import { Ended, FunctionIterator, IteratorObject } from './iterators.ts'
import type { Journal } from './journal.ts'
import { equal, truthOf } from './operators.ts'
import { isInstance } from './typeobject.ts'
import { type PyValue, unknownValue } from './values.ts'

/** How Python names the methods of operators, without the underscores. */
export const binaryNames: Readonly<Record<BinaryOperator, string>> = {
  '+': 'add',
  '-': 'sub',
  '*': 'mul',
  '/': 'truediv',
  '//': 'floordiv',
  '%': 'mod',
  '**': 'pow',
  '@': 'matmul',
  '<<': 'lshift',
  '>>': 'rshift',
  '&': 'and',
  '|': 'or',
  '^': 'xor',
}

/** What an operator gives; undefined where the class says nothing of it. */
export function binarySpecial(
  self: InstanceObject,
  operator: BinaryOperator,
  other: PyValue,
  reflected: boolean,
  at: Place,
): PyValue | undefined {
  const name = binaryNames[operator]
  const own = self.special(`__${reflected ? 'r' : ''}${name}__`, [other], at)
  if (own !== undefined && !isNotImplemented(own)) return own
  return reflected || !('special' in Object(other))
    ? undefined
    : (other as InstanceObject).special(`__r${name}__`, [self], at)
}

/** What an operator before it gives; undefined where the class says nothing of it. */
export const unarySpecial = (self: InstanceObject, operator: UnaryOperator, at: Place): PyValue | undefined =>
  self.special(operator === '-' ? '__neg__' : operator === '+' ? '__pos__' : '__invert__', [], at)

const isNotImplemented = (value: PyValue): boolean => value instanceof Foreign && value.description === 'NotImplemented'

const comparisons: Partial<Record<ComparisonOperator, readonly [own: string, reflected: string]>> = {
  '<': ['__lt__', '__gt__'],
  '>': ['__gt__', '__lt__'],
  '<=': ['__le__', '__ge__'],
  '>=': ['__ge__', '__le__'],
  '==': ['__eq__', '__eq__'],
}

/** What a comparison gives; undefined where the class says nothing of it. */
export function compareSpecial(
  self: InstanceObject,
  operator: ComparisonOperator,
  other: PyValue,
  reflected: boolean,
  at: Place,
): PyValue | undefined {
  if (operator === 'in' || operator === 'not in') return reflected ? contains(self, operator, other, at) : undefined
  const own = operator === '!=' ? self.special('__ne__', [other], at) : undefined
  if (own !== undefined) return own
  const names = comparisons[operator === '!=' ? '==' : operator]
  const answer = names && self.special(names[reflected ? 1 : 0], [other], at)
  if (answer === undefined || isNotImplemented(answer) || operator !== '!=')
    return answer === undefined || isNotImplemented(answer) ? undefined : answer
  const truth = truthOf(answer)
  return truth === undefined ? unknownValue(answer) : !truth
}

function contains(self: InstanceObject, operator: 'in' | 'not in', item: PyValue, at: Place): PyValue | undefined {
  const answer = self.special('__contains__', [item], at)
  const inside = answer === undefined ? undefined : truthOf(answer)
  if (answer !== undefined) return inside === undefined ? unknownValue(answer) : inside === (operator === 'in')
  const found = self.elements()?.map(each => equal(each, item))
  if (!found || (!found.includes(true) && found.includes(undefined))) return undefined
  return found.includes(true) === (operator === 'in')
}

/** `__iter__`, or `__getitem__` with positions until there is none. */
export function iteratorOfInstance(self: InstanceObject, journal: Journal): IteratorObject | undefined {
  const made = self.special('__iter__', [])
  if (made instanceof IteratorObject) return made
  if (made !== undefined) return isIterator(made) ? ownIterator(made, journal) : undefined
  if (self.made.find('__getitem__') === undefined) return undefined
  return new FunctionIterator(
    'an iterator',
    i => ended(self.special('__getitem__', [i])!, exceptionTypes.IndexError),
    journal,
  )
}

const isIterator = (value: PyValue): value is InstanceObject =>
  'special' in Object(value) && (value as InstanceObject).made.find('__next__') !== undefined

/** How often a method or function is asked for the next element before nothing is known any more. */
export const mostTurns = 10_000

/** An object that is its own iterator. */
const ownIterator = (self: InstanceObject, journal: Journal): IteratorObject =>
  new FunctionIterator(
    'an iterator',
    i => {
      const item = i < mostTurns ? self.special('__next__', []) : undefined
      return item === undefined
        ? new Ended({ kind: 'unknown', why: 'an object without an end' })
        : ended(item, exceptionTypes.StopIteration)
    },
    journal,
  )

/** The end, where the method raises what says so. */
function ended(item: PyValue, end: PyValue): PyValue | Ended {
  if (!(item instanceof Raised)) return item
  return new Ended(isInstance(item.exception, end) === true ? undefined : item.plain)
}
