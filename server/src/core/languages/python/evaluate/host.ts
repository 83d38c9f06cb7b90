/** Objects that the evaluator knows by what they answer: everything that is no plain value. */
import type { Value } from '../../../layers/value.ts'
import type { Place } from '../../../source/span.ts'
import { type Unknown, unknown } from '../../../tensor/size.ts'
import type { BinaryOperator, ComparisonOperator, UnaryOperator } from '../syntax.ts'
import type { CallArguments } from './call-arguments.ts'
import { forget } from './forget.ts'
import type { IteratorObject } from './iterators.ts'
import type { Journal } from './journal.ts'
import type { PyValue } from './values.ts'

/** An object that the evaluator knows by what it answers. By default nothing is known of it. */
export abstract class HostObject {
  /** What it is, for reasons and messages: `math.ceil`, `a tensor`. */
  abstract readonly description: string

  attribute(name: string, at: Place): PyValue {
    return this.lacking(name, at)
  }

  /** Whether it has an attribute; undefined where it is not known. */
  has(_name: string): boolean | undefined {
    return undefined
  }

  /** Whether reading an attribute gives something, where only reading it tells; undefined where it is not known. */
  gives(_name: string, _at: Place): boolean | undefined {
    return undefined
  }

  setAttribute(_name: string, _value: PyValue, _at: Place): void {}

  deleteAttribute(_name: string, _at: Place): void {}

  call(args: CallArguments, at: Place): PyValue {
    for (const value of [...args.positional, ...args.named.values()])
      forget(value, unknown(`it was passed to ${this.description}`, at))
    return unknown(`the result of ${this.description} is not known here`, at)
  }

  /** It would have been called, but one of the arguments is not finished yet. */
  notCalled(_at: Place): void {}

  /** Whether it can be called; undefined where it is not known. */
  get isCallable(): boolean | undefined {
    return undefined
  }

  subscript(_index: PyValue, at: Place): PyValue {
    return unknown(`an element of ${this.description} is not known here`, at)
  }

  setSubscript(_index: PyValue, _value: PyValue, _at: Place): void {}

  deleteSubscript(_index: PyValue, _at: Place): void {}

  /** The result of an operator; `reflected` where the object stands on the right. */
  binary(operator: BinaryOperator, _other: PyValue, _reflected: boolean, at: Place): PyValue {
    return unknown(`${this.description} ${operator} … is not known here`, at)
  }

  unary(operator: UnaryOperator, at: Place): PyValue {
    return unknown(`${operator}${this.description} is not known here`, at)
  }

  /** The result of a comparison, `reflected` where the object stands on the right; undefined where it has no own one. */
  compare(_operator: ComparisonOperator, _other: PyValue, _reflected: boolean, _at: Place): PyValue | undefined {
    return undefined
  }

  /** What `object operator= other` leaves it as, where that changes the object itself; undefined where it makes a new one. */
  inPlace(_operator: BinaryOperator, _other: PyValue, _at: Place): PyValue | undefined {
    return undefined
  }

  /** The plain number that it stands for, known or symbolic, as `int()` and `float()` see it; undefined where it is none. */
  number(): PyValue | undefined {
    return undefined
  }

  /** The plain integer that it stands for as a position or a count (`__index__`); undefined where it is none. */
  index(): PyValue | undefined {
    return undefined
  }

  /** The list, dictionary, text or other plain value that it is a special kind of; undefined where it is none. */
  get plainValue(): PyValue | undefined {
    return undefined
  }

  /** That plain value, where no class of the program has one of these methods: then it is as good as the value. */
  plainUnless(..._methods: readonly string[]): PyValue | undefined {
    return undefined
  }

  /** Why it is not known, where it stands for a number that is not known. */
  unknown(): Unknown | undefined {
    return undefined
  }

  /** `abs(object)`. */
  absolute(at: Place): PyValue {
    return unknown(`abs(${this.description}) is not known here`, at)
  }

  /** A copy, with `part` made of each of its parts; undefined where that is not known. */
  copied(_part: (value: PyValue) => PyValue): PyValue | undefined {
    return undefined
  }

  /** Whether it is written in the program, so that it is called as a decorator, too. */
  get isOfProgram(): boolean {
    return false
  }

  /** What its method with a special name gives; undefined where its class has none. */
  special(_name: string, _positional: readonly PyValue[], _at?: Place): PyValue | undefined {
    return undefined
  }

