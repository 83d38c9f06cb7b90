/**
 * How an evaluation is taken back to where it was before a statement, so that it can go on from there after an edit.
 *
 * While a history is kept, everything that changes what outlives a statement notes how that is undone: by `noteUndo`, or
 * as a whole by `touch` the first time after a mark; what only grows is cut. What branches take back by themselves is
 * noted by their journal.
 */

/** Something whose state can be kept and taken back. */
interface Restorable {
  readonly save: () => unknown
  readonly restore: (state: unknown) => void
}

/** How a change is undone, given what is known of it: functions that are written once take less than closures. */
type Undo<A, B, C> = (a: A, b: B, c: C) => void

/** Something that only grows: it is taken back by cutting it to how long it was. */
export interface Extent {
  length: number
}

/** What is kept for undoing may always be that much, and then that much for each step of the evaluation. */
const allowed = { always: 200_000, each: 8 }

/** What one change takes in the log: how it is undone, and what that is given. */
const size = 4

export class History {
  /** One change after the other. */
  private readonly log: unknown[] = []
  private readonly growing: Extent[] = []
  /** Of each mark how long the log was, how much was kept in it, and how long what grows was. */
  private readonly marks: number[] = []
  /** Of each mark whether one can go back there. */
  private readonly open: boolean[] = []
  private readonly touched = new Set<Restorable>()
  private cost = 0
  private intervals = 0

  /** Notes the changes of what runs. */
  during<T>(run: () => T): T {
    const before = current
    current = this
    try {
      return run()
    } finally {
      current = before
    }
  }

  /** Takes back how long something is, from the first mark on. */
  keep(...growing: readonly Extent[]): void {
    this.growing.push(...growing)
  }

  /** How many marks there are. */
  get length(): number {
    return this.open.length
  }

  /** Differs for the time after each mark that one can go back to. */
  get interval(): number {
    return this.intervals
  }

  /**
   * Marks a place to go back to. `work` is how much has been done until here: where much is kept for little work, one
   * goes back farther instead, so that what is kept grows no faster than the work.
   */
  mark(work: number): void {
    const isOpen = this.cost <= allowed.always + allowed.each * work
    this.open.push(isOpen)
    this.marks.push(this.log.length, this.cost)
    for (const each of this.growing) this.marks.push(each.length)
    if (isOpen) this.begin()
  }

  note<A, B, C>(undo: Undo<A, B, C>, a?: A, b?: B, c?: C): void {
    this.log.push(undo, a, b, c)
    this.cost++
  }

  /** Keeps the state of something that is about to be changed, unless that has happened since the last mark. */
  touch(mutable: Restorable): void {
    if (this.touched.has(mutable)) return
    this.touched.add(mutable)
    const state = mutable.save()
    this.note(restore, mutable, state)
    this.cost += sizeOf(state)
  }

  /** What happens now cannot be taken back alone: nobody can go back to the marks from the `first` on any more. */
  close(first: number): void {
    this.open.fill(false, first)
  }

  /** Goes back to a mark, or to the last before it to which one can. Gives which one that is; undefined for none. */
  goBack(to: number): number | undefined {
    const at = this.open.lastIndexOf(true, to)
    if (at < 0) return undefined
    const first = at * (2 + this.growing.length)
    const [length, cost, ...lengths] = this.marks.slice(first, first + 2 + this.growing.length)
    this.undo(length!, lengths)
    this.open.length = at
    this.marks.length = first
    this.cost = cost!
    this.begin()
    return at
  }

  private begin(): void {
    this.intervals++
    if (this.touched.size > 0) this.touched.clear()
  }

  private undo(length: number, lengths: readonly number[]): void {
    const { log } = this
    const before = current
    current = undefined
    for (let i = log.length - size; i >= length; i -= size)
      (log[i] as Undo<unknown, unknown, unknown>)(log[i + 1], log[i + 2], log[i + 3])
    log.length = length
    for (const [i, each] of this.growing.entries()) each.length = lengths[i]!
    current = before
  }
}

const restore = (mutable: Restorable, state: unknown): void => mutable.restore(state)

/** The history of what runs. Evaluation runs to its end at once, so there is never more than one. */
let current: History | undefined

/** Notes how a change is undone that is made now. */
export function noteUndo<A, B, C>(undo: Undo<A, B, C>, a?: A, b?: B, c?: C): void {
  current?.note(undo, a, b, c)
}

/** When something is made: what is gone with the statement that made it need not be taken back on its own. */
export const interval = (): number => current?.interval ?? -1

/** About how much a state takes. */
function sizeOf(state: unknown): number {
  if (typeof state !== 'object' || state === null) return 1
  let sum = sizeOfPart(state)
  for (const name in state) sum += sizeOfPart((state as Readonly<Record<string, unknown>>)[name])
  return sum
}

function sizeOfPart(part: unknown): number {
  if (Array.isArray(part)) return part.length
  return part instanceof Map || part instanceof Set ? part.size : 1
}
