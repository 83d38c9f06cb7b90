/** Calls: evaluates the arguments, keeps where each stands, and asks the object that is called. */
import type { Span } from '../../../source/span.ts'
import type { Unknown } from '../../../tensor/size.ts'
import type * as syntax from '../syntax.ts'
import { type Context, notKnown, placeOf } from './context.ts'
import { evaluate, unfinished } from './expressions.ts'
import {
  type CallArguments,
  DictObject,
  forget,
  HostObject,
  itemsOf,
  known,
  type PyValue,
  unknownValue,
} from './values.ts'

export function evaluateCall(node: syntax.Call, context: Context): PyValue {
  if (isUnfinishedCall(node, context)) return notKnown(unfinished, node, context)
  const callee = evaluate(node.callee, context)
  const args = evaluateArguments(node, context)
  const place = placeOf(node, context)
  if (
    !args.constant &&
    context.problems.length > 0 &&
    [...args.positional, ...args.named.values()].some(isUnfinishedValue)
  )
    return notKnown(unfinished, node, context)
  if (callee instanceof HostObject) return callee.call(args, place)
  const why = unknownValue(callee) ?? notKnown('what is called here is not known', node.callee, context)
  for (const value of [...args.positional, ...args.named.values()]) forget(value, why)
  return why
}

const isUnfinishedValue = (value: PyValue): boolean => unknownValue(value)?.why === unfinished

/**
 * Whether something in the call could not be read. What is broken inside a list of calls costs only the element that it
 * stands in, so that a list of layers keeps its hints while one is typed.
 */
function isUnfinishedCall(node: syntax.Call, { problems }: Context): boolean {
  if (problems.length === 0) return false
  const lists = node.args.flatMap(({ value }) => (isListOfCalls(value) ? [value] : []))
  return problems.some(problem => touches(node, problem) && !lists.some(list => touches(list, problem)))
}

const isListOfCalls = (value: syntax.Expression): boolean =>
  value.type === 'List' && value.elements.some(element => element.type === 'Call')

const touches = (node: { readonly start: number; readonly end: number }, problem: Span): boolean =>
  problem.from <= node.end && problem.to >= node.start

/** Arguments that are constants are evaluated once for each call in the text, however often it runs. */
function evaluateArguments(node: syntax.Call, context: Context): CallArguments {
  const { constants } = context
  const known = constants.get(node)
  if (known) return known
  const args = new Gathered(node, context)
  for (const argument of node.args) args.add(argument)
  if (args.constant && context.problems.length === 0) constants.set(node, args)
  return args
}

class Gathered implements CallArguments {
  readonly positional: PyValue[] = []
  readonly named = new Map<string, PyValue>()
  readonly places = { positional: [] as Span[], named: new Map<string, Span>() }
  readonly constant: boolean
  open: Unknown | undefined

  constructor(
    private readonly call: syntax.Call,
    private readonly context: Context,
  ) {
    this.constant = call.args.every(({ star, value }) => star === '' && isConstant(value))
  }

  add({ name, star, value: node }: syntax.Argument): void {
    const value = evaluate(node, this.context)
    const place = { from: node.start - this.call.start, to: node.end - this.call.start }
    if (name) this.set(name.name, value, place)
    else if (star === '') this.push(value, place)
    else if (star === '*') this.spread(value, node, place)
    else this.spreadNamed(value, node, place)
  }

  private push(value: PyValue, place: Span): void {
    this.positional.push(value)
    this.places.positional.push(place)
  }

  private set(name: string, value: PyValue, place: Span): void {
    this.named.set(name, value)
    this.places.named.set(name, place)
  }

  private spread(value: PyValue, node: syntax.Expression, place: Span): void {
    const items = itemsOf(value) ?? (value instanceof HostObject ? value.elements() : undefined)
    if (!items) this.open ??= unknownArguments(value, node, this.context)
    for (const item of items ?? []) this.push(item, place)
  }

  private spreadNamed(value: PyValue, node: syntax.Expression, place: Span): void {
    if (!(value instanceof DictObject) || value.lost) this.open ??= unknownArguments(value, node, this.context)
    else for (const [key, item] of value) if (typeof key === 'string') this.set(key, item, place)
  }
}

/** Numbers, strings, None, True, False, and tuples of them: what cannot change from one run to the next. */
const isConstant = (node: syntax.Expression): boolean =>
  node.type === 'Number' ||
  node.type === 'String' ||
  (node.type === 'Constant' && node.value !== '...') ||
  (node.type === 'UnaryOp' && node.operand.type === 'Number') ||
  (node.type === 'Tuple' && node.elements.every(isConstant))

const unknownArguments = (value: PyValue, node: syntax.Expression, context: Context): Unknown =>
  unknownValue(known(value, placeOf(node, context))) ?? notKnown('what is unpacked here is not known', node, context)
