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
  const args = evaluateArguments(node.args, context)
  const place = placeOf(node, context)
  if (args.positional.some(isUnfinishedValue) || [...args.named.values()].some(isUnfinishedValue))
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

function evaluateArguments(nodes: readonly syntax.Argument[], context: Context): CallArguments {
  const positional: PyValue[] = []
  const named = new Map<string, PyValue>()
  const places = { positional: [] as Span[], named: new Map<string, Span>() }
  let open: Unknown | undefined
  for (const { name, star, value: node } of nodes) {
    const value = evaluate(node, context)
    const place = placeOf(node, context)
    if (name) {
      named.set(name.name, value)
      places.named.set(name.name, place)
    } else if (star === '') {
      positional.push(value)
      places.positional.push(place)
    } else if (star === '*') {
      const items = itemsOf(value) ?? (value instanceof HostObject ? value.elements() : undefined)
      if (!items) open ??= unknownArguments(value, node, context)
      for (const item of items ?? []) {
        positional.push(item)
        places.positional.push(place)
      }
    } else open ??= spreadNamed(value, place, named, places.named) ?? undefined
  }
  return { positional, named, open, places }
}

function spreadNamed(
  value: PyValue,
  place: Span & { file: string },
  named: Map<string, PyValue>,
  places: Map<string, Span>,
): Unknown | undefined {
  if (!(value instanceof DictObject) || value.lost)
    return unknownValue(known(value, place)) ?? { kind: 'unknown', why: 'what is unpacked here is not known', place }
  for (const [key, item] of value) {
    if (typeof key !== 'string') continue
    named.set(key, item)
    places.set(key, place)
  }
  return undefined
}

const unknownArguments = (value: PyValue, node: syntax.Expression, context: Context): Unknown =>
  unknownValue(known(value, placeOf(node, context))) ?? notKnown('what is unpacked here is not known', node, context)
