/**
 * Every problem that can be reported: its code, how grave it is, and the facts that its message is made of.
 *
 * A problem is data until `features/diagnostics.ts` words it; quick fixes read the same data. To add one, add its entry
 * here, its words there, a page in docs/problems.md and a fixture: a test fails while one of them lacks.
 */

import type { Place, Span } from '../source/span.ts'
import type { Shape } from '../tensor/shape.ts'

export type Severity = 'error' | 'warning' | 'information' | 'hint'

/** The facts of each problem. `argument` always names the parameter in Keras's spelling. */
export interface ProblemFacts {
  'syntax-error': { readonly message: string }
  'unknown-argument': { readonly argument: string; readonly suggestion?: string; readonly instead?: string }
  'missing-argument': { readonly argument: string; readonly meaning: string }
  'too-many-arguments': { readonly most: number; readonly received: number }
  'repeated-argument': { readonly argument: string }
  /** `expected` is a noun phrase: "a positive integer"; `received` as it was written. */
  'invalid-argument': { readonly argument: string; readonly expected: string; readonly received: string }
  'unknown-choice': {
    readonly argument: string
    readonly choices: readonly string[]
    readonly received: string
    readonly suggestion?: string
  }
  /** `expected`: "4", "at least 3". `remedy` is an argument of the layer before that would give the rank. */
  'wrong-rank': {
    readonly expected: string
    readonly shape: Shape
    readonly remedy?: { readonly layer: string; readonly argument: string; readonly value: string; readonly at: Place }
  }
  'window-too-large': {
    readonly argument: string
    readonly axis: string
    readonly window: readonly string[]
    readonly input: readonly string[]
    readonly formula: string
    readonly result: string
    /** The largest window that fits, where it is known. */
    readonly largest?: readonly number[]
  }
  'strides-with-dilation': { readonly strides: string; readonly dilation: string }
  'indivisible-groups': { readonly what: 'filters' | 'channels'; readonly count: string; readonly groups: string }
  'undefined-size': { readonly axis: string; readonly shape: Shape }
  'axis-out-of-range': { readonly argument: string; readonly axis: string; readonly shape: Shape }
  'unequal-shapes': { readonly shapes: readonly Shape[]; readonly reason: string }
  'reshape-mismatch': { readonly from: Shape; readonly to: string; readonly reason: string }
  'nothing-left': { readonly axis: string; readonly size: string; readonly removed: string }
  /** A layer that was built for other sizes: weights are made at the first call. */
  'input-changed': { readonly axis: string; readonly built: string; readonly shape: Shape }
  'wrong-input-count': { readonly expected: string; readonly received: number }
  /** What Keras refuses for a reason of this kind alone; `reason` is a sentence without its full stop. */
  refused: { readonly reason: string }
  'unknown-layer': { readonly name: string; readonly suggestion?: string }
  /** A word of the text itself; `expected` is a noun phrase: "the name of a tensor". */
  'unknown-name': { readonly name: string; readonly expected: string; readonly suggestion?: string }
  /** The first layer of a model, where no input stands before it. */
  'missing-input': Record<never, never>
  'not-a-layer': { readonly received: string }
  'not-a-tensor': { readonly received: string }
  'repeated-layer-name': { readonly name: string }
  'second-input': { readonly shape: Shape }
  'disconnected-graph': { readonly input: string }
  'keras1-positional-strides': { readonly strides: string; readonly kernel: string }
  'strides-skip-input': {
    readonly axis: string
    readonly window: string
    readonly stride: string
    readonly skipped: string
  }
  'dropped-border': { readonly axis: string; readonly dropped: number }
  'dense-on-feature-map': { readonly shape: Shape; readonly output: Shape }
  'useless-bias': { readonly by: string }
  'activation-twice': { readonly first: string; readonly second: string }
  'softmax-over-one-unit': { readonly activation: string }
  'drops-everything': { readonly rate: string }
  'unusable-comment': { readonly reason: string }
  'analysis-stopped': { readonly reason: string }
}

export type ProblemCode = keyof ProblemFacts

/** How grave a problem is unless a setting says otherwise. An error is exactly what real Keras (or Python) refuses. */
export const severities: Readonly<Record<ProblemCode, Severity>> = {
  'syntax-error': 'error',
  'unknown-argument': 'error',
  'missing-argument': 'error',
  'too-many-arguments': 'error',
  'repeated-argument': 'error',
  'invalid-argument': 'error',
  'unknown-choice': 'error',
  'wrong-rank': 'error',
  'window-too-large': 'error',
  'strides-with-dilation': 'error',
  'indivisible-groups': 'error',
  'undefined-size': 'error',
  'axis-out-of-range': 'error',
  'unequal-shapes': 'error',
  'reshape-mismatch': 'error',
  'nothing-left': 'error',
  'input-changed': 'error',
  'wrong-input-count': 'error',
  refused: 'error',
  'unknown-layer': 'error',
  'unknown-name': 'error',
  'missing-input': 'error',
  'not-a-layer': 'error',
  'not-a-tensor': 'error',
  'repeated-layer-name': 'error',
  'second-input': 'error',
  'disconnected-graph': 'error',
  'keras1-positional-strides': 'warning',
  'strides-skip-input': 'warning',
  'dropped-border': 'hint',
  'dense-on-feature-map': 'hint',
  'useless-bias': 'hint',
  'activation-twice': 'hint',
  'softmax-over-one-unit': 'hint',
  'drops-everything': 'hint',
  'unusable-comment': 'information',
  'analysis-stopped': 'information',
}

/** A problem's code with its facts, before it has a place. */
export type Finding = {
  readonly [C in ProblemCode]: {
    readonly code: C
    readonly facts: ProblemFacts[C]
    /** The argument to mark, in Keras's spelling; the whole call where it is not written. */
    readonly argument?: string
  }
}[ProblemCode]

/** A finding in the text. `subject` is what it is about, a class or a layer's word: `Conv2D`. */
export interface Problem {
  readonly finding: Finding
  readonly subject: string
  readonly place: Place
  readonly related: readonly Related[]
}

/** A place that helps to understand: where the input came from, where it shrank, where the layer was built. */
export interface Related {
  readonly place: Place
  readonly role: 'input' | 'built' | 'first'
  readonly name: string
  readonly shape?: Shape
}

/** Where a call and its arguments stand. */
export interface CallPlace extends Place {
  readonly arguments: ReadonlyMap<string, Span>
}

/** What the arguments say by themselves, on whatever the layer is called. */
const aboutArguments: ReadonlySet<ProblemCode> = new Set([
  'syntax-error',
  'unknown-argument',
  'missing-argument',
  'too-many-arguments',
  'repeated-argument',
  'invalid-argument',
  'unknown-choice',
  'strides-with-dilation',
  'unknown-layer',
])

export const isAboutArguments = ({ code }: Finding): boolean => aboutArguments.has(code)

export const isError = (finding: Finding): boolean => severities[finding.code] === 'error'
