/** Comprehensions over what is known; over anything else the result is unknown. */

import type { Unknown } from '../../../tensor/size.ts'
import type * as syntax from '../syntax.ts'
import { assign } from './assignments.ts'
import { itemsIn } from './builtins.ts'
import { type Context, mostElements, notKnown, placeOf } from './context.ts'
import { evaluate } from './expressions.ts'
import { isKey, notKnownTruth, truthOf } from './operators.ts'
import { Scope } from './scope.ts'
import { DictObject, known, ListObject, type PyValue, unknownValue } from './values.ts'

export function evaluateComprehension(node: syntax.Comprehension, context: Context): PyValue {
  const inner: Context = { ...context, scope: new Scope(context.journal, context.scope, context.scope.module) }
  const list = new ListObject([])
  const dict = new DictObject()
  const lost = generate(node, 0, inner, () => {
    if (!node.value) list.items.push(evaluate(node.element, inner))
    else {
      const key = evaluate(node.element, inner)
      if (!isKey(key)) return unknownValue(key) ?? notKnown('a key is not known here', node, context)
      dict.set(key, evaluate(node.value, inner))
    }
    return list.items.length > mostElements ? notKnown('the list is too long', node, context) : undefined
  })
  return lost ?? (node.value ? dict : list)
}

/** Runs through the loops from the outermost; the reason where one is not known. */
function generate(
  node: syntax.Comprehension,
  depth: number,
  context: Context,
  emit: () => Unknown | undefined,
): Unknown | undefined {
  const loop = node.generators[depth]
  if (!loop) return emit()
  const source = known(evaluate(loop.iter, context), placeOf(loop.iter, context))
  const items = unknownValue(source) ? undefined : itemsIn(source)
  if (!items) return unknownValue(source) ?? notKnown('what it goes through is not known', loop.iter, context)
  for (const item of items) {
    context.budget.step()
    assign(loop.target, item, context)
    const taken = allTrue(loop.conditions, context)
    if (typeof taken !== 'boolean') return taken
    const lost = taken ? generate(node, depth + 1, context, emit) : undefined
    if (lost) return lost
  }
  return undefined
}

function allTrue(conditions: readonly syntax.Expression[], context: Context): boolean | Unknown {
  for (const condition of conditions) {
    const value = evaluate(condition, context)
    const truth = truthOf(value)
    if (truth === undefined) return notKnownTruth(value, placeOf(condition, context))
    if (!truth) return false
  }
  return true
}
