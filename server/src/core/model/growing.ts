/** A list that mostly grows at its end. Its state at some time is kept without a copy. */

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
    if (this.items.length !== this.count) this.items = this.items.slice(0, this.count)
    this.items.push(item)
    this.count++
  }

  /** Takes the last one away. */
  pop(): T | undefined {
    const last = this.at(-1)
    if (this.count > 0) this.count--
    return last
  }

  /** Puts one before all others. */
  unshift(item: T): void {
    this.items = [item, ...this.all]
    this.count = this.items.length
  }

  save(): GrowingState<T> {
    return { items: this.items, length: this.count }
  }

  restore({ items, length }: GrowingState<T>): void {
    this.items = items as T[]
    this.count = length
  }
}
