/** Instances of classes that a program derives from Python's own: `class Config(dict)`. */

import type { Value } from '../../../layers/value.ts'
import type { Place } from '../../../source/span.ts'
import { type Unknown, unknown } from '../../../tensor/size.ts'
import type { BinaryOperator, ComparisonOperator, UnaryOperator } from '../syntax.ts'
import { argumentsOf, type CallArguments } from './call-arguments.ts'
import type { ClassObject } from './classes.ts'
import { DictObject, ListObject, TupleObject } from './containers.ts'
import { augmented, deleteElement, setElement } from './elements.ts'
import { forget } from './forget.ts'
import { HostObject } from './host.ts'
import { InstanceObject } from './instances.ts'
import { type IteratorObject, itemsIn, iteratorOf } from './iterators.ts'
import type { Journal } from './journal.ts'
import { hashKey } from './keys.ts'
import { Builtin } from './native.ts'
import { numberValue } from './numbers.ts'
import { binary, compare, equal, orderOf, truthOf, unary } from './operators.ts'
import { plainMember, plainOf } from './plain-members.ts'
import { SetObject } from './sets.ts'
import { binarySpecial, unarySpecial } from './specials.ts'
import { elementAt } from './subscripts.ts'
import { reprOf, textOf } from './texts.ts'
import { asIndex, otherwise, type PyValue, toArgument, unknownValue } from './values.ts'

/** Whether a class is one of Python's own whose instances are plain values. */
export const isValueBase = (base: PyValue): base is HostObject => base instanceof HostObject && base.makesPlainValues

/** What the class does not say is as of the value. */
export class ValueInstance extends InstanceObject {
  private value: PyValue

  constructor(
    made: ClassObject,
    private readonly log: Journal,
    at: Place,
    private readonly kind: HostObject,
    args: CallArguments,
  ) {
    super(made, log, at)
    this.value = kind.call(argumentsOf([]), at)
    if (!isChangeable(this.value)) this.value = kind.call(args, at)
  }

  override get plainValue(): PyValue {
    return this.value
  }

  override plainUnless(...methods: readonly string[]): PyValue | undefined {
    return methods.some(name => this.made.find(name) !== undefined) ? undefined : this.value
  }

  override unknown(): Unknown | undefined {
    return unknownValue(this.value)
  }

  override fromBase(name: string): PyValue | undefined {
    if (name === '__init__') return new Builtin(name, (args, place) => this.fill(args, place))
    return unknownValue(this.value) ?? plainMember(this.value, name, this.log)
  }

  override has(name: string): boolean | undefined {
    if (unknownValue(this.value)) return undefined
    const has = super.has(name)
    if (has !== undefined || this.made.find('__getattr__') !== undefined) return has
    if (plainMember(this.value, name, this.log) !== undefined) return true
    return name.startsWith('__') || this.made.unknownBase ? undefined : false
  }

  /** `dict.__init__(self, …)`. What does not change has been made from the same arguments already. */
  private fill(args: CallArguments, at: Place): PyValue {
    if (!isChangeable(this.value)) return null
    this.log.touch(this)
    this.value = this.kind.call(args, at)
    return null
  }

  override subscript(index: PyValue, at: Place): PyValue {
    const own = this.special('__getitem__', [index], at)
    if (own !== undefined) return own
    const { value } = this
    const isMissing = value instanceof DictObject && !value.lost && value.get(index) === undefined
    const made = isMissing ? this.special('__missing__', [index], at) : undefined
    return otherwise(made, () => elementAt(value, index, at))
  }

  override setSubscript(index: PyValue, item: PyValue, at: Place): void {
    if (this.special('__setitem__', [index, item], at) === undefined) setElement(this.value, index, item, this.log, at)
  }

  override deleteSubscript(index: PyValue, at: Place): void {
    if (this.special('__delitem__', [index], at) === undefined) deleteElement(this.value, index, this.log, at)
  }

  override binary(operator: BinaryOperator, other: PyValue, reflected: boolean, at: Place): PyValue {
    const own = binarySpecial(this, operator, other, reflected, at)
    if (own !== undefined) return own
    return reflected
      ? binary(operator, plainOf(other), this.value, at)
      : binary(operator, this.value, plainOf(other), at)
  }

  override inPlace(operator: BinaryOperator, other: PyValue, at: Place): PyValue | undefined {
    const own = super.inPlace(operator, other, at)
    if (own !== undefined || !isChangeable(this.value)) return own
    augmented(operator, this.value, plainOf(other), this.log, at)
    return this
  }

