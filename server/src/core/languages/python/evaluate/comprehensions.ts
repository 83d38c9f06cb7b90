/** Comprehensions over what is known; over anything else the result is unknown. Generator expressions run as they are read. */
import type { Unknown } from '../../../tensor/size.ts'
import type * as syntax from '../syntax.ts'
import { assign } from './assignments.ts'
import { repeatedly } from './blocks.ts'
import { DictObject, ListObject } from './containers.ts'
import { type Context, mostElements, notKnown, placeOf } from './context.ts'
import { evaluate } from './expressions.ts'
import { type Frame, GeneratorObject, NotFollowed } from './generators.ts'
import { Ended, IteratorObject } from './iterators.ts'
import { iteratorIn } from './loops.ts'
import { notKnownTruth, truthOf } from './operators.ts'
import { Scope } from './scope.ts'
import { SetObject } from './sets.ts'
import type { PyValue } from './values.ts'
import { onward } from './ways.ts'

/** What is gone through first is evaluated at once, where the comprehension stands. */
export function evaluateComprehension(node: syntax.Comprehension, context: Context): PyValue {
  const around = context.enclosing ?? context.scope
  const scope = new Scope(context.journal, around, context.scope.module)
  const inner: Context = { ...context, scope, enclosing: undefined, walrus: context.walrus ?? context.scope }
  const first = node.generators.some(({ isAsync }) => isAsync)
    ? notKnown('an asynchronous loop is not followed', node, context)
    : iteratorIn(node.generators[0]!.iter, context)
  if (!(first instanceof IteratorObject)) return unfollowed(node, first, inner)
  if (node.type === 'GeneratorExp')
    return new GeneratorObject('a generator expression', elements(node, first, inner), node, inner)
  return collect(node, first, inner)
}

/** The elements of a generator expression, each evaluated when it is asked for. */
function* elements(node: syntax.Comprehension, first: IteratorObject, context: Context): Frame {
  const loops = turns(node, 0, first, context)
  for (;;) {
    const turn = loops.next()
    if (turn.done && turn.value) throw new NotFollowed(unfollowed(node, turn.value, context))
    if (turn.done) return null
    yield evaluate(node.element, context)
  }
}

function collect(node: syntax.Comprehension, first: IteratorObject, context: Context): PyValue {
  const items: PyValue[] = []
  const dict = new DictObject()
  const loops = turns(node, 0, first, context)
  for (;;) {
    const turn = loops.next()
    if (turn.done && turn.value) return unfollowed(node, turn.value, context)
    if (turn.done) return node.value ? dict : node.type === 'SetComp' ? new SetObject(items) : new ListObject(items)
    const element = evaluate(node.element, context)
    if (node.value) dict.set(element, evaluate(node.value, context))
    else items.push(element)
    if (items.length > mostElements) return notKnown('the list is too long', node, context)
  }
}

/** Runs through the loops from the outermost, with a stop for each element; gives the reason where one is not known. */
function* turns(
  node: syntax.Comprehension,
  depth: number,
  iterator: IteratorObject,
  context: Context,
): Generator<undefined, Unknown | undefined> {
  const { target, conditions } = node.generators[depth]!
  for (;;) {
    context.budget.step()
    const why = iterator.rest()
    if (why) return why
    const item = iterator.advance()
    if (item instanceof Ended) return item.why
    assign(target, item, context)
    const taken = allTrue(conditions, context)
    if (typeof taken !== 'boolean') return taken
    if (!taken) continue
    const next = node.generators[depth + 1]
    const inner = next && iteratorIn(next.iter, context)
    if (inner && !(inner instanceof IteratorObject)) return inner
    const lost = inner ? yield* turns(node, depth + 1, inner, context) : yield
    if (lost) return lost
  }
}

/** Where it is not known what is gone through, the element is evaluated once, and what that changes is unknown. */
function unfollowed(node: syntax.Comprehension, why: Unknown, context: Context): Unknown {
  repeatedly(
    () => {
      for (const { target, conditions } of node.generators) {
        assign(target, why, context)
        for (const condition of conditions) evaluate(condition, context)
      }
      evaluate(node.element, context)
      if (node.value) evaluate(node.value, context)
      return onward
    },
    why,
    context,
  )
  return why
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
