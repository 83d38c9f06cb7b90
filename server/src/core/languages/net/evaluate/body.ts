/** Runs the lines of a body one after the other: layers, definitions of names, repetition and conditions. */
import type { Span } from '../../../source/span.ts'
import { isUnknown, type Unknown, unknown } from '../../../tensor/size.ts'
import type { Item } from '../parse/outline.ts'
import type {
  BranchStatement,
  Expression,
  ForStatement,
  Identifier,
  RepeatStatement,
  SharedStatement,
} from '../syntax.ts'
import { forgotten, runBoth } from './both-ways.ts'
import { type Context, type Frame, placeOf, refuse } from './context.ts'
import { evaluateStrictly, isTrue, tensorsIn } from './expressions.ts'
import { Graph, unknownTensor } from './flow.ts'
import { evaluateLayerStatement, loseLine, makeShared, nameTensors } from './layer.ts'
import { evaluateLet, evaluateTable, loseNames } from './names.ts'
import { describe, elementsOf, isShared, type NetValue } from './values.ts'

/** Runs lines until they end, or the budget does. */
export function runBody(items: readonly Item[], frame: Frame): void {
  const { budget } = frame.world
  for (let i = 0; i < items.length; ) {
    const context = contextOf(items[i]!, frame)
    if (!budget.line(items[i]!.statement ?? start, context)) return endHere(context)
    const chain = chainFrom(items, i)
    if (chain) runChain(chain, context)
    else runItem(items[i]!, context)
    i += chain?.length ?? 1
  }
}

const start: Span = { from: 0, to: 0 }

/** Lines that are not run any more could have changed everything. */
function endHere(context: Context): void {
  const why = unknown('the analysis ended before', placeOf(start, context))
  context.flow.forget(why)
  context.outputs.splice(0, context.outputs.length, unknownTensor(why))
}

/** Each line has one, so that it is written out rather than copied. */
export const contextOf = ({ index }: Item, { world, module, scope, flow, outputs }: Frame): Context => ({
  world,
  module,
  scope,
  flow,
  outputs,
  base: module.tree.starts[index]!,
})

function runItem(item: Item, context: Context): void {
  const { statement, line, body } = item
  if (line.problems.length > 0 || !statement) return loseItem(item, context)
  switch (statement.type) {
    case 'layer':
      return evaluateLayerStatement(statement, item, context)
    case 'output':
      for (const node of statement.outputs) addOutput(node, context)
      return
    case 'branch':
      return runBranch(statement, body, context)
    case 'repeat':
      return runRepeat(statement, body, context)
    case 'for':
      return runFor(statement, body, context)
    case 'let':
      return evaluateLet(statement, context)
    case 'table':
      return evaluateTable(statement, body, context)
    case 'shared':
      return runShared(statement, context)
    case 'elif':
    case 'else':
      refuse(statement, `there is no 'if' before this '${statement.type}'`, '.net', context)
      return runBody(body, context)
    case 'row':
      refuse(statement, 'a line of values belongs to a table', '.net', context)
      return
    default:
      refuse(statement, `'${statement.type}' stands at the left edge of the file`, '.net', context)
  }
}

/** A line that cannot be read costs itself: what is below it runs, as far as it can. */
function loseItem({ statement, body }: Item, context: Context): void {
  if (statement?.type === 'layer') loseLine(statement, context)
  else {
    context.flow.lose()
    loseNames(statement, context)
  }
  if (statement?.type === 'table' || statement?.type === 'block' || statement?.type === 'model') return
  runBody(body, context)
}

function addOutput(node: Expression, context: Context): void {
  const tensors = tensorsIn(node, 'output', context)
  context.outputs.push(tensors ?? unknownTensor(unknown('this is no tensor', placeOf(node, context))))
}

function runShared({ name, layer }: SharedStatement, context: Context): void {
  const made = layer && makeShared(layer, context)
  if (name && made && isShared(made)) context.world.builder.nameLayer(made.layer, name.name)
  if (name) context.scope.set(name.name, made ?? unknown(`${name.name} is not known`, placeOf(name, context)))
}

/** Lines beside the others: afterwards all is as before them, but for the names. */
function runBranch({ name, input }: BranchStatement, body: readonly Item[], context: Context): void {
  const { flow } = context
  const before = flow.current
  if (input) flow.current = tensorsIn(input, 'branch', context) ?? flow.current
  inside(context, () => runBody(body, context))
  const lost = () => unknownTensor(unknown('there is no input', placeOf(name!, context)))
  if (name) nameTensors(name.name, flow.current ?? lost(), context)
  flow.current = before
}

// ---- repetition

