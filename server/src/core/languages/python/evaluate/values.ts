/**
 * Python values as the evaluator knows them.
 *
 * Integers are numbers, bigints beyond 2^53; floats are boxed, so that `10` and `10.0` stay apart; a symbolic integer is
 * a `Symbolic`. Whatever is not known is an `Unknown` with its reason. Modules, functions, classes and everything that a
 * framework brings are host objects.
 */
import { type Float, isFloat, printPython, type Value } from '../../../layers/value.ts'
import { noteUndo } from '../../../model/history.ts'
import type { Place, Span } from '../../../source/span.ts'
import { isSymbolic, isUnknown, printSize, type Symbolic, type Unknown, unknown } from '../../../tensor/size.ts'
import type { BinaryOperator, ComparisonOperator, UnaryOperator } from '../syntax.ts'
import type { Context } from './context.ts'
import type { IteratorObject } from './iterators.ts'
import { type Journal, type Mutable, touch } from './journal.ts'
import { SetObject } from './sets.ts'
import { Sized } from './sized.ts'

export type PyValue =
  | number
  | bigint
  | string
  | boolean
  | null
  | Float
  | Symbolic
  | Unknown
  | ListObject
  | TupleObject
  | DictObject
  | SetObject
  | SliceObject
  | HostObject

/** A list: mutable, with an identity that aliases share. Whoever changes it touches it in the journal before. */
export class ListObject implements Mutable {
  /** Why its contents are not known any more. */
  lost: Unknown | undefined
  constructor(public items: PyValue[]) {}

  /** What a kind of list has besides the methods of lists. */
  ownAttribute(_name: string, _at: Place): PyValue | undefined {
    return undefined
  }

  /** Another of the same kind. */
  with(items: PyValue[]): ListObject {
    return new ListObject(items)
  }

  save(): unknown {
    return { items: [...this.items], lost: this.lost } satisfies ListState
  }

  restore(state: unknown): void {
    const { items, lost } = state as ListState
    this.items = [...items]
    this.lost = lost
  }

  join(a: unknown, b: unknown, why: Unknown): void {
    const [x, y] = [a as ListState, b as ListState]
    this.restore(x)
    const same = x.items.length === y.items.length && x.items.every((item, i) => item === y.items[i])
    this.lost = x.lost ?? y.lost ?? (same ? undefined : why)
  }

  lose(_before: unknown, why: Unknown): void {
    this.lost ??= why
  }
}

interface ListState {
  readonly items: readonly PyValue[]
  readonly lost: Unknown | undefined
}

export class TupleObject {
  constructor(readonly items: readonly PyValue[]) {}

  /** What a kind of tuple has besides the methods of tuples. */
  ownAttribute(_name: string, _at: Place): PyValue | undefined {
    return undefined
  }

  /** Another of the same kind. */
  with(items: readonly PyValue[]): TupleObject {
    return new TupleObject(items)
  }
}

/** A dictionary in insertion order. Keys are told apart as Python does: `1`, `1.0` and `True` are one key. */
export class DictObject implements Mutable {
  lost: Unknown | undefined
  private entries = new Map<unknown, readonly [key: PyValue, value: PyValue]>()

  get(key: PyValue): PyValue | undefined {
    return this.entries.get(hashKey(key))?.[1]
  }

  set(key: PyValue, value: PyValue): void {
    const hash = hashKey(key)
    if (hash === undefined) this.lost ??= unknown('a key of the dictionary is not known')
    else this.entries.set(hash, [this.entries.get(hash)?.[0] ?? key, value])
  }

  delete(key: PyValue): boolean {
    return this.entries.delete(hashKey(key))
  }

  clear(): void {
    this.entries.clear()
  }

  get size(): number {
    return this.entries.size
  }

  *[Symbol.iterator](): Iterator<readonly [key: PyValue, value: PyValue]> {
    yield* this.entries.values()
  }

  /** What a kind of dictionary has besides the methods of dictionaries. */
  ownAttribute(_name: string, _at: Place): PyValue | undefined {
    return undefined
  }

