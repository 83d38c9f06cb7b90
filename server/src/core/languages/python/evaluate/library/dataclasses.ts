/** `dataclasses`: classes whose annotated names are fields with an `__init__` of their own. */
import type { Place } from '../../../../source/span.ts'
import { unknown } from '../../../../tensor/size.ts'
import type * as syntax from '../../syntax.ts'
import type { CallArguments } from '../call-arguments.ts'
import { ClassObject } from '../classes.ts'
import { DictObject, ListObject, TupleObject } from '../containers.ts'
import { raised } from '../exceptions.ts'
import { Decorator, HostObject } from '../host.ts'
import { InstanceObject } from '../instances.ts'
import { Method, NativeMethod } from '../method-objects.ts'
import { compare, equal } from '../operators.ts'
import { reprOf } from '../texts.ts'
import type { PyValue } from '../values.ts'
import { callValue } from './calling.ts'
import { dictOf } from './functools.ts'
import type { Members } from './module.ts'
import { Signature, takes } from './signature.ts'
import { TypeForm } from './typing.ts'

type Options = ReadonlyMap<string, PyValue>

const isOn = (options: Options, name: string, fallback: boolean): boolean => {
  const value = options.get(name)
  return value === undefined ? fallback : value === true
}

/** What a field is made of; `field(…)` in a class makes one without a name. */
class Field extends HostObject {
  readonly description = 'a field'

  constructor(
    readonly options: Options,
    readonly name = '',
    readonly isInitOnly = false,
  ) {
    super()
  }

  get isGiven(): boolean {
    return isOn(this.options, 'init', true)
  }

  get isKeywordOnly(): boolean {
    return isOn(this.options, 'kw_only', false)
  }

  get hasDefault(): boolean {
    return this.options.has('default') || this.options.has('default_factory')
  }

  /** Its value where none is given. */
  initial(at: Place): PyValue | undefined {
    const factory = this.options.get('default_factory')
    return factory === undefined ? this.options.get('default') : callValue(factory, [], at)
  }

  override attribute(name: string, at: Place): PyValue {
    if (name === 'name') return this.name
    return this.options.get(name) ?? super.attribute(name, at)
  }

  override copied(): PyValue {
    return this
  }
}

/** The fields of a class in order, kept in the class for those below it. */
class Fields extends HostObject {
  readonly description = 'the fields of a dataclass'

  constructor(readonly all: readonly Field[]) {
    super()
  }
}

const place = '__dataclass_fields__'

/** The fields that an instance has. */
function fieldsOf(made: ClassObject): readonly Field[] | undefined {
  const fields = made.find(place)
  return fields instanceof Fields ? fields.all : undefined
}

class DataclassDecorator extends Decorator {
  readonly description = 'dataclasses.dataclass'

  constructor(private readonly options: Options) {
    super()
  }

  wrap(inner: PyValue): PyValue {
    if (inner instanceof ClassObject) complete(inner, this.options)
    return inner
  }

  override call({ positional: [inner], named }: CallArguments): PyValue {
    return inner === undefined ? new DataclassDecorator(named) : this.wrap(inner)
  }
}

/** Gives a class what its annotations ask for, and keeps what it defines itself. */
function complete(made: ClassObject, options: Options): void {
  const inherited = [...made.above].reverse().flatMap(each => own(each) ?? [])
  const declared = declaredFields(made, isOn(options, 'kw_only', false))
  const all = new Map([...inherited, ...declared].map(field => [field.name, field]))
  for (const { name, options: given } of declared) settle(made, name, given.get('default'))
  made.setAttribute(place, new Fields([...all.values()]))
  const define = (name: string, method: NativeMethod) => {
    if (!made.own.has(name)) made.setAttribute(name, method)
  }
  const names = [...all.values()].filter(field => field.isGiven && !field.isKeywordOnly).map(({ name }) => name)
  if (!made.own.has('__match_args__')) made.setAttribute('__match_args__', new TupleObject(names))
  if (isOn(options, 'repr', true)) define('__repr__', new NativeMethod('__repr__', textOfFields))
  if (isOn(options, 'order', false))
    for (const [name, operator] of orders) define(name, new NativeMethod(name, args => orderedFields(args, operator)))
  if (isOn(options, 'init', true)) define('__init__', initializer(made))
  if (isOn(options, 'eq', true)) define('__eq__', new NativeMethod('__eq__', args => sameFields(args)))
}

