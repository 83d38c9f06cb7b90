/** `functools`: functions with arguments kept for later, folding, results that are remembered. */
import type { Place } from '../../../../source/span.ts'
import { type Unknown, unknown } from '../../../../tensor/size.ts'
import type { CallArguments } from '../call-arguments.ts'
import { DictObject, TupleObject } from '../containers.ts'
import { evaluate } from '../expressions.ts'
import { forget } from '../forget.ts'
import { FunctionObject } from '../functions.ts'
import { Decorator, HostObject } from '../host.ts'
import { itemsIn } from '../iterators.ts'
import { type Journal, touch } from '../journal.ts'
import { hashKey } from '../keys.ts'
import { Wrapped } from '../method-objects.ts'
import { isInstance, isSubclass } from '../typeobject.ts'
import { type PyValue, unknownValue } from '../values.ts'
import { ContinuedArguments, callValue } from './calling.ts'
import type { Library } from './library.ts'
import type { Members } from './module.ts'
import { takes } from './signature.ts'

/** A function with its first arguments and some keywords. */
export class PartialObject extends HostObject {
  constructor(
    private readonly inner: PyValue,
    private readonly positional: readonly PyValue[],
    private readonly keywords: ReadonlyMap<string, PyValue>,
  ) {
    super()
  }

  /** One of a partial function is one of what that one calls. */
  static of(inner: PyValue, positional: readonly PyValue[], named: ReadonlyMap<string, PyValue>): PartialObject {
    if (!(inner instanceof PartialObject)) return new PartialObject(inner, positional, named)
    const all = new Map([...inner.keywords, ...named])
    return new PartialObject(inner.inner, [...inner.positional, ...positional], all)
  }

  get description(): string {
    return this.inner instanceof HostObject ? `partial(${this.inner.description}, …)` : 'a partial function'
  }

  override call(args: CallArguments, at: Place): PyValue {
    const { inner } = this
    if (inner instanceof HostObject) return inner.call(new ContinuedArguments(this.positional, this.keywords, args), at)
    return unknownValue(inner) ?? unknown('what is called is no function', at)
  }

  override get isOfProgram(): boolean {
    return this.inner instanceof HostObject && this.inner.isOfProgram
  }

  override attribute(name: string, at: Place): PyValue {
    if (name === 'func') return this.inner
    if (name === 'args') return new TupleObject(this.positional)
    return name === 'keywords' ? dictOf(this.keywords) : super.attribute(name, at)
  }

  override copied(): PyValue {
    return this
  }

  override forget(why: Unknown, seen: Set<object>): void {
    for (const value of [this.inner, ...this.positional, ...this.keywords.values()]) forget(value, why, seen)
  }
}

/** A dictionary with these names as keys. */
export function dictOf(entries: Iterable<readonly [string, PyValue]>): DictObject {
  const dict = new DictObject()
  for (const [name, value] of entries) dict.set(name, value)
  return dict
}

/** A decorator that leaves what it decorates as it is. */
export class Transparent extends Decorator {
  constructor(readonly description: string) {
    super()
  }

  wrap(inner: PyValue): PyValue {
    return inner
  }

  override call({ positional: [inner = null] }: CallArguments): PyValue {
    return inner
  }
}

/** `lru_cache`, `cache`: equal arguments give the same object again. */
class Cache extends Decorator {
  constructor(
    readonly description: string,
    private readonly journal: Journal,
  ) {
    super()
  }

  wrap(inner: PyValue): PyValue {
    return new CachedFunction(inner, this.journal)
  }

  override call({ positional: [inner] }: CallArguments): PyValue {
    return inner instanceof HostObject ? this.wrap(inner) : this
  }
}

export class CachedFunction extends HostObject {
  private readonly results = new DictObject()

  constructor(
    private readonly inner: PyValue,
    private readonly journal: Journal,
  ) {
    super()
  }

  get description(): string {
    return this.inner instanceof HostObject ? this.inner.description : 'a function'
  }

  override get isMethod(): boolean {
    return true
  }

  override get isOfProgram(): boolean {
    return this.inner instanceof HostObject && this.inner.isOfProgram
  }

  override attribute(name: string, at: Place): PyValue {
    if (name === '__wrapped__') return this.inner
    return this.inner instanceof HostObject ? this.inner.attribute(name, at) : super.attribute(name, at)
  }

