/** Instances of classes that a program defines. */
import { noteUndo } from '../../../model/history.ts'
import type { Place } from '../../../source/span.ts'
import { type Unknown, unknown } from '../../../tensor/size.ts'
import type { BinaryOperator, ComparisonOperator, UnaryOperator } from '../syntax.ts'
import { argumentsOf, type CallArguments } from './call-arguments.ts'
import type { ClassObject } from './classes.ts'
import { DictObject } from './containers.ts'
import { ExceptionObject, exceptionTypes, isExceptionType, Raised, raised } from './exceptions.ts'
import { forget } from './forget.ts'
import { HostObject } from './host.ts'
import type { IteratorObject } from './iterators.ts'
import { joinValues } from './joining.ts'
import type { Journal, Mutable } from './journal.ts'
import { bindTo, Method, Wrapped } from './method-objects.ts'
import { truthOf } from './operators.ts'
import { binaryNames, binarySpecial, compareSpecial, iteratorOfInstance, unarySpecial } from './specials.ts'
import { isInstance } from './typeobject.ts'
import { itemsOf, otherwise, type PyValue, unknownValue } from './values.ts'

/** An object of a class that the program defines. */
export class InstanceObject extends HostObject implements Mutable {
  private fields = new Map<string, PyValue>()
  /** The dictionary that `__dict__` was set to. */
  private backing: DictObject | undefined
  private lost: Unknown | undefined

  constructor(
    readonly made: ClassObject,
    private readonly journal: Journal,
    /** Where it was made. */
    protected readonly origin: Place = { file: '', from: 0, to: 0 },
  ) {
    super()
  }

  get description(): string {
    return `an instance of ${this.made.description}`
  }

  /** What is stored in it, in the order in which it was stored first. */
  get values(): ReadonlyMap<string, PyValue> {
    return this.fields
  }

  override attribute(name: string, at: Place): PyValue {
    const found = otherwise(this.special('__getattribute__', [name], at), () => this.ownAttribute(name, at))
    if (found !== undefined && !lacksAttribute(found)) return found
    const given = otherwise(this.special('__getattr__', [name], at), () => found)
    return otherwise(given, () => this.lacking(name, at))
  }

  /** Whether `__getattr__` gives something under a name; undefined where that is not known. */
  override gives(name: string, at: Place): boolean | undefined {
    const found = this.attribute(name, at)
    return lacksAttribute(found) ? false : unknownValue(found) ? undefined : true
  }

  override lacking(name: string, at: Place): PyValue {
    const lost = this.lost ?? this.backing?.lost
    if (lost || this.made.has(name) !== false) return lost ?? super.lacking(name, at)
    return raised('AttributeError', `${this.description} has no ${name}`, at)
  }

  override ownAttribute(name: string, at: Place): PyValue | undefined {
    const own = this.handedOut?.lost ?? (this.backing ? this.backing.get(name) : this.fields.get(name))
    if (own !== undefined && !this.made.hasDescriptors) return own
    const value = this.made.find(name)
    if (own !== undefined && !isDescriptor(value, '__set__')) return own
    if (value !== undefined) return this.bind(value, at)
    if (name === '__class__') return this.made
    return name === '__dict__' ? this.dict : this.fromBase(name, at)
  }

  override fromBase(name: string, at: Place): PyValue | undefined {
    return this.made.base?.inherited(name, this, at)
  }

  override has(name: string): boolean | undefined {
    if (this.fields.has(name) || this.made.find(name) !== undefined) return true
    if (this.backing && (this.backing.lost || this.backing.get(name) !== undefined))
      return this.backing.lost ? undefined : true
    if (this.lost || this.handedOut?.lost || this.made.find('__getattr__') !== undefined) return undefined
    return this.made.has(name)
  }

  override setAttribute(name: string, value: PyValue, at = this.origin): void {
    if (this.special('__setattr__', [name, value], at) === undefined) this.storeAttribute(name, value, at)
  }

  override storeAttribute(name: string, value: PyValue, at: Place): void {
    const held = this.made.find(name)
    if (held instanceof Wrapped && held.kind === 'property') {
      if (held.setter instanceof HostObject) held.setter.call(argumentsOf([this, value]), at)
    } else if (isDescriptor(held, '__set__')) held.special('__set__', [this, value], at)
    else if (name === '__dict__') this.takeFields(value)
    else this.setField(name, value)
  }

  override deleteAttribute(name: string, at = this.origin): void {
    const held = this.made.find(name)
    if (this.special('__delattr__', [name], at) !== undefined) return
    if (held instanceof Wrapped && held.deleter instanceof HostObject) held.deleter.call(argumentsOf([this]), at)
    else this.removeField(name)
  }

