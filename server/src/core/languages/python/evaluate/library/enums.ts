/** `enum`: classes whose names are their only instances. */
import { noteUndo } from '../../../../model/history.ts'
import type { Place } from '../../../../source/span.ts'
import { unknown } from '../../../../tensor/size.ts'
import type { BinaryOperator, ComparisonOperator, UnaryOperator } from '../../syntax.ts'
import type { Maker } from '../bases.ts'
import { argumentsOf, type CallArguments } from '../call-arguments.ts'
import type { ClassObject } from '../classes.ts'
import { raised } from '../exceptions.ts'
import { HostObject } from '../host.ts'
import { runningJournal } from '../journal.ts'
import { hashKey } from '../keys.ts'
import { bindTo, Method, Wrapped } from '../method-objects.ts'
import { Builtin } from '../native.ts'
import { numberValue } from '../numbers.ts'
import { asFloat, binary, compare, equal, unary } from '../operators.ts'
import { plainMember } from '../plain-members.ts'
import { binaryNames } from '../specials.ts'
import { reprOf, textOf } from '../texts.ts'
import { objectType, type TypeObject } from '../typeobject.ts'
import { intType, strType } from '../types.ts'
import { itemsOf, type PyValue } from '../values.ts'
import { callValue } from './calling.ts'
import { dictOf, Transparent } from './functools.ts'
import type { Members } from './module.ts'

/** What the members of an enumeration are besides: numbers, texts, sets of bits. */
interface Kind {
  readonly name: string
  /** The class whose values the members are, too. */
  readonly type?: TypeObject
  readonly isFlag?: boolean
}

/** `enum.auto()`. */
class Auto extends HostObject {
  readonly description = 'enum.auto()'
}

/** `enum.Enum` and the others: what stands below one of them becomes an enumeration. */
class EnumBase extends HostObject implements Maker {
  constructor(private readonly kind: Kind) {
    super()
  }

  get description(): string {
    return `enum.${this.kind.name}`
  }

  subclassed(made: ClassObject, at: Place): PyValue {
    const type = this.kind.type ?? [intType, strType].find(each => made.bases.includes(each))
    return new EnumClass(made, type ? { ...this.kind, type } : this.kind, at)
  }

  override hasInstance(value: PyValue): boolean {
    return value instanceof EnumMember && this.hasMembersOf(value.owner)
  }

  /** Every enumeration is one of `Enum`. */
  hasMembersOf({ kind }: EnumClass): boolean {
    return (
      this.kind.name === 'Enum' || kind.name === this.kind.name || (this.kind.isFlag === true && kind.isFlag === true)
    )
  }
}

export class EnumClass extends HostObject implements Maker {
  private readonly byName = new Map<string, EnumMember>()
  /** Flags without a name of their own. Each is made once, and says the same whenever that is. */
  private readonly unnamed = new Map<number, EnumMember>()

  constructor(
    private readonly made: ClassObject,
    readonly kind: Kind,
    at: Place,
    private readonly above?: EnumClass,
  ) {
    super()
    for (const [name, value] of made.own) if (isMember(name, value)) this.add(name, value, at)
  }

  get description(): string {
    return this.made.description
  }

  /** One that has no members yet can have enumerations below it. */
  subclassed(made: ClassObject, at: Place): PyValue {
    return new EnumClass(made, this.kind, at, this)
  }

  /** The members, each once. */
  get members(): readonly EnumMember[] {
    return [...new Set(this.byName.values())]
  }

  /** What the class defines under a name. */
  find(name: string): PyValue | undefined {
    return this.byName.get(name) ?? this.made.find(name) ?? this.above?.find(name)
  }

  override attribute(name: string, at: Place): PyValue {
    if (name === '__members__') return dictOf(this.byName)
    if (name === '__name__') return this.description
    const value = this.find(name)
    if (value instanceof Wrapped) return value.kind === 'class' ? new Method(value.inner, this) : value.inner
    return value === undefined ? raised('AttributeError', `${this.description} has no ${name}`, at) : value
  }

  /** `Color(1)`: the member with that value. */
  override call({ positional: [value] }: CallArguments, at: Place): PyValue {
    if (value instanceof EnumMember && value.owner === this) return value
    if (value === undefined) return super.call({ ...noneGiven }, at)
    const same = this.members.map(member => equal(member.value, value))
    const i = same.indexOf(true)
    if (i >= 0) return this.members[i]!
    if (same.includes(undefined) || this.kind.isFlag)
      return unknown('which member has that value is not known here', at)
    return raised('ValueError', `${this.description} has no member with that value`, at)
  }

  /** `Color['RED']`. */
  override subscript(name: PyValue, at: Place): PyValue {
    const member = typeof name === 'string' ? this.byName.get(name) : undefined
    if (member) return member
    return typeof name === 'string'
      ? raised('KeyError', `${this.description} has no ${name}`, at)
      : super.subscript(name, at)
  }

