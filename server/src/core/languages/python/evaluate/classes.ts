/** Classes that a program defines, and their instances. */
import type { Place } from '../../../source/span.ts'
import { type Unknown, unknown } from '../../../tensor/size.ts'
import type * as syntax from '../syntax.ts'
import { executeBlock } from './blocks.ts'
import { evaluateArguments } from './calls.ts'
import { type Context, placeOf } from './context.ts'
import { evaluate } from './expressions.ts'
import { Decorator } from './functions.ts'
import { joinValues } from './joining.ts'
import type { Journal, Mutable } from './journal.ts'
import { Scope } from './scope.ts'
import { Builtin, type CallArguments, Foreign, forget, HostObject, type PyValue } from './values.ts'

/** A class that comes from elsewhere can be a base of one that is defined here where it says what it gives to it. */
export interface Base {
  /** What an instance of a class below it has under `name`; undefined where that is nothing. */
  readonly inherited: (name: string, self: InstanceObject, at: Place) => PyValue | undefined
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
  /** The classes in which a name is looked for, nearest first: depth first, which is Python's order but for diamonds. */
  private readonly order: readonly ClassObject[]
  private readonly outside: readonly PyValue[]

  constructor(
    private readonly node: syntax.ClassDef,
    bases: readonly PyValue[],
    private readonly scope: Scope,
    private readonly journal: Journal,
  ) {
    super()
    const own = bases.filter(base => base instanceof ClassObject)
    this.order = [this, ...new Set(own.flatMap(base => base.order))]
    this.outside = [...bases.filter(base => !(base instanceof ClassObject)), ...own.flatMap(base => base.outside)]
  }

  get description(): string {
    return this.node.name.name
  }

  /** The classes above it that are defined here, nearest first. */
  get above(): readonly ClassObject[] {
    return this.order.slice(1)
  }

  /** What its own body binds. */
  get own(): ReadonlyMap<string, PyValue> {
    return this.scope.names
  }

  /** The annotated names of its body, in their order. */
  get annotations(): readonly syntax.AnnAssign[] {
    return this.node.body.filter(each => each.type === 'AnnAssign')
  }

  /** The classes after `after` in which `super()` looks. */
  after(after: ClassObject): readonly ClassObject[] {
    return this.order.slice(this.order.indexOf(after) + 1)
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
  find(name: string, among: readonly ClassObject[] = this.order): PyValue | undefined {
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

  override copied(): PyValue {
    return this
  }

  override call(args: CallArguments, at: Place): PyValue {
    const made = this.base?.instantiate?.(this, at) ?? new InstanceObject(this, this.journal)
    const init = this.find('__init__')
    const isMethod = init instanceof HostObject && init.isMethod
    const method = isMethod ? new Method(init, made) : this.base?.inherited('__init__', made, at)
    if (method instanceof HostObject) method.call(args, at)
    return made
  }
}

/** A base that gives nothing to the classes below it, such as `Generic[T]`. */
export abstract class PlainBase extends HostObject {}

/** `object` and the like give nothing that matters. */
const isPlainObject = (base: PyValue): boolean =>
  base instanceof PlainBase || (base instanceof Foreign && base.description === 'object')

/** `@staticmethod`, `@classmethod`, `@property`. */
export class Wrapped extends HostObject {
  constructor(
    readonly kind: 'static' | 'class' | 'property',
    readonly inner: PyValue,
  ) {
    super()
  }

  get description(): string {
    return `a ${this.kind} method`
  }

  /** `@value.setter` leaves the getter as it is. */
  override attribute(name: string, at: Place): PyValue {
    return name === 'setter' || name === 'deleter' ? new Setter(this) : super.attribute(name, at)
  }
}

class Setter extends HostObject {
  readonly description = 'a setter'

  constructor(private readonly getter: Wrapped) {
    super()
  }

  override call(): PyValue {
    return this.getter
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
    const own = this.fields.get(name)
    if (own !== undefined) return own
    if (name === '__class__') return this.made
    const value = this.made.find(name)
    if (value !== undefined) return this.bind(value, at)
    const inherited = this.made.base?.inherited(name, this, at)
    return inherited ?? this.lost ?? super.attribute(name, at)
  }

  override setAttribute(name: string, value: PyValue): void {
    this.journal.touch(this)
    this.fields.set(name, value)
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
    const copy = new InstanceObject(this.made, this.journal)
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
  if (value.kind === 'property') return new Method(value.inner, self).call(noArguments, at)
  return value.kind === 'class' ? new Method(value.inner, made) : value.inner
}

const noArguments: CallArguments = {
  positional: [],
  named: new Map(),
  open: undefined,
  places: { positional: [], named: new Map() },
  constant: false,
}

/** `super()`: the names of the classes after the one in which the code stands. */
export class SuperObject extends HostObject {
  readonly description = 'super()'

  constructor(
    private readonly self: InstanceObject,
    private readonly after: ClassObject,
  ) {
    super()
  }

  override attribute(name: string, at: Place): PyValue {
    const { made } = this.self
    const value = made.find(name, made.after(this.after))
    if (value !== undefined) return this.self.bind(value, at)
    return made.base?.inherited(name, this.self, at) ?? (name === '__init__' ? nothing : super.attribute(name, at))
  }
}

/** `object.__init__`. */
const nothing = new Foreign('object.__init__')

/** `super()` and `super(Class, self)`, which look at the function that they stand in. */
export function evaluateSuper(context: Context, at: Place): PyValue {
  const { scope, definingClass } = context
  const self = scope.first
  if (!(definingClass instanceof ClassObject) || !(self instanceof InstanceObject))
    return unknown('super() outside of a method', at)
  return new SuperObject(self, definingClass)
}
