/** What expressions come to. */
import type { Value } from '../../../layers/value.ts'
import type { Tensors } from '../../../model/tensor.ts'
import { isShape } from '../../../tensor/shape.ts'
import { isNone, isSymbolic, isUnknown, type Size, unknown } from '../../../tensor/size.ts'
import { flatten } from '../../../tensor/structure.ts'
import type {
  BinaryNode,
  CallNode,
  ConditionalNode,
  Expression,
  ListNode,
  MemberNode,
  SizesNode,
  SubscriptNode,
  TemplateNode,
  UnaryNode,
  WordNode,
} from '../syntax.ts'
import { binary, Mistake, mostElements, negative, truth } from './arithmetic.ts'
import { callDefined } from './calls.ts'
import { type Context, placeOf, refuse, reportUnknownName } from './context.ts'
import { callFunction, functionNamed, valueFunctions } from './functions.ts'
import {
  describe,
  elementsOf,
  isDefinition,
  isFunction,
  isItems,
  isModule,
  isPlain,
  isRow,
  isTable,
  isTensors,
  type NetValue,
  tensorsOfValue,
  textOf,
  weightOf,
} from './values.ts'

/** What nodes of other places than expressions come to: layers in parentheses, names that mean nothing. */
export interface Reading {
  /** A name that means nothing by itself. */
  readonly word: (node: WordNode, context: Context) => NetValue
  /** A layer in parentheses. */
  readonly layer: (node: Expression & { readonly type: 'layer' }, context: Context) => NetValue
}

export const constants: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['true', true],
  ['True', true],
  ['false', false],
  ['False', false],
  ['none', null],
  ['None', null],
])

/** The value of an expression. What has none is reported, once for each place, and unknown. */
export function evaluateExpression(node: Expression, reading: Reading, context: Context): NetValue {
  switch (node.type) {
    case 'literal':
      return node.value
    case 'any size':
      return null
    case 'word': {
      const known = named(node.name, context)
      return known !== undefined ? known : reading.word(node, context)
    }
    case 'layer':
      return reading.layer(node, context)
    case 'sizes':
    case 'list':
      if (node.items.length <= fewItems && node.items.every(isAtom)) {
        const items = itemsOf(node, reading, context)
        return items.some(isItems) ? kept(items, node, context) : items
      }
  }
  const { budget } = context.world
  if (!budget.value(node, context, costOf(node))) return unknown('the analysis has ended')
  const value = budget.inside(
    () => placeOf(node, context),
    () => compute(node, reading, context),
  )
  if (value === undefined) return unknown('it is inside too many others', placeOf(node, context))
  return kept(value, node, context)
}

/** Lists that are as short cost nothing. */
export const fewItems = 32

const isAtom = ({ type }: Expression): boolean => type === 'literal' || type === 'any size' || type === 'word'

const costOf = (node: Expression): number => ('items' in node ? 1 + node.items.length / fewItems : 1)

/** A value, unless it is too long or holds too much. What it takes to make it is counted. */
function kept(value: NetValue, node: Expression, context: Context): NetValue {
  const weight = weightOf(value)
  if (weight <= fewItems) return value
  context.world.budget.value(node, context, weight / fewItems)
  return weight <= mostElements
    ? value
    : unknown(`a value with more than ${mostElements} parts`, placeOf(node, context))
}

const itemsOf = ({ items }: ListNode | SizesNode, reading: Reading, context: Context): readonly NetValue[] =>
  items.map(item => evaluateExpression(item, reading, context))

function compute(node: Compound, reading: Reading, context: Context): NetValue {
  switch (node.type) {
    case 'sizes':
    case 'list':
      return itemsOf(node, reading, context)
    case 'template':
      return filledIn(node, context)
    case 'unary':
      return unary(node, context)
    case 'binary':
      return binaryValue(node, context)
    case 'conditional':
      return conditional(node, reading, context)
    case 'member':
      return member(node, context)
    case 'subscript':
      return subscript(node, context)
    case 'call':
      return called(node, context)
  }
}

/** Expressions that hold others. */
type Compound = Exclude<Expression, { readonly type: 'literal' | 'any size' | 'word' | 'layer' }>

/** The value of an expression in which every name must mean something. */
export const evaluateStrictly = (node: Expression, context: Context): NetValue =>
  evaluateExpression(node, strict, context)

