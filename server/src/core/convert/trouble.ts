/** What cannot be written, and what is left out: where it stands in the program, and why. */
import type { Place } from '../source/span.ts'
import type { Unknown } from '../tensor/size.ts'

export interface Reason {
  /** A clause without its full stop. */
  readonly message: string
  readonly place: Place
}

/** Collects the reasons for which something cannot be written; what was written for it so far is given up then. */
export class Trouble {
  private readonly found = new Map<string, Reason>()

  /** Notes a reason. The result stands where the text would. */
  refuse(message: string, place: Place): string {
    const key = `${message} ${place.file} ${place.from}`
    if (!this.found.has(key)) this.found.set(key, { message, place })
    return '…'
  }

  /** The same for a value that is not known. */
  unknown(what: string, { why, place }: Unknown, at: Place): string {
    return this.refuse(`${what} is not known: ${why}`, place ?? at)
  }

  get reasons(): readonly Reason[] {
    return [...this.found.values()].sort((a, b) => a.place.from - b.place.from)
  }
}
