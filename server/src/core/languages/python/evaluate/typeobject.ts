/** The classes that Python itself brings, as values: they can be called, compared, and asked for their instances. */
import type { Place } from '../../../source/span.ts'
import { unknown } from '../../../tensor/size.ts'
import type { BinaryOperator } from '../syntax.ts'
import { type CallArguments, noPlaces } from './call-arguments.ts'
import { TupleObject } from './containers.ts'
import { known } from './foreign.ts'
import { HostObject } from './host.ts'
import { Builtin } from './native.ts'
import { otherwise, type PyValue, unknownValue } from './values.ts'

export interface TypeOptions {
  readonly base?: TypeObject | undefined
  /** Which of the values that are no objects of the evaluator are its instances. */
  readonly holds?: (value: PyValue) => boolean
  /** What a call of it makes; undefined where that is not known. */
  readonly construct?: ((args: CallArguments, at: Place) => PyValue | undefined) | undefined
  /** Whether its instances are plain values, from whose class programs may derive. */
  readonly makesPlainValues?: boolean
  /** What it has besides its name: `dict.fromkeys`. */
  readonly members?: (name: string) => PyValue | undefined
}

export class TypeObject extends HostObject {
  constructor(
    readonly description: string,
    private readonly options: TypeOptions = {},
  ) {
    super()
  }

  override call(args: CallArguments, at: Place): PyValue {
    const positional = args.positional.map(value => known(value, at))
    const result = args.open ?? this.options.construct?.({ ...args, named: args.named, positional }, at)
    if (result !== undefined) return result
    const lost = positional.map(unknownValue).find(each => each !== undefined)
    return lost ?? super.call(args, at)
  }

  override attribute(name: string, at: Place): PyValue {
    if (name === '__name__' || name === '__qualname__') return this.description
    if (name === '__module__') return 'builtins'
    return this.options.members?.(name) ?? super.attribute(name, at)
  }

  override get makesPlainValues(): boolean {
    return this.options.makesPlainValues ?? false
  }

  override get isCallable(): boolean {
    return true
  }

  override get isClass(): boolean {
    return true
  }

  /** `list[int]` is written in annotations. */
  override subscript(): PyValue {
    return this
  }

  /** `int | str`. */
  override binary(operator: BinaryOperator, other: PyValue, reflected: boolean, at: Place): PyValue {
    if (operator !== '|') return super.binary(operator, other, reflected, at)
    return new UnionType(reflected ? [other, this] : [this, other])
  }

  override equals(other: PyValue): boolean | undefined {
    return other instanceof HostObject && !(other instanceof TypeObject) ? super.equals(other) : this === other
  }

  override repr(): string {
    return `<class '${this.description}'>`
  }

  override hasInstance(value: PyValue): boolean | undefined {
    if (this.options.holds?.(value) || this === objectType) return true
    if (value instanceof TypeObject || value instanceof Builtin || !(value instanceof HostObject)) return false
    return value.type()?.isSubclassOf(this)
  }

  override isSubclassOf(other: HostObject): boolean | undefined {
    if (this === other || other === objectType) return true
    const { base } = this.options
    if (base) return base.isSubclassOf(other)
    return other.isClass ? false : super.isSubclassOf(other)
  }

  /** The class that it is made of. */
  get base(): TypeObject | undefined {
    return this.options.base
  }
}

/** The class above all. */
export const objectType = new TypeObject('object', {
  holds: value => !unknownValue(value),
  construct: () => new PlainObject(),
  members: name => (Object.hasOwn(objectMembers, name) ? objectMembers[name] : undefined),
})

/** What every object does where its class says nothing else: `object.__setattr__(self, name, value)`. */
export const objectMembers: Readonly<Record<string, Builtin>> = {
  __init__: new Builtin('object.__init__', () => null),
  __init_subclass__: new Builtin('object.__init_subclass__', () => null),
  __new__: new Builtin('object.__new__', (args, at) => {
    const [made, ...positional] = args.positional
    const instance =
      made instanceof HostObject
        ? made.newInstance({ ...args, named: args.named, places: noPlaces, positional }, at)
        : made
    return instance ?? unknown('what object.__new__ makes is not known here', at)
  }),
  __setattr__: new Builtin('object.__setattr__', ({ positional: [object, name, value] }, at) => {
    if (object instanceof HostObject && typeof name === 'string' && value !== undefined)
      object.storeAttribute(name, value, at)
    return null
  }),
  __delattr__: new Builtin('object.__delattr__', ({ positional: [object, name] }) => {
    if (object instanceof HostObject && typeof name === 'string') object.removeField(name)
    return null
  }),
  __getattribute__: new Builtin('object.__getattribute__', ({ positional: [object, name] }, at) => {
    if (!(object instanceof HostObject) || typeof name !== 'string')
      return unknown('this attribute is not known here', at)
    return otherwise(object.ownAttribute(name, at), () => object.lacking(name, at))
  }),
}

/** The class of every iterator. */
export const iteratorType = new TypeObject('iterator', { base: objectType })

/** `object()`: known by its identity alone. */
class PlainObject extends HostObject {
  readonly description = 'an object'

  override equals(other: PyValue): boolean {
    return this === other
  }

  override type(): TypeObject {
    return objectType
  }
}

/** `int | str`, for `isinstance` and annotations. */
class UnionType extends HostObject {
  readonly description = 'a union of types'

  constructor(private readonly members: readonly PyValue[]) {
    super()
  }

  override binary(_operator: BinaryOperator, other: PyValue): PyValue {
    return new UnionType([...this.members, other])
  }

  override hasInstance(value: PyValue): boolean | undefined {
    return isInstance(value, new TupleObject(this.members))
  }
}

/** `isinstance(value, classes)`; undefined where it is not known. */
export const isInstance = (value: PyValue, classes: PyValue): boolean | undefined =>
  anyOf(classes, each => {
    if (each === null) return value === null
    if (unknownValue(value)) return undefined
    return each instanceof HostObject ? each.hasInstance(value) : undefined
  })

/** `issubclass(inner, classes)`; undefined where it is not known. */
export const isSubclass = (inner: PyValue, classes: PyValue): boolean | undefined =>
  anyOf(classes, each =>
    inner instanceof HostObject && each instanceof HostObject ? inner.isSubclassOf(each) : undefined,
  )

/** Whether something holds for a class, or for one of a tuple of classes. */
function anyOf(classes: PyValue, holds: (each: PyValue) => boolean | undefined): boolean | undefined {
  if (!(classes instanceof TupleObject)) return holds(classes)
  const answers = classes.items.map(each => anyOf(each, holds))
  return answers.includes(true) ? true : answers.includes(undefined) ? undefined : false
}
