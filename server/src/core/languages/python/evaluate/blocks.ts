/** Executes statements one after the other, and branches of which it is not known which one runs. */
import { type Unknown, unknown } from '../../../tensor/size.ts'
import type * as syntax from '../syntax.ts'
import { type Context, placeOf } from './context.ts'
import type { Raised } from './exceptions.ts'
import { PythonError } from './handlers.ts'
import { joinValues } from './joining.ts'
import { type Changes, noChanges } from './journal.ts'
import { execute } from './statements.ts'
import type { PyValue } from './values.ts'
import { eitherWay, onward, raises, returns, type Ways } from './ways.ts'

/** After a statement that may have left the block, the rest may run. */
export function executeBlock(statements: readonly syntax.Statement[], context: Context, from = 0): Ways {
  for (let i = from; i < statements.length; i++) {
    const ways = execute(statements[i]!, context)
    if (ways === onward) continue
    if (!ways.goesOn) return ways
    const rest = () => executeBlock(statements, context, i + 1)
    return maybe({ ends: ways.ends, goesOn: false }, rest, statements[i]!, context)
  }
  return onward
}

/** Goes on where `before` may have left, in the ways `left`. */
export function maybe(left: Ways, run: () => Ways, before: syntax.Statement, context: Context): Ways {
  const rest = attempt(run, context)
  if (raises(rest.ways)) return without(rest.ways, left, context)
  const skipped = returns(left) ? withLocalsOf(rest.changes, noChanges, context) : noChanges
  context.journal.join(rest.changes, skipped, mayHaveLeft(before, context))
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
  const taken = raises(a.ways) ? b : a
  if (raises(a.ways) !== raises(b.ways)) return take(taken, taken === a ? b : a, context)
  const left = returns(a.ways) ? withLocalsOf(b.changes, a.changes, context) : a.changes
  const right = returns(b.ways) ? withLocalsOf(a.changes, b.changes, context) : b.changes
  journal.join(left, right, why)
  return eitherWay(a.ways, b.ways)
}

/** Runs a block of which it is not known how often it runs; what it changes is unknown after it. */
export function repeatedly(run: () => Ways, why: Unknown, context: Context): Ways {
  const { ways, changes } = attempt(run, context)
  context.journal.lose(changes, why)
  context.handlers.noteAll(ways)
  return eitherWay(ways, onward)
}

/** What raises does not count where something else does not; whoever may catch it hears of it. */
function take({ ways, changes }: Branch, raising: Branch, context: Context): Ways {
  context.journal.apply(changes)
  return without(raising.ways, ways, context)
}

function without(raising: Ways, ways: Ways, { handlers }: Context): Ways {
  handlers.noteAll(raising)
  return ways
}

/** Evaluates either of two expressions. One that certainly raises does not count. */
export function eitherValue(first: () => PyValue, second: () => PyValue, why: Unknown, context: Context): PyValue {
  const { journal } = context
  const [a, b] = [attemptValue(first, context), attemptValue(second, context)]
  if (a.raised || b.raised) {
    if (a.raised && b.raised) throw new PythonError(a.raised)
    journal.apply(a.raised ? b.changes : a.changes)
    context.handlers.note((a.raised ?? b.raised)!.exception)
    return a.raised ? b.value : a.value
  }
  journal.join(a.changes, b.changes, why)
  return joinValues(a.value, b.value, why)
}

interface ValueBranch {
  readonly value: PyValue
  readonly raised?: Raised
  readonly changes: Changes
}

function attemptValue(run: () => PyValue, { journal, budget }: Context): ValueBranch {
  const mark = budget.mark()
  const { result, changes } = journal.attempt((): Pick<ValueBranch, 'value' | 'raised'> => {
    try {
      return { value: run() }
    } catch (error) {
      if (!(error instanceof PythonError)) throw error
      budget.resume(mark)
      return { value: null, raised: error.raised }
    }
  })
  return { ...result, changes }
}

/** The locals of a function are gone once it has returned, so a way that returned says nothing about them. */
function withLocalsOf(stays: Changes, left: Changes, { scope }: Context): Changes {
  const after = new Map(left.after)
  after.delete(scope)
  if (stays.after.has(scope)) after.set(scope, stays.after.get(scope))
  return { before: left.before, after }
}

const mayHaveLeft = (before: syntax.Statement, context: Context): Unknown =>
  unknown('a statement before may have left the block', placeOf(before, context))
