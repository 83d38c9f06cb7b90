/** Where data sets come from: arrays, generators, numbers, other data sets, files. */
import type { ModelBuilder } from '../../../../../model/builder.ts'
import type { Place } from '../../../../../source/span.ts'
import { isShape } from '../../../../../tensor/shape.ts'
import { type Size, type Unknown, unknown } from '../../../../../tensor/size.ts'
import type { CallArguments } from '../../../evaluate/call-arguments.ts'
import { DictObject, TupleObject } from '../../../evaluate/containers.ts'
import { HostObject } from '../../../evaluate/host.ts'
import { Builtin } from '../../../evaluate/native.ts'
import { itemsOf, type PyValue } from '../../../evaluate/values.ts'
import { toInteger } from '../../numpy/convert.ts'
import { type Count, DatasetObject } from './dataset.ts'
import { firstLeaf, given, leaf, leafOfUnknown, mapShapes, nestOf } from './nests.ts'
import { elementOf, elementOfTypes, tensorSpec } from './specs.ts'

type Source = (args: CallArguments, builder: ModelBuilder, at: Place) => PyValue

const argument = ({ positional, named }: CallArguments, name: string, position: number): PyValue | undefined =>
  named.get(name) ?? positional[position]

const uncounted = (at: Place): Unknown => unknown('how many elements there are is decided by data', at)

/** What a data set is made of. */
function tensors(args: CallArguments, builder: ModelBuilder, at: Place): PyValue {
  const value = args.open ?? argument(args, 'tensors', 0)
  return nestOf(value ?? unknown('the tensors are not written yet', at), builder, at)
}

/** The elements are what stands at each place of the first axis. */
const fromSlices: Source = (args, builder, at) => {
  const whole = tensors(args, builder, at)
  const shape = firstLeaf(whole)?.tensor.type.shape
  const [first] = shape && isShape(shape) ? shape : []
  const element = mapShapes(whole, ([, ...rest]) => rest, builder)
  return new DatasetObject(element, countOf(first, at), builder, {}, argument(args, 'tensors', 0))
}

const countOf = (size: Size | undefined, at: Place): Count => (typeof size === 'number' ? size : uncounted(at))

const fromGenerator: Source = (args, builder, at) => {
  const signature = args.named.get('output_signature')
  const types = argument(args, 'output_types', 1)
  const element =
    signature === undefined && types !== undefined
      ? elementOfTypes(types, argument(args, 'output_shapes', 2), { builder, at })
      : elementOf(signature ?? unknown('what it yields is not known', at), builder, at)
  return new DatasetObject(element, uncounted(at), builder)
}

const range: Source = ({ positional }, builder, at) => {
  const [a, b, step = 1] = positional.map(each => toInteger(each))
  const [start, stop] = positional.length > 1 ? [a, b] : [0, a]
  const isKnown = start !== undefined && stop !== undefined && step !== undefined && step !== 0
  const count = isKnown ? Math.max(0, Math.ceil((stop - start) / step)) : uncounted(at)
  return new DatasetObject(leaf({ shape: [], dtype: 'int64' }, builder), count, builder)
}

/** `Dataset.zip((a, b))`, `Dataset.zip(a, b)`: as many elements as the shortest has. */
const zip: Source = (args, builder, at) => {
  const sets = args.positional.length > 1 ? new TupleObject(args.positional) : argument(args, 'datasets', 0)
  const counts: Count[] = []
  const part = (value: PyValue): PyValue => {
    if (value instanceof DatasetObject) counts.push(value.count)
    if (value instanceof DatasetObject) return value.element
    const items = itemsOf(value)
    if (items) return new TupleObject(items.map(part))
    if (!(value instanceof DictObject)) return leafOfUnknown(unknown('this is no data set here', at), builder)
    const dict = new DictObject()
    for (const [key, item] of value) dict.set(key, part(item))
    return dict
  }
  const element = part(sets ?? unknown('the data sets are not written yet', at))
  const count = counts.every(each => typeof each === 'number') ? Math.min(...(counts as number[])) : uncounted(at)
  return new DatasetObject(element, count, builder)
}

/** Texts, one after the other: lines of files, names of files, records. */
const texts: Source = (_, builder, at) =>
  new DatasetObject(leaf({ shape: [], dtype: 'string' }, builder), uncounted(at), builder)

const members: Readonly<Record<string, Source>> = {
  from_tensor_slices: fromSlices,
  from_tensors: (args, builder, at) => new DatasetObject(tensors(args, builder, at), 1, builder),
  from_generator: fromGenerator,
  range,
  zip,
  list_files: texts,
  random: (_, builder) =>
    new DatasetObject(leaf({ shape: [], dtype: 'int64' }, builder), Number.POSITIVE_INFINITY, builder),
}

/** `tf.data.Dataset`. */
class DatasetClass extends HostObject {
  readonly description = 'tf.data.Dataset'

  constructor(private readonly builder: ModelBuilder) {
    super()
  }

  override attribute(name: string, at: Place): PyValue {
    const source = Object.hasOwn(members, name) ? members[name] : undefined
    return source ? new Builtin(name, (args, place) => source(args, this.builder, place)) : super.attribute(name, at)
  }

  override get isClass(): boolean {
    return true
  }

  override keeps(): boolean {
    return true
  }

  override hasInstance(value: PyValue): boolean | undefined {
    return value instanceof DatasetObject || (value instanceof HostObject ? undefined : false)
  }
}

/** Lines of a table in batches, each column by its name: which there are stands in the file. */
const tables: Source = (_, builder, at) =>
  new DatasetObject(unknown('what its columns are stands in a file', at), uncounted(at), builder)

const makers: Readonly<Record<string, Source>> = {
  'tf.data.TFRecordDataset': texts,
  'tf.data.TextLineDataset': texts,
  'tf.data.experimental.make_csv_dataset': tables,
}

/** What a path of `tf.data` stands for; undefined where it has nothing to do with data sets. */
export function datasetMember(path: string, builder: ModelBuilder): PyValue | undefined {
  if (path === 'tf.data.Dataset') return new DatasetClass(builder)
  if (path === 'tf.data.experimental.AUTOTUNE' || path === 'tf.data.AUTOTUNE') return -1
  if (path === 'tf.TensorSpec' || path === 'tf.RaggedTensorSpec') return tensorSpec(path)
  if (path === 'tf.data.experimental.cardinality')
    return new Builtin(path, () => leaf({ shape: [], dtype: 'int64' }, builder))
  const made = Object.hasOwn(makers, path) ? makers[path] : undefined
  return made && new Builtin(path, (args, at) => made(args, builder, at))
}

/** Modules in which data sets are found. */
export const datasetModules: ReadonlySet<string> = new Set(['tf.data', 'tf.data.experimental'])

/** What a model gets of data: of the elements of a data set, which come with what is expected of it, the first part. */
export function inputIn(data: PyValue | undefined, builder: ModelBuilder): PyValue | undefined {
  if (!(data instanceof DatasetObject)) return data
  const element = given(data.element, builder)
  return element instanceof TupleObject ? element.items[0] : element
}
