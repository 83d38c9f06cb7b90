/** The elements of data sets: nests of tensors, of which a data set knows the types, the sizes that differ being None. */
import { joinTypes } from '../../../../../layers/join.ts'
import { unknownType } from '../../../../../layers/policy.ts'
import type { ModelBuilder } from '../../../../../model/builder.ts'
import type { Place } from '../../../../../source/span.ts'
import { isShape, type Shape, type TensorType } from '../../../../../tensor/shape.ts'
import { isNone, none, type Size, type Unknown, unknown } from '../../../../../tensor/size.ts'
import { DictObject, ListObject, TupleObject } from '../../../evaluate/containers.ts'
import { known } from '../../../evaluate/foreign.ts'
import { HostObject } from '../../../evaluate/host.ts'
import { type PyValue, unknownValue } from '../../../evaluate/values.ts'
import { NumPyValue, wrapArray } from '../../numpy/array.ts'
import { toData } from '../../numpy/convert.ts'
import { vague } from '../../numpy/data.ts'
import { worldOf } from '../../numpy/worlds.ts'
import { arrayTensor, TensorValue } from '../nests.ts'
import { TensorObject } from '../tensors.ts'

/** A tensor as an element of a data set. */
export const leaf = (type: TensorType, builder: ModelBuilder): TensorObject =>
  new TensorObject({ type, producer: undefined, isData: true }, builder)

export const leafOfUnknown = (why: Unknown, builder: ModelBuilder): TensorObject =>
  leaf({ shape: why, dtype: unknownType }, builder)

/** What TensorFlow makes of one value: arrays, numbers, texts and lists of them are tensors. */
export function tensorOf(value: PyValue, builder: ModelBuilder, at: Place): TensorObject {
  if (value instanceof TensorValue) return leaf(value.tensor.type, builder)
  if (value instanceof NumPyValue) return leaf(arrayTensor(value.data).type, builder)
  const lost = unknownValue(known(value, at))
  const data = lost ? undefined : toData(value)
  if (data)
    return new TensorObject(arrayTensor({ ...data, dtype: data.weak ? ownType(data.dtype) : data.dtype }), builder)
  return leafOfUnknown(lost ?? unknown('this is not known as a tensor here', at), builder)
}

/** Python's own numbers are small in TensorFlow. */
const ownType = (dtype: string): string => (dtype === 'int64' ? 'int32' : dtype === 'float64' ? 'float32' : dtype)

/** A nest: tuples and dictionaries stay, everything else is a tensor. Data sets within data sets stay too. */
export function nestOf(
  value: PyValue,
  builder: ModelBuilder,
  at: Place,
  listsAre: 'tensors' | 'tuples' = 'tensors',
): PyValue {
  const part = (item: PyValue) => nestOf(item, builder, at, listsAre)
  if (value instanceof TupleObject) return value.with(value.items.map(part))
  if (value instanceof ListObject && !value.lost && listsAre === 'tuples') return new TupleObject(value.items.map(part))
  if (value instanceof DictObject && !value.lost) return mapDict(value, part)
  return isWhole(value) ? value : tensorOf(value, builder, at)
}

/** Something that is an element as it stands, such as a data set. */
const isWhole = (value: PyValue): boolean => value instanceof HostObject && 'element' in value

function mapDict(dict: DictObject, part: (item: PyValue) => PyValue): DictObject {
  const mapped = new DictObject()
  for (const [key, item] of dict) mapped.set(key, part(item))
  return mapped
}

/** The nest with each tensor's type changed. */
export function mapTypes(nest: PyValue, change: (type: TensorType) => TensorType, builder: ModelBuilder): PyValue {
  const part = (item: PyValue) => mapTypes(item, change, builder)
  if (nest instanceof TupleObject) return nest.with(nest.items.map(part))
  if (nest instanceof DictObject) return mapDict(nest, part)
  return nest instanceof TensorObject ? leaf(change(nest.tensor.type), builder) : nest
}

/** The nest with the sizes of each tensor changed, as far as they are known. */
export const mapShapes = (nest: PyValue, change: (shape: Shape) => Shape | Unknown, builder: ModelBuilder): PyValue =>
  mapTypes(nest, ({ shape, dtype }) => ({ shape: isShape(shape) ? change(shape) : shape, dtype }), builder)

/** The first tensor of a nest. */
export function firstLeaf(nest: PyValue): TensorObject | undefined {
  if (nest instanceof TensorObject) return nest
  const parts =
    nest instanceof TupleObject ? nest.items : nest instanceof DictObject ? [...nest].map(([, item]) => item) : []
  for (const part of parts) {
    const found = firstLeaf(part)
    if (found) return found
  }
  return undefined
}

const differing = unknown('it may differ from one element of the data set to the next')

/** An element as a loop gets it: what is None in its specification has some size or other. */
export const given = (nest: PyValue, builder: ModelBuilder): PyValue =>
  mapShapes(nest, shape => shape.map((size): Size => (isNone(size) ? differing : size)), builder)

/** The element as arrays of NumPy. */
export function arrays(nest: PyValue, builder: ModelBuilder): PyValue {
  const world = worldOf(builder)
  const part = (item: PyValue) => arrays(item, builder)
  if (nest instanceof TupleObject) return nest.with(nest.items.map(part))
  if (nest instanceof DictObject) return mapDict(nest, part)
  if (!(nest instanceof TensorObject) || !world) return nest
  const { shape, dtype } = nest.tensor.type
  return wrapArray(vague(dtype, shape, 'only data decides what it holds'), world)
}

/** What is certain of elements that are of either nest. */
export function joined(a: PyValue, b: PyValue, why: Unknown, builder: ModelBuilder): PyValue {
  if (a instanceof TupleObject && b instanceof TupleObject && a.items.length === b.items.length)
    return a.with(a.items.map((item, i) => joined(item, b.items[i]!, why, builder)))
  if (!(a instanceof TensorObject && b instanceof TensorObject)) return a === b ? a : why
  const type = joinTypes(a.tensor.type, b.tensor.type, why)
  const shape = isShape(type.shape) ? type.shape.map(size => (size === why ? none : size)) : type.shape
  return leaf({ ...type, shape }, builder)
}