const strict: Reading = {
  word: (node, context) => {
    const meant = context.scope.get(node.name)
    if (meant !== undefined) return refuse(node, `${describe(meant)} is no value`, '.net', context)
    const size = sizeNamed(node.name, context)
    if (size !== undefined) return size
    const known = () => [...context.scope.known(), ...sizeNames, ...valueFunctions.keys()]
    return reportUnknownName(node, 'a value; texts stand in quotes', known, '.net', context)
  },
  layer: (node, context) =>
    node.arguments.length === 0
      ? evaluateStrictly({ type: 'word', ...node.word }, context)
      : refuse(node, 'a layer is no value here', '.net', context),
}

/** The value of a name: a constant, or what the scope says. Blocks, models and functions are no values. */
export function named(name: string, { scope }: Context): NetValue | undefined {
  if (constants.has(name)) return constants.get(name)!
  const value = scope.get(name)
  return value === undefined || isDefinition(value) ? undefined : value
}

/** Whether a value holds; undefined where that is not known. What has no value of its own, as a tensor, holds. */
export const isTrue = (value: NetValue): boolean | undefined => (isPlain(value) ? truth(value) : true)

// ---- the shape of what the line before puts out

/** Names for the sizes of the tensor that the line before puts out. */
export const sizeNames: readonly string[] = ['channels', 'height', 'width', 'length', 'shape', 'rank']

/** `channels`, `height` …, where no name of that kind is in the way and there is a line before. */
export const sizeNamed = (name: string, { flow }: Context): NetValue | undefined =>
  flow.current !== undefined && sizeNames.includes(name) ? sizeOfTensors(name, flow.current) : undefined

const axes: Readonly<Record<string, number>> = { channels: -1, height: 1, width: 2, length: 1 }

function sizeOfTensors(name: string, tensors: Tensors): NetValue | undefined {
  const [tensor] = flatten(tensors)
  if (!tensor) return unknown('there is no tensor')
  const { shape } = tensor.type
  if (!isShape(shape)) return shape
  if (name === 'rank') return shape.length
  if (name === 'shape') return shape.map(sizeValue)
  const axis = axes[name]
  if (axis === undefined) return undefined
  const size = shape.length > 1 ? shape.at(axis) : undefined
  return size === undefined ? unknown(`there is no ${name} in ${shape.length} axes`) : sizeValue(size)
}

const sizeValue = (size: Size): Value => (typeof size === 'object' && isNone(size) ? null : size)

// ---- each kind of expression

function filledIn({ parts }: TemplateNode, context: Context): NetValue {
  let text = ''
  for (const part of parts) {
    const value = typeof part === 'string' ? part : textOf(evaluateStrictly(part, context))
    if (typeof value !== 'string') return value
    text += value
    if (text.length > mostElements) return unknown('a text that is too long')
  }
  return text
}

function unary(node: UnaryNode, context: Context): NetValue {
  const value = evaluateStrictly(node.operand, context)
  if (node.operator === 'not') {
    const holds = isTrue(value)
    return holds === undefined ? openCondition(value) : !holds
  }
  if (!isPlain(value)) return refuse(node, `'-' cannot compute with ${describe(value)}`, '.net', context)
  return checked(negative(value), node, context)
}

const openCondition = (value: NetValue): NetValue =>
  isUnknown(value) ? value : unknown('whether it holds depends on an open size')

function binaryValue(node: BinaryNode, context: Context): NetValue {
  const { operator } = node
  const left = evaluateStrictly(node.left, context)
  if (operator === 'and' || operator === 'or') {
    const holds = isTrue(left)
    if (holds === undefined) return openCondition(left)
    return holds === (operator === 'or') ? left : evaluateStrictly(node.right, context)
  }
  const right = evaluateStrictly(node.right, context)
  if (operator === '+' && isItems(left) && isItems(right))
    return left.length + right.length <= mostElements
      ? [...left, ...right]
      : refuse(node, `more than ${mostElements} elements`, '.net', context)
  if (isPlain(left) && isPlain(right)) return checked(binary(operator, left, right), node, context)
  if (isUnknown(left)) return left
  if (isUnknown(right)) return right
  if ((operator === '==' || operator === '!=') && (left === null || right === null)) return operator === '!='
  return refuse(node, `'${operator}' cannot compute with ${describe(isPlain(left) ? right : left)}`, '.net', context)
}

const checked = (result: NetValue | Mistake, node: Expression, context: Context): NetValue =>
  result instanceof Mistake ? refuse(node, result.reason, '.net', context) : result

