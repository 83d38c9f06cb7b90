/** Calls of operations: sorts Python arguments into tensors, numbers and settings, and computes. */
import type { Given } from '../../../../layers/bind.ts'
import { kerasOperations } from '../../../../layers/keras/operations/catalogue.ts'
import { dynamicNumber } from '../../../../layers/keras/operations/creating.ts'
import { ellipsis as ellipsisValue, sliceValue } from '../../../../layers/keras/operations/indexing.ts'
import { type OperationArguments, sortArguments } from '../../../../layers/operation.ts'
import type { OperationFunction } from '../../../../layers/operation-catalogue.ts'
import { withSymbols } from '../../../../layers/parameters.ts'
import type { CallPlace } from '../../../../layers/problem.ts'
import { isArrayValue, type Value } from '../../../../layers/value.ts'
import type { ModelBuilder } from '../../../../model/builder.ts'
import type { Tensor, Tensors } from '../../../../model/tensor.ts'
import type { Place } from '../../../../source/span.ts'
import { isShape, type Shape } from '../../../../tensor/shape.ts'
import { isUnknown, type Unknown, unknown } from '../../../../tensor/size.ts'
import { isLeaf } from '../../../../tensor/structure.ts'
import type { CallArguments } from '../../evaluate/call-arguments.ts'
import { ListObject, SliceObject, TupleObject } from '../../evaluate/containers.ts'
import { known } from '../../evaluate/foreign.ts'
import { ellipsis, HostObject } from '../../evaluate/host.ts'
import { isFloatValue, itemsOf, type PyValue, toArgument, unknownValue } from '../../evaluate/values.ts'
import { NumPyValue } from '../numpy/array.ts'
import { toData } from '../numpy/convert.ts'
import { worldOf } from '../numpy/worlds.ts'
import { callPlace } from './arguments.ts'
import { withContents } from './contents.ts'
import { arrayTensor, foreignTensor, TensorValue, toTensors } from './nests.ts'

/** What an operator computes: the function of that path, on these arguments. */
export function operate(path: string, args: readonly PyValue[], builder: ModelBuilder, at: Place): Tensors {
  const known = kerasOperations.byPath(path)
  if (!known) return foreignTensor(unknown(`${path} is not known here`, at))
  const sorted = sortArguments(known.kind, known.signature, args, new Map())
  return compute(known, sorted, builder, { ...at, arguments: new Map() })
}

/** What a call of a function gives; a value of which nothing is known where it holds neither tensors nor data. */
export function callOperation(
  known: OperationFunction,
  args: CallArguments,
  builder: ModelBuilder,
  at: Place,
): Tensors {
  if (args.open) return foreignTensor(args.open)
  const { kind, signature } = known
  const sorted = sortArguments(kind, signature, args.positional, args.named)
  const place = ownPlace(known, args, at)
  const [finding] = sorted.findings
  if (finding === undefined) return compute(known, sorted, builder, place)
  if (!foreignPath.test(signature.path)) builder.report(finding, kind.name, place, place)
  return foreignTensor(unknown(`the arguments of ${signature.path} do not fit`, at))
}

/** Functions of TensorFlow and K have had other arguments in other versions, so that nothing is certainly wrong. */
const foreignPath = /^(?:tf|backend)\./

/** Where the arguments stand, under the operation's own names. */
function ownPlace({ signature: { parameters } }: OperationFunction, args: CallArguments, at: Place): CallPlace {
  const own = (name: string) => parameters.find(each => each.name === name)?.own ?? name
  const places = {
    positional: args.places.positional,
    named: new Map([...args.places.named].map(([name, span]) => [own(name), span])),
  }
  return callPlace(
    parameters.map(parameter => parameter.own),
    { ...args, places },
    at,
  )
}

