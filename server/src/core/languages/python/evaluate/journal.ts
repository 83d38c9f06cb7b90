/**
 * What code that may or may not run has changed: taken back, done again, and joined.
 *
 * Before something mutable is changed it is touched, which keeps its state in the innermost open branch; outside of
 * branches, in the history, by which an evaluation goes back to where it was before an edit.
 */
import { History } from '../../../model/history.ts'
import type { Unknown } from '../../../tensor/size.ts'

/** Something with a state that evaluation changes. */
export interface Mutable {
  readonly save: () => unknown
  readonly restore: (state: unknown) => void
  /** Takes the state that is either of two: what differs is unknown, for `why`. */
  readonly join: (a: unknown, b: unknown, why: Unknown) => void
  /** After changes that were not followed to their end, what was changed is unknown. */
  readonly lose: (before: unknown, why: Unknown) => void
}

/** What one branch did: the states before it and after it of all that it changed. */
export interface Changes {
  readonly before: ReadonlyMap<Mutable, unknown>
  readonly after: ReadonlyMap<Mutable, unknown>
}

interface Open {
  readonly before: Map<Mutable, unknown>
  /** What was made in the branch: it is not there where the branch has not run, so there is nothing to take back. */
  readonly born: Set<Mutable>
}

export class Journal {
  private readonly branches: Open[] = []

  constructor(readonly history = new History()) {}

  /** Lets `touch` mean this journal while something runs. */
  during<T>(run: () => T): T {
    const before = running
    running = this
    try {
      return run()
    } finally {
      running = before
    }
  }

  /** Whether code runs that may not have run. */
  get isBranching(): boolean {
    return this.branches.length > 0
  }

  /** Whether a branch that is open takes back what is done with something. */
  holds(mutable: Mutable): boolean {
    return this.branches.some(({ before, born }) => before.has(mutable) || born.has(mutable))
  }

  /** Notes something that is made now. */
  bear(mutable: Mutable): void {
    this.branches.at(-1)?.born.add(mutable)
  }

  /** Keeps the state of something that is about to be changed. */
  touch(mutable: Mutable): void {
    const branch = this.branches.at(-1)
    if (!branch) this.history.touch(mutable)
    else if (!branch.before.has(mutable) && !branch.born.has(mutable)) branch.before.set(mutable, mutable.save())
  }

  /** Runs code that may not have run, and takes back what it changed. */
  attempt<T>(run: () => T): { readonly result: T; readonly changes: Changes } {
    return this.takeBack(before => {
      const result = run()
      const after = new Map([...before.keys()].map(mutable => [mutable, mutable.save()]))
      return { result, changes: { before, after } }
    })
  }

  /** Runs code and takes back what it changed: `before` holds the states of that. */
  takeBack<T>(run: (before: Changes['before']) => T): T {
    const branch: Open = { before: new Map(), born: new Set() }
    this.branches.push(branch)
    const { before, born } = branch
    try {
      return run(before)
    } finally {
      this.branches.pop()
      for (const mutable of born) this.bear(mutable)
      // What was changed last is restored first: the states of things that share parts overlap.
      for (const [mutable, state] of [...before].reverse()) mutable.restore(state)
    }
  }

  /** Does again what a branch changed. */
  apply({ after }: Changes): void {
    for (const [mutable, state] of after) {
      this.touch(mutable)
      mutable.restore(state)
    }
  }

  /** Goes on with either of two branches having run. */
  join(a: Changes, b: Changes, why: Unknown): void {
    for (const mutable of new Set([...a.after.keys(), ...b.after.keys()])) {
      this.touch(mutable)
      const now = mutable.save()
      const state = (changes: Changes) => (changes.after.has(mutable) ? changes.after.get(mutable) : now)
      mutable.join(state(a), state(b), why)
    }
  }

  /** Goes on not knowing how often a branch has run. */
  lose({ before, after }: Changes, why: Unknown): void {
    for (const [mutable, state] of before) {
      this.touch(mutable)
      mutable.restore(after.get(mutable))
      mutable.lose(state, why)
    }
  }
}

/** The journal of the evaluation that runs: there is never more than one. */
let running: Journal | undefined

/** The journal of the evaluation that runs, for what knows none. */
export const runningJournal = (): Journal | undefined => running

/** Keeps the state of something that is about to be changed by what knows no journal. */
export const touch = (mutable: Mutable): void => running?.touch(mutable)

/** A branch that did nothing. */
export const noChanges: Changes = { before: new Map(), after: new Map() }
