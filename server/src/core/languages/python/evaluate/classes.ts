/** Classes that a program defines. */
import { noteUndo } from '../../../model/history.ts'
import type { Place } from '../../../source/span.ts'
import type * as syntax from '../syntax.ts'
import type { ComparisonOperator } from '../syntax.ts'
import { type Base, isBase, isMaker, isPlainObject, PlainBase } from './bases.ts'
import { executeBlock } from './blocks.ts'
import { argumentsOf, type CallArguments } from './call-arguments.ts'
import { evaluateArguments } from './calls.ts'
import { TupleObject } from './containers.ts'
import { type Context, placeOf } from './context.ts'
import { decorated } from './decorators.ts'
import { isExceptionType, Raised } from './exceptions.ts'
import { HostObject } from './host.ts'
import { InstanceObject, isDescriptor } from './instances.ts'
import type { Journal } from './journal.ts'
import { completed } from './metaclasses.ts'
import { bindTo, Method, Wrapped } from './method-objects.ts'
import { truthOf } from './operators.ts'
import { Scope } from './scope.ts'
import { objectType } from './typeobject.ts'
import { typeType } from './types.ts'
import { isValueBase, ValueInstance } from './value-instances.ts'
import { otherwise, type PyValue } from './values.ts'

/** The body runs once, in a scope of its own that functions inside do not see. */
export function executeClassDef(node: syntax.ClassDef, context: Context): void {
  const scope = new Scope(context.journal, context.scope, context.scope.module)
  const { positional, named } = evaluateArguments(node, context)
  const made = new ClassObject(node, positional, scope, context.journal, named.get('metaclass'))
  made.definition = { node, context }
  executeBlock(node.body, { ...context, scope, enclosing: context.enclosing ?? context.scope, definingClass: made })
  const place = placeOf(node.name, context)
  const result = positional.find(isMaker)?.subclassed(made, place) ?? completed(made, named, place)
  context.scope.set(node.name.name, decorated(node.decorators, result, context))
}

export class ClassObject extends HostObject {
  /** The classes in which a name is looked for, nearest first. */
  private readonly line: readonly ClassObject[]
  private readonly outside: readonly PyValue[]
  /** The class of the program that it is an instance of. */
  readonly metaclass: ClassObject | undefined
  /** One of Python's own classes whose values its instances are. */
  readonly valueBase: HostObject | undefined
  /** Whether attributes of its instances may be kept by objects that it holds. */
  hasDescriptors: boolean
  /** The class that its `__new__` is making, where it is a metaclass. */
  pending: ClassObject | undefined
  /** Where the program defines it. */
  definition: { readonly node: syntax.ClassDef; readonly context: Context } | undefined
  /** The instance that was made last. */
  last: InstanceObject | undefined