function runRepeat({ times, index }: RepeatStatement, body: readonly Item[], context: Context): void {
  const count = times ? evaluateStrictly(times, context) : 0
  if (typeof count === 'number') {
    for (let i = 0; i < count && !context.world.budget.isSpent; i++) {
      if (index) context.scope.set(index.name, i)
      inside(context, () => runBody(body, context))
      if (body.length === 0) return
    }
    return
  }
  if (!isOpen(count)) refuse(times!, `it takes a whole number, not ${describe(count)}`, 'repeat', context)
  runOnce(body, index ? [index] : [], reasonOf(count, 'how often this repeats is not known', times!, context), context)
}

function runFor({ targets, items }: ForStatement, body: readonly Item[], context: Context): void {
  const value = items ? evaluateStrictly(items, context) : []
  const elements = isUnknown(value) ? undefined : elementsOf(value)
  if (!elements) {
    if (!isOpen(value)) refuse(items!, `it goes through a list, not ${describe(value)}`, 'for', context)
    return runOnce(body, targets, reasonOf(value, 'what this goes through is not known', items!, context), context)
  }
  for (const element of elements) {
    if (context.world.budget.isSpent) return
    bindElement(targets, element, context)
    inside(context, () => runBody(body, context))
  }
}

/** Several names take an element apart. */
export function bindElement(targets: readonly Identifier[], element: NetValue, context: Context): void {
  const [only] = targets
  if (targets.length === 1) return context.scope.set(only!.name, element)
  const parts = isUnknown(element) ? [] : (elementsOf(element) ?? [])
  if (!isUnknown(element) && parts.length !== targets.length) {
    const names = { from: only!.from, to: targets.at(-1)!.to }
    const parted = `${targets.length} names take apart ${targets.length} values, not ${describe(element)}`
    refuse(names, parted, '.net', context)
  }
  targets.forEach((target, i) => {
    const part = parts[i]
    const lost = () => unknown(`${target.name} is not known`, placeOf(target, context))
    context.scope.set(target.name, part === undefined ? lost() : part)
  })
}

/** A body of which it is not known how often it runs: what it changes is not known after it. */
function runOnce(body: readonly Item[], targets: readonly Identifier[], why: Unknown, context: Context): void {
  const { scope, flow, outputs } = context
  for (const { name } of targets) scope.set(name, why)
  const before = scope.entries()
  const { length } = outputs
  const inputs = flow instanceof Graph ? flow.inputCount : 0
  inside(context, () => runBody(body, context))
  for (const [name, value] of scope.entries()) if (before.get(name) !== value) scope.set(name, forgotten(value, why))
  flow.forget(why)
  if (outputs.length > length) outputs.splice(length, outputs.length, unknownTensor(why))
  if (flow instanceof Graph && flow.inputCount > inputs) flow.doubt(why)
}

const isOpen = (value: NetValue): boolean =>
  typeof value === 'object' &&
  value !== null &&
  'kind' in value &&
  (value.kind === 'unknown' || value.kind === 'symbolic')

const reasonOf = (value: NetValue, why: string, node: Expression, context: Context): Unknown =>
  isUnknown(value) ? value : unknown(why, placeOf(node, context))

function inside(context: Context, run: () => void): void {
  const ran = context.world.budget.within(
    () => placeOf(start, context),
    () => {
      run()
      return true
    },
  )
  if (!ran) endHere(context)
}

// ---- conditions

/** An `if` with what belongs to it; undefined where no `if` stands there. */
function chainFrom(items: readonly Item[], start: number): readonly Item[] | undefined {
  if (items[start]!.statement?.type !== 'if') return undefined
  let end = start + 1
  while (items[end]?.statement?.type === 'elif') end++
  if (items[end]?.statement?.type === 'else') end++
  return items.slice(start, end)
}

/** Runs the first body whose condition holds; where that is not known, both ways. */
function runChain(chain: readonly Item[], frame: Frame): void {
  for (const [i, item] of chain.entries()) {
    const here = contextOf(item, frame)
    const holds = conditionOf(item, here)
    if (holds === false) continue
    const run = (within: Frame) => inside({ ...here, ...within }, () => runBody(item.body, within))
    if (holds === true) return run(frame)
    const others = chain.slice(i + 1)
    return runBoth(run, within => inside({ ...here, ...within }, () => runChain(others, within)), holds, here)
  }
}

/** Whether a body of an `if` is run, or why that is not known. */
function conditionOf({ statement, line }: Item, context: Context): boolean | Unknown {
  const test = statement?.type === 'if' || statement?.type === 'elif' ? statement.test : undefined
  const isRead = line.problems.length === 0
  if (statement?.type === 'else' && isRead) return true
  if (!isRead || !test) {
    context.flow.lose()
    return unknown('the condition is not understood', placeOf(statement ?? start, context))
  }
  const value = evaluateStrictly(test, context)
  return isTrue(value) ?? reasonOf(value, 'whether this holds is not known', test, context)
}
