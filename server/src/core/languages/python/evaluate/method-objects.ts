/** Functions that classes hold, and what an instance makes of them. */
import type { Place } from '../../../source/span.ts'
import { type Unknown, unknown } from '../../../tensor/size.ts'
import { argumentsOf, type CallArguments } from './call-arguments.ts'
import { forget } from './forget.ts'
import { Decorator, HostObject } from './host.ts'
import { Builtin } from './native.ts'
import type { PyValue } from './values.ts'

/** `@staticmethod`, `@classmethod`, `@property`. */
export class Wrapped extends HostObject {
  constructor(
    readonly kind: 'static' | 'class' | 'property',
    readonly inner: PyValue,
    /** What `@value.setter` has made the setter of a property. */
    readonly setter?: PyValue,
    readonly deleter?: PyValue,
  ) {
    super()
  }

  get description(): string {
    return `a ${this.kind} method`
  }

  /** `@value.setter` and the like make a property that has one function more. */
  override attribute(name: string, at: Place): PyValue {
    const { kind, inner, setter, deleter } = this
    if (name === 'getter') return new Part(name, getter => new Wrapped(kind, getter, setter, deleter))
    if (name === 'setter') return new Part(name, each => new Wrapped(kind, inner, each, deleter))
    if (name === 'deleter') return new Part(name, each => new Wrapped(kind, inner, setter, each))
    if (name === 'fget') return inner
    return name === 'fset' ? (setter ?? null) : super.attribute(name, at)
  }
}

class Part extends Decorator {
  constructor(
    readonly description: string,
    readonly wrap: (inner: PyValue) => PyValue,
  ) {
    super()
  }

  override call({ positional: [inner = null] }: CallArguments): PyValue {
    return this.wrap(inner)
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

  override get isCallable(): boolean {
    return true
  }

  override get isOfProgram(): boolean {
    return this.inner instanceof HostObject && this.inner.isOfProgram
  }

  override attribute(name: string, at: Place): PyValue {
    if (name === '__self__') return this.self
    if (name === '__func__') return this.inner
    return this.inner instanceof HostObject ? this.inner.attribute(name, at) : super.attribute(name, at)
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

/** What an instance sees of a value that its class holds. */
export function bindTo(self: PyValue, made: PyValue, value: PyValue, at: Place): PyValue {
  if (value instanceof HostObject && value.isMethod) return new Method(value, self)
  if (!(value instanceof Wrapped)) return value
  if (value.kind === 'property') return new Method(value.inner, self).call(argumentsOf([]), at)
  return value.kind === 'class' ? new Method(value.inner, made) : value.inner
}