  /** What reading a key that is not there gives; undefined where that is an error. */
  missing(_key: PyValue, _at: Place): PyValue | undefined {
    return undefined
  }

  /** Another of the same kind, with nothing in it. */
  empty(): DictObject {
    return new DictObject()
  }

  save(): unknown {
    return { entries: new Map(this.entries), lost: this.lost } satisfies DictState
  }

  restore(state: unknown): void {
    const { entries, lost } = state as DictState
    this.entries = new Map(entries)
    this.lost = lost
  }

  join(a: unknown, b: unknown, why: Unknown): void {
    const [x, y] = [a as DictState, b as DictState]
    this.restore(x)
    const same =
      x.entries.size === y.entries.size && [...x.entries].every(([key, [, value]]) => y.entries.get(key)?.[1] === value)
    this.lost = x.lost ?? y.lost ?? (same ? undefined : why)
  }

  lose(_before: unknown, why: Unknown): void {
    this.lost ??= why
  }
}

interface DictState {
  readonly entries: ReadonlyMap<unknown, readonly [key: PyValue, value: PyValue]>
  readonly lost: Unknown | undefined
}

export class SliceObject {
  constructor(
    readonly lower: PyValue,
    readonly upper: PyValue,
    readonly step: PyValue,
  ) {}
}

/** The arguments of a call. Nobody changes them: a call whose arguments are constants always gets the same object. */
export interface CallArguments {
  readonly positional: readonly PyValue[]
  readonly named: ReadonlyMap<string, PyValue>
  /** Set where `*args` or `**kwargs` of unknown content were passed: anything may have been given. */
  readonly open: Unknown | undefined
  /** Where each stands, from the start of the call. */
  readonly places: {
    readonly positional: readonly Span[]
    readonly named: ReadonlyMap<string, Span>
  }
  /** Whether the same call gives the same arguments every time. */
  readonly constant: boolean
  /** Whether one of them, by its position or its name, is a constant in the text. */
  readonly isConstant?: (argument: number | string) => boolean
}

/** Where arguments stand that are written nowhere. */
export const noPlaces: CallArguments['places'] = { positional: [], named: new Map() }

/** Arguments that the evaluator itself gives. */
export const argumentsOf = (
  positional: readonly PyValue[],
  named: ReadonlyMap<string, PyValue> = new Map(),
): CallArguments => ({ positional, named, open: undefined, places: noPlaces, constant: false })

/** An object that the evaluator knows by what it answers. By default nothing is known of it. */
export abstract class HostObject {
  /** What it is, for reasons and messages: `math.ceil`, `a tensor`. */
  abstract readonly description: string

  attribute(name: string, at: Place): PyValue {
    return unknown(`${this.description}.${name} is not known here`, at)
  }

  /** Whether it has an attribute; undefined where it is not known. */
  has(_name: string): boolean | undefined {
    return undefined
  }

  setAttribute(_name: string, _value: PyValue, _at: Place): void {}

  deleteAttribute(_name: string, _at: Place): void {}

  call(args: CallArguments, at: Place): PyValue {
    for (const value of [...args.positional, ...args.named.values()])
      forget(value, unknown(`it was passed to ${this.description}`, at))
    return unknown(`the result of ${this.description} is not known here`, at)
  }

  /** Whether it can be called; undefined where it is not known. */
  get isCallable(): boolean | undefined {
    return undefined
  }

  subscript(_index: PyValue, at: Place): PyValue {
    return unknown(`an element of ${this.description} is not known here`, at)
  }

  setSubscript(_index: PyValue, _value: PyValue, _at: Place): void {}

  deleteSubscript(_index: PyValue, _at: Place): void {}

  /** The result of an operator; `reflected` where the object stands on the right. */
  binary(operator: BinaryOperator, _other: PyValue, _reflected: boolean, at: Place): PyValue {
    return unknown(`${this.description} ${operator} … is not known here`, at)
  }

  unary(operator: UnaryOperator, at: Place): PyValue {
    return unknown(`${operator}${this.description} is not known here`, at)
  }

