/** Classes that a program defines. */
import { noteUndo } from '../../../model/history.ts'
import type { Place } from '../../../source/span.ts'
import { unknown } from '../../../tensor/size.ts'
import type * as syntax from '../syntax.ts'
import { type Base, isBase, isMaker, isPlainObject, PlainBase } from './bases.ts'
import { executeBlock } from './blocks.ts'
import type { CallArguments } from './call-arguments.ts'
import { evaluateArguments } from './calls.ts'
import { TupleObject } from './containers.ts'
import { type Context, placeOf } from './context.ts'
import { isExceptionType, Raised } from './exceptions.ts'
import { evaluate } from './expressions.ts'
import { Decorator, HostObject } from './host.ts'
import { InstanceObject } from './instances.ts'
import type { Journal } from './journal.ts'
import { Method, Wrapped } from './method-objects.ts'
import { Scope } from './scope.ts'
import { objectType } from './typeobject.ts'
import { typeType } from './types.ts'
import type { PyValue } from './values.ts'

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
    return value ?? this.base?.classMember?.(name, this, at) ?? super.attribute(name, at)
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
