/** `contextlib`: context managers that generators are, and those that do nothing of their own. */
import type { Place } from '../../../../source/span.ts'
import { unknown } from '../../../../tensor/size.ts'
import type { CallArguments } from '../call-arguments.ts'
import { TupleObject } from '../containers.ts'
import { GeneratorObject } from '../generators.ts'
import { Decorator, HostObject } from '../host.ts'
import { Ended } from '../iterators.ts'
import { isInstance } from '../typeobject.ts'
import { type PyValue, unknownValue } from '../values.ts'
import type { Members } from './module.ts'
import { takes } from './signature.ts'

/** `@contextmanager`: what the generator yields is what the statement gives, and the rest of it runs at the end. */
class ContextManagerDecorator extends Decorator {
  readonly description = 'contextlib.contextmanager'

  wrap(inner: PyValue): PyValue {
    return inner instanceof HostObject ? new ManagerFunction(inner) : inner
  }

  override call({ positional: [inner = null] }: CallArguments): PyValue {
    return this.wrap(inner)
  }
}

class ManagerFunction extends HostObject {
  constructor(private readonly inner: HostObject) {
    super()
  }

  get description(): string {
    return this.inner.description
  }

  override get isMethod(): boolean {
    return true
  }

  override get isCallable(): boolean {
    return true
  }

  override attribute(name: string, at: Place): PyValue {
    return this.inner.attribute(name, at)
  }

  override call(args: CallArguments, at: Place): PyValue {
    const made = this.inner.call(args, at)
    return made instanceof GeneratorObject ? new GeneratorManager(made) : made
  }

  override forget(...args: Parameters<HostObject['forget']>): void {
    this.inner.forget(...args)
  }
}

class GeneratorManager extends HostObject {
  constructor(private readonly generator: GeneratorObject) {
    super()
  }

  get description(): string {
    return this.generator.description
  }

  override enter(at: Place): PyValue {
    const item = this.generator.advance()
    if (!(item instanceof Ended)) return item
    return item.why ?? unknown(`${this.description} yields nothing`, at)
  }

  /** Exceptions are not passed into the generator: whether it lets them go on is not known. */
  override leave(at: Place, exception?: PyValue): PyValue {
    if (exception !== undefined) return unknown(`what ${this.description} does with an exception`, at)
    const item = this.generator.advance()
    return item instanceof Ended ? (item.why ?? null) : null
  }
}

/** A manager that gives something and does nothing at the end. */
class Given extends HostObject {
  constructor(
    readonly description: string,
    private readonly given: PyValue,
    private readonly swallowed: PyValue = null,
  ) {
    super()
  }

  override enter(): PyValue {
    return this.given
  }

  override leave(at: Place, exception?: PyValue): PyValue {
    if (exception === undefined || this.swallowed === null) return null
    return isInstance(exception, this.swallowed) ?? unknown('whether an exception is suppressed is not known', at)
  }
}

export const contextlibMembers = (): Members => ({
  contextmanager: new ContextManagerDecorator(),
  nullcontext: takes(
    'contextlib.nullcontext(enter_result=…)',
    ({ enter_result = null }) => new Given('contextlib.nullcontext', enter_result),
  ),
  closing: takes(
    'contextlib.closing(thing)',
    ({ thing }) => unknownValue(thing!) ?? new Given('contextlib.closing', thing!),
  ),
  suppress: takes(
    'contextlib.suppress(*exceptions)',
    (_given, _at, { positional }) => new Given('contextlib.suppress', null, new TupleObject(positional)),
  ),
  redirect_stdout: takes(
    'contextlib.redirect_stdout(target)',
    ({ target }) => new Given('contextlib.redirect_stdout', target!),
  ),
  redirect_stderr: takes(
    'contextlib.redirect_stderr(target)',
    ({ target }) => new Given('contextlib.redirect_stderr', target!),
  ),
})