  /** The result of a comparison, `reflected` where the object stands on the right; undefined where it has no own one. */
  compare(_operator: ComparisonOperator, _other: PyValue, _reflected: boolean, _at: Place): PyValue | undefined {
    return undefined
  }

  /** What `object operator= other` leaves it as, where that changes the object itself; undefined where it makes a new one. */
  inPlace(_operator: BinaryOperator, _other: PyValue, _at: Place): PyValue | undefined {
    return undefined
  }

  /** The plain number that it stands for, known or symbolic, as `int()` and `float()` see it; undefined where it is none. */
  number(): PyValue | undefined {
    return undefined
  }

  /** The plain integer that it stands for as a position or a count (`__index__`); undefined where it is none. */
  index(): PyValue | undefined {
    return undefined
  }

  /** Why it is not known, where it stands for a number that is not known. */
  unknown(): Unknown | undefined {
    return undefined
  }

  /** `abs(object)`. */
  absolute(at: Place): PyValue {
    return unknown(`abs(${this.description}) is not known here`, at)
  }

  /** A copy, with `part` made of each of its parts; undefined where that is not known. */
  copied(_part: (value: PyValue) => PyValue): PyValue | undefined {
    return undefined
  }

  /** Whether an instance whose class holds it passes itself as the first argument. */
  get isMethod(): boolean {
    return false
  }

  /** What is certain of an object that is this one or `other`; undefined where that is nothing. */
  joinWith(_other: HostObject, _why: Unknown): PyValue | undefined {
    return undefined
  }

  /** All its elements, for unpacking and the like; undefined where they are not known. An iterator is used up by it. */
  elements(): readonly PyValue[] | undefined {
    return undefined
  }

  /** What a loop goes through it with; undefined where it has no own way but its elements. */
  iterator(_journal: Journal): IteratorObject | undefined {
    return undefined
  }

  length(): PyValue | undefined {
    return undefined
  }

  /** Python's truth; undefined where it is not known. */
  truth(): boolean | undefined {
    return true
  }

  /** Whether it equals another value; undefined where it is not known. The same object is equal without being asked. */
  equals(other: PyValue): boolean | undefined {
    return typeof other !== 'object' || other === null ? false : undefined
  }

  /** How it sorts with another value: negative, zero or positive; undefined where it has no own order. */
  order(_other: PyValue): number | undefined {
    return undefined
  }

  /** Equal for objects that are one key of a dictionary; undefined where it cannot be a key. */
  hashKey(): unknown {
    return this
  }

  /** What `repr` gives; undefined where it is not known. */
  repr(): string | undefined {
    return undefined
  }

  /** What `str` gives; undefined where it is not known. */
  text(): string | undefined {
    return this.repr()
  }

  /** Whether it is a class. */
  get isClass(): boolean {
    return false
  }

  /** Its class; undefined where it is not known. */
  type(): HostObject | undefined {
    return undefined
  }

  /** Whether a value is an instance of it, where it is a class; undefined where it is not known. */
  hasInstance(_value: PyValue): boolean | undefined {
    return undefined
  }

  /** Whether it is a class below another, or that one; undefined where it is not known. */
  isSubclassOf(other: HostObject): boolean | undefined {
    return this === other ? true : undefined
  }

  /** What a `with` statement gives where it begins; undefined where that is not known. */
  enter(_at: Place): PyValue | undefined {
    return undefined
  }

  /** A `with` statement over it has ended. */
  leave(_at: Place): void {}

  /** A variable was bound to it. */
  named(_name: string, _at: Place): void {}

  /** Whether reading (and calling) this attribute certainly changes nothing that is shown. */
  keeps(_attribute: string): boolean {
    return false
  }

  /** Something that the evaluator did not follow may have changed it. `seen` holds what has been forgotten already. */
  forget(_why: Unknown, _seen: Set<object>): void {}

  /** Something that is not known, and that stands in the attribute `name`, was called. */
  partCalled(_name: string, _args: CallArguments, _why: Unknown): void {}

  /** How layers see it as an argument. */
  toArgument(at: Place | undefined): Value {
    return unknown(`${this.description} is not known here`, at)
  }
}