  /** What it has under a name without what its class says of names; undefined where that is nothing. */
  ownAttribute(_name: string, _at: Place): PyValue | undefined {
    return undefined
  }

  /** What reading an attribute gives that it has not. */
  lacking(name: string, at: Place): PyValue {
    return unknown(`${this.description}.${name} is not known here`, at)
  }

  /** What the class that comes from elsewhere and that it derives from gives under a name; undefined where there is none. */
  fromBase(_name: string, _at: Place): PyValue | undefined {
    return undefined
  }

  /** Whether it is a class of plain values, from which programs may derive. */
  get makesPlainValues(): boolean {
    return false
  }

  /** A new instance that is not initialized yet, where it is a class of the program. */
  newInstance(_args: CallArguments, _at: Place): PyValue | undefined {
    return undefined
  }

  /** Deletes an attribute past what the class says of that. */
  removeField(_name: string): void {}

  /** Sets an attribute as `object.__setattr__` does, past what the class says of it. */
  storeAttribute(name: string, value: PyValue, at: Place): void {
    this.setAttribute(name, value, at)
  }

  /** Whether an instance whose class holds it passes itself as the first argument. */
  get isMethod(): boolean {
    return false
  }

  /** What is certain of an object that is this one or `other`; undefined where that is nothing. */
  joinWith(_other: HostObject, _why: Unknown): PyValue | undefined {
    return undefined
  }

  /** All its elements, for unpacking and the like; undefined where they are not known. An iterator is used up by it. */
  elements(): readonly PyValue[] | undefined {
    return undefined
  }

  /** What a loop goes through it with; undefined where it has no own way but its elements. */
  iterator(_journal: Journal): IteratorObject | undefined {
    return undefined
  }

  length(): PyValue | undefined {
    return undefined
  }

  /** Python's truth; undefined where it is not known. */
  truth(): boolean | undefined {
    return true
  }

  /** Whether it equals another value; undefined where it is not known. The same object is equal without being asked. */
  equals(other: PyValue): boolean | undefined {
    return typeof other !== 'object' || other === null ? false : undefined
  }

  /** How it sorts with another value: negative, zero or positive; undefined where it has no own order. */
  order(_other: PyValue): number | undefined {
    return undefined
  }

  /** Equal for objects that are one key of a dictionary; undefined where it cannot be a key. */
  hashKey(): unknown {
    return this
  }

  /** What `repr` gives; undefined where it is not known. */
  repr(): string | undefined {
    return undefined
  }

  /** What `str` gives; undefined where it is not known. */
  text(): string | undefined {
    return this.repr()
  }

  /** Whether it is a class. */
  get isClass(): boolean {
    return false
  }

  /** Its class; undefined where it is not known. */
  type(): HostObject | undefined {
    return undefined
  }

  /** Whether a value is an instance of it, where it is a class; undefined where it is not known. */
  hasInstance(_value: PyValue): boolean | undefined {
    return undefined
  }

  /** Whether it is a class below another, or that one; undefined where it is not known. */
  isSubclassOf(other: HostObject): boolean | undefined {
    return this === other ? true : undefined
  }

  /** What a `with` statement gives where it begins; undefined where that is not known. */
  enter(_at: Place): PyValue | undefined {
    return undefined
  }

  /** A `with` statement over it has ended, by the exception if there is one, which is over where this gives something true. */
  leave(_at: Place, _exception?: PyValue): PyValue {
    return null
  }

  /** A variable was bound to it. */
  named(_name: string, _at: Place): void {}

  /** Whether reading (and calling) this attribute certainly changes nothing that is shown. */
  keeps(_attribute: string): boolean {
    return false
  }

  /** Something that the evaluator did not follow may have changed it. `seen` holds what has been forgotten already. */
  forget(_why: Unknown, _seen: Set<object>): void {}

  /** Something that is not known, and that stands in the attribute `name`, was called. */
  partCalled(_name: string, _args: CallArguments, _why: Unknown): void {}

  /** How layers see it as an argument. */
  toArgument(at: Place | undefined): Value {
    return unknown(`${this.description} is not known here`, at)
  }
}

/** Something that knows what it makes of the function or class below it. */
export abstract class Decorator extends HostObject {
  abstract wrap(inner: PyValue): PyValue
}

/** `...`, which stands in subscripts. */
class Ellipsis extends HostObject {
  readonly description = '...'
}

export const ellipsis: HostObject = new Ellipsis()

export const isHost = (value: PyValue | undefined): value is HostObject => value instanceof HostObject
