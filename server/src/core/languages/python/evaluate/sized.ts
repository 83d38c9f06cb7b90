/** A value that is not known, and yet has a name, or is a calculation with names, where nothing but a size can be meant. */
import { noteUndo } from '../../../model/history.ts'
import type { Place } from '../../../source/span.ts'
import type { Size, Unknown } from '../../../tensor/size.ts'

export class Sized implements Unknown {
  readonly kind = 'unknown'
  readonly why: string
  readonly place: Place | undefined
  private made: { readonly size: Size | undefined } | undefined
  private variable: string | undefined

  constructor(
    /** What is said of the value itself, and of everything else that depends on it. */
    readonly reason: Unknown,
    /** Makes the size when it is first asked for; `variable` is the name that the value was bound to. */
    private readonly make: (variable: string | undefined) => Size | undefined,
  ) {
    this.why = reason.why
    this.place = reason.place
  }

  get isLayer(): boolean | undefined {
    return this.reason.isLayer
  }

  get size(): Size | undefined {
    const { size } = this.made ?? this.makeNow()
    return size
  }

  private makeNow(): { readonly size: Size | undefined } {
    noteUndo(() => {
      this.made = undefined
    })
    this.made = { size: this.make(this.variable) }
    return this.made
  }

  /** A variable was bound to it. */
  named(name: string): void {
    if (this.variable !== undefined) return
    noteUndo(() => {
      this.variable = undefined
    })
    this.variable = name
  }
}
