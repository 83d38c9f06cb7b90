/** Evaluates expressions, one small function for each kind; calls and subscripts have files of their own. */
import { float } from '../../../layers/value.ts'
import type * as syntax from '../syntax.ts'
import { attributeOf } from './attributes.ts'
import { eitherValue } from './blocks.ts'
import { BytesObject } from './bytes.ts'
import { evaluateCall, hasProblem } from './calls.ts'
import { evaluateComprehension } from './comprehensions.ts'
import { DictObject, ListObject, TupleObject } from './containers.ts'
import { type Context, notKnown, placeOf } from './context.ts'
import { plainDict } from './conversions.ts'
import { ExceptionObject, exceptionTypes, Raised, raised } from './exceptions.ts'
import { known } from './foreign.ts'
import { evaluateLambda } from './functions.ts'
import { ellipsis } from './host.ts'
import { elementsOf, itemsIn, whyNoItems } from './iterators.ts'
import { binary, compare, isKey, notKnownTruth, truthOf, unary } from './operators.ts'
import { SetObject } from './sets.ts'
import { evaluateJoinedStr } from './strings.ts'
import { evaluateSlice, evaluateSubscript } from './subscripts.ts'
import { nameBound, nameValue } from './symbolic.ts'
import { type PyValue, unfinished, unknownValue } from './values.ts'

export function evaluate(node: syntax.Expression, context: Context): PyValue {
  if (!context.budget.enter()) return notKnown('this is nested too deeply', node, context)
  const value = evaluateNode(node, context)
  context.budget.leave()
  return settle(value, context)
}

/** What is done with a value that may certainly raise. */
export const settle = (value: PyValue, { handlers }: Context): PyValue =>
  value instanceof Raised ? handlers.settle(value) : value

function evaluateNode(node: syntax.Expression, context: Context): PyValue {
  switch (node.type) {
    case 'Name':
      return evaluateName(node, context)
    case 'Number':
      return evaluateNumber(node, context)
    case 'String':
      return node.value
    case 'Constant':
      return evaluateConstant(node)
    case 'Attribute':
      return nameValue(evaluateAttribute(node, context), node, context)
    case 'Call':
      return nameValue(evaluateCall(node, context), node, context)
    case 'Bytes':
      return new BytesObject(node.value)
    case 'Set':
      return evaluateSequence(node, context, items => new SetObject(items))
    case 'Tuple':
      return evaluateSequence(node, context, items => new TupleObject(items))
    case 'List':
      return evaluateSequence(node, context, items => new ListObject(items))
    case 'Dict':
      return evaluateDict(node, context)
    case 'BinOp':
      return evaluateBinOp(node, context)
    case 'UnaryOp':
      return unary(node.operator, evaluate(node.operand, context), placeOf(node, context))
    case 'BoolOp':
      return evaluateBoolOp(node, context)
    case 'Compare':
      return evaluateCompare(node, context)
    case 'IfExp':
      return evaluateIfExp(node, context)
    case 'Subscript':
      return nameValue(evaluateSubscript(node, context), node, context)
    case 'Slice':
      return evaluateSlice(node, context)
    case 'JoinedStr':
      return evaluateJoinedStr(node, context)
    case 'Lambda':
      return evaluateLambda(node, context)
    case 'ListComp':
    case 'SetComp':
    case 'DictComp':
    case 'GeneratorExp':
      return evaluateComprehension(node, context)
    case 'NamedExpr':
      return evaluateNamedExpr(node, context)
    case 'Missing':
      return notKnown('nothing is written here yet', node, context)
    default:
      return notKnown(`${unread[node.type]} is not evaluated`, node, context)
  }
}

const unread = {
  Await: 'await',
  Yield: 'yield',
  YieldFrom: 'yield from',
  Starred: 'a starred expression',
} as const

/** None is null; undefined is a name that nothing is bound to. */
function evaluateName(node: syntax.Name, context: Context): PyValue {
  const value = context.scope.get(node.name)
  if (value === undefined) return undefinedName(node, context)
  const named = nameBound(value, node.name, context)
  if (named !== value) context.scope.keep(node.name, named)
  return named
}

/** What was a name of Python 2 is certainly none; of others it is not known here what defines them. */
function undefinedName(node: syntax.Name, context: Context): PyValue {
  const why = `${node.name} is not defined here`
  if (gone.has(node.name)) return raised('NameError', why, placeOf(node, context))
  context.handlers.note(new ExceptionObject(exceptionTypes.NameError, []))
  return notKnown(why, node, context)
}

const gone = new Set(['basestring', 'execfile', 'long', 'raw_input', 'reduce', 'reload', 'unichr', 'unicode', 'xrange'])

function evaluateNumber(node: syntax.NumberConstant, context: Context): PyValue {
  if (node.value === null) return notKnown('a number too large to be read', node, context)
  if (node.kind === 'int') return node.value
  return node.kind === 'float' ? float(Number(node.value)) : notKnown('a complex number', node, context)
}

