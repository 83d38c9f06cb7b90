/** What constant tensors hold, as far as TensorFlow computes it exactly as it is computed here. */
import type { Tensor, Tensors } from '../../../../model/tensor.ts'
import { isShape } from '../../../../tensor/shape.ts'
import { equalSizes } from '../../../../tensor/size.ts'
import { isLeaf } from '../../../../tensor/structure.ts'
import { TupleObject } from '../../evaluate/containers.ts'
import { isFloatValue, type PyValue } from '../../evaluate/values.ts'
import { NumPyValue, type World, wrap } from '../numpy/array.ts'
import { toData } from '../numpy/convert.ts'
import { cast, countOf, countsOf, type Data, isKnown } from '../numpy/data.ts'
import { type Element, isFloat } from '../numpy/dtypes.ts'
import { functions } from '../numpy/functions.ts'

/** A tensor whose elements are known. */
interface Constant extends Tensor {
  readonly elements: readonly Element[]
}

export const elementsOf = (tensor: Tensor): readonly Element[] | undefined =>
  'elements' in tensor ? (tensor as Constant).elements : undefined

/** The elements of constants that are larger are not kept. */
const mostKept = 1000

/** What an operation on data gave, with what it holds where that is known. `given` are its arguments by their own names. */
export function withContents(
  kind: string,
  given: ReadonlyMap<string, PyValue>,
  result: Tensors,
  world: World | undefined,
): Tensors {
  if (!world || !isLeaf(result) || !result.isData || !Object.hasOwn(computations, kind)) return result
  const { shape, dtype } = result.type
  const counts = countsOf(shape)
  if (!counts || countOf(counts) > mostKept) return result
  const data = dataOf(computations[kind]!(name => given.get(name) ?? undefined, world))
  const isSame =
    data &&
    isShape(data.shape) &&
    data.shape.length === counts.length &&
    data.shape.every((n, i) => equalSizes(n, counts[i]!))
  const elements = isSame ? cast(data, dtype).elements : undefined
  if (!elements || !isKnown(elements) || !elements.every(each => typeof each === 'number')) return result
  const constant: Constant = { ...result, elements }
  return constant
}

/** An element, or several, of a constant tensor. */
export const constantTensor = ({ shape, dtype, elements }: Data): Tensor => ({
  type: { shape, dtype },
  producer: undefined,
  isData: true,
  ...(isKnown(elements) && { elements }),
})

const dataOf = (value: PyValue | undefined): Data | undefined =>
  value instanceof NumPyValue || value instanceof TupleObject ? toData(value) : undefined

type Argument = (name: string) => PyValue | undefined
type Computation = (argument: Argument, world: World) => PyValue | undefined

/** The function of NumPy on tensors, which arrays are to it. */
const numpy = (name: string, given: Readonly<Record<string, PyValue | undefined>>, world: World) =>
  functions[name]!.run(Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)), world)

const made: Computation = (argument, world) => {
  const shape = argument('shape') ?? null
  return shape === null ? numpy('array', { a: argument('x') }, world) : undefined
}

/** Sums of floats depend on the order in which they are added. */
const reduced =
  (name: string, isExact: (data: Data) => boolean): Computation =>
  (argument, world) => {
    const x = argument('x')
    const data = x === undefined ? undefined : toData(x)
    if (!data || !isExact(data)) return undefined
    const axis = argument('axis')
    return numpy(name, { a: x, axis: axis ?? undefined, keepdims: argument('keepdims') }, world)
  }

const always = (): boolean => true
const isWhole = ({ dtype }: Data): boolean => !isFloat(dtype)

/** Numbers beside tensors have the type of these. */
const paired =
  (name: string): Computation =>
  (argument, world) => {
    const [a, b] = ['x1', 'x2'].map(each => argument(each)).map(each => (each === undefined ? undefined : toData(each)))
    if (!a || !b) return undefined
    const types = [a, b].filter(each => !each.weak).map(({ dtype }) => dtype)
    const dtype = types[0] ?? a.dtype
    if (types.some(each => each !== dtype)) return undefined
    return numpy(name, { x1: wrap(cast(a, dtype), world), x2: wrap(cast(b, dtype), world) }, world)
  }

const computations: Readonly<Record<string, Computation>> = {
  Constant: made,
  ConvertToTensor: made,
  Array: made,
  Cast: (argument, world) => numpy('array', { a: argument('x') }, world),
  Arange(argument, world) {
    const [start, stop, step] = ['start', 'stop', 'step'].map(argument)
    if ([start, stop, step].some(each => each !== undefined && each !== null && isFloatValue(each))) return undefined
    return numpy('arange', { start, stop: stop ?? undefined, step: step ?? undefined }, world)
  },
  Linspace: (argument, world) => evenly(argument('start'), argument('stop'), argument('num'), world),
  Sum: reduced('sum', isWhole),
  Prod: reduced('prod', isWhole),
  Max: reduced('max', always),
  Min: reduced('min', always),
  Any: reduced('any', always),
  All: reduced('all', always),
  Add: paired('add'),
  Subtract: paired('subtract'),
  Multiply: paired('multiply'),
  Maximum: paired('maximum'),
  Minimum: paired('minimum'),
  FloorDivide: paired('floor_divide'),
  Mod: paired('mod'),
  Equal: paired('equal'),
  NotEqual: paired('not_equal'),
  Less: paired('less'),
  LessEqual: paired('less_equal'),
  Greater: paired('greater'),
  GreaterEqual: paired('greater_equal'),
}

/** As TensorFlow divides the way from one float to another, in steps that are floats of 32 bits. */
function evenly(
  start: PyValue | undefined,
  stop: PyValue | undefined,
  count: PyValue | undefined,
  world: World,
): PyValue | undefined {
  const isKnown = start !== undefined && stop !== undefined && isFloatValue(start) && isFloatValue(stop)
  if (!isKnown || typeof count !== 'number' || count < 2 || count > mostKept) return undefined
  const [from, to] = [Math.fround(start.value), Math.fround(stop.value)]
  const step = Math.fround(Math.fround(to - from) / (count - 1))
  const between = Array.from({ length: count - 2 }, (_, i) => Math.fround(from + Math.fround(step * (i + 1))))
  return wrap({ dtype: 'float32', shape: [count], elements: [from, ...between, to] }, world)
}