function compute(
  { kind, signature: { path } }: OperationFunction,
  { operands, parameters, rest }: OperationArguments<PyValue>,
  builder: ModelBuilder,
  place: CallPlace,
): Tensors {
  const tensors = new Map<string, Tensors>()
  const options = new Map<string, Value>()
  const given = [...operands, ...(rest ? [[rest.name, new TupleObject(rest.items)] as const] : [])]
  const symbolic = given.some(([, value]) => holdsTensor(value))
  const lost = symbolic
    ? undefined
    : firstLost(
        given.map(([, value]) => value),
        place,
      )
  if (lost && kind.name !== 'Reshape') return foreignTensor(lost)
  for (const [name, value] of given)
    if (lost) tensors.set(name, foreignTensor(lost))
    else if (hasTensor(value)) {
      const operand =
        foreignPath.test(path) && isSingle(name) ? packed(withData(value), builder, place) : withData(value)
      tensors.set(name, toTensors(operand, place) ?? notTensors(place))
    } else if (symbolic) options.set(name, toArgument(value, place))
    else tensors.set(name, dataOf(value, place))
  const read = (name: string, value: Value) => {
    const parameter = kind.parameters[name]
    return parameter ? withSymbols(parameter, value) : value
  }
  const named = new Map(
    [...parameters].map(([name, value]) => [name, read(name, parameterOf(name, value, path, place))]),
  )
  const settings: Given = { positional: [], named }
  if (foreignPath.test(path) && builder.bind(kind, settings).findings.length > 0)
    return foreignTensor(unknown(`the arguments of ${path} are not known here`, place))
  const result = builder.operate(kind, settings, { tensors, options }, place)
  if (symbolicIn(tensors)) return result
  const made = making.has(kind.name) ? tensors.get('x') : undefined
  const texts = made && isLeaf(made) ? made.texts : undefined
  return texts && isLeaf(result)
    ? { ...result, texts }
    : withContents(kind.name, new Map([...given, ...parameters]), result, worldOf(builder))
}

/** Operations that make tensors of what stands in the program, and leave it as it is. */
const making = new Set(['Constant', 'ConvertToTensor', 'Array'])

const symbolicIn = (tensors: ReadonlyMap<string, Tensors>): boolean =>
  [...tensors.values()].some(each => !isLeaf(each) || each.isData !== true)

/** A setting of the function at `path`. */
function parameterOf(name: string, value: PyValue, path: string, at: Place): Value {
  const isNumber =
    value instanceof TensorValue && isShape(value.tensor.type.shape) && value.tensor.type.shape.length === 0
  if (isNumber && counting.has(path)) return dynamicNumber
  if (path === 'ops.get_item') return keyOf(value, at)
  return path === 'tf.einsum' && typeof value === 'string' && name === 'subscripts'
    ? lowered(value)
    : settingOf(value, at)
}

const counting = new Set(['ops.arange', 'tf.range', 'backend.arange'])

/** TensorFlow takes letters of both cases for axes, Keras only lower ones. */
function lowered(subscripts: string): string {
  const free = [...'zyxwvutsrqponmlkjihgfedcba'].filter(letter => !subscripts.includes(letter))
  const names = new Map<string, string>()
  return subscripts.replace(/[A-Z]/g, letter => {
    if (!names.has(letter)) names.set(letter, free.shift() ?? letter)
    return names.get(letter)!
  })
}

const notTensors = (at: Place): Tensor => foreignTensor(unknown('this is not known as a tensor here', at))

/** Whether a tensor is certainly in it. */
const holdsTensor = (value: PyValue): boolean =>
  value instanceof TensorValue || (itemsOf(value)?.some(holdsTensor) ?? false)

/** Why a value, or a part of it, is not known as data. */
function firstLost(values: readonly PyValue[], at: Place): Unknown | undefined {
  for (const value of values) {
    const lost = unknownValue(known(value, at)) ?? firstLost(itemsOf(value) ?? [], at)
    if (lost) return lost
  }
  return undefined
}

/** Whether a tensor is in it, or something that may be one. */
function hasTensor(value: PyValue): boolean {
  if (value instanceof TensorValue || value instanceof NumPyValue) return true
  const items = itemsOf(value)
  return items?.some(item => hasTensor(item) || unknownValue(item) !== undefined || item instanceof HostObject) ?? false
}

/** Numbers beside tensors in a list are tensors without axes. */
function withData(value: PyValue): PyValue {
  const items = itemsOf(value)
  if (!items) return value
  return new ListObject(items.map(item => (isNumber(item) ? new Data(numberTensor(item)) : withData(item))))
}

class Data extends TensorValue {}

/** Whether an operand is one tensor rather than several. */
const isSingle = (operand: string): boolean => !several.has(operand)

const several = new Set(['xs', 'operands', 'inputs'])