  override removeField(name: string): void {
    this.journal.touch(this)
    this.fields.delete(name)
    if (!this.backing) return
    this.journal.touch(this.backing)
    this.backing.delete(name)
  }

  /** `self.__dict__ = …`: what a dictionary holds are its attributes from now on. */
  private takeFields(value: PyValue): void {
    const { plainValue = value } = value instanceof HostObject ? value : {}
    this.journal.touch(this)
    this.fields = new Map()
    this.backing = plainValue instanceof DictObject ? plainValue : undefined
    if (!this.backing) this.lost = unknown('what its attributes were set to is not known', this.origin)
  }

  /** Stores a value past what the class says of storing. */
  setField(name: string, value: PyValue): void {
    if (this.backing) {
      this.journal.touch(this.backing)
      this.backing.set(name, value)
      return
    }
    this.journal.touch(this)
    this.fields.set(name, value)
  }

  /** What a method with a special name gives; undefined where the class has none. */
  override special(name: string, positional: readonly PyValue[], at: Place = this.origin): PyValue | undefined {
    const method = this.made.find(name)
    return method instanceof HostObject && method.isMethod
      ? method.call(argumentsOf([this, ...positional]), at)
      : undefined
  }

  private handedOut: FieldDict | undefined

  /** `__dict__`: what is stored in it is stored in the object. */
  private get dict(): FieldDict {
    const before = this.handedOut
    noteUndo(() => {
      this.handedOut = before
    })
    this.handedOut = new FieldDict(this)
    return this.handedOut
  }

  override type(): HostObject {
    return this.made
  }

  override get isOfProgram(): boolean {
    return this.made.find('__call__') !== undefined
  }

  override get isCallable(): boolean | undefined {
    if (this.made.find('__call__') !== undefined) return true
    return this.isPlain ? false : undefined
  }

  override subscript(index: PyValue, at: Place): PyValue {
    return otherwise(this.special('__getitem__', [index], at), () => super.subscript(index, at))
  }

  override setSubscript(index: PyValue, value: PyValue, at: Place): void {
    this.special('__setitem__', [index, value], at)
  }

  override deleteSubscript(index: PyValue, at: Place): void {
    this.special('__delitem__', [index], at)
  }

  override binary(operator: BinaryOperator, other: PyValue, reflected: boolean, at: Place): PyValue {
    return binarySpecial(this, operator, other, reflected, at) ?? super.binary(operator, other, reflected, at)
  }

  override inPlace(operator: BinaryOperator, other: PyValue, at: Place): PyValue | undefined {
    return this.special(`__i${binaryNames[operator]}__`, [other], at)
  }

  override unary(operator: UnaryOperator, at: Place): PyValue {
    return unarySpecial(this, operator, at) ?? super.unary(operator, at)
  }

  override absolute(at: Place): PyValue {
    return this.special('__abs__', [], at) ?? super.absolute(at)
  }

  override compare(operator: ComparisonOperator, other: PyValue, reflected: boolean, at: Place): PyValue | undefined {
    return compareSpecial(this, operator, other, reflected, at)
  }

  /** Without a method that says otherwise an object equals itself alone. */
  override equals(other: PyValue): boolean | undefined {
    const answer = this.special('__eq__', [other])
    if (answer !== undefined) return typeof answer === 'boolean' ? answer : undefined
    return this.made.has('__eq__') === undefined && !this.isPlain ? super.equals(other) : this === other
  }

  /** Whether all that it does is written in the program. */
  private get isPlain(): boolean {
    return this.made.unknownBase === undefined && this.made.base === undefined
  }

  override order(other: PyValue): number | undefined {
    const less = this.special('__lt__', [other])
    const truth = less === undefined ? undefined : truthOf(less)
    if (truth === undefined || truth) return truth && -1
    const more = other instanceof InstanceObject ? other.special('__lt__', [this]) : undefined
    const greater = more === undefined ? undefined : truthOf(more)
    return greater === undefined ? undefined : Number(greater)
  }

  override hashKey(): unknown {
    return this.made.find('__eq__') === undefined ? this : undefined
  }

  override length(): PyValue | undefined {
    return this.special('__len__', [])
  }

  override truth(): boolean | undefined {
    const answer = this.special('__bool__', []) ?? this.special('__len__', [])
    if (answer !== undefined) return truthOf(answer)
    return this.made.unknownBase === undefined ? true : undefined
  }

  override elements(): readonly PyValue[] | undefined {
    return this.iterator(this.journal)?.elements()
  }