/** The reason of what is still being typed: to everything else it is not there yet. */
export const unfinished = 'this is not finished yet'

/** Something that knows what it makes of the function or class below it. */
export abstract class Decorator extends HostObject {
  abstract wrap(inner: PyValue): PyValue
}

/** A function that is written in TypeScript. */
export class Builtin extends HostObject {
  constructor(
    readonly description: string,
    private readonly run: (args: CallArguments, at: Place) => PyValue,
  ) {
    super()
  }

  override get isCallable(): boolean {
    return true
  }

  override call(args: CallArguments, at: Place): PyValue {
    return this.run(args, at)
  }

  override copied(): PyValue {
    return this
  }
}

/** A function that is written in TypeScript and returns None. */
export const procedure = (description: string, run: (args: CallArguments, at: Place) => void): Builtin =>
  new Builtin(description, (args, at) => {
    run(args, at)
    return null
  })

/** A method that is written in TypeScript; it answers undefined where the result is not known. */
export const method = (name: string, run: (args: CallArguments, at: Place) => PyValue | undefined): Builtin =>
  new Builtin(name, (args, at) => {
    const result = args.open ?? run(args, at)
    if (result !== undefined) return result
    const lost = args.positional.map(unknownValue).find(each => each !== undefined)
    return lost ?? unknown(`the result of ${name} is not known here`, at)
  })

/** A function that looks at where it is called, as `super()` does. */
export class ScopedFunction extends HostObject {
  constructor(
    readonly description: string,
    readonly callIn: (context: Context, args: CallArguments, at: Place) => PyValue,
  ) {
    super()
  }
}

/** Something of a library that is not evaluated, but that certainly changes no model: its parts and results are the same. */
export class Foreign extends HostObject {
  /** The same part is the same object until something may have changed it. */
  private parts: Map<string, Foreign> | undefined
  private variable: string | undefined
  private naming: ((variable: string | undefined) => Symbolic) | undefined
  private symbol: Symbolic | undefined
  /** How many elements it has; −1 where the program is of two minds. */
  private count: number | undefined

  constructor(
    readonly description: string,
    private readonly owner?: Foreign,
  ) {
    super()
  }

  /** What it is where a size is meant; undefined where it has been seen nowhere in the text. */
  get size(): Symbolic | undefined {
    if (this.symbol === undefined) {
      this.noteState()
      this.symbol = this.naming?.(this.variable)
    }
    return this.symbol
  }

  get isSeen(): boolean {
    return this.naming !== undefined
  }

  /** It stands somewhere in the text: `naming` makes a symbol for it. */
  seen(naming: (variable: string | undefined) => Symbolic): void {
    if (this.naming) return
    this.noteState()
    this.naming = naming
  }

  /** Why its value is not known. */
  reason(at: Place | undefined): Unknown {
    return unknown(`${this.description} is not evaluated`, at)
  }

  /** What its name stands for where it is a size, after `name is`. */
  origin(written: string | undefined, at: Place): Unknown {
    return unknown(`${written ?? this.description}, which only data decides`, at)
  }

  /** A part of it, or what follows from it alone, such as its length. */
  part(key: string, description = `${this.description}${key}`): Foreign {
    const known = this.parts?.get(key)
    if (known) return known
    const part = this.derive(description)
    if (this.description.length > mostDescribed) return part
    this.noteState()
    this.parts ??= new Map()
    const { parts } = this
    parts.set(key, part)
    noteUndo(() => parts.delete(key))
    return part
  }

  /** An element at a position, or any. */
  element(position: number | undefined): Foreign {
    return position === undefined ? this.derive(`${this.description}[…]`) : this.part(`[${position}]`)
  }

  /** It is taken apart into that many elements, so it has no others. */
  unpacked(count: number): void {
    this.noteState()
    this.count = this.count === undefined || this.count === count ? count : -1
  }

  /** Another of its kind, of which as little is known. */
  protected derive(description: string): Foreign {
    return new Foreign(description.length > mostDescribed ? '…' : description, this)
  }

