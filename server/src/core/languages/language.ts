/** What a language gives: a tree that an edit changes little, and an evaluation of it that drives a model builder. */
import type { ModelBuilder } from '../model/builder.ts'
import type { ModelLibrary } from '../model/library.ts'
import type { Sources } from '../source/sources.ts'
import type { Editing } from './editing.ts'

export interface Language<Tree = unknown> {
  /** The editor's name for it: `python`, `net`. */
  readonly id: string
  /** File name endings, without the dot. */
  readonly extensions: readonly string[]
  /** Whether a text can hold models at all; where it cannot, nothing is parsed. */
  readonly isRelevant: (text: string) => boolean
  /** Always a tree, whatever the text. What an edit leaves alone is taken from `previous`. */
  readonly parse: (text: string, previous: Tree | undefined) => Tree
  /** The same for a cell of a notebook, where that may hold more than the language; offsets are those of the text. */
  readonly parseCell?: (text: string, previous: Tree | undefined) => Tree
  /**
   * Evaluates the parts one after the other as one program. Always ends. What it gives, if anything, can go on after an
   * edit from where the program is another.
   */
  readonly evaluate: (parts: readonly Part<Tree>[], program: Program) => Evaluation<Tree> | undefined
  /** What it does for someone who writes in it; absent for a language that others do that for. */
  readonly editing?: Editing<Tree>
}

/** A program that has been evaluated, into a builder of its own. */
export interface Evaluation<Tree = unknown> {
  /**
   * Takes back what came of all that is not the same any more, and evaluates the program as it is now from there.
   * Afterwards builder and evaluation are as if that had been evaluated alone.
   */
  readonly goOn: (parts: readonly Part<Tree>[], sources: Sources) => void
}

/** A text of a program: the only one, or a cell of a notebook. */
export interface Part<Tree = unknown> {
  readonly file: string
  readonly tree: Tree
}

/** What an evaluation works on. */
export interface Program {
  /** The name of the program: its file, or its notebook. Imports are looked for beside it. */
  readonly file: string
  readonly builder: ModelBuilder
  readonly sources: Sources
  /** The models that ship with Shapeline. */
  readonly library: ModelLibrary
}
