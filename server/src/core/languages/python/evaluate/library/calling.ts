/** Calls that a library makes, not the text: functions that are passed to it, and functions with arguments kept for later. */
import type { Place, Span } from '../../../../source/span.ts'
import { unknown } from '../../../../tensor/size.ts'
import { argumentsOf, type CallArguments } from '../call-arguments.ts'
import { HostObject } from '../host.ts'
import { type PyValue, unknownValue } from '../values.ts'

/** Calls something with arguments that stand nowhere in the text. */
export function callValue(
  callee: PyValue,
  positional: readonly PyValue[],
  at: Place,
  named: ReadonlyMap<string, PyValue> = new Map(),
): PyValue {
  if (!(callee instanceof HostObject)) return unknownValue(callee) ?? unknown('what is called is no function', at)
  return callee.call(argumentsOf(positional, named), at)
}

const nowhere: Span = { from: 0, to: 0 }

/** The arguments of a call after those that were given before. A keyword given again counts anew. */
export class ContinuedArguments implements CallArguments {
  readonly constant = false
  readonly positional: readonly PyValue[]
  readonly named: ReadonlyMap<string, PyValue>

  constructor(
    private readonly before: readonly PyValue[],
    named: ReadonlyMap<string, PyValue>,
    private readonly args: CallArguments,
  ) {
    this.positional = [...before, ...args.positional]
    this.named = new Map([...named, ...args.named])
  }

  get open(): CallArguments['open'] {
    return this.args.open
  }

  get places(): CallArguments['places'] {
    const { positional, named } = this.args.places
    return { positional: [...this.before.map(() => nowhere), ...positional], named }
  }
}
