/** Executes statements one after the other, and branches of which it is not known which one runs. */
import type { Unknown } from '../../../tensor/size.ts'
import type * as syntax from '../syntax.ts'
import type { Context } from './context.ts'
import { type Changes, noChanges } from './journal.ts'
import { execute } from './statements.ts'
import { eitherWay, onward, raises, returns, type Ways } from './ways.ts'

/** After a statement that may have left the block, the rest may run. */
export function executeBlock(statements: readonly syntax.Statement[], context: Context, from = 0): Ways {
  for (let i = from; i < statements.length; i++) {
    const ways = execute(statements[i]!, context)
    if (ways === onward) continue
    if (!ways.goesOn) return ways
    return maybe({ ends: ways.ends, goesOn: false }, () => executeBlock(statements, context, i + 1), context)
  }
  return onward
}

/** Goes on where something before may have left, in the ways `left`. */
export function maybe(left: Ways, run: () => Ways, context: Context): Ways {
  const rest = attempt(run, context)
  if (raises(rest.ways)) return left
  const skipped = returns(left) ? withLocalsOf(rest.changes, noChanges, context) : noChanges
  context.journal.join(rest.changes, skipped, whyMaybe(context))
  return eitherWay(left, rest.ways)
}

interface Branch {
  readonly ways: Ways
  readonly changes: Changes
}

function attempt(run: () => Ways, { journal }: Context): Branch {
  const { result, changes } = journal.attempt(run)
  return { ways: result, changes }
}

/** Runs either of two blocks. One that certainly raises does not count. */
export function either(first: () => Ways, second: () => Ways, why: Unknown, context: Context): Ways {
  const { journal } = context
  const [a, b] = [attempt(first, context), attempt(second, context)]
  if (raises(a.ways) !== raises(b.ways)) return take(raises(a.ways) ? b : a, context)
  const left = returns(a.ways) ? withLocalsOf(b.changes, a.changes, context) : a.changes
  const right = returns(b.ways) ? withLocalsOf(a.changes, b.changes, context) : b.changes
  journal.join(left, right, why)
  return eitherWay(a.ways, b.ways)
}

/** Runs a block of which it is not known how often it runs; what it changes is unknown after it. */
export function repeatedly(run: () => Ways, why: Unknown, context: Context): Ways {
  const { ways, changes } = attempt(run, context)
  context.journal.lose(changes, why)
  return eitherWay(ways, onward)
}

function take({ ways, changes }: Branch, { journal }: Context): Ways {
  journal.apply(changes)
  return ways
}

/** The locals of a function are gone once it has returned, so a way that returned says nothing about them. */
function withLocalsOf(stays: Changes, left: Changes, { scope }: Context): Changes {
  const after = new Map(left.after)
  after.delete(scope)
  if (stays.after.has(scope)) after.set(scope, stays.after.get(scope))
  return { before: left.before, after }
}

const whyMaybe = ({ file }: Context): Unknown => ({
  kind: 'unknown',
  why: `a statement before may have left the block in ${file}`,
})
