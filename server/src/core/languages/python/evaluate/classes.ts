/** Classes that a program defines, and their instances. */
import { noteUndo } from '../../../model/history.ts'
import type { Place } from '../../../source/span.ts'
import { type Unknown, unknown } from '../../../tensor/size.ts'
import type * as syntax from '../syntax.ts'
import type { BinaryOperator, ComparisonOperator, UnaryOperator } from '../syntax.ts'
import { executeBlock } from './blocks.ts'
import { argumentsOf, type CallArguments } from './call-arguments.ts'
import { evaluateArguments } from './calls.ts'
import { DictObject, TupleObject } from './containers.ts'
import { type Context, placeOf } from './context.ts'
import { ExceptionObject, isExceptionType, Raised, raised } from './exceptions.ts'
import { evaluate } from './expressions.ts'
import { Foreign } from './foreign.ts'
import { forget } from './forget.ts'
import { Decorator, HostObject } from './host.ts'
import type { IteratorObject } from './iterators.ts'
import { joinValues } from './joining.ts'
import type { Journal, Mutable } from './journal.ts'
import { Builtin, procedure } from './native.ts'
import { truthOf } from './operators.ts'
import { Scope } from './scope.ts'
import { binaryNames, binarySpecial, compareSpecial, iteratorOfInstance } from './specials.ts'
import { objectType } from './typeobject.ts'
import { typeType } from './types.ts'
import { itemsOf, type PyValue } from './values.ts'

/** A class that comes from elsewhere can be a base of one that is defined here where it says what it gives to it. */
export interface Base {
  /** What an instance of a class below it has under `name`; undefined where that is nothing. */
  readonly inherited: (name: string, self: InstanceObject, at: Place) => PyValue | undefined
  /** The method to which a call of an instance leads. */
  readonly entry?: string
  /** Makes an instance of a class below it; a plain one where there is no such function. */
  readonly instantiate?: (made: ClassObject, at: Place) => InstanceObject
}

/** A base that makes something else of the classes below it: an enumeration, a named tuple. */
export interface Maker {
  readonly subclassed: (made: ClassObject, at: Place) => PyValue
}

const isMaker = (value: PyValue): value is HostObject & Maker => value instanceof HostObject && 'subclassed' in value

const isBase = (value: object): value is HostObject & Base => 'inherited' in value

/** The body runs once, in a scope of its own that functions inside do not see. */
export function executeClassDef(node: syntax.ClassDef, context: Context): void {
  const scope = new Scope(context.journal, context.scope, context.scope.module)
  const { positional } = evaluateArguments(node, context)
  const made = new ClassObject(node, positional, scope, context.journal)
  made.definition = { node, context }
  executeBlock(node.body, { ...context, scope, enclosing: context.enclosing ?? context.scope, definingClass: made })
  const result = positional.find(isMaker)?.subclassed(made, placeOf(node.name, context)) ?? made
  context.scope.set(node.name.name, decorated(node, result, context))
}

/** A decorator that is not known is taken to give the class itself. */
function decorated({ decorators }: syntax.ClassDef, made: PyValue, context: Context): PyValue {
  return decorators.reduceRight<PyValue>((inner, decorator) => {
    const value = evaluate(decorator, context)
    return value instanceof Decorator ? value.wrap(inner) : inner
  }, made)
}

export class ClassObject extends HostObject {
  /** The classes in which a name is looked for, nearest first. */
  private readonly line: readonly ClassObject[]
  private readonly outside: readonly PyValue[]
  /** Where the program defines it. */
  definition: { readonly node: syntax.ClassDef; readonly context: Context } | undefined
  /** The instance that was made last. */
  last: InstanceObject | undefined

  constructor(
    private readonly node: syntax.ClassDef,
    readonly bases: readonly PyValue[],
    private readonly scope: Scope,
    private readonly journal: Journal,
  ) {
    super()
    const own = bases.filter(base => base instanceof ClassObject)
    this.line = [this, ...linearized([...own.map(base => base.line), own])]
    this.outside = [...bases.filter(base => !(base instanceof ClassObject)), ...own.flatMap(base => base.outside)]
  }

  get description(): string {
    return this.node.name.name
  }

  /** The classes above it that are defined here, nearest first. */
  get above(): readonly ClassObject[] {
    return this.line.slice(1)
  }

  /** What its own body binds. */
  get own(): ReadonlyMap<string, PyValue> {
    return this.scope.names
  }

  /** The annotated names of its body, in their order. */
  get annotations(): readonly syntax.AnnAssign[] {
    return this.node.body.filter(each => each.type === 'AnnAssign')
  }

  override get isClass(): boolean {
    return true
  }

