/** Named tuples, made by `collections.namedtuple` or as classes below `typing.NamedTuple`. */
import type { Place } from '../../../../source/span.ts'
import { type Unknown, unknown } from '../../../../tensor/size.ts'
import type { Maker } from '../bases.ts'
import { argumentsOf, type CallArguments } from '../call-arguments.ts'
import type { ClassObject } from '../classes.ts'
import { TupleObject } from '../containers.ts'
import { HostObject } from '../host.ts'
import { itemsIn } from '../iterators.ts'
import { bindTo, Method } from '../method-objects.ts'
import { itemsOf, type PyValue, unknownValue } from '../values.ts'
import { dictOf } from './functools.ts'
import { computes, Signature, takes } from './signature.ts'

/** What a named tuple's class is made of. */
interface Fields {
  readonly names: readonly string[]
  readonly defaults: ReadonlyMap<string, PyValue>
}

export class NamedTupleClass extends HostObject implements Maker {
  constructor(
    readonly description: string,
    private fields: Fields,
    /** Where a class below it adds methods. */
    private readonly below?: ClassObject,
  ) {
    super()
  }

  get names(): readonly string[] {
    return this.fields.names
  }

  subclassed(made: ClassObject): PyValue {
    return new NamedTupleClass(made.description, this.fields, made)
  }

  override call(args: CallArguments, at: Place): PyValue {
    const maker = this.below?.find('__new__')
    return maker === undefined ? this.construct(args, at) : new Method(maker, this).call(args, at)
  }

  /** A tuple of this class, past what the program says of making one. */
  construct(args: CallArguments, at: Place): PyValue {
    const { names, defaults } = this.fields
    const parameters = names.map(name => (defaults.has(name) ? `${name}=…` : name))
    const bound = new Signature(`${this.description}(${parameters.join(', ')})`).bind(args, at)
    if (!('given' in bound)) return bound
    return this.make(names.map(name => (name in bound.given ? bound.given[name]! : this.defaultOf(name))))
  }

  get maker(): HostObject {
    return new Maker_(this)
  }

  make(items: readonly PyValue[]): NamedTupleObject {
    return new NamedTupleObject(this, items)
  }

  override attribute(name: string, at: Place): PyValue {
    switch (name) {
      case '_fields':
        return new TupleObject(this.names)
      case '_field_defaults':
        return dictOf(this.fields.defaults)
      case '_make':
        return takes('_make(iterable)', ({ iterable }) => this.makeOf(iterable!))
      case '__name__':
        return this.description
      case '__new__':
        return this.maker
      default:
        return this.member(name, this, at) ?? super.attribute(name, at)
    }
  }

  /** What a class below it defines, as `self` sees it. */
  member(name: string, self: PyValue, at: Place): PyValue | undefined {
    const value = this.below?.find(name)
    return value === undefined ? undefined : self === this ? value : bindTo(self, this, value, at)
  }

  /** `Config.__new__.__defaults__ = (None,) * 3`: the defaults of the last fields. */
  setDefaults(values: readonly PyValue[]): void {
    const names = this.names.slice(this.names.length - values.length)
    this.fields = { names: this.names, defaults: new Map(names.map((name, i) => [name, values[i]!])) }
  }

  override copied(): PyValue {
    return this
  }

  private defaultOf(name: string): PyValue {
    return this.fields.defaults.get(name) ?? null
  }

  private makeOf(iterable: PyValue): PyValue | undefined {
    const items = unknownValue(iterable) ? undefined : itemsIn(iterable)
    return items?.length === this.names.length ? this.make(items) : unknownValue(iterable)
  }
}

/** `__new__` of a named tuple's class, on which the defaults are set. */
class Maker_ extends HostObject {
  constructor(private readonly owner: NamedTupleClass) {
    super()
  }

  get description(): string {
    return `${this.owner.description}.__new__`
  }

  /** It is given the class by whoever calls it. */
  override call(args: CallArguments, at: Place): PyValue {
    const [made, ...positional] = args.positional
    if (!(made instanceof NamedTupleClass)) return super.call(args, at)
    return made.construct({ ...argumentsOf(positional, args.named), open: args.open }, at)
  }

  override setAttribute(name: string, value: PyValue): void {
    const values = itemsOf(value)
    if (name === '__defaults__' && values) this.owner.setDefaults(values)
  }
}

export class NamedTupleObject extends TupleObject {
  constructor(
    readonly made: NamedTupleClass,
    items: readonly PyValue[],
  ) {
    super(items)
  }

  override with(items: readonly PyValue[]): TupleObject {
    return this.made.make(items)
  }

  override ownAttribute(name: string, at: Place): PyValue | undefined {
    const i = this.made.names.indexOf(name)
    if (i >= 0) return this.items[i]
    switch (name) {
      case '_asdict':
        return computes('_asdict()', () => dictOf(this.made.names.map((each, j) => [each, this.items[j]!])))
      case '_replace':
        return takes('_replace(**fields)', (_given, _at, { named }) => this.replace(named))
      case '_fields':
        return this.made.attribute(name, at)
      default:
        return this.made.member(name, this, at)
    }
  }

  private replace(named: ReadonlyMap<string, PyValue>): PyValue | undefined {
    if (![...named.keys()].every(name => this.made.names.includes(name))) return undefined
    return this.made.make(this.made.names.map((name, i) => (named.has(name) ? named.get(name)! : this.items[i]!)))
  }
}

/** `namedtuple(typename, field_names, …)`. */
export const namedtuple = takes(
  'collections.namedtuple(typename, field_names, *, rename=…, defaults=…, module=…)',
  ({ typename, field_names, rename = false, defaults = null }, at) => {
    const names = fieldNames(field_names!)
    const values = defaults === null ? [] : itemsOf(defaults)
    if (typeof typename !== 'string' || !names || !values || rename !== false) return unknownFields(field_names!, at)
    const last = names.slice(names.length - values.length)
    return new NamedTupleClass(typename, { names, defaults: new Map(last.map((name, i) => [name, values[i]!])) })
  },
)

const unknownFields = (fields: PyValue, at: Place): Unknown =>
  unknownValue(fields) ?? unknown('the fields of a named tuple are not known here', at)

function fieldNames(value: PyValue): readonly string[] | undefined {
  if (typeof value === 'string') return value.split(/[\s,]+/).filter(Boolean)
  const names = unknownValue(value) ? undefined : itemsIn(value)
  return names?.every(name => typeof name === 'string') ? names : undefined
}

/** `typing.NamedTuple`: the annotated names of a class below it are the fields. */
export class NamedTupleBase extends HostObject implements Maker {
  readonly description = 'typing.NamedTuple'

  subclassed(made: ClassObject): PyValue {
    const names = made.annotations.flatMap(({ target }) => (target.type === 'Name' ? [target.name] : []))
    const given = names.flatMap(name => {
      const value = made.own.get(name)
      return value === undefined ? [] : [[name, value] as const]
    })
    return new NamedTupleClass(made.description, { names, defaults: new Map(given) }, made)
  }

  /** `NamedTuple('Point', [('x', int)])`. */
  override call({ positional: [name, fields = null] }: CallArguments, at: Place): PyValue {
    const names = itemsOf(fields)?.map(pair => itemsOf(pair)?.[0])
    if (typeof name !== 'string' || !names?.every(each => typeof each === 'string')) return unknownFields(fields, at)
    return new NamedTupleClass(name, { names, defaults: new Map() })
  }
}