  constructor(
    private readonly node: syntax.ClassDef,
    readonly bases: readonly PyValue[],
    private readonly scope: Scope,
    private readonly journal: Journal,
    metaclass?: PyValue,
  ) {
    super()
    const own = bases.filter(base => base instanceof ClassObject)
    this.line = [this, ...linearized([...own.map(base => base.line), own])]
    this.outside = [...bases.filter(base => !(base instanceof ClassObject)), ...own.flatMap(base => base.outside)]
    this.metaclass = [metaclass, ...own.map(base => base.metaclass)].find(each => each instanceof ClassObject)
    this.valueBase = this.outside.find(isValueBase)
    this.hasDescriptors = own.some(base => base.hasDescriptors)
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

  override get isOfProgram(): boolean {
    return true
  }

  override type(): HostObject {
    return this.metaclass ?? typeType
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
    return this.outside.find(
      base => !(base instanceof HostObject && isBase(base)) && !isPlainObject(base) && !isValueBase(base),
    )
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
    if (isDescriptor(value, '__get__')) return otherwise(value.special('__get__', [null, this], at), () => value)
    if (value !== undefined) return value
    const ofMetaclass = this.metaclass?.find(name)
    if (ofMetaclass !== undefined) return bindTo(this, this.metaclass!, ofMetaclass, at)
    return otherwise(this.fromBase(name, at), () => this.about(name) ?? super.attribute(name, at))
  }

  override fromBase(name: string, at: Place): PyValue | undefined {
    return this.base?.classMember?.(name, this, at)
  }

  /** What Python tells of every class. */
  private about(name: string): PyValue | undefined {
    const { bases, line, outside } = this
    if (name === '__module__') return this.scope.get('__name__')
    if (name === '__bases__') return new TupleObject(bases.length > 0 ? bases : [objectType])
    if (name === '__base__') return bases[0] ?? objectType
    const isWhole = outside.every(base => base === objectType)
    return name === '__mro__' && isWhole ? new TupleObject([...line, objectType]) : undefined
  }

  override setAttribute(name: string, value: PyValue): void {
    if (isDescriptor(value, '__set__')) this.hasDescriptors = true
    this.scope.set(name, value)
  }

  override special(name: string, positional: readonly PyValue[], at: Place): PyValue | undefined {
    const method = this.metaclass?.find(name)
    return method instanceof HostObject && method.isMethod
      ? method.call(argumentsOf([this, ...positional]), at)
      : undefined
  }

  override compare(operator: ComparisonOperator, other: PyValue, reflected: boolean, at: Place): PyValue | undefined {
    if (!reflected || (operator !== 'in' && operator !== 'not in')) return undefined
    const answer = this.special('__contains__', [other], at)
    const isInside = answer === undefined ? undefined : truthOf(answer)
    return isInside === undefined ? answer : isInside === (operator === 'in')
  }

  override length(): PyValue | undefined {
    return this.special('__len__', [], nowhere)
  }

  override elements(): readonly PyValue[] | undefined {
    const iterator = this.special('__iter__', [], nowhere)
    return iterator instanceof HostObject ? iterator.elements() : undefined
  }

  /** `Config[int]` is the class itself, unless it or its class says something else. */
  override subscript(index: PyValue, at: Place): PyValue {
    const own = this.special('__getitem__', [index], at)
    if (own !== undefined) return own
    const method = this.find('__class_getitem__')
    const inner = method instanceof Wrapped ? method.inner : method
    if (inner instanceof HostObject) return inner.call(argumentsOf([this, index]), at)
    return this.outside.length > 0 ? this : super.subscript(index, at)
  }

  override deleteAttribute(name: string): void {
    this.scope.delete(name)
  }

  override copied(): PyValue {
    return this
  }

  override call(args: CallArguments, at: Place): PyValue {
    const method = this.metaclass?.find('__call__')
    return method === undefined ? this.construct(args, at) : new Method(method, this).call(args, at)
  }

  /** What a call makes where the class of the class says nothing else of that. */
  construct(args: CallArguments, at: Place): PyValue {
    const maker = this.find('__new__')
    const inner = maker instanceof Wrapped ? maker.inner : maker
    const made = inner === undefined ? this.newInstance(args, at) : new Method(inner, this).call(args, at)
    return made instanceof InstanceObject && made.made.isSubclassOf(this) === true ? initialized(made, args, at) : made
  }

  override newInstance(args: CallArguments, at: Place): InstanceObject {
    const { journal, valueBase } = this
    const made = valueBase
      ? new ValueInstance(this, journal, at, valueBase, args)
      : (this.base?.instantiate?.(this, at) ?? new InstanceObject(this, journal, at))
    noteUndo(setLast, this, this.last)
    this.last = made
    if (this.outside.length > 0 && isExceptionType(this)) made.setField('args', new TupleObject(args.positional))
    return made
  }
}

/** Runs `__init__`, that of the program or that of the class above it. */
function initialized(made: InstanceObject, args: CallArguments, at: Place): PyValue {
  const init = made.made.find('__init__')
  const isMethod = init instanceof HostObject && init.isMethod
  const method = isMethod ? new Method(init, made) : made.fromBase('__init__', at)
  const result = method instanceof HostObject ? method.call(args, at) : null
  return result instanceof Raised ? result : made
}

const nowhere: Place = { file: '', from: 0, to: 0 }

function setLast(made: ClassObject, last: InstanceObject | undefined): void {
  made.last = last
}

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
