/** What can be done with data sets. Each method gives a new one. Source: tensorflow/python/data/ops/dataset_ops.py. */
import type { ModelBuilder } from '../../../../../model/builder.ts'
import type { Place } from '../../../../../source/span.ts'
import type { Shape } from '../../../../../tensor/shape.ts'
import { none, type Size, type Unknown, unknown } from '../../../../../tensor/size.ts'
import { argumentsOf } from '../../../evaluate/call-arguments.ts'
import { DictObject, TupleObject } from '../../../evaluate/containers.ts'
import { HostObject } from '../../../evaluate/host.ts'
import { Builtin } from '../../../evaluate/native.ts'
import { itemsOf, type PyValue, unknownValue } from '../../../evaluate/values.ts'
import { toInteger, toSize, toTruth } from '../../numpy/convert.ts'
import { worldOf } from '../../numpy/worlds.ts'
import { sizesOf } from '../custom-parts.ts'
import { TensorObject } from '../tensors.ts'
import { type Count, DatasetObject, numpyIterator } from './dataset.ts'
import { joined, leaf, leafOfUnknown, mapShapes, nestOf } from './nests.ts'

/** One call of a method: the data set, and its arguments by their names. */
interface Call {
  readonly set: DatasetObject
  readonly builder: ModelBuilder
  readonly argument: (name: string) => PyValue | undefined
  readonly at: Place
}

interface Method {
  readonly parameters: readonly string[]
  readonly run: (call: Call) => PyValue
}

const method = (parameters: string, run: Method['run']): Method => ({ parameters: parameters.split(', '), run })

/** A data set like the one of the call, but for what is given. */
const like = ({ set, builder }: Call, change: { readonly element?: PyValue; readonly count?: Count }): DatasetObject =>
  new DatasetObject(change.element ?? set.element, change.count ?? set.count, builder)

const uncounted = (at: Place): Unknown => unknown('how many elements a data set has is not known here', at)

/** A number of elements that is computed from the own one and a known argument. */
function counted(
  { set: { count }, at }: Call,
  by: PyValue | undefined,
  compute: (count: number, by: number) => Count,
): Count {
  const number = by === undefined ? undefined : toInteger(by)
  return number === undefined || typeof count !== 'number' ? uncounted(at) : compute(count, number)
}

/** Takes as many as there are, where fewer are there; of one that is not known there is at least one. */
function taken({ set: { count }, at, argument }: Call): Count {
  const number = toInteger(argument('count') ?? null)
  if (number === undefined) return uncounted(at)
  if (number < 0) return count
  if (typeof count === 'number') return Math.min(count, number)
  return number <= 1 ? number : uncounted(at)
}

function batched(call: Call): DatasetObject {
  const size = call.argument('batch_size')
  const drops = toTruth(call.argument('drop_remainder'), false)
  const number = size === undefined ? undefined : toSize(size)
  const outer = batchSize(number, drops, call.at)
  const element = mapShapes(call.set.element, shape => [outer, ...shape], call.builder)
  const whole = drops ? Math.floor : Math.ceil
  const count = counted(call, size, (own, by) => whole(own / by))
  return new DatasetObject(element, count, call.builder, {}, drops === false ? call.set.content : undefined)
}

/** Without `drop_remainder` the last batch may be smaller. */
function batchSize(size: Size | undefined, drops: boolean | undefined, at: Place): Size {
  if (drops === false) return none
  return (drops ? size : undefined) ?? unknown('how large a batch is is not known here', at)
}

function paddedBatch(call: Call): DatasetObject {
  const shapes = call.argument('padded_shapes') ?? null
  const element = shapes === null ? call.set.element : padded(call.set.element, shapes, call)
  return batched({ ...call, set: new DatasetObject(element, call.set.count, call.builder) })
}

/** Each tensor has the shape that is said; None is as long as the longest of the batch. */
function padded(nest: PyValue, shapes: PyValue, call: Call): PyValue {
  if (nest instanceof TupleObject) {
    const parts = itemsOf(shapes)
    return nest.with(nest.items.map((item, i) => padded(item, parts?.[i] ?? null, call)))
  }
  if (nest instanceof DictObject) {
    const mapped = new DictObject()
    for (const [key, item] of nest)
      mapped.set(key, padded(item, (shapes instanceof DictObject ? shapes.get(key) : null) ?? null, call))
    return mapped
  }
  if (!(nest instanceof TensorObject)) return nest
  return leaf({ ...nest.tensor.type, shape: sizesOf(shapes, call.at) }, call.builder)
}

function mapped(call: Call): PyValue {
  const result = applied(call, call.argument('map_func'))
  return like(call, { element: nestOf(result, call.builder, call.at, 'tuples') })
}

/** What a function gives for an element, whose parts are its arguments where it is a tuple. */
function applied({ set: { element }, at }: Call, applied: PyValue | undefined): PyValue {
  if (!(applied instanceof HostObject))
    return (applied && unknownValue(applied)) ?? unknown('the function is not known here', at)
  return applied.call(argumentsOf(element instanceof TupleObject ? element.items : [element]), at)
}

/** The elements of the data sets that a function gives, one after the other. */
function flatMapped(call: Call): DatasetObject {
  const inner = applied(call, call.argument('map_func'))
  const element =
    inner instanceof DatasetObject
      ? inner.element
      : leafOfUnknown(unknown('what data sets a function gives is not known', call.at), call.builder)
  return like(call, { element, count: uncounted(call.at) })
}