  override unary(operator: UnaryOperator, at: Place): PyValue {
    return unarySpecial(this, operator, at) ?? unary(operator, this.value, at)
  }

  override absolute(at: Place): PyValue {
    const own = this.special('__abs__', [], at)
    const number = numberValue(this.value)
    if (own !== undefined || number === undefined) return own ?? super.absolute(at)
    return orderOf(number, 0)! < 0 ? unary('-', number, at) : number
  }

  override compare(operator: ComparisonOperator, other: PyValue, reflected: boolean, at: Place): PyValue | undefined {
    const own = super.compare(operator, other, reflected, at)
    if (own !== undefined || operator === 'is' || operator === 'is not') return own
    return reflected
      ? compare(operator, plainOf(other), this.value, at)
      : compare(operator, this.value, plainOf(other), at)
  }

  override equals(other: PyValue): boolean | undefined {
    return this.made.find('__eq__') === undefined ? equal(this.value, plainOf(other)) : super.equals(other)
  }

  override order(other: PyValue): number | undefined {
    return this.made.find('__lt__') === undefined ? orderOf(this.value, plainOf(other)) : super.order(other)
  }

  override hashKey(): unknown {
    const isOwn = this.made.find('__eq__') !== undefined || this.made.find('__hash__') !== undefined
    return isOwn ? super.hashKey() : hashKey(this.value)
  }

  override number(): PyValue | undefined {
    return numberValue(this.value)
  }

  override index(): PyValue | undefined {
    const index = asIndex(this.value)
    return this.special('__index__', []) ?? (typeof index === 'number' || typeof index === 'bigint' ? index : undefined)
  }

  override length(): PyValue | undefined {
    return super.length() ?? itemsIn(this.value)?.length
  }

  override truth(): boolean | undefined {
    const answer = this.special('__bool__', []) ?? this.special('__len__', [])
    return truthOf(answer ?? this.value)
  }

  override iterator(journal: Journal): IteratorObject | undefined {
    return this.made.find('__iter__') === undefined ? iteratorOf(this.value, journal) : super.iterator(journal)
  }

  override elements(): readonly PyValue[] | undefined {
    return this.made.find('__iter__') === undefined ? itemsIn(this.value) : super.elements()
  }

  override repr(): string | undefined {
    const isOwn = this.made.find('__repr__') !== undefined
    return isOwn || this.value instanceof SetObject ? super.repr() : reprOf(this.value)
  }

  override text(): string | undefined {
    const isOwn = this.made.find('__str__') !== undefined || this.made.find('__repr__') !== undefined
    return isOwn || this.value instanceof SetObject ? super.text() : textOf(this.value)
  }

  override toArgument(at: Place | undefined): Value {
    return toArgument(this.value, at)
  }

  override forget(why: Unknown, seen: Set<object>): void {
    super.forget(why, seen)
    forget(this.value, why, seen)
  }

  override copied(part: (value: PyValue) => PyValue): PyValue {
    const copy = new ValueInstance(this.made, this.log, this.origin, this.kind, argumentsOf([]))
    for (const [name, value] of this.values) copy.setField(name, part(value))
    copy.value = copyOf(this.value, part)
    return copy
  }

  override save(): unknown {
    return { fields: super.save(), value: this.value } satisfies State
  }

  override restore(state: unknown): void {
    const { fields, value } = state as State
    super.restore(fields)
    this.value = value
  }

  override join(a: unknown, b: unknown, why: Unknown): void {
    const [x, y] = [a as State, b as State]
    super.join(x.fields, y.fields, why)
    this.value = x.value === y.value ? x.value : why
  }

  override lose(before: unknown, why: Unknown): void {
    const { fields, value } = before as State
    super.lose(fields, why)
    if (value !== this.value) this.value = why
  }
}

interface State {
  readonly fields: unknown
  readonly value: PyValue
}

const isChangeable = (value: PyValue): value is ListObject | DictObject | SetObject =>
  value instanceof ListObject || value instanceof DictObject || (value instanceof SetObject && !value.isFrozen)

function copyOf(value: PyValue, part: (value: PyValue) => PyValue): PyValue {
  if (unknownValue(value)) return value
  if (value instanceof ListObject) return value.with(value.items.map(part))
  if (value instanceof TupleObject) return value.with(value.items.map(part))
  if (value instanceof SetObject) return new SetObject(value.items.map(part), value.isFrozen)
  if (!(value instanceof DictObject)) return typeof value === 'object' ? unknown('a copy of this is not known') : value
  const copy = value.empty()
  for (const [key, item] of value) copy.set(key, part(item))
  return copy
}