/** TensorFlow makes one tensor of a list of tensors where it takes one. */
function packed(value: PyValue, builder: ModelBuilder, at: Place): PyValue {
  const items = itemsOf(value)
  if (!items) return value
  const parts = new ListObject(items.map(item => packed(item, builder, at)))
  const tensors = operate('ops.stack', [parts], builder, at)
  return isLeaf(tensors) ? new Data(tensors) : parts
}

const isNumber = (value: PyValue): boolean =>
  typeof value === 'number' || typeof value === 'boolean' || isFloatValue(value)

/** Keras makes tensors of Python's numbers in its usual types. */
const numberTensor = (value: PyValue): Tensor => ({
  type: { shape: [], dtype: typeof value === 'boolean' ? 'bool' : typeof value === 'number' ? 'int32' : 'float32' },
  producer: undefined,
  isData: true,
})

/** A number or a list of numbers as a tensor. */
function dataOf(value: PyValue, at: Place): Tensor {
  const data = isText(value) ? toData(value) : undefined
  if (data) return arrayTensor(data)
  const shape = listShape(value)
  if (!shape) return foreignTensor(unknown('this is not known as a tensor here', at))
  const [first] = leaves(value)
  return { type: { shape, dtype: numberTensor(first ?? null).type.dtype }, producer: undefined, isData: true }
}

/** Whether it is a text, or begins with one. */
function isText(value: PyValue): boolean {
  const items = itemsOf(value)
  return items ? items.length > 0 && isText(items[0]!) : typeof value === 'string'
}

/** The lengths of lists within lists, as long as each has that of the first; undefined where something is no number. */
function listShape(value: PyValue): Shape | undefined {
  const items = itemsOf(value)
  if (!items) return isNumber(value) ? [] : undefined
  const inner = items.length === 0 ? [] : listShape(items[0]!)
  return inner && [items.length, ...inner]
}

function leaves(value: PyValue): readonly PyValue[] {
  const items = itemsOf(value)
  return items ? items.slice(0, 1).flatMap(leaves) : [value]
}

/** A setting as rules read it: slices and `...` stand in keys, and a tensor stands for sizes that only data decides. */
function settingOf(value: PyValue, at: Place): Value {
  if (value === ellipsis) return ellipsisValue
  if (value instanceof SliceObject)
    return sliceValue(boundOf(value.lower, at), boundOf(value.upper, at), boundOf(value.step, at))
  if (value instanceof TensorValue) return sizesOf(value.tensor, at)
  if (value instanceof NumPyValue) return plainArray(value, at)
  const items = value instanceof TupleObject || value instanceof ListObject ? itemsOf(value) : undefined
  return items ? items.map(item => settingOf(item, at)) : toArgument(value, at)
}

/** What stands in brackets: a number that only data decides picks one element, as any other. */
function keyOf(value: PyValue, at: Place): Value {
  const parts = value instanceof TupleObject ? value.items : [value]
  const tensors = parts.filter(part => part instanceof TensorValue)
  if (!tensors.every(isIndex)) return unknown('what a tensor picks is not known here', at)
  if (tensors.length === 0) return settingOf(value, at)
  return parts.map(part =>
    part instanceof TensorValue ? unknown('only data decides which element it is', at) : settingOf(part, at),
  )
}

const isIndex = ({ tensor: { type } }: TensorValue): boolean =>
  isShape(type.shape) && type.shape.length === 0 && type.dtype !== 'bool'

/** Positions and sizes may be numbers of NumPy. */
function plainArray(value: NumPyValue, at: Place): Value {
  const argument = toArgument(value, at)
  return isArrayValue(argument) ? argument.content : argument
}

/** A tensor as the bound of a slice leaves open how long it is. */
const boundOf = (value: PyValue, at: Place): Value =>
  value instanceof TensorValue ? unknown('only data decides where the slice ends', at) : settingOf(value, at)

function sizesOf({ type: { shape } }: Tensor, at: Place): Value {
  if (isShape(shape) && shape.length === 0) return null
  const [count] = isShape(shape) ? shape : []
  if (typeof count === 'number' && count <= mostSizes) return Array<Value>(count).fill(null)
  return isUnknown(shape) ? shape : unknown('what a tensor holds is not known', at)
}

/** No shape has more axes. */
const mostSizes = 64
