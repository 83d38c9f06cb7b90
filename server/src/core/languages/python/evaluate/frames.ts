/** The bodies of generator functions: executed from one `yield` to the next, as long as it is known how they go on. */
import type * as syntax from '../syntax.ts'
import { assign } from './assignments.ts'
import { type Context, notKnown, placeOf } from './context.ts'
import { Raised } from './exceptions.ts'
import { evaluate } from './expressions.ts'
import { type Frame, GeneratorObject, NotFollowed } from './generators.ts'
import { Ended, IteratorObject } from './iterators.ts'
import { iteratorIn, type Turn, turnFor, turnWhile, whyOpen } from './loops.ts'
import { notKnownTruth, truthOf } from './operators.ts'
import { fitsCase, subjectOf } from './patterns.ts'
import { execute } from './statements.ts'
import type { PyValue } from './values.ts'
import { ending, handled, mayEnd, onward, type Ways } from './ways.ts'
import { enterAll, leaveAll } from './with.ts'

/** Like a block, but stopping at each element. */
type Block = Generator<PyValue, Ways, PyValue>

/** The frame of a call of a generator function; it returns what the function returns. */
export function* frameOf(body: readonly syntax.Statement[], context: Context): Frame {
  const { ends } = yield* runBlock(body, context)
  const [end] = ends
  if (end?.kind === 'raise') {
    context.handlers.settle(new Raised(end.exception, end.why.why, end.why.place ?? placeOf(body[0]!, context)))
    throw new NotFollowed(end.why)
  }
  return end?.kind === 'return' ? end.value : null
}

function* runBlock(statements: readonly syntax.Statement[], context: Context): Block {
  for (const statement of statements) {
    const ways = yields(statement) ? yield* run(statement, context) : execute(statement, context)
    if (ways === onward) continue
    if (ways.goesOn) throw stopped('it may have ended before', statement, context)
    return ways
  }
  return onward
}

const stopped = (why: string, node: syntax.Statement | syntax.Expression, context: Context): NotFollowed =>
  new NotFollowed(notKnown(`what the generator gives is not known: ${why}`, node, context))

function* run(node: syntax.Statement, context: Context): Block {
  context.budget.step()
  switch (node.type) {
    case 'Expr':
      yield* give(node.value, context)
      return onward
    case 'Assign': {
      const value = yield* give(node.value, context)
      for (const target of node.targets) assign(target, value, context)
      return onward
    }
    case 'Return':
      return ending({ kind: 'return', value: yield* give(node.value!, context) })
    case 'If':
      return yield* runIf(node, context)
    case 'For':
      return yield* runFor(node, context)
    case 'While':
      return yield* runLoop(node, () => turnWhile(node, context), context)
    case 'With':
      return yield* runWith(node, context)
    case 'Try':
      return yield* runTry(node, context)
    case 'Match':
      return yield* runMatch(node, context)
    default:
      throw stopped('the statement is not followed', node, context)
  }
}

/** `yield`, `yield from`, or an expression without either. */
function* give(node: syntax.Expression, context: Context): Generator<PyValue, PyValue, PyValue> {
  if (node.type === 'Yield') return yield node.value ? evaluate(node.value, context) : null
  if (node.type !== 'YieldFrom') {
    if (yields(node)) throw stopped('a yield inside an expression is not followed', node, context)
    return evaluate(node, context)
  }
  const iterator = iteratorIn(node.value, context)
  if (!(iterator instanceof IteratorObject)) throw new NotFollowed(iterator)
  for (;;) {
    const item = iterator.advance()
    if (!(item instanceof Ended)) yield item
    else if (item.why) throw new NotFollowed(item.why)
    else return iterator instanceof GeneratorObject ? (iterator.result ?? null) : null
  }
}

function* runIf(node: syntax.If, context: Context): Block {
  const test = evaluate(node.test, context)
  const truth = truthOf(test)
  if (truth === undefined) throw new NotFollowed(notKnownTruth(test, placeOf(node.test, context)))
  return yield* runBlock(truth ? node.body : node.orelse, context)
}

function* runFor(node: syntax.For, context: Context): Block {
  const iterator = iteratorIn(node.iter, context)
  if (!(iterator instanceof IteratorObject)) throw new NotFollowed(iterator)
  return yield* runLoop(node, () => turnFor(node, iterator, context), context)
}

function* runLoop(node: syntax.For | syntax.While, turn: () => Turn, context: Context): Block {
  for (;;) {
    context.budget.step()
    const next = turn()
    if (next === 'end') return yield* runBlock(node.orelse, context)
    if (next !== 'body') throw new NotFollowed(whyOpen(next))
    const ways = handled(yield* runBlock(node.body, context), 'continue')
    if (mayEnd(ways, 'break')) return onward
    if (ways !== onward) return ways
  }
}

function* runWith(node: syntax.With, context: Context): Block {
  const managers = enterAll(node, context)
  return leaveAll(managers, yield* runBlock(node.body, context))
}

/** Exceptions inside are not followed to handlers: a generator stops in between, and others catch meanwhile. */
function* runTry(node: syntax.Try, context: Context): Block {
  const body = yield* runBlock(node.body, context)
  if (mayEnd(body, 'raise')) throw stopped('an exception is raised', node, context)
  const ways = body === onward ? yield* runBlock(node.orelse, context) : body
  const last = yield* runBlock(node.finalbody, context)
  return last === onward ? ways : last
}

function* runMatch(node: syntax.Match, context: Context): Block {
  const subject = subjectOf(node, context)
  for (const each of node.cases) {
    const fits = fitsCase(each, subject, context)
    if (fits === undefined) throw stopped('which case fits is not known', node.subject, context)
    if (fits) return yield* runBlock(each.body, context)
  }
  return onward
}

const found = new WeakMap<object, boolean>()

/** Whether code yields, not counting functions inside it. It stays as it is, so it is looked through once. */
export function yields(node: object): boolean {
  const known = found.get(node)
  if (known !== undefined) return known
  const answer = findYield(node)
  found.set(node, answer)
  return answer
}

function findYield(node: object): boolean {
  const pending: unknown[] = [node]
  while (pending.length > 0) {
    const next = pending.pop()
    if (Array.isArray(next)) pending.push(...next)
    else if (typeof next === 'object' && next !== null) {
      const { type } = next as syntax.Expression | syntax.Statement
      if (type === 'Yield' || type === 'YieldFrom') return true
      if (type !== 'FunctionDef' && type !== 'Lambda' && type !== 'ClassDef') pending.push(...Object.values(next))
    }
  }
  return false
}