const own = (made: ClassObject): readonly Field[] | undefined => {
  const fields = made.own.get(place)
  return fields instanceof Fields ? fields.all : undefined
}

/** The class itself holds the default of a field, or nothing under its name. */
function settle(made: ClassObject, name: string, value: PyValue | undefined): void {
  if (value !== undefined) made.setAttribute(name, value)
  else if (made.own.has(name)) made.deleteAttribute(name)
}

/** After `_: KW_ONLY` all fields are given by name. */
function declaredFields(made: ClassObject, areKeywords: boolean): readonly Field[] {
  let keywords = areKeywords
  return made.annotations.flatMap(({ target, annotation }) => {
    const kind = annotationKind(annotation)
    if (kind === 'KW_ONLY') keywords = true
    if (target.type !== 'Name' || kind === 'ClassVar' || kind === 'KW_ONLY') return []
    const value = made.own.get(target.name)
    const given: Options =
      value instanceof Field ? value.options : value === undefined ? new Map() : new Map([['default', value]])
    const all = keywords && !given.has('kw_only') ? new Map([...given, ['kw_only', true as PyValue]]) : given
    return [new Field(all, target.name, kind === 'InitVar')]
  })
}

/** The name at the head of an annotation: `ClassVar` of `typing.ClassVar[int]`. */
function annotationKind(node: syntax.Expression): string | undefined {
  if (node.type === 'Subscript') return annotationKind(node.value)
  if (node.type === 'String') return /^(?:\w+\.)*(\w+)/.exec(node.value)?.[1]
  return node.type === 'Attribute' ? node.attribute.name : node.type === 'Name' ? node.name : undefined
}

/** `__init__`: positional fields first, then those that are given by name. */
function initializer(made: ClassObject): NativeMethod {
  const all = fieldsOf(made)!
  const given = all.filter(field => field.isGiven)
  const parameter = (field: Field) => (field.hasDefault ? `${field.name}=…` : field.name)
  const usual = given.filter(field => !field.isKeywordOnly).map(parameter)
  const named = given.filter(field => field.isKeywordOnly).map(parameter)
  const parameters = ['self', ...usual, ...(named.length > 0 ? ['*', ...named] : [])]
  const signature = new Signature(`${made.description}(${parameters.join(', ')})`)
  return new NativeMethod(made.description, (args, at) => {
    const self = args.positional[0]
    if (!(self instanceof InstanceObject)) return unknown('an instance that is not known here', at)
    const bound = signature.bind(args, at)
    if (!('given' in bound) && !args.open) return raised('TypeError', bound.why, at)
    return initialize(self, all, name => ('given' in bound ? bound.given[name] : bound), at)
  })
}

function initialize(
  self: InstanceObject,
  all: readonly Field[],
  given: (name: string) => PyValue | undefined,
  at: Place,
): PyValue {
  const passed: PyValue[] = []
  for (const field of all) {
    const value = field.isGiven ? given(field.name) : undefined
    const settled = value === undefined ? field.initial(at) : value
    if (settled === undefined) continue
    if (field.isInitOnly) passed.push(settled)
    else self.setAttribute(field.name, settled)
  }
  const after = self.made.find('__post_init__')
  return after === undefined ? null : callValue(new Method(after, self), passed, at)
}

const orders = [
  ['__lt__', '<'],
  ['__le__', '<='],
  ['__gt__', '>'],
  ['__ge__', '>='],
] as const

/** Instances of one class are ordered as tuples of their fields are. */
function orderedFields({ positional: [self, other] }: CallArguments, operator: '<' | '<=' | '>' | '>='): PyValue {
  if (!(self instanceof InstanceObject) || !(other instanceof InstanceObject) || other.made !== self.made)
    return unknown('what is compared is not known here')
  const [a, b] = [self, other].map(each => new TupleObject(valuesOf(each).map(([, value]) => value)))
  return compare(operator, a!, b!, nowhere)
}

