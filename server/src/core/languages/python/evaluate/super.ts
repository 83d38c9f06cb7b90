/** `super()`: what the classes above one give. */
import type { Place } from '../../../source/span.ts'
import { unknown } from '../../../tensor/size.ts'
import type { CallArguments } from './call-arguments.ts'
import { ClassObject } from './classes.ts'
import { TupleObject } from './containers.ts'
import type { Context } from './context.ts'
import { isExceptionType } from './exceptions.ts'
import { HostObject } from './host.ts'
import { InstanceObject } from './instances.ts'
import { NamedTupleClass } from './library/namedtuples.ts'
import { typeMembers } from './metaclasses.ts'
import { bindTo, Method } from './method-objects.ts'
import { type Builtin, procedure } from './native.ts'
import { objectMembers } from './typeobject.ts'
import { typeType } from './types.ts'
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
    if (self instanceof ClassObject && self.isSubclassOf(this.after) !== true) return this.ofClass(self, name, at)
    const made = self instanceof ClassObject ? self : self.made
    const value = made.find(name, made.after(this.after))
    if (value !== undefined) return bindTo(self, made, value, at)
    const inherited = self.fromBase(name, at)
    if (inherited !== undefined) return inherited
    if (name === '__init__' && self instanceof InstanceObject && isExceptionType(made)) return argumentSetter(self)
    const ofType = made.isSubclassOf(typeType) === true && Object.hasOwn(typeMembers, name)
    const last = ofType ? typeMembers[name]! : Object.hasOwn(objectMembers, name) ? objectMembers[name]! : undefined
    if (last === undefined) return super.attribute(name, at)
    return isStatic(name) ? last : new Method(last, self)
  }

  /** Within a metaclass: what the classes above that one give to a class. */
  private ofClass(self: ClassObject, name: string, at: Place): PyValue {
    const { metaclass } = self
    const value = metaclass?.find(name, metaclass.after(this.after))
    if (value !== undefined) return bindTo(self, metaclass!, value, at)
    return Object.hasOwn(typeMembers, name) ? new Method(typeMembers[name]!, self) : super.attribute(name, at)
  }
}

/** `__new__` is given the class by whoever calls it. */
const isStatic = (name: string): boolean => name === '__new__'

/** `Exception.__init__`. */
const argumentSetter = (self: InstanceObject): Builtin =>
  procedure('__init__', ({ positional }) => self.setField('args', new TupleObject(positional)))

/** `super()` in a class of named tuples, where it makes them. */
class TupleSuper extends HostObject {
  readonly description = 'super()'

  constructor(private readonly made: NamedTupleClass) {
    super()
  }

  override attribute(name: string, at: Place): PyValue {
    return name === '__new__' ? this.made.maker : super.attribute(name, at)
  }
}

/** `super()` and `super(Class, self)`, which look at the function that they stand in. */
export function evaluateSuper({ scope, definingClass }: Context, { positional }: CallArguments, at: Place): PyValue {
  const [after = definingClass, self = scope.first] = positional
  if (self instanceof NamedTupleClass) return new TupleSuper(self)
  if (!(after instanceof ClassObject) || !(self instanceof InstanceObject || self instanceof ClassObject))
    return unknown('super() outside of a method', at)
  return new SuperObject(self, after)
}
