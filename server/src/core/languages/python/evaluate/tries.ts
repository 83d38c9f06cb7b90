/** `try`, `raise` and `assert`: exceptions are followed to the handlers that catch them. */
import type { Unknown } from '../../../tensor/size.ts'
import type * as syntax from '../syntax.ts'
import { either, executeBlock } from './blocks.ts'
import { argumentsOf } from './call-arguments.ts'
import { type Context, notKnown, placeOf } from './context.ts'
import { ExceptionObject, exceptionTypes } from './exceptions.ts'
import { evaluate } from './expressions.ts'
import { raising, type Trying } from './handlers.ts'
import { HostObject } from './host.ts'
import type { Changes } from './journal.ts'
import { truthOf } from './operators.ts'
import { isInstance } from './typeobject.ts'
import type { PyValue } from './values.ts'
import { ending, onward, raises, sequence, type Ways } from './ways.ts'

/** What is certainly raised is followed to its handler; code that is not known is taken not to raise. */
export function executeTry(node: syntax.Try, context: Context): Ways {
  const ways = node.handlers.length > 0 ? executeHandled(node, context) : executeBlock(node.body, context)
  const last = executeBlock(node.finalbody, context)
  return last === onward ? ways : last.goesOn ? sequence(last, ways) : last
}

function executeHandled(node: syntax.Try, context: Context): Ways {
  const { handlers, journal } = context
  const classes = node.handlers.map(({ exception }) =>
    exception ? evaluate(exception, context) : exceptionTypes.BaseException,
  )
  const { body, changes, trying } = handlers.within(classes, trying => {
    const { result, changes } = journal.attempt(() => executeBlock(node.body, context))
    return { body: result, changes, trying }
  })
  const [end] = body.ends
  if (raises(body) && end?.kind === 'raise') {
    journal.apply(changes)
    return handle(node, trying, end.exception, body, context)
  }
  const goOn = () => {
    journal.apply(changes)
    return body.goesOn ? sequence(body, executeBlock(node.orelse, context)) : body
  }
  return trying.noted.length === 0 ? goOn() : handleMaybe(node, trying, changes, goOn, context)
}

/** Where something in the body may have raised, either the rest of it has run or a handler has. */
function handleMaybe(node: syntax.Try, trying: Trying, changes: Changes, goOn: () => Ways, context: Context): Ways {
  const why = notKnown('whether an exception is raised before is not known', node, context)
  const [exception = null, ...others] = trying.noted
  const handled = () => {
    context.journal.lose(changes, why)
    return handle(
      node,
      trying,
      others.length === 0 ? exception : why,
      ending(raising(why, why.why, placeOf(node, context))),
      context,
    )
  }
  return either(goOn, handled, why, context)
}

/** The first handler whose class fits; where that is not known, either it runs or one after it. */
function handle(
  node: syntax.Try,
  trying: Trying,
  exception: PyValue,
  unhandled: Ways,
  context: Context,
  from = 0,
): Ways {
  for (let i = from; i < node.handlers.length; i++) {
    const handler = node.handlers[i]!
    const fits = handler.exception === null ? true : isInstance(exception, trying.classes[i]!)
    if (fits === true) return executeHandler(handler, exception, context)
    if (fits === undefined) {
      const why = notKnown('whether this exception is raised is not known', handler, context)
      const next = () => handle(node, trying, exception, unhandled, context, i + 1)
      return either(() => executeHandler(handler, exception, context), next, why, context)
    }
  }
  return unhandled
}

/** The name of the exception is gone after the handler. */
function executeHandler(handler: syntax.ExceptHandler, exception: PyValue, context: Context): Ways {
  if (handler.name) context.scope.set(handler.name.name, exception)
  const ways = executeBlock(handler.body, { ...context, handling: exception })
  if (handler.name) context.scope.delete(handler.name.name)
  return ways
}

export function executeRaise(node: syntax.Raise, context: Context): Ways {
  const value = node.exception ? evaluate(node.exception, context) : (context.handling ?? unraised(node, context))
  if (node.cause) evaluate(node.cause, context)
  const place = placeOf(node, context)
  const isClass = value instanceof HostObject && value.isClass
  return ending(raising(isClass ? value.call(argumentsOf([]), place) : value, 'an exception is raised here', place))
}

const unraised = (node: syntax.Raise, context: Context): Unknown =>
  notKnown('which exception is raised again is not known', node, context)

export function executeAssert(node: syntax.Assert, context: Context): Ways {
  if (truthOf(evaluate(node.test, context)) !== false) return onward
  const place = placeOf(node, context)
  const args = node.message ? [evaluate(node.message, context)] : []
  const exception = new ExceptionObject(exceptionTypes.AssertionError, args)
  return ending(raising(exception, 'an assertion does not hold', place))
}