  override elements(): readonly PyValue[] {
    return this.canonical
  }

  override length(): number {
    return this.canonical.length
  }

  /** Of flags, those of a single bit. */
  private get canonical(): readonly EnumMember[] {
    const { members, kind } = this
    return kind.isFlag ? members.filter(({ bits }) => bits !== undefined && isPowerOfTwo(bits)) : members
  }

  /** The member with just these bits, which need not have a name of its own. */
  withBits(bits: number): EnumMember {
    const known = this.members.find(member => member.bits === bits) ?? this.unnamed.get(bits)
    if (known) return known
    const parts = this.canonical.filter(member => (member.bits! & bits) !== 0)
    const made = new EnumMember(this, parts.map(({ name }) => name).join('|'), bits)
    this.unnamed.set(bits, made)
    return made
  }

  /** All bits that any member has. */
  get allBits(): number {
    return this.members.reduce((all, { bits = 0 }) => all | bits, 0)
  }

  override get isClass(): boolean {
    return true
  }

  override hasInstance(value: PyValue): boolean | undefined {
    return value instanceof EnumMember && value.owner.isSubclassOf(this)
  }

  override isSubclassOf(other: HostObject): boolean | undefined {
    if (this === other || other === objectType) return true
    if (other instanceof EnumBase) return other.hasMembersOf(this)
    return (this.kind.type?.isSubclassOf(other) || this.above?.isSubclassOf(other)) ?? false
  }

  override copied(): PyValue {
    return this
  }

  /** Adds a member; one with the value of another is another name of that. */
  private add(name: string, given: PyValue, at: Place): void {
    const value = given instanceof Auto ? this.next(name) : given
    const same = this.members.find(member => equal(member.value, value) === true)
    if (same) this.byName.set(name, same)
    else this.byName.set(name, new EnumMember(this, name, value))
    const init = this.find('__init__')
    if (init !== undefined && !same) callValue(new Method(init, this.byName.get(name)!), itemsOf(value) ?? [value], at)
  }

  /** What `auto()` gives: one more than before, the next bit, or the name. */
  private next(name: string): PyValue {
    if (this.kind.name === 'StrEnum') return name.toLowerCase()
    const numbers = this.members.map(({ value }) => asFloat(value)).filter(value => value !== undefined)
    if (this.kind.isFlag) return 2 ** numbers.reduce((bit, value) => Math.max(bit, Math.floor(Math.log2(value)) + 1), 0)
    return (numbers.at(-1) ?? 0) + 1
  }
}

const noneGiven = argumentsOf([])

const isPowerOfTwo = (bits: number): boolean => bits > 0 && (bits & (bits - 1)) === 0

/** Functions and names with underscores around them are no members. */
const isMember = (name: string, value: PyValue): boolean =>
  !/^_.*_$/.test(name) &&
  !(value instanceof HostObject && (value.isMethod || value.isClass || value instanceof Wrapped))

export class EnumMember extends HostObject {
  private readonly fields = new Map<string, PyValue>()

  constructor(
    readonly owner: EnumClass,
    readonly name: string,
    readonly value: PyValue,
  ) {
    super()
  }

  get description(): string {
    return `${this.owner.description}.${this.name}`
  }

  override attribute(name: string, at: Place): PyValue {
    if (name === 'name' || name === '_name_') return this.name
    const own = this.fields.get(name)
    if (own !== undefined) return own
    if (name === 'value' || name === '_value_') return this.value
    if (name === '__class__') return this.owner
    const value = this.owner.find(name)
    if (value !== undefined) return bindTo(this, this.owner, value, at)
    const journal = runningJournal()
    const ofPlain = this.plain === undefined || !journal ? undefined : plainMember(this.plain, name, journal)
    if (ofPlain !== undefined) return ofPlain
    return raised('AttributeError', `${this.description} has no ${name}`, at)
  }

  /** Members are made once, before anything branches. */
  override setAttribute(name: string, value: PyValue): void {
    const before = this.fields.get(name)
    noteUndo(() => (before === undefined ? this.fields.delete(name) : this.fields.set(name, before)))
    this.fields.set(name, value)
  }

  /** What it is besides a member, for `class Color(str, Enum)`. */
  private get plain(): PyValue | undefined {
    return this.owner.kind.type ? this.value : undefined
  }

  /** What a flag is made of; undefined for other members. */
  get bits(): number | undefined {
    const { value } = this
    const isSmall = typeof value === 'number' && value >= 0 && value < 2 ** 31
    return this.owner.kind.isFlag && isSmall ? value : undefined
  }