  override call(args: CallArguments, at: Place): PyValue {
    if (!(this.inner instanceof HostObject)) return unknownValue(this.inner) ?? super.call(args, at)
    const named = [...args.named].map(([name, value]) => new TupleObject([name, value]))
    const key = new TupleObject([new TupleObject(args.positional), ...named])
    const kept = this.results.lost ?? this.results.get(key)
    if (kept !== undefined) return kept
    const value = this.inner.call(args, at)
    if (args.open || hashKey(key) === undefined) return value
    this.journal.touch(this.results)
    this.results.set(key, value)
    return value
  }

  override forget(why: Unknown, seen: Set<object>): void {
    forget(this.inner, why, seen)
  }
}

/** `@cached_property`: computed once for each instance. */
class CachedProperty extends Decorator {
  readonly description = 'functools.cached_property'

  constructor(private readonly journal: Journal) {
    super()
  }

  wrap(inner: PyValue): PyValue {
    return new Wrapped('property', new CachedFunction(inner, this.journal))
  }

  override call({ positional: [inner = null] }: CallArguments): PyValue {
    return this.wrap(inner)
  }
}

/** `@singledispatch`: the class of the first argument says which function runs. */
class SingleDispatch extends Decorator {
  readonly description = 'functools.singledispatch'

  wrap(inner: PyValue): PyValue {
    return new DispatchedFunction(inner)
  }

  override call({ positional: [inner = null] }: CallArguments): PyValue {
    return this.wrap(inner)
  }
}

class DispatchedFunction extends HostObject {
  readonly description = 'a function that functools.singledispatch made'
  private readonly known = new DictObject()

  constructor(private readonly inner: PyValue) {
    super()
  }

  override attribute(name: string, at: Place): PyValue {
    if (name !== 'register') return super.attribute(name, at)
    return new Registering(this, undefined)
  }

  add(type: PyValue | undefined, run: PyValue): void {
    touch(this.known)
    if (type instanceof HostObject && type.isClass) this.known.set(type, run)
    else this.known.lost ??= unknown('for which class a function is registered is not known')
  }

  /** The function of the class itself goes before those of classes above it. */
  override call(args: CallArguments, at: Place): PyValue {
    const [first] = args.positional
    if (this.known.lost || first === undefined) return this.known.lost ?? super.call(args, at)
    const fitting = [...this.known].filter(([type]) => isInstance(first, type) !== false)
    const exact = fitting.filter(([type]) => fitting.every(([other]) => isSubclass(type, other) === true))
    if (fitting.some(([type]) => isInstance(first, type) === undefined) || exact.length > 1) return super.call(args, at)
    if (fitting.length > 0 && exact.length === 0) return super.call(args, at)
    const run = exact[0]?.[1] ?? this.inner
    return run instanceof HostObject ? run.call(args, at) : super.call(args, at)
  }
}

/** `@run.register(int)`, or `@run.register` for the class that the annotation of the first parameter says. */
class Registering extends Decorator {
  readonly description = 'register'

  constructor(
    private readonly owner: DispatchedFunction,
    private readonly made: PyValue | undefined,
  ) {
    super()
  }

  wrap(inner: PyValue): PyValue {
    this.owner.add(this.made ?? annotated(inner), inner)
    return inner
  }

  override call({ positional: [type, run] }: CallArguments): PyValue {
    if (run === undefined) return new Registering(this.owner, type)
    this.owner.add(type, run)
    return run
  }
}

/** The class that the annotation of the first parameter says. */
function annotated(run: PyValue): PyValue | undefined {
  const annotation = run instanceof FunctionObject ? run.node.params[0]?.annotation : undefined
  return run instanceof FunctionObject && annotation ? evaluate(annotation, run.around) : undefined
}

const reduce = takes(
  'functools.reduce(function, iterable, initial=…, /)',
  ({ function: run, iterable, initial }, at) => {
    const items = itemsIn(iterable!)
    if (!items) return unknownValue(iterable!)
    const all = initial === undefined ? items : [initial, ...items]
    if (all.length === 0) return undefined
    return all.slice(1).reduce((total, item) => callValue(run!, [total, item], at), all[0]!)
  },
)

export const functoolsMembers = ({ journal }: Library): Members => ({
  partial: takes('functools.partial(func, /, *args, **keywords)', ({ func }, _at, { positional, named }) =>
    PartialObject.of(func!, positional, named),
  ),
  reduce,
  wraps: takes('functools.wraps(wrapped, **options)', () => new Transparent('functools.wraps(…)')),
  update_wrapper: takes('functools.update_wrapper(wrapper, wrapped, **options)', ({ wrapper }) => wrapper),
  lru_cache: new Cache('functools.lru_cache', journal),
  cache: new Cache('functools.cache', journal),
  cached_property: new CachedProperty(journal),
  singledispatch: new SingleDispatch(),
  total_ordering: new Transparent('functools.total_ordering'),
})
