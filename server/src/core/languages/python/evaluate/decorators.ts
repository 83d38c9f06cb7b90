/** Decorators: what they make of the function or class below them. */
import type * as syntax from '../syntax.ts'
import { argumentsOf } from './call-arguments.ts'
import { type Context, placeOf } from './context.ts'
import { evaluate } from './expressions.ts'
import { Decorator, HostObject } from './host.ts'
import { type PyValue, unknownValue } from './values.ts'

/** A decorator of the program's own is called; one that is not known is taken to give what it decorates. */
export function decorated(decorators: readonly syntax.Expression[], made: PyValue, context: Context): PyValue {
  return decorators.reduceRight<PyValue>((inner, decorator) => {
    const value = evaluate(decorator, context)
    if (value instanceof Decorator) return value.wrap(inner)
    if (!(value instanceof HostObject && value.isOfProgram)) return inner
    const wrapped = value.call(argumentsOf([inner]), placeOf(decorator, context))
    return unknownValue(wrapped) ? inner : wrapped
  }, made)
}
