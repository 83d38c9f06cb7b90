/** `super()`: what the classes above one give. */
import type { Place } from '../../../source/span.ts'
import { unknown } from '../../../tensor/size.ts'
import type { CallArguments } from './call-arguments.ts'
import { ClassObject } from './classes.ts'
import { TupleObject } from './containers.ts'
import type { Context } from './context.ts'
import { isExceptionType } from './exceptions.ts'
import { Foreign } from './foreign.ts'
import { HostObject } from './host.ts'
import { InstanceObject } from './instances.ts'
import { bindTo } from './method-objects.ts'
import { type Builtin, procedure } from './native.ts'
import type { PyValue } from './values.ts'

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
    const { base } = made
    const inherited =
      self instanceof InstanceObject ? base?.inherited(name, self, at) : base?.classMember?.(name, made, at)
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