  override named(name: string): void {
    if (this.variable !== undefined) return
    this.noteState()
    this.variable = name
  }

  /** Notes what it was, but for the parts that it gets. */
  private noteState(): void {
    const { parts, variable, naming, symbol, count } = this
    noteUndo(() => Object.assign(this, { parts, variable, naming, symbol, count }))
  }

  override keeps(): boolean {
    return true
  }

  override copied(): PyValue {
    return this
  }

  override attribute(name: string): PyValue {
    return this.part(`.${name}`)
  }

  override setAttribute(): void {
    this.change()
  }

  /** A method may change the object, and a function what is passed to it. */
  override call({ positional, named }: CallArguments): PyValue {
    this.owner?.change()
    for (const value of [...positional, ...named.values()]) if (value instanceof Foreign) value.change()
    return this.derive(`${this.description}(…)`)
  }

  override subscript(index: PyValue): PyValue {
    const isPlain = typeof index === 'number' || (typeof index === 'string' && index.length <= 30)
    return isPlain ? this.part(`[${printPython(index)}]`) : this.element(undefined)
  }

  override setSubscript(): void {
    this.change()
  }

  override deleteSubscript(): void {
    this.change()
  }

  override forget(): void {
    this.change()
  }

  override toArgument(at: Place | undefined): Value {
    if (this.count !== undefined && this.count >= 0 && this.parts)
      return Array.from({ length: this.count }, (_, i) => this.element(i).toArgument(at))
    return new Sized(unknown(`${this.description} is not known here`, at), () => this.size)
  }

  override truth(): undefined {
    return undefined
  }

  override equals(): undefined {
    return undefined
  }

  /** Its parts need not be what they were. */
  private change(): void {
    if (!this.parts) return
    this.noteState()
    for (const part of this.parts.values()) part.change()
    this.parts = undefined
  }
}

/** What a description is longer than is not told any more. */
const mostDescribed = 200

/** `...`, which stands in subscripts. */
class Ellipsis extends HostObject {
  readonly description = '...'
}

export const ellipsis: HostObject = new Ellipsis()

export const isHost = (value: PyValue | undefined): value is HostObject => value instanceof HostObject

/** The value of something foreign is not known; the reason names it. */
export const known = (value: PyValue, at?: Place): PyValue =>
  value instanceof Foreign ? new Sized(value.reason(at), () => value.size) : value

/** Everything reachable may have been changed by code that the evaluator did not follow. */
export function forget(value: PyValue, why: Unknown, seen = new Set<object>()): void {
  if (typeof value !== 'object' || value === null || seen.has(value)) return
  seen.add(value)
  if (value instanceof HostObject) value.forget(why, seen)
  else if (value instanceof ListObject || value instanceof DictObject || isChangeable(value)) {
    touch(value)
    value.lost = why
  }
  for (const part of partsOf(value)) forget(part, why, seen)
}

const isChangeable = (value: object): value is SetObject => value instanceof SetObject && !value.isFrozen

function partsOf(value: object): readonly PyValue[] {
  if (value instanceof ListObject || value instanceof TupleObject) return value.items
  if (value instanceof SetObject) return value.items
  return value instanceof DictObject ? [...value].map(([, item]) => item) : []
}

/** Equal for keys that Python holds equal; undefined for what cannot be told apart from others or is no key. */
export function hashKey(key: PyValue, room = new Room(), depth = 0): unknown {
  if (typeof key === 'boolean') return Number(key)
  if (typeof key === 'string') return `s${key}`
  if (typeof key === 'bigint') return `i${key}`
  if (key instanceof TupleObject) return room.allows(depth) ? tupleKey(key, room, depth + 1) : undefined
  if (typeof key !== 'object' || key === null) return key
  if (key instanceof HostObject) return keyOfHost(key)
  if (key instanceof SetObject) return key.hashKey()
  return isFloatValue(key) ? floatKey(key.value) : undefined
}

function keyOfHost(key: HostObject): unknown {
  const number = key.number()
  return number === undefined ? key.hashKey() : hashKey(number)
}