  override get isCallable(): boolean {
    return true
  }

  override type(): HostObject {
    return typeType
  }

  override repr(): string {
    return `<class '${textIn(this.scope.get('__name__'))}.${this.description}'>`
  }

  override isSubclassOf(other: HostObject): boolean | undefined {
    if (other === objectType || this.line.some(each => each === other)) return true
    const answers = this.outside.map(base =>
      base instanceof PlainBase ? base === other : base instanceof HostObject ? base.isSubclassOf(other) : undefined,
    )
    return answers.includes(true) ? true : answers.includes(undefined) ? undefined : false
  }

  override hasInstance(value: PyValue): boolean | undefined {
    return value instanceof HostObject ? value.type()?.isSubclassOf(this) : false
  }

  override equals(other: PyValue): boolean | undefined {
    return this === other || (other instanceof HostObject && !other.isClass ? super.equals(other) : false)
  }

  override has(name: string): boolean | undefined {
    return (
      this.find(name) !== undefined || (this.outside.every(isPlainObject) && !name.startsWith('__') ? false : undefined)
    )
  }

  /** The classes after `after` in which `super()` looks. */
  after(after: ClassObject): readonly ClassObject[] {
    return this.line.slice(this.line.indexOf(after) + 1)
  }

  /** The base that is not defined here and says what it gives. */
  get base(): (HostObject & Base) | undefined {
    return this.outside.find((base): base is HostObject & Base => base instanceof HostObject && isBase(base))
  }

  /** Why what it inherits is not known; undefined where all bases are known. */
  get unknownBase(): PyValue | undefined {
    return this.outside.find(base => !(base instanceof HostObject && isBase(base)) && !isPlainObject(base))
  }

  /** What the class itself and those above it define under `name`. */
  find(name: string, among: readonly ClassObject[] = this.line): PyValue | undefined {
    for (const each of among) {
      const value = each.scope.names.get(name)
      if (value !== undefined) return value
    }
    return undefined
  }

  override attribute(name: string, at: Place): PyValue {
    if (name === '__name__') return this.description
    const value = this.find(name)
    if (value instanceof Wrapped) return value.kind === 'class' ? new Method(value.inner, this) : value.inner
    return value === undefined ? super.attribute(name, at) : value
  }

  override setAttribute(name: string, value: PyValue): void {
    this.scope.set(name, value)
  }

  override deleteAttribute(name: string): void {
    this.scope.delete(name)
  }

  override copied(): PyValue {
    return this
  }

  override call(args: CallArguments, at: Place): PyValue {
    if (this.find('__new__') !== undefined)
      return unknown(`what ${this.description}.__new__ gives is not known here`, at)
    const made = this.base?.instantiate?.(this, at) ?? new InstanceObject(this, this.journal, at)
    noteUndo(setLast, this, this.last)
    this.last = made
    if (this.outside.length > 0 && isExceptionType(this))
      made.setAttribute('args', new TupleObject(args.positional), at)
    const init = this.find('__init__')
    const isMethod = init instanceof HostObject && init.isMethod
    const method = isMethod ? new Method(init, made) : this.base?.inherited('__init__', made, at)
    const result = method instanceof HostObject ? method.call(args, at) : null
    return result instanceof Raised ? result : made
  }
}

function setLast(made: ClassObject, last: InstanceObject | undefined): void {
  made.last = last
}

/** A base that gives nothing to the classes below it, such as `Generic[T]`. */
export abstract class PlainBase extends HostObject {}

/** `object` and the like give nothing that matters. */
const isPlainObject = (base: PyValue): boolean => base instanceof PlainBase || base === objectType

const textIn = (value: PyValue | undefined): string => (typeof value === 'string' ? value : '?')

/**
 * Python's order of the classes above one (C3): each before those above it, and the bases in the order in which they
 * are written. Where there is no such order, Python refuses the class; then each stands where it is met first.
 */
function linearized(lists: readonly (readonly ClassObject[])[]): readonly ClassObject[] {
  const order: ClassObject[] = []
  let left = lists.filter(list => list.length > 0)
  while (left.length > 0) {
    const next = left.map(([first]) => first!).find(first => left.every(list => list.indexOf(first) <= 0))
    if (!next) return [...new Set([...order, ...left.flat()])]
    order.push(next)
    left = left.map(list => (list[0] === next ? list.slice(1) : list)).filter(list => list.length > 0)
  }
  return order
}

/** `@staticmethod`, `@classmethod`, `@property`. */
export class Wrapped extends HostObject {
  constructor(
    readonly kind: 'static' | 'class' | 'property',
    readonly inner: PyValue,
    /** What `@value.setter` has made the setter of a property. */
    readonly setter?: PyValue,
  ) {
    super()
  }

