/**
 * What a language does for someone who writes in it. Each function goes from a text and an offset in it to plain data
 * with offsets, and answers nothing where there is nothing; none throws, whatever the text.
 */
import type { Topic } from '../layers/topic.ts'
import type { Analysis } from '../model/analysis.ts'
import type { Section } from '../source/section.ts'
import type { Edit, Place, Span } from '../source/span.ts'

/** A text that can be looked at from the one that is edited. */
export interface Readable<Tree = unknown> {
  readonly file: string
  readonly text: string
  readonly tree: Tree
}

/** The text that is edited, and what stands around it. */
export interface Edited<Tree = unknown> extends Readable<Tree> {
  readonly analysis: Analysis
  /** Another text of the language, open or readable. */
  readonly other: (file: string) => Readable<Tree> | undefined
  /** The names of the other files of the language that are open or near. */
  readonly others: () => readonly string[]
  /** What is in a folder, folders with a slash at their end; empty where that is not known. */
  readonly list: (folder: string) => readonly string[]
}

export interface Editing<Tree = unknown> {
  /** After which characters completions are worth asking for. */
  readonly completionTriggers: readonly string[]
  readonly complete: (edited: Edited<Tree>, offset: number) => Completions | undefined
  readonly signatureTriggers: readonly string[]
  readonly signature: (edited: Edited<Tree>, offset: number) => SignatureHelp | undefined
  /** What there is to read about the word at `offset`. */
  readonly explain: (edited: Edited<Tree>, offset: number) => Explained | undefined
  readonly definitions: (edited: Edited<Tree>, offset: number) => readonly Place[]
  /** All that stand for the same thing, in this file or in all, its definition included. */
  readonly references: (edited: Edited<Tree>, offset: number, where: 'here' | 'everywhere') => readonly Reference[]
  /** What a rename at `offset` would replace. */
  readonly renameable: (edited: Edited<Tree>, offset: number) => Span | Refusal | undefined
  readonly rename: (edited: Edited<Tree>, offset: number, name: string) => readonly FileEdits[] | Refusal | undefined
  /** What the text is made of, in its order. */
  readonly outline: (edited: Edited<Tree>) => readonly Section[]
  readonly folds: (edited: Edited<Tree>) => readonly Fold[]
  /** In the order of the text, none over another. */
  readonly tokens: (edited: Edited<Tree>) => readonly Token[]
  /** Edits that touch no line outside `within`. */
  readonly format: (edited: Edited<Tree>, within: Span) => readonly Edit[]
  readonly typingTriggers: readonly string[]
  /** What follows from `typed`, which has just been typed before `offset`. */
  readonly formatTyped: (edited: Edited<Tree>, offset: number, typed: string) => readonly Edit[]
  readonly links: (edited: Edited<Tree>) => readonly Link[]
  /** What could be selected around `offset`, each within the next. */
  readonly selections: (edited: Edited<Tree>, offset: number) => readonly Span[]
  readonly refactorings: (edited: Edited<Tree>, within: Span) => readonly Refactoring[]
}

/** Each takes the place of `span`, which the cursor is in or behind. */
export interface Completions {
  readonly span: Span
  readonly items: readonly Completion[]
}

export interface Completion {
  readonly kind: CompletionKind
  readonly label: string
  /** What stands beside the label in small: a shape, a type. */
  readonly detail?: string
  /** What is put in, where that is not the label. */
  readonly insert?: string
  readonly topic?: Topic
  /** Those with a lower number come first. */
  readonly rank: number
}

export type CompletionKind =
  | 'layer'
  | 'operation'
  | 'block'
  | 'model'
  | 'tensor'
  | 'value'
  | 'table'
  | 'column'
  | 'function'
  | 'argument'
  | 'word'
  | 'keyword'
  | 'file'
  | 'folder'
  | 'module'

export interface SignatureHelp {
  readonly label: string
  readonly topic: Topic
  readonly parameters: readonly SignatureParameter[]
  /** Which parameter the cursor is at; undefined where it is at none. */
  readonly active: number | undefined
}

export interface SignatureParameter {
  /** Where it stands in the label. */
  readonly span: Span
  readonly topic: Topic
}

export interface Explained {
  readonly span: Span
  readonly topic: Topic
  /** Where the layer stands of which more is to be told; of the word of a layer itself before all else. */
  readonly layerAt?: number
}

export interface Reference {
  readonly place: Place
  readonly isDefinition: boolean
}

/** Why something cannot be done, as a sentence. */
export interface Refusal {
  readonly refusal: string
}

export interface FileEdits {
  readonly file: string
  readonly edits: readonly Edit[]
}

/** Lines that can be folded away behind the first. */
export interface Fold extends Span {
  readonly kind: 'code' | 'comment' | 'imports'
}

export interface Token extends Span {
  readonly type: TokenType
  readonly isDefinition?: boolean
  readonly isConstant?: boolean
  readonly isLibrary?: boolean
}

export const tokenTypes = [
  'keyword',
  'function',
  'class',
  'type',
  'namespace',
  'variable',
  'parameter',
  'property',
  'enumMember',
  'number',
  'string',
  'operator',
  'comment',
] as const
export type TokenType = (typeof tokenTypes)[number]

export interface Link extends Span {
  readonly file: string
}

export interface Refactoring {
  readonly title: string
  readonly kind: 'extract' | 'inline' | 'rewrite'
  readonly edits: readonly Edit[]
}
