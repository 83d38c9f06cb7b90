/** A list that mostly grows at its end. Its state at some time is kept without a copy, and its changes are taken back. */
import { noteUndo } from './history.ts'

export interface GrowingState<T> {
  readonly items: readonly T[]
  readonly length: number
}

export class Growing<T> {
  /** What has ever been added: others may have added more after the first `length`. */
  private items: T[] = []
  private count = 0

  get length(): number {
    return this.count
  }

  /** What is in it now. */
  get all(): readonly T[] {
    return this.items.length === this.count ? this.items : this.items.slice(0, this.count)
  }

  at(i: number): T | undefined {
    const index = i < 0 ? this.count + i : i
    return index < this.count ? this.items[index] : undefined
  }

  push(item: T): void {
    if (this.items.length !== this.count) this.replace(this.items.slice(0, this.count))
    noteUndo(Growing.cut, this, this.items, this.count)
    this.items.push(item)
    this.count++
  }

  /** Takes the last one away. */
  pop(): T | undefined {
    const last = this.at(-1)
    if (this.count === 0) return undefined
    noteUndo(Growing.set, this, this.items, this.count)
    this.count--
    return last
  }

  /** Puts one before all others. */
  unshift(item: T): void {
    this.replace([item, ...this.all])
  }

  save(): GrowingState<T> {
    return { items: this.items, length: this.count }
  }

  restore({ items, length }: GrowingState<T>): void {
    this.items = items as T[]
    this.count = length
  }

  private replace(items: T[]): void {
    noteUndo(Growing.set, this as Growing<unknown>, this.items, this.count)
    this.items = items
    this.count = items.length
  }

  /** Takes an addition back. */
  static cut<T>(growing: Growing<T>, items: T[], count: number): void {
    items.length = count
    Growing.set(growing, items, count)
  }

  /** Takes back what it holds. */
  static set<T>(growing: Growing<T>, items: T[], count: number): void {
    growing.items = items
    growing.count = count
  }
}