function conditional({ test, then, otherwise }: ConditionalNode, reading: Reading, context: Context): NetValue {
  const value = evaluateStrictly(test, context)
  const holds = isTrue(value)
  return holds === undefined ? openCondition(value) : evaluateExpression(holds ? then : otherwise, reading, context)
}

function member(node: MemberNode, context: Context): NetValue {
  const { name } = node
  const object = evaluateStrictly(node.object, context)
  if (isUnknown(object)) return object
  if (isModule(object)) {
    const found = object.scope.own(name.name)
    if (found !== undefined) return found
    return reportUnknownName(name, `a name of ${object.file}`, () => object.scope.known(), '.net', context)
  }
  if (isRow(object)) {
    const found = object.cells[object.columns.indexOf(name.name)]
    if (found !== undefined) return found
    return reportUnknownName(name, `a column of ${object.table}`, () => object.columns, '.net', context)
  }
  if (isTable(object)) return rowNamed(name.name, node, object, context)
  const tensors = tensorsOfValue(object)
  const size = tensors && sizeOfTensors(name.name, tensors)
  if (size !== undefined) return size
  if (tensors) return reportUnknownName(name, `one of ${sizeNames.join(', ')}`, () => sizeNames, '.net', context)
  return refuse(node, `${describe(object)} has no .${name.name}`, '.net', context)
}

/** A row by what stands in its first column. */
function rowNamed(name: string, node: Expression, table: NetValue, context: Context): NetValue {
  const rows = isTable(table) ? table.rows : []
  const found = rows.find(({ cells }) => cells[0] === name)
  return found ?? refuse(node, `${describe(table)} has no row that begins with ${name}`, '.net', context)
}

function subscript(node: SubscriptNode, context: Context): NetValue {
  const object = evaluateStrictly(node.object, context)
  const index = evaluateStrictly(node.index, context)
  if (isUnknown(object)) return object
  if (isUnknown(index)) return index
  if (isTable(object) && typeof index === 'string') return rowNamed(index, node, object, context)
  const elements = elementsOf(object)
  if (!elements) return refuse(node, `${describe(object)} has no elements`, '.net', context)
  if (isSymbolic(index)) return unknown('which element this is depends on an open size', placeOf(node, context))
  if (typeof index !== 'number')
    return refuse(node.index, `an index is a whole number, not ${describe(index)}`, '.net', context)
  const found = elements.at(index)
  if (found === undefined || index >= elements.length || index < -elements.length)
    return refuse(node, `there is no element ${index} among ${elements.length}`, '.net', context)
  return found
}

function called(node: CallNode, context: Context): NetValue {
  const { callee } = node
  const name = callee.type === 'word' ? callee.name : undefined
  const own = name === undefined ? evaluateStrictly(callee, context) : context.scope.get(name)
  const args = () => node.arguments.map(argument => evaluateStrictly(argument, context))
  if (own !== undefined && isUnknown(own)) return own
  if (own !== undefined && isFunction(own)) return callDefined(own, args(), node, context)
  const known = name === undefined ? undefined : functionNamed(name)
  if (known) return checked(callFunction(known, args()), node, context)
  if (own !== undefined || callee.type !== 'word')
    return refuse(node, `${own === undefined ? 'it' : describe(own)} is no function`, '.net', context)
  const names = () => [...context.scope.known(), ...valueFunctions.keys()]
  return reportUnknownName(callee, 'the name of a function', names, '.net', context)
}

/** The tensors that an expression names; undefined, which is reported, where it names none. */
export function tensorsIn(node: Expression, subject: string, context: Context): Tensors | undefined {
  const value = node.type === 'word' ? tensorNamed(node, subject, context) : evaluateStrictly(node, context)
  const tensors = tensorsOfValue(value)
  if (tensors === undefined && !isUnknown(value)) refuse(node, `${describe(value)} is no tensor`, subject, context)
  return tensors
}

function tensorNamed(node: WordNode, subject: string, context: Context): NetValue {
  const known = named(node.name, context)
  return known !== undefined ? known : reportTensor(node, subject, context)
}

function reportTensor(node: WordNode, subject: string, context: Context): NetValue {
  const { scope } = context
  const known = () => [...scope.known()].filter(name => isTensors(scope.get(name)!))
  return reportUnknownName(node, 'the name of a tensor', known, subject, context)
}
