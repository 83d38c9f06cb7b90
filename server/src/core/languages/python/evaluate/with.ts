/** `with`: what a context manager gives, and what it does when its block is left. */
import type { Place } from '../../../source/span.ts'
import type * as syntax from '../syntax.ts'
import { assign } from './assignments.ts'
import { executeBlock } from './blocks.ts'
import { type Context, notKnown, placeOf } from './context.ts'
import { evaluate } from './expressions.ts'
import { known } from './foreign.ts'
import { HostObject } from './host.ts'
import { truthOf } from './operators.ts'
import { type PyValue, unknownValue } from './values.ts'
import { onward, raises, type Ways } from './ways.ts'

/** A context manager that was entered, and where it stands. */
interface Entered {
  readonly manager: PyValue
  readonly place: Place
}

export function executeWith(node: syntax.With, context: Context): Ways {
  const managers = enterAll(node, context)
  return leaveAll(managers, executeBlock(node.body, context))
}

/** Enters all managers; what one gives that is not known is unknown. */
export function enterAll(node: syntax.With, context: Context): readonly Entered[] {
  return node.items.map(({ context: expression, target }) => {
    const place = placeOf(expression, context)
    const manager = evaluate(expression, context)
    const given = manager instanceof HostObject ? manager.enter(place) : undefined
    if (target) {
      const lost = unknownValue(known(manager, place))
      assign(target, given === undefined ? (lost ?? notGiven(expression, context)) : given, context)
    }
    return { manager, place }
  })
}

const notGiven = (node: syntax.Expression, context: Context) =>
  notKnown('what a context manager gives is not known', node, context)

/** Leaves the managers, the last first. An exception goes on to the next, unless one says that it is over. */
export function leaveAll(managers: readonly Entered[], ways: Ways): Ways {
  let left = ways
  for (const { manager, place } of managers.toReversed()) {
    if (!(manager instanceof HostObject)) continue
    const [end] = raises(left) ? left.ends : []
    const exception = end?.kind === 'raise' ? end.exception : undefined
    const isOver = truthOf(manager.leave(place, exception))
    if (exception === undefined || isOver === false) continue
    left = isOver ? onward : { ends: left.ends, goesOn: true }
  }
  return left
}