function evaluateConstant(node: syntax.NamedConstant): PyValue {
  if (node.value === 'None') return null
  return node.value === '...' ? ellipsis : node.value === 'True'
}

function evaluateAttribute(node: syntax.Attribute, context: Context): PyValue {
  const value = evaluate(node.value, context)
  const name = node.attribute.name
  if (name === '') return notKnown(unfinished, node, context)
  return attributeOf(value, name, context.journal, placeOf(node, context))
}

function evaluateSequence(
  node: syntax.Tuple | syntax.List | syntax.SetExpression,
  context: Context,
  make: (items: PyValue[]) => PyValue,
): PyValue {
  const items: PyValue[] = []
  for (const [i, element] of node.elements.entries()) {
    if (lacksComma(element, node.elements[i + 1], context)) continue
    if (element.type !== 'Starred') {
      const item = evaluate(element, context)
      if (!isUnfinished(item, element, context)) items.push(item)
      continue
    }
    const spread = evaluate(element.value, context)
    const inner = node.type === 'Set' ? elementsOf(spread) : itemsIn(spread)
    if (!inner) return whyNoItems(spread, placeOf(element, context))
    items.push(...inner)
  }
  return make(items)
}

/** `layers.Con` and the next element below it: a name that is still being typed. A call may be all that was meant. */
const lacksComma = ({ type, end }: syntax.Expression, next: syntax.Expression | undefined, context: Context): boolean =>
  (type === 'Name' || type === 'Attribute') && next !== undefined && hasProblem(end, next.start, context)

/**
 * Whether a value is not known because its expression is still being typed. Everything around that is then as if it
 * were not there: no element of a list, bound to no name.
 */
export function isUnfinished(value: PyValue, { start, end }: syntax.Expression, context: Context): boolean {
  const lost = unknownValue(value)
  return lost !== undefined && (lost.why === unfinished || hasProblem(start, end, context))
}

function evaluateDict(node: syntax.Dict, context: Context): PyValue {
  const dict = new DictObject()
  for (const [i, keyNode] of node.keys.entries()) {
    const given = evaluate(node.values[i]!, context)
    const value = keyNode === null ? plainDict(given) : given
    if (keyNode === null) {
      if (!(value instanceof DictObject) || value.lost)
        return unknownValue(value) ?? notKnown('what is unpacked here is not known', node, context)
      for (const [key, item] of value) dict.set(key, item)
      continue
    }
    const key = known(evaluate(keyNode, context), placeOf(keyNode, context))
    if (isKey(key)) dict.set(key, value)
    else dict.lost ??= unknownValue(key) ?? notKnown('a key of the dictionary is not known here', keyNode, context)
  }
  return dict
}

/** `a + b + c + …` nests on the left as deep as it is long, so it is walked, not recursed into. */
function evaluateBinOp(node: syntax.BinOp, context: Context): PyValue {
  const chain = [node]
  while (chain.at(-1)!.left.type === 'BinOp') chain.push(chain.at(-1)!.left as syntax.BinOp)
  let value = evaluate(chain.at(-1)!.left, context)
  for (const each of chain.reverse())
    value = binary(each.operator, value, evaluate(each.right, context), placeOf(each, context))
  return value
}

/** `and` and `or` give the operand that decides; where it is not known which that is, what they can give is joined. */
function evaluateBoolOp(node: syntax.BoolOp, context: Context, from = 0): PyValue {
  for (const [i, operand] of node.values.entries()) {
    if (i < from) continue
    const value = evaluate(operand, context)
    if (i === node.values.length - 1) return value
    const truth = truthOf(value)
    if (truth === (node.operator === 'or')) return value
    if (truth !== undefined) continue
    const why = notKnownTruth(value, placeOf(operand, context))
    return eitherValue(
      () => value,
      () => evaluateBoolOp(node, context, i + 1),
      why,
      context,
    )
  }
  return null
}

function evaluateCompare(node: syntax.Compare, context: Context): PyValue {
  let left = evaluate(node.left, context)
  let result: PyValue = true
  for (const [i, comparator] of node.comparators.entries()) {
    const right = evaluate(comparator, context)
    result = compare(node.operators[i]!, left, right, placeOf(node, context))
    if (result !== true) return result
    left = right
  }
  return result
}

function evaluateIfExp(node: syntax.IfExp, context: Context): PyValue {
  const test = evaluate(node.test, context)
  const truth = truthOf(test)
  if (truth !== undefined) return evaluate(truth ? node.body : node.orelse, context)
  return eitherValue(
    () => evaluate(node.body, context),
    () => evaluate(node.orelse, context),
    notKnownTruth(test, placeOf(node.test, context)),
    context,
  )
}

function evaluateNamedExpr(node: syntax.NamedExpr, context: Context): PyValue {
  const value = evaluate(node.value, context)
  const scope = context.walrus ?? context.scope
  scope.set(node.target.name, value)
  return value
}