/** `Config(width=32, depth=2)`. */
function textOfFields({ positional: [self] }: CallArguments): PyValue {
  if (!(self instanceof InstanceObject)) return unknown('an instance that is not known here')
  const shown = stored(self).filter(({ options }) => isOn(options, 'repr', true))
  const parts = shown.map(({ name }) => [name, reprOf(self.attribute(name, nowhere))] as const)
  if (!parts.every(([, text]) => text !== undefined)) return unknown('the text of a field is not known here')
  return `${self.made.description}(${parts.map(([name, text]) => `${name}=${text}`).join(', ')})`
}

const nowhere: Place = { file: '', from: 0, to: 0 }

/** Instances of one class are equal where their fields are. */
function sameFields({ positional: [self, other] }: CallArguments): PyValue {
  if (!(self instanceof InstanceObject)) return unknown('what is compared is not known here')
  if (!(other instanceof InstanceObject) || other.made !== self.made) return false
  const [a, b] = [self, other].map(each => new TupleObject(valuesOf(each).map(([, value]) => value)))
  return equal(a!, b!) ?? unknown('whether the fields are equal is not known here')
}

const stored = (self: InstanceObject): readonly Field[] =>
  (fieldsOf(self.made) ?? []).filter(field => !field.isInitOnly)

const valuesOf = (self: InstanceObject): readonly (readonly [string, PyValue])[] =>
  stored(self).map(({ name }) => [name, self.attribute(name, nowhere)])

/** `asdict` and `astuple`: instances become collections, however deep; everything else is copied. */
function convert(
  value: PyValue,
  collect: (fields: readonly (readonly [string, PyValue])[]) => PyValue,
  depth = 0,
): PyValue {
  const inner = (part: PyValue) => convert(part, collect, depth + 1)
  if (depth > 32) return unknown('fields that are nested too deeply')
  if (value instanceof InstanceObject && fieldsOf(value.made))
    return collect(valuesOf(value).map(([name, part]) => [name, inner(part)]))
  if (value instanceof TupleObject || (value instanceof ListObject && !value.lost))
    return value instanceof TupleObject ? value.with(value.items.map(inner)) : value.with(value.items.map(inner))
  if (!(value instanceof DictObject) || value.lost) return value
  const dict = value.empty()
  for (const [key, part] of value) dict.set(inner(key), inner(part))
  return dict
}

const isDataclass = (value: PyValue): boolean =>
  (value instanceof InstanceObject && fieldsOf(value.made) !== undefined) ||
  (value instanceof ClassObject && fieldsOf(value) !== undefined)

/** A new instance with the fields of another, but for those that are given. */
function replace(self: PyValue, named: ReadonlyMap<string, PyValue>, at: Place): PyValue | undefined {
  if (!(self instanceof InstanceObject) || !isDataclass(self)) return undefined
  const kept = stored(self).filter(field => field.isGiven && !named.has(field.name))
  const values = kept.map(({ name }) => [name, self.attribute(name, at)] as const)
  return callValue(self.made, [], at, new Map([...values, ...named]))
}

const classOf = (value: PyValue | undefined): ClassObject | undefined =>
  value instanceof InstanceObject ? value.made : value instanceof ClassObject ? value : undefined

export const dataclassesMembers = (): Members => ({
  dataclass: new DataclassDecorator(new Map()),
  field: takes('dataclasses.field(**options)', (_given, _at, { named }) => new Field(named)),
  KW_ONLY: new TypeForm('dataclasses.KW_ONLY'),
  InitVar: new TypeForm('dataclasses.InitVar'),
  MISSING: new TypeForm('dataclasses.MISSING'),
  replace: takes('dataclasses.replace(obj, /, **changes)', ({ obj }, at, { named }) => replace(obj!, named, at)),
  asdict: takes('dataclasses.asdict(obj)', ({ obj }) => (isDataclass(obj!) ? convert(obj!, dictOf) : undefined)),
  astuple: takes('dataclasses.astuple(obj)', ({ obj }) =>
    isDataclass(obj!) ? convert(obj!, parts => new TupleObject(parts.map(([, value]) => value))) : undefined,
  ),
  fields: takes('dataclasses.fields(class_or_instance)', ({ class_or_instance: of }) => {
    const made = classOf(of)
    const all = made && fieldsOf(made)
    return all && new TupleObject(all.filter(field => !field.isInitOnly))
  }),
  is_dataclass: takes('dataclasses.is_dataclass(obj)', ({ obj }) => isDataclass(obj!)),
})
