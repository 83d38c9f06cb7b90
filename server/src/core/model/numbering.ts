/** Counts the objects that Keras names by itself, by what their names begin with: `dense`, `dense_1`. */
import { type Extent, noteUndo } from './history.ts'

export class Numbering implements Extent {
  private counts = new Map<string, number>()
  /** What has been counted, in that order. */
  private counted: string[] = []

  /** How many objects have been counted. */
  get length(): number {
    return this.counted.length
  }

  set length(length: number) {
    while (this.counted.length > length) {
      const stem = this.counted.pop()!
      this.counts.set(stem, this.counts.get(stem)! - 1)
    }
  }

  /** Counts one more. Gives how many there were before. */
  next(stem: string): number {
    const count = this.counts.get(stem) ?? 0
    this.counts.set(stem, count + 1)
    this.counted.push(stem)
    return count
  }

  /** Begins anew. */
  clear(): void {
    const { counts, counted } = this
    noteUndo(() => this.goOn(counts, counted))
    this.goOn(new Map(), [])
  }

  /** Runs something whose objects do not count. */
  aside<T>(run: () => T): T {
    const { counts, counted, length } = this
    try {
      return run()
    } finally {
      this.goOn(counts, counted)
      this.length = length
    }
  }

  private goOn(counts: Map<string, number>, counted: string[]): void {
    this.counts = counts
    this.counted = counted
  }
}