  get description(): string {
    return `a ${this.kind} method`
  }

  /** `@value.setter` makes a property that has both. */
  override attribute(name: string, at: Place): PyValue {
    if (name !== 'setter') return super.attribute(name, at)
    return new Setter(this)
  }
}

class Setter extends Decorator {
  readonly description = 'a setter'

  constructor(private readonly property: Wrapped) {
    super()
  }

  wrap(setter: PyValue): PyValue {
    return new Wrapped(this.property.kind, this.property.inner, setter)
  }
}

/** A method that is written in TypeScript: its first argument is the instance. */
export class NativeMethod extends Builtin {
  override get isMethod(): boolean {
    return true
  }
}

/** A function with its first argument. */
export class Method extends HostObject {
  constructor(
    private readonly inner: PyValue,
    private readonly self: PyValue,
  ) {
    super()
  }

  get description(): string {
    return this.inner instanceof HostObject ? this.inner.description : 'a method'
  }

  override call(args: CallArguments, at: Place): PyValue {
    if (!(this.inner instanceof HostObject)) return unknown(`${this.description} is no function`, at)
    return this.inner.call(new WithSelf(args, this.self), at)
  }

  override forget(why: Unknown, seen: Set<object>): void {
    forget(this.inner, why, seen)
    forget(this.self, why, seen)
  }
}

/** The arguments of a method: the instance comes first, and stands nowhere. */
class WithSelf implements CallArguments {
  readonly constant = false
  readonly positional: readonly PyValue[]

  constructor(
    private readonly args: CallArguments,
    self: PyValue,
  ) {
    this.positional = [self, ...args.positional]
  }

  get named(): CallArguments['named'] {
    return this.args.named
  }

  get open(): CallArguments['open'] {
    return this.args.open
  }

  get places(): CallArguments['places'] {
    const { positional, named } = this.args.places
    return { positional: [{ from: 0, to: 0 }, ...positional], named }
  }
}

/** An object of a class that the program defines. */
export class InstanceObject extends HostObject implements Mutable {
  private fields = new Map<string, PyValue>()
  private lost: Unknown | undefined

  constructor(
    readonly made: ClassObject,
    private readonly journal: Journal,
    /** Where it was made. */
    private readonly origin: Place = { file: '', from: 0, to: 0 },
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
    const own = this.handedOut?.lost ?? this.fields.get(name)
    if (own !== undefined) return own
    if (name === '__class__') return this.made
    const value = this.made.find(name)
    if (value !== undefined) return this.bind(value, at)
    if (name === '__dict__') return this.dict
    const inherited = this.made.base?.inherited(name, this, at)
    const found = inherited === undefined ? this.special('__getattr__', [name], at) : inherited
    if (found !== undefined) return found
    if (this.lost || this.has(name) !== false) return this.lost ?? super.attribute(name, at)
    return raised('AttributeError', `${this.description} has no ${name}`, at)
  }

  override has(name: string): boolean | undefined {
    if (this.fields.has(name) || this.made.find(name) !== undefined) return true
    if (this.lost || this.handedOut?.lost || this.made.find('__getattr__') !== undefined) return undefined
    return this.made.has(name)
  }

  override setAttribute(name: string, value: PyValue, at = this.origin): void {
    const held = this.made.find(name)
    if (held instanceof Wrapped && held.kind === 'property') {
      if (held.setter instanceof HostObject) held.setter.call(argumentsOf([this, value]), at)
      return
    }
    if (this.special('__setattr__', [name, value], at) === undefined) this.setField(name, value)
  }

  override deleteAttribute(name: string): void {
    this.journal.touch(this)
    this.fields.delete(name)
  }

  /** Stores a value past what the class says of storing. */
  setField(name: string, value: PyValue): void {
    this.journal.touch(this)
    this.fields.set(name, value)
  }

