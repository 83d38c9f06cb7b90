/** What TensorFlow and Keras make of functions: `tf.function`, `tf.custom_gradient`, `tf.recompute_grad`. */
import type { Place } from '../../../../source/span.ts'
import { unknown } from '../../../../tensor/size.ts'
import type { CallArguments } from '../../evaluate/call-arguments.ts'
import { known } from '../../evaluate/foreign.ts'
import { Decorator, HostObject } from '../../evaluate/host.ts'
import { itemsOf, type PyValue, unknownValue } from '../../evaluate/values.ts'

/** What the path of such a function stands for; undefined where it is none. */
export const decoratorAt = (path: string): HostObject | undefined => {
  if (path === 'tf.custom_gradient' || path === 'ops.custom_gradient')
    return new FunctionMaker(path, inner => new ValueOf(inner))
  return path === 'tf.function' || path === 'tf.recompute_grad' ? new FunctionMaker(path, inner => inner) : undefined
}

/** A function that makes one of another: called on it, or standing above it, with settings or without. */
class FunctionMaker extends Decorator {
  constructor(
    readonly description: string,
    private readonly make: (inner: HostObject) => PyValue,
  ) {
    super()
  }

  wrap(inner: PyValue): PyValue {
    return inner instanceof HostObject ? this.make(inner) : inner
  }

  override get isCallable(): boolean {
    return true
  }

  override call({ positional: [first], named }: CallArguments): PyValue {
    const inner = first ?? named.get('func') ?? named.get('f') ?? null
    return inner === null ? this : this.wrap(known(inner))
  }
}

/** A function of which only the first of two results is one: the other says what its gradient is. */
class ValueOf extends HostObject {
  constructor(private readonly inner: HostObject) {
    super()
  }

  get description(): string {
    return this.inner.description
  }

  override get isCallable(): boolean {
    return true
  }

  override get isMethod(): boolean {
    return this.inner.isMethod
  }

  override call(args: CallArguments, at: Place): PyValue {
    const result = this.inner.call(args, at)
    const [value] = itemsOf(result) ?? []
    return value ?? unknownValue(result) ?? unknown(`${this.description} does not give a value and its gradient`, at)
  }

  override forget(...[why, seen]: Parameters<HostObject['forget']>): void {
    this.inner.forget(why, seen)
  }
}
