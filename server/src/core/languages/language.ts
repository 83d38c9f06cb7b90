/** What a language gives: a tree that an edit changes little, and an evaluation of it that drives a model builder. */
import type { ModelBuilder } from '../model/builder.ts'

export interface Language<Tree = unknown> {
  /** The editor's name for it: `python`, `net`. */
  readonly id: string
  /** File name endings, without the dot. */
  readonly extensions: readonly string[]
  /** Whether a text can hold models at all; where it cannot, nothing is parsed. */
  readonly isRelevant: (text: string) => boolean
  /** Always a tree, whatever the text. What an edit leaves alone is taken from `previous`. */
  readonly parse: (text: string, previous: Tree | undefined) => Tree
  /** Always ends. */
  readonly evaluate: (tree: Tree, program: Program) => void
}

/** What an evaluation works on. */
export interface Program {
  readonly file: string
  readonly builder: ModelBuilder
}
