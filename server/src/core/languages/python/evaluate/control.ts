/** `if` and `return`. */
import type * as syntax from '../syntax.ts'
import { either, executeBlock } from './blocks.ts'
import { type Context, placeOf } from './context.ts'
import { evaluate } from './expressions.ts'
import { notKnownTruth, truthOf } from './operators.ts'
import type { PyValue } from './values.ts'
import { ending, onward, type Ways } from './ways.ts'

/** `elif` nests as deep as there are branches, so it is walked while conditions are known. */
export function executeIf(node: syntax.If, context: Context): Ways {
  let branch = node
  for (;;) {
    const test = evaluate(branch.test, context)
    const truth = truthOf(test)
    if (truth === true) return executeBlock(branch.body, context)
    if (truth === undefined) return executeEither(branch, test, context)
    const [next] = branch.orelse
    if (branch.orelse.length !== 1 || next?.type !== 'If') return executeBlock(branch.orelse, context)
    branch = next
  }
}

function executeEither(node: syntax.If, test: PyValue, context: Context): Ways {
  if (!context.budget.enter()) return onward
  const why = notKnownTruth(test, placeOf(node.test, context))
  const ways = either(
    () => executeBlock(node.body, context),
    () => executeBlock(node.orelse, context),
    why,
    context,
  )
  context.budget.leave()
  return ways
}

export function executeReturn(node: syntax.Return, context: Context): Ways {
  return ending({ kind: 'return', value: node.value ? evaluate(node.value, context) : null })
}