  override iterator(journal: Journal): IteratorObject | undefined {
    return iteratorOfInstance(this, journal)
  }

  override index(): PyValue | undefined {
    return this.special('__index__', [])
  }

  override repr(): string | undefined {
    const text = this.special('__repr__', [])
    return text === undefined ? this.exception?.repr() : typeof text === 'string' ? text : undefined
  }

  override text(): string | undefined {
    const text = this.special('__str__', [])
    if (text !== undefined) return typeof text === 'string' ? text : undefined
    return this.made.find('__repr__') === undefined ? this.exception?.text() : this.repr()
  }

  /** As one of Python's own exceptions, where it is one. */
  private get exception(): ExceptionObject | undefined {
    const args = itemsOf(this.fields.get('args') ?? null)
    return args && isExceptionType(this.made) ? new ExceptionObject(this.made, args) : undefined
  }

  override enter(at: Place): PyValue | undefined {
    return this.special('__enter__', [], at)
  }

  override leave(at: Place, exception?: PyValue): PyValue {
    const told =
      exception instanceof HostObject ? [exception.type() ?? notTold, exception, notTold] : [null, null, null]
    return this.special('__exit__', told, at) ?? null
  }

  override call(args: CallArguments, at: Place): PyValue {
    const method = this.made.find('__call__')
    if (method !== undefined) return new Method(method, this).call(args, at)
    const inherited = this.fromBase('__call__', at)
    return inherited instanceof HostObject ? inherited.call(args, at) : super.call(args, at)
  }

  override forget(why: Unknown, seen: Set<object>): void {
    this.journal.touch(this)
    for (const value of this.fields.values()) forget(value, why, seen)
  }

  /** A value of the class as the instance sees it. */
  bind(value: PyValue, at: Place): PyValue {
    if (isDescriptor(value, '__get__')) return otherwise(value.special('__get__', [this, this.made], at), () => value)
    return bindTo(this, this.made, value, at)
  }

  override copied(part: (value: PyValue) => PyValue): PyValue {
    const copy = new InstanceObject(this.made, this.journal, this.origin)
    for (const [name, value] of this.fields) copy.fields.set(name, part(value))
    copy.lost = this.backing
      ? unknown('a copy of an object with another dictionary is not known', this.origin)
      : this.lost
    return copy
  }

  save(): unknown {
    return { fields: new Map(this.fields), lost: this.lost, backing: this.backing } satisfies InstanceState
  }

  restore(state: unknown): void {
    const { fields, lost, backing } = state as InstanceState
    this.fields = new Map(fields)
    this.lost = lost
    this.backing = backing
  }

  join(a: unknown, b: unknown, why: Unknown): void {
    const [x, y] = [a as InstanceState, b as InstanceState]
    this.lost = x.lost ?? y.lost ?? (x.backing === y.backing ? undefined : why)
    this.backing = x.backing
    this.fields = new Map()
    for (const name of new Set([...x.fields.keys(), ...y.fields.keys()])) {
      const [left, right] = [x.fields.get(name), y.fields.get(name)]
      this.fields.set(name, left === undefined || right === undefined ? why : joinValues(left, right, why))
    }
  }

  lose(before: unknown, why: Unknown): void {
    const { fields, backing } = before as InstanceState
    if (backing !== this.backing) this.lost ??= why
    for (const [name, value] of this.fields) if (fields.get(name) !== value) this.fields.set(name, why)
  }
}

interface InstanceState {
  readonly fields: ReadonlyMap<string, PyValue>
  readonly lost: Unknown | undefined
  readonly backing: DictObject | undefined
}

const notTold = unknown('what a context manager is told of an exception')

/** Whether what was asked for an attribute says that there is none. */
const lacksAttribute = (value: PyValue): boolean =>
  value instanceof Raised && isInstance(value.exception, exceptionTypes.AttributeError) === true

/** Whether a class of the program says what happens where its instance is an attribute of another class. */
export const isDescriptor = (value: PyValue | undefined, name: '__get__' | '__set__'): value is InstanceObject =>
  value instanceof InstanceObject && value.made.find(name) !== undefined

/** The attributes of an object as a dictionary: whoever changes it changes them. */
class FieldDict extends DictObject {
  constructor(private readonly owner: InstanceObject) {
    super()
    for (const [name, value] of owner.values) super.set(name, value)
  }

  override set(key: PyValue, value: PyValue): void {
    super.set(key, value)
    if (typeof key === 'string') this.owner.setField(key, value)
  }

  override delete(key: PyValue): boolean {
    if (typeof key === 'string') this.owner.removeField(key)
    return super.delete(key)
  }

  override empty(): DictObject {
    return new DictObject()
  }
}