  /** What a method with a special name gives; undefined where the class has none. */
  special(name: string, positional: readonly PyValue[], at: Place = this.origin): PyValue | undefined {
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

  override get isCallable(): boolean | undefined {
    if (this.made.find('__call__') !== undefined) return true
    return this.isPlain ? false : undefined
  }

  override subscript(index: PyValue, at: Place): PyValue {
    return this.special('__getitem__', [index], at) ?? super.subscript(index, at)
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
    const name = operator === '-' ? '__neg__' : operator === '+' ? '__pos__' : '__invert__'
    return this.special(name, [], at) ?? super.unary(operator, at)
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
    return this.made.find('__eq__') !== undefined || this.made.find('__hash__') !== undefined ? undefined : this
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

  override number(): PyValue | undefined {
    return this.special('__int__', []) ?? this.special('__float__', []) ?? this.index()
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

  override leave(at: Place): void {
    this.special('__exit__', [null, null, null], at)
  }

  override call(args: CallArguments, at: Place): PyValue {
    const method = this.made.find('__call__')
    if (method !== undefined) return new Method(method, this).call(args, at)
    const inherited = this.made.base?.inherited('__call__', this, at)
    return inherited instanceof HostObject ? inherited.call(args, at) : super.call(args, at)
  }

  override forget(why: Unknown, seen: Set<object>): void {
    this.journal.touch(this)
    for (const value of this.fields.values()) forget(value, why, seen)
  }

  /** A value of the class as the instance sees it. */
  bind(value: PyValue, at: Place): PyValue {
    return bindTo(this, this.made, value, at)
  }

  override copied(part: (value: PyValue) => PyValue): PyValue {
    const copy = new InstanceObject(this.made, this.journal, this.origin)
    for (const [name, value] of this.fields) copy.fields.set(name, part(value))
    copy.lost = this.lost
    return copy
  }

  save(): unknown {
    return { fields: new Map(this.fields), lost: this.lost }
  }

  restore(state: unknown): void {
    const { fields, lost } = state as { fields: Map<string, PyValue>; lost: Unknown | undefined }
    this.fields = new Map(fields)
    this.lost = lost
  }

  join(a: unknown, b: unknown, why: Unknown): void {
    const [x, y] = [a, b].map(state => (state as { fields: Map<string, PyValue> }).fields)
    this.fields = new Map()
    for (const name of new Set([...x!.keys(), ...y!.keys()])) {
      const [left, right] = [x!.get(name), y!.get(name)]
      this.fields.set(name, left === undefined || right === undefined ? why : joinValues(left, right, why))
    }
  }

  lose(before: unknown, why: Unknown): void {
    const { fields } = before as { fields: Map<string, PyValue> }
    for (const [name, value] of this.fields) if (fields.get(name) !== value) this.fields.set(name, why)
  }
}

/** What an instance sees of a value that its class holds. */
export function bindTo(self: PyValue, made: PyValue, value: PyValue, at: Place): PyValue {
  if (value instanceof HostObject && value.isMethod) return new Method(value, self)
  if (!(value instanceof Wrapped)) return value
  if (value.kind === 'property') return new Method(value.inner, self).call(argumentsOf([]), at)
  return value.kind === 'class' ? new Method(value.inner, made) : value.inner
}

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
    if (typeof key === 'string') this.owner.deleteAttribute(key)
    return super.delete(key)
  }

  override empty(): DictObject {
    return new DictObject()
  }
}

/** `super()`: the names of the classes after the one in which the code stands. */
export class SuperObject extends HostObject {
  readonly description = 'super()'

  constructor(
    private readonly self: InstanceObject | ClassObject,
    private readonly after: ClassObject,
  ) {
    super()
  }

  override attribute(name: string, at: Place): PyValue {
    const { self } = this
    const made = self instanceof ClassObject ? self : self.made
    const value = made.find(name, made.after(this.after))
    if (value !== undefined) return bindTo(self, made, value, at)
    const inherited = self instanceof InstanceObject ? made.base?.inherited(name, self, at) : undefined
    if (inherited !== undefined) return inherited
    if (name === '__setattr__' && self instanceof InstanceObject) return fieldSetter(self)
    if (name === '__init__' && self instanceof InstanceObject && isExceptionType(made)) return argumentSetter(self)
    return harmlessInits.has(name) ? nothing : super.attribute(name, at)
  }
}

/** What every class has, and what does nothing. */
const harmlessInits = new Set(['__init__', '__init_subclass__'])

const fieldSetter = (self: InstanceObject): Builtin =>
  procedure('__setattr__', ({ positional: [name, value] }) => {
    if (typeof name === 'string' && value !== undefined) self.setField(name, value)
  })

/** `Exception.__init__`. */
const argumentSetter = (self: InstanceObject): Builtin =>
  procedure('__init__', ({ positional }) => self.setField('args', new TupleObject(positional)))

/** `object.__init__`. */
const nothing = new Foreign('object.__init__')

/** `super()` and `super(Class, self)`, which look at the function that they stand in. */
export function evaluateSuper({ scope, definingClass }: Context, { positional }: CallArguments, at: Place): PyValue {
  const [after = definingClass, self = scope.first] = positional
  if (!(after instanceof ClassObject) || !(self instanceof InstanceObject || self instanceof ClassObject))
    return unknown('super() outside of a method', at)
  return new SuperObject(self, after)
}
