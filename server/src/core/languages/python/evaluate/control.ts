/** `if`, `with`, `try`, `match`: followed where it is known what happens, else in all ways that can be. */
import type * as syntax from '../syntax.ts'
import { assign } from './assignments.ts'
import { either, executeBlock } from './blocks.ts'
import { type Context, notKnown, placeOf } from './context.ts'
import { evaluate } from './expressions.ts'
import { notKnownTruth, truthOf } from './operators.ts'
import { known, type PyValue, unknownValue } from './values.ts'
import { eitherWay, ending, onward, type Ways } from './ways.ts'

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

/** The body runs; what the context manager gives is not known, unless it is a file or a scope that nobody reads. */
export function executeWith(node: syntax.With, context: Context): Ways {
  for (const { context: manager, target } of node.items) {
    const value = known(evaluate(manager, context), placeOf(manager, context))
    if (target)
      assign(
        target,
        unknownValue(value) ?? notKnown('what a context manager gives is not known', manager, context),
        context,
      )
  }
  return executeBlock(node.body, context)
}

/** The body runs to its end as far as is known; handlers run only where it certainly raises. */
export function executeTry(node: syntax.Try, context: Context): Ways {
  const body = executeBlock(node.body, context)
  const raised = body.ends.length > 0 && !body.goesOn && body.ends.every(end => end.kind === 'raise')
  const [handler] = node.handlers
  const after = raised
    ? handler
      ? executeHandler(handler, context)
      : body
    : body.goesOn
      ? eitherWay(body, executeBlock(node.orelse, context))
      : body
  const last = executeBlock(node.finalbody, context)
  return last.goesOn ? after : last
}

function executeHandler(handler: syntax.ExceptHandler, context: Context): Ways {
  if (handler.name) context.scope.set(handler.name.name, notKnown('an exception', handler, context))
  return executeBlock(handler.body, context)
}

export function executeReturn(node: syntax.Return, context: Context): Ways {
  return ending({ kind: 'return', value: node.value ? evaluate(node.value, context) : null })
}

export function executeRaise(node: syntax.Raise, context: Context): Ways {
  if (node.exception) evaluate(node.exception, context)
  return ending({ kind: 'raise', why: notKnown('an exception is raised here', node, context) })
}