/** Each part of the elements becomes a data set of so many of them. */
function windows(call: Call): DatasetObject {
  const { builder, argument, at } = call
  const [size = null, shift = size, drops = null] = ['size', 'shift', 'drop_remainder'].map(argument)
  const count = drops === true ? (toInteger(size) ?? uncounted(at)) : uncounted(at)
  const part = (nest: PyValue): PyValue =>
    nest instanceof TupleObject ? nest.with(nest.items.map(part)) : new DatasetObject(nest, count, builder)
  const all = toInteger(size)
  return like(call, {
    element: part(call.set.element),
    count:
      drops === true && all !== undefined
        ? counted(call, shift ?? size, (own, by) => Math.max(0, Math.floor((own - all) / by) + 1))
        : uncounted(at),
  })
}

function concatenated(call: Call): PyValue {
  const { set, builder, at } = call
  const other = call.argument('dataset')
  if (!(other instanceof DatasetObject)) return uncounted(at)
  const why = unknown('it differs in the data sets that are concatenated', at)
  const count =
    typeof set.count === 'number' && typeof other.count === 'number' ? set.count + other.count : uncounted(at)
  return like(call, { element: joined(set.element, other.element, why, builder), count })
}

const scalar = (builder: ModelBuilder): TensorObject => leaf({ shape: [], dtype: 'int64' }, builder)

/** The first axis of each element goes: what it holds are elements now. */
const unbatched = (call: Call): DatasetObject =>
  like(call, {
    element: mapShapes(call.set.element, (shape: Shape) => shape.slice(1), call.builder),
    count: uncounted(call.at),
  })

const ragged = (call: Call): DatasetObject => {
  const element = mapShapes(call.set.element, shape => [none, ...shape], call.builder)
  return like(call, { element, count: counted(call, call.argument('batch_size'), (n, by) => Math.ceil(n / by)) })
}

const same = (parameters: string): Method => method(parameters, ({ set }) => set)

const methods: Readonly<Record<string, Method>> = {
  map: method('map_func, num_parallel_calls, deterministic, synchronous, use_unbounded_threadpool, name', mapped),
  batch: method('batch_size, drop_remainder, num_parallel_calls, deterministic, name', batched),
  padded_batch: method('batch_size, padded_shapes, padding_values, drop_remainder, name', paddedBatch),
  ragged_batch: method('batch_size, drop_remainder, row_splits_dtype, name', ragged),
  unbatch: method('name', unbatched),
  shuffle: same('buffer_size, seed, reshuffle_each_iteration, name'),
  prefetch: same('buffer_size, name'),
  cache: same('filename, name'),
  with_options: same('options, name'),
  rebatch: method('batch_size, drop_remainder, name', call => batched({ ...call, set: unbatched(call) })),
  repeat: method('count, name', call => {
    const count = call.argument('count') ?? null
    const isEndless = count === null || toInteger(count) === -1
    return like(call, {
      count: isEndless ? Number.POSITIVE_INFINITY : counted(call, count, (own, times) => own * times),
    })
  }),
  take: method('count, name', call => like(call, { count: taken(call) })),
  skip: method('count, name', call =>
    like(call, { count: counted(call, call.argument('count'), (own, by) => (by < 0 ? 0 : Math.max(0, own - by))) }),
  ),
  shard: method('num_shards, index, name', call => {
    const index = toInteger(call.argument('index') ?? null)
    const shards = call.argument('num_shards')
    return like(call, {
      count:
        index === undefined ? uncounted(call.at) : counted(call, shards, (own, by) => Math.ceil((own - index) / by)),
    })
  }),
  filter: method('predicate, name', call => like(call, { count: uncounted(call.at) })),
  take_while: method('predicate, name', call => like(call, { count: uncounted(call.at) })),
  enumerate: method('start, name', call =>
    like(call, { element: new TupleObject([scalar(call.builder), call.set.element]) }),
  ),
  concatenate: method('dataset, name', concatenated),
  flat_map: method('map_func, name', flatMapped),
  interleave: method('map_func, cycle_length, block_length, num_parallel_calls, deterministic, name', flatMapped),
  window: method('size, shift, stride, drop_remainder, name', windows),
  apply: method('transformation_func', call => {
    const transformation = call.argument('transformation_func')
    const result = transformation instanceof HostObject ? transformation.call(argumentsOf([call.set]), call.at) : null
    return result instanceof DatasetObject ? result : like(call, vague(call))
  }),
  cardinality: method('name', ({ builder }) => scalar(builder)),
  as_numpy_iterator: method('name', ({ set, builder, at }) => {
    const world = worldOf(builder)
    return world ? numpyIterator(set, world.journal) : unknown('what it goes through is not known here', at)
  }),
  get_single_element: method('name', ({ set }) => set.element),
}

/** Of the elements nothing is known. */
const vague = ({ builder, at }: Call): { readonly element: PyValue; readonly count: Count } => ({
  element: leafOfUnknown(unknown('what a function makes of a data set is not known', at), builder),
  count: uncounted(at),
})

/** A method of a data set; undefined where there is none of that name. */
export function methodOf(set: DatasetObject, name: string): PyValue | undefined {
  const found = Object.hasOwn(methods, name) ? methods[name] : undefined
  if (!found) return undefined
  return new Builtin(name, (args, at) => {
    const argument = (each: string) => args.named.get(each) ?? args.positional[found.parameters.indexOf(each)]
    const call: Call = { set, builder: set.builder, argument, at }
    return args.open ? like(call, vague(call)) : found.run(call)
  })
}
