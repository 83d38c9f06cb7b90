/** What a function or class is called with. */
import type { Span } from '../../../source/span.ts'
import type { Unknown } from '../../../tensor/size.ts'
import type { PyValue } from './values.ts'

/** The arguments of a call. Nobody changes them: a call whose arguments are constants always gets the same object. */
export interface CallArguments {
  readonly positional: readonly PyValue[]
  readonly named: ReadonlyMap<string, PyValue>
  /** Set where `*args` or `**kwargs` of unknown content were passed: anything may have been given. */
  readonly open: Unknown | undefined
  /** Where each stands, from the start of the call. */
  readonly places: {
    readonly positional: readonly Span[]
    readonly named: ReadonlyMap<string, Span>
  }
  /** Whether the same call gives the same arguments every time. */
  readonly constant: boolean
  /** Whether one of them, by its position or its name, is a constant in the text. */
  readonly isConstant?: (argument: number | string) => boolean
}

/** Where arguments stand that are written nowhere. */
export const noPlaces: CallArguments['places'] = { positional: [], named: new Map() }

/** Arguments that the evaluator itself gives. */
export const argumentsOf = (
  positional: readonly PyValue[],
  named: ReadonlyMap<string, PyValue> = new Map(),
): CallArguments => ({ positional, named, open: undefined, places: noPlaces, constant: false })
