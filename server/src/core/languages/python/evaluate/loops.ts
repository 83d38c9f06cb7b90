/** `for` and `while`: followed while it is known how they go on; a loop of which that is not known runs once, symbolically. */
import { type Unknown, unknown } from '../../../tensor/size.ts'
import type * as syntax from '../syntax.ts'
import { assign } from './assignments.ts'
import { either, executeBlock, maybe, repeatedly } from './blocks.ts'
import { type Context, mostElements, notKnown, placeOf } from './context.ts'
import { evaluate } from './expressions.ts'
import { known } from './foreign.ts'
import { Ended, type IteratorObject, iteratorOf, whyNoItems } from './iterators.ts'
import { notKnownTruth, truthOf } from './operators.ts'
import { RangeObject } from './ranges.ts'
import type { PyValue } from './values.ts'
import { handled, mayEnd, onward, sequence, type Ways } from './ways.ts'

type Loop = syntax.For | syntax.While

/** How a loop goes on: with its body, with what comes after it, with turns that are alike, or one does not know. */
export type Turn = 'body' | 'end' | Alike | Unknown

/** The turns that are left are alike, and nobody knows how many there are. */
export interface Alike {
  readonly kind: 'alike'
  readonly item: PyValue
  readonly why: Unknown
}

/** Why it is not known how a loop goes on. */
export const whyOpen = (turn: Alike | Unknown): Unknown => (turn.kind === 'alike' ? turn.why : turn)

export function executeFor(node: syntax.For, context: Context): Ways {
  const iterator = iteratorIn(node.iter, context)
  if (!('advance' in iterator)) return executeUnknown(node, iterator, context)
  return runLoop(node, () => turnFor(node, iterator, context), context)
}

export const executeWhile = (node: syntax.While, context: Context): Ways =>
  runLoop(node, () => turnWhile(node, context), context)

/** What a loop goes through an expression with; why that is not known. */
export function iteratorIn(node: syntax.Expression, context: Context): IteratorObject | Unknown {
  const place = placeOf(node, context)
  const source = known(evaluate(node, context), place)
  if (source instanceof RangeObject && source.count > mostElements)
    return unknown(`a range of more than ${count(mostElements)} elements`, place)
  return iteratorOf(source, context.journal) ?? whyNoItems(source, place)
}

const count = (most: number): string => most.toLocaleString('en-US')

/** Takes the next element. */
export function turnFor(node: syntax.For, iterator: IteratorObject, context: Context): Turn {
  const why = iterator.rest()
  const item = iterator.advance()
  if (item instanceof Ended) return item.why ?? 'end'
  if (why) return { kind: 'alike', item, why }
  assign(node.target, item, context)
  return 'body'
}

export function turnWhile(node: syntax.While, context: Context): Turn {
  const test = evaluate(node.test, context)
  const truth = truthOf(test)
  return truth === undefined ? notKnownTruth(test, placeOf(node.test, context)) : truth ? 'body' : 'end'
}

/** How often a loop may be left or not, one inside the other, before nothing is known any more. */
const mostOpen = 40

/** How many steps a loop may take that makes neither layers nor models: training goes on for ever. */
const mostIdle = 50_000

function runLoop(node: Loop, turn: () => Turn, context: Context, open = 0): Ways {
  const { budget, program } = context
  const [taken, made] = [budget.taken, program.builder.made]
  for (;;) {
    budget.step()
    if (budget.taken - taken > mostIdle && program.builder.made === made)
      return executeUnknown(
        node,
        notKnown(`it takes more than ${count(mostIdle)} steps and makes no layer`, node, context),
        context,
      )
    const next = turn()
    if (next === 'end') return executeBlock(node.orelse, context)
    if (next !== 'body') return executeUnknown(node, next, context)
    const ways = handled(executeBlock(node.body, context), 'continue')
    if (ways === onward) continue
    const left = { ends: ways.ends.filter(end => end.kind !== 'break'), goesOn: mayEnd(ways, 'break') }
    if (!ways.goesOn) return left.goesOn && left.ends.length === 0 ? onward : left
    if (open < mostOpen) return maybe(left, () => runLoop(node, turn, context, open + 1), node, context)
    return executeUnknown(node, notKnown('the loop may have been left before', node, context), context)
  }
}

/** Runs the body once, with an element that stands for any; what it changes is unknown after it. */
function executeUnknown(node: Loop, open: Alike | Unknown, context: Context): Ways {
  const reason = whyOpen(open)
  const place = reason.place ?? placeOf(node.type === 'For' ? node.iter : node.test, context)
  const why = node.type === 'For' ? unknown(`it is changed in a loop, and ${reason.why}`, place) : reason
  let broken = false
  const ways = repeatedly(
    () => {
      if (node.type === 'For') assign(node.target, open.kind === 'alike' ? open.item : { ...reason, place }, context)
      const body = executeBlock(node.body, context)
      broken = mayEnd(body, 'break')
      return handled(body, 'break', 'continue')
    },
    why,
    context,
  )
  const last = () => executeBlock(node.orelse, context)
  const after = broken ? either(last, () => onward, why, context) : last()
  return sequence(ways, after)
}
