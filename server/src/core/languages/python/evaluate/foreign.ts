/** What comes from libraries that are not evaluated. */
import { printPython, type Value } from '../../../layers/value.ts'
import { noteUndo } from '../../../model/history.ts'
import type { Place } from '../../../source/span.ts'
import { type Symbolic, type Unknown, unknown } from '../../../tensor/size.ts'
import type { CallArguments } from './call-arguments.ts'
import { Extensible } from './extensible.ts'
import { Sized } from './sized.ts'
import type { PyValue } from './values.ts'

/** Something of a library that is not evaluated, but that certainly changes no model: its parts and results are the same. */
export class Foreign extends Extensible {
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

  /** Whether it may be a layer, whose weights would be its owner's. */
  get mayBeLayer(): boolean {
    return true
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

  override setAttribute(name: string, value: PyValue): void {
    this.changeParts()
    super.setAttribute(name, value)
  }

  /** A method may change the object, and a function what is passed to it. */
  override call({ positional, named }: CallArguments, _at?: Place): PyValue {
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

  override forget(why: Unknown, seen: Set<object>): void {
    super.forget(why, seen)
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

  /** Its parts need not be what they were; objects that the program has put there are. */
  private change(): void {
    this.loseValues()
    this.changeParts()
  }

  private changeParts(): void {
    if (!this.parts) return
    this.noteState()
    for (const part of this.parts.values()) part.change()
    this.parts = undefined
  }
}

/** What a description is longer than is not told any more. */
const mostDescribed = 200

/** The value of something foreign is not known; the reason names it. */
export const known = (value: PyValue, at?: Place): PyValue =>
  value instanceof Foreign ? new Sized(value.reason(at), () => value.size) : value
