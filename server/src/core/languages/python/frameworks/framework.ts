/** What a framework answers to the evaluator: its modules. Everything else follows from the objects that they hold. */
import type { Program } from '../../language.ts'
import type { Budget } from '../evaluate/context.ts'
import type { HostObject } from '../evaluate/host.ts'
import type { Journal } from '../evaluate/journal.ts'
import type { Library } from '../evaluate/library/library.ts'

/** A framework as it is listed in the composition root. */
export interface FrameworkKind {
  /** Whether a text can use it at all: quick, and never false for one that does. */
  readonly isMentioned: (text: string) => boolean
  /** Begins one evaluation. */
  readonly start: (program: Program, evaluation: Evaluation) => Framework
}

/** What a framework has to do with of the evaluation that it is part of. */
export interface Evaluation {
  /** What is changed is touched in it before. */
  readonly journal: Journal
  /** Long work is counted in it. */
  readonly budget: Budget
  /** A module of that dotted path that is a file of the workspace, such as the framework's own source. */
  readonly importFile: (path: string) => HostObject | undefined
  /** The standard library, for what a framework has of it under another name. */
  readonly library: Library
}

/** A framework within one evaluation. */
export interface Framework {
  /** The module of that dotted path; undefined where it is not this framework's. */
  readonly module: (path: string) => HostObject | undefined
}