  override special(name: string, positional: readonly PyValue[], at?: Place): PyValue | undefined {
    const method = this.owner.find(name)
    const isMethod = method instanceof HostObject && method.isMethod
    return isMethod ? method.call(argumentsOf([this, ...positional]), at ?? nowhere) : undefined
  }

  /** `|`, `&` and `^` of flags, or of flags that are numbers and numbers. */
  private combined(operator: BinaryOperator, other: PyValue): PyValue | undefined {
    const combine = combinations[operator]
    const isSame = other instanceof EnumMember && other.owner === this.owner
    const theirs = isSame ? other.bits : typeof other === 'number' && this.plain !== undefined ? other : undefined
    if (!combine || this.bits === undefined || theirs === undefined || theirs < 0) return undefined
    return this.owner.withBits(combine(this.bits, theirs))
  }

  override equals(other: PyValue): boolean | undefined {
    if (this === other) return true
    const theirs = other instanceof EnumMember ? other.plain : other
    if (this.plain === undefined || theirs === undefined) return false
    return equal(this.plain, theirs)
  }

  override hashKey(): unknown {
    return this.plain === undefined ? this : hashKey(this.plain)
  }

  override compare(operator: ComparisonOperator, other: PyValue, reflected: boolean, at: Place): PyValue | undefined {
    if ((operator === 'in' || operator === 'not in') && reflected && other instanceof EnumMember) {
      if (this.bits === undefined || other.bits === undefined || other.owner !== this.owner) return undefined
      return ((this.bits & other.bits) === other.bits) === (operator === 'in')
    }
    const theirs = other instanceof EnumMember ? other.plain : other
    if (this.plain === undefined || theirs === undefined || !isOrder(operator)) return undefined
    return reflected ? compare(operator, theirs, this.plain, at) : compare(operator, this.plain, theirs, at)
  }

  override binary(operator: BinaryOperator, other: PyValue, reflected: boolean, at: Place): PyValue {
    const own = this.special(`__${reflected ? 'r' : ''}${binaryNames[operator]}__`, [other], at)
    const flags = own === undefined ? this.combined(operator, other) : own
    if (flags !== undefined) return flags
    const theirs = other instanceof EnumMember ? other.plain : other
    if (this.plain === undefined || theirs === undefined || (this.owner.kind.isFlag && combinations[operator]))
      return super.binary(operator, other, reflected, at)
    return reflected ? binary(operator, theirs, this.plain, at) : binary(operator, this.plain, theirs, at)
  }

  override unary(operator: UnaryOperator, at: Place): PyValue {
    if (operator === '~' && this.bits !== undefined) return this.owner.withBits(this.owner.allBits & ~this.bits)
    return this.plain === undefined ? super.unary(operator, at) : unary(operator, this.plain, at)
  }

  override number(): PyValue | undefined {
    return this.plain === undefined ? undefined : numberValue(this.plain)
  }

  override index(): PyValue | undefined {
    return this.number()
  }

  override truth(): boolean | undefined {
    return this.owner.kind.isFlag || this.plain !== undefined ? asFloat(this.value) !== 0 && this.value !== '' : true
  }

  override repr(): string | undefined {
    const own = this.special('__repr__', [])
    if (own !== undefined) return typeof own === 'string' ? own : undefined
    const value = reprOf(this.value)
    return value && `<${this.description}: ${value}>`
  }

  /** IntEnum and StrEnum are written as what they are besides. */
  override text(): string | undefined {
    const own = this.special('__str__', [])
    if (own !== undefined) return typeof own === 'string' ? own : undefined
    const isPlain = this.owner.kind.name === 'IntEnum' || this.owner.kind.name === 'StrEnum'
    return isPlain ? textOf(this.value) : this.description
  }

  override type(): HostObject {
    return this.owner
  }

  override copied(): PyValue {
    return this
  }

  override toArgument(at: Place | undefined) {
    return typeof this.plain === 'string' || typeof this.plain === 'number' ? this.plain : super.toArgument(at)
  }
}

const combinations: Partial<Record<BinaryOperator, (a: number, b: number) => number>> = {
  '|': (a, b) => a | b,
  '&': (a, b) => a & b,
  '^': (a, b) => a ^ b,
}

const nowhere: Place = { file: '', from: 0, to: 0 }

const isOrder = (operator: ComparisonOperator): boolean => ['<', '<=', '>', '>='].includes(operator)

const kinds: readonly Kind[] = [
  { name: 'Enum' },
  { name: 'IntEnum', type: intType },
  { name: 'StrEnum', type: strType },
  { name: 'Flag', isFlag: true },
  { name: 'IntFlag', type: intType, isFlag: true },
]

export const enumMembers = (): Members => ({
  ...Object.fromEntries(kinds.map(kind => [kind.name, new EnumBase(kind)])),
  auto: new Builtin('enum.auto', () => new Auto()),
  unique: new Transparent('enum.unique'),
})
