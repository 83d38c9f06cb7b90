/** Calls: evaluates the arguments, keeps where each stands, and asks the object that is called. */
import type { Span } from '../../../source/span.ts'
import type { Unknown } from '../../../tensor/size.ts'
import type * as syntax from '../syntax.ts'
import type { CallArguments } from './call-arguments.ts'
import { DictObject } from './containers.ts'
import { type Context, notKnown, placeOf } from './context.ts'
import { plainDict } from './conversions.ts'
import { evaluate } from './expressions.ts'
import { Foreign, known } from './foreign.ts'
import { forget } from './forget.ts'
import { HostObject } from './host.ts'
import { itemsIn, whyNoItems } from './iterators.ts'
import { ScopedFunction } from './native.ts'
import { measured } from './symbolic.ts'
import { type PyValue, unfinished, unknownValue } from './values.ts'

export function evaluateCall(node: syntax.Call, context: Context): PyValue {
  if (isUnfinishedCall(node, context) && !holdsCalls(node)) return notKnown(unfinished, node, context)
  const callee = evaluate(node.callee, context)
  const args = evaluateArguments(node, context)
  const place = placeOf(node, context)
  if (args.isUnfinished && !holdsCalls(node)) {
    if (callee instanceof HostObject) callee.notCalled(place)
    return notKnown(unfinished, node, context)
  }
  if (callee instanceof ScopedFunction) return callee.callIn(context, args, place)
  if (callee instanceof Foreign && callee.mayBeLayer) tellOwner(node.callee, args, callee.reason(place), context)
  if (callee instanceof HostObject) return measured(node, callee, args, callee.call(args, place), context)
  const why = unknownValue(callee) ?? notKnown('what is called here is not known', node.callee, context)
  tellOwner(node.callee, args, why, context)
  for (const value of [...args.positional, ...args.named.values()]) forget(value, why)
  return why
}

/** What is not known and stands in an attribute may be anything that its owner is made of. */
function tellOwner(callee: syntax.Expression, args: CallArguments, why: Unknown, { scope }: Context): void {
  if (callee.type !== 'Attribute' || callee.value.type !== 'Name') return
  const owner = scope.get(callee.value.name)
  if (owner instanceof HostObject) owner.partCalled(callee.attribute.name, args, why)
}

const isUnfinishedValue = (value: PyValue): boolean => unknownValue(value)?.why === unfinished

/**
 * Whether something in the call could not be read. A problem at the very start is about what is missing before the
 * call, such as a comma.
 */
const isUnfinishedCall = ({ start, end }: syntax.Call, context: Context): boolean =>
  context.problems.length > 0 && hasProblem(start + 1, end, context)

/**
 * Whether a list of calls is passed. What is broken in it costs only the element that it stands in, and what is broken
 * beside it nothing, so that a list of layers keeps its hints while one is typed. `Add()([…])` is not meant: it takes
 * tensors, all or none.
 */
const holdsCalls = ({ callee, args }: syntax.Call): boolean =>
  callee.type !== 'Call' && args.some(({ value }) => isListOfCalls(value))

const isListOfCalls = (value: syntax.Expression): boolean =>
  value.type === 'List' && value.elements.some(element => element.type === 'Call')

/** Whether something that could not be read begins between two places of the statement, both included. */
export function hasProblem(from: number, to: number, { problems }: Context): boolean {
  let [low, high] = [0, problems.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (problems[middle]!.from < from) low = middle + 1
    else high = middle
  }
  return low < problems.length && problems[low]!.from <= to
}

/** Arguments that are constants are evaluated once for each call in the text, however often it runs. */
export function evaluateArguments(node: syntax.Call | syntax.ClassDef, context: Context): Gathered {
  const { constants } = context
  const known = constants.get(node)
  if (known) return known
  const args = new Gathered(node, context)
  if (args.constant && context.problems.length === 0) constants.set(node, args)
  return args
}

/** The arguments of a call in the text. Where they stand is worked out when a problem asks for it. */
export class Gathered implements CallArguments {
  readonly positional: PyValue[] = []
  readonly constant: boolean
  open: Unknown | undefined
  /** Whether one of them is still being typed. */
  isUnfinished = false
  private readonly nodes: syntax.Expression[] = []
  private byName: Map<string, PyValue> | undefined
  private nodesByName: Map<string, syntax.Expression> | undefined

  constructor(
    private readonly call: syntax.Call | syntax.ClassDef,
    context: Context,
  ) {
    this.constant = call.args.every(isConstantArgument)
    for (const argument of call.args) this.add(argument, evaluate(argument.value, context), context)
  }

  get named(): ReadonlyMap<string, PyValue> {
    return this.byName ?? noValues
  }

  get places(): CallArguments['places'] {
    const { start } = this.call
    const place = (node: syntax.Expression): Span => ({ from: node.start - start, to: node.end - start })
    const named = [...(this.nodesByName ?? [])].map(([name, node]) => [name, place(node)] as const)
    return { positional: this.nodes.map(place), named: new Map(named) }
  }

  isConstant(argument: number | string): boolean {
    const node = typeof argument === 'number' ? this.nodes[argument] : this.nodesByName?.get(argument)
    return node !== undefined && isConstant(node)
  }

  private add({ name, star, value: node }: syntax.Argument, value: PyValue, context: Context): void {
    if (isUnfinishedValue(value)) this.isUnfinished = true
    if (name) this.set(name.name, value, node)
    else if (star === '') this.push(value, node)
    else if (star === '*') this.spread(value, node, context)
    else this.spreadNamed(value, node, context)
  }

  private push(value: PyValue, node: syntax.Expression): void {
    this.positional.push(value)
    this.nodes.push(node)
  }

  private set(name: string, value: PyValue, node: syntax.Expression): void {
    this.byName ??= new Map()
    this.nodesByName ??= new Map()
    this.byName.set(name, value)
    this.nodesByName.set(name, node)
  }

  private spread(value: PyValue, node: syntax.Expression, context: Context): void {
    const items = itemsIn(value)
    if (!items) this.open ??= whyNoItems(value, placeOf(node, context))
    for (const item of items ?? []) this.push(item, node)
  }

  private spreadNamed(value: PyValue, node: syntax.Expression, context: Context): void {
    const dict = plainDict(value)
    if (!(dict instanceof DictObject) || dict.lost) this.open ??= unknownArguments(value, node, context)
    else for (const [key, item] of dict) if (typeof key === 'string') this.set(key, item, node)
  }
}

const noValues: ReadonlyMap<string, PyValue> = new Map()

const isConstantArgument = ({ star, value }: syntax.Argument): boolean => star === '' && isConstant(value)

/** Numbers, strings, None, True, False, and tuples of them: what cannot change from one run to the next. */
const isConstant = (node: syntax.Expression): boolean =>
  node.type === 'Number' ||
  node.type === 'String' ||
  (node.type === 'Constant' && node.value !== '...') ||
  (node.type === 'UnaryOp' && node.operand.type === 'Number') ||
  (node.type === 'Tuple' && node.elements.every(isConstant))

const unknownArguments = (value: PyValue, node: syntax.Expression, context: Context): Unknown =>
  unknownValue(known(value, placeOf(node, context))) ?? notKnown('what is unpacked here is not known', node, context)
