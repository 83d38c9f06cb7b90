/** What there is to read about a word of a program, as plain data; `features/documentation.ts` makes Markdown of it. */
export interface Topic {
  /** As one writes it, on lines of its own: `conv filters kernel_size strides=1x1 …`. */
  readonly code: string
  /** What it is, in sentences; empty where nobody has said. */
  readonly text: string
  /** Short facts besides: `activation · str or function · none`. */
  readonly facts?: readonly string[]
  /** A page with more. */
  readonly link?: string
}