/** A float is the same key as the integer that it equals. */
const floatKey = (value: number): unknown =>
  Number.isInteger(value) && !Number.isSafeInteger(value) ? `i${BigInt(value)}` : value

/** Strings are quoted, so that no two tuples are written alike. */
function tupleKey({ items }: TupleObject, room: Room, depth: number): string | undefined {
  const parts: string[] = []
  for (const item of items) {
    const key = hashKey(item, room, depth)
    if (key === undefined) return undefined
    parts.push(partKey(key))
  }
  return keyOfParts('t', parts)
}

/** A key of several parts; undefined where it is too long to be one. */
export function keyOfParts(kind: string, parts: readonly string[]): string | undefined {
  const length = parts.reduce((sum, part) => sum + part.length + 1, 0)
  return length > longestKey ? undefined : `${kind}(${parts.join(',')})`
}

const longestKey = 10_000

/** How a key is written as a part of another. */
export const partKey = (key: unknown): string =>
  typeof key === 'string'
    ? JSON.stringify(key)
    : typeof key === 'object' && key !== null
      ? identityOf(key)
      : String(key)

const identities = new WeakMap<object, number>()
let made = 0

/** Objects that are told apart by identity have a number each. */
function identityOf(object: object): string {
  const known = identities.get(object) ?? ++made
  identities.set(object, known)
  return `#${known}`
}

/** A plain number where an object stands for one; every other value as it is. */
export const plain = (value: PyValue): PyValue => (value instanceof HostObject ? (value.number() ?? value) : value)

/** A plain integer where a bool or an object stands for one as a position or a count; every other value as it is. */
export function asIndex(value: PyValue): PyValue {
  if (typeof value === 'boolean') return Number(value)
  return value instanceof HostObject ? (value.index() ?? value) : value
}

export const isFloatValue = (value: PyValue): value is Float =>
  typeof value === 'object' && value !== null && 'kind' in value && isFloat(value as Float)

/** The items of a list or tuple; undefined for anything else and where they are not known. */
export function itemsOf(value: PyValue): readonly PyValue[] | undefined {
  if (value instanceof TupleObject) return value.items
  return value instanceof ListObject && !value.lost ? value.items : undefined
}

/** How much of a nest is looked at: lists can hold themselves, and tuples can share parts without end. */
export class Room {
  private left = 10_000

  /** Whether one more part may be looked at, `depth` levels down. */
  allows(depth: number): boolean {
    return depth < 32 && this.left-- > 0
  }
}

/** A value as layers read it. */
export function toArgument(value: PyValue, at?: Place, room = new Room(), depth = 0): Value {
  if (value instanceof HostObject) return value.toArgument(at)
  if (value instanceof SliceObject) return unknown('a slice', at)
  if (value instanceof SetObject) return value.lost ?? unknown('a set', at)
  if (!(value instanceof TupleObject || value instanceof ListObject || value instanceof DictObject)) return value
  if (!room.allows(depth)) return unknown('a value that is nested too deeply', at)
  const inner = (item: PyValue) => toArgument(item, at, room, depth + 1)
  if (value instanceof TupleObject) return value.items.map(inner)
  if (value.lost) return value.lost
  if (value instanceof ListObject) return value.items.map(inner)
  return { kind: 'dict', entries: [...value].map(([key, item]) => [inner(key), inner(item)]) }
}

/** How a value is written in reasons and messages. */
export function describe(value: PyValue): string {
  if (value instanceof HostObject) return value.description
  if (value instanceof SliceObject) return 'a slice'
  if (value instanceof SetObject) return 'a set'
  if (typeof value === 'object' && value !== null && isSymbolic(value as Symbolic)) return printSize(value as Symbolic)
  return printPython(toArgument(value))
}

/** The reason where a value is unknown as a whole. */
export function unknownValue(value: PyValue): Unknown | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  if (value instanceof ListObject || value instanceof DictObject || value instanceof SetObject) return value.lost
  if (value instanceof HostObject) return value.unknown()
  if (!isUnknown(value)) return undefined
  return value instanceof Sized ? value.reason : value
}
