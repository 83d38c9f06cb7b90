/** `if`, `for`, `while`, `with`, `try`, `match`: followed where it is known what happens, else in all ways that can be. */
import type { Unknown } from '../../../tensor/size.ts'
import type * as syntax from '../syntax.ts'
import { assign } from './assignments.ts'
import { either, executeBlock, repeatedly } from './blocks.ts'
import { itemsIn } from './builtins.ts'
import { type Context, notKnown, placeOf } from './context.ts'
import { evaluate } from './expressions.ts'
import { notKnownTruth, truthOf } from './operators.ts'
import { describe, known, type PyValue, unknownValue } from './values.ts'
import { eitherWay, ending, handled, mayEnd, onward, type Ways } from './ways.ts'

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

export function executeFor(node: syntax.For, context: Context): Ways {
  const source = known(evaluate(node.iter, context), placeOf(node.iter, context))
  const items = unknownValue(source) ? undefined : itemsIn(source)
  if (!items) return executeForUnknown(node, source, context)
  for (const [i, item] of items.entries()) {
    context.budget.step()
    assign(node.target, item, context)
    const ways = executeBlock(node.body, context)
    if (ways === onward) continue
    if (mayEnd(ways, 'break') && ways.goesOn) return maybeBroken(ways, node, items.slice(i + 1), context)
    if (mayEnd(ways, 'break')) return handled(ways, 'break')
    const left = handled(ways, 'continue')
    if (!left.goesOn) return left
    if (left !== onward) return maybeBroken(left, node, items.slice(i + 1), context)
  }
  return executeBlock(node.orelse, context)
}

/** Where a loop may have been left, the iterations after that may run. */
function maybeBroken(ways: Ways, node: syntax.For, items: readonly PyValue[], context: Context): Ways {
  const why = notKnown('the loop may have been left before', node.iter, context)
  const rest = either(
    () => {
      for (const item of items) {
        assign(node.target, item, context)
        const each = executeBlock(node.body, context)
        if (!handled(each, 'continue').goesOn) return handled(each, 'break', 'continue')
      }
      return onward
    },
    () => onward,
    why,
    context,
  )
  return eitherWay(handled(ways, 'break', 'continue'), rest)
}

/** A loop over something unknown runs its body once, with an element of which nothing is known. */
function executeForUnknown(node: syntax.For, source: PyValue, context: Context): Ways {
  const place = placeOf(node.iter, context)
  const reason = unknownValue(source)?.why ?? `the elements of ${describe(source)} are not known`
  const why: Unknown = { kind: 'unknown', why: `it is changed in a loop, and ${reason}`, place }
  const element: Unknown = { kind: 'unknown', why: reason, place }
  const ways = repeatedly(
    () => {
      assign(node.target, element, context)
      return handled(executeBlock(node.body, context), 'break', 'continue')
    },
    why,
    context,
  )
  return ways
}

export function executeWhile(node: syntax.While, context: Context): Ways {
  for (;;) {
    context.budget.step()
    const test = evaluate(node.test, context)
    const truth = truthOf(test)
    if (truth === false) return executeBlock(node.orelse, context)
    if (truth === undefined) return executeWhileUnknown(node, test, context)
    const ways = executeBlock(node.body, context)
    if (mayEnd(ways, 'break')) return handled(ways, 'break', 'continue')
    const left = handled(ways, 'continue')
    if (left !== onward) return left
  }
}

function executeWhileUnknown(node: syntax.While, test: PyValue, context: Context): Ways {
  const why = notKnownTruth(test, placeOf(node.test, context))
  return repeatedly(() => handled(executeBlock(node.body, context), 'break', 'continue'), why, context)
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
