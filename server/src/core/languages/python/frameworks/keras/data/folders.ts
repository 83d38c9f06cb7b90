/** Data sets of files in folders and of series of numbers. Sources: keras/src/utils, keras/src/legacy/preprocessing. */
import { floatType } from '../../../../../layers/policy.ts'
import type { ModelBuilder } from '../../../../../model/builder.ts'
import type { Place } from '../../../../../source/span.ts'
import { isShape } from '../../../../../tensor/shape.ts'
import { none, type Size, type Unknown, unknown } from '../../../../../tensor/size.ts'
import type { CallArguments } from '../../../evaluate/call-arguments.ts'
import { ListObject, TupleObject } from '../../../evaluate/containers.ts'
import { Foreign } from '../../../evaluate/foreign.ts'
import { Builtin } from '../../../evaluate/native.ts'
import { itemsOf, type PyValue, unknownValue } from '../../../evaluate/values.ts'
import { toSize } from '../../numpy/convert.ts'
import { type Count, DatasetObject } from './dataset.ts'
import { leaf, tensorOf } from './nests.ts'

/** The arguments of one call by their names. */
interface Call {
  readonly builder: ModelBuilder
  readonly argument: (name: string) => PyValue | undefined
  readonly open: Unknown | undefined
  readonly at: Place
}

const inFolder = (at: Place): Unknown => unknown('what stands in a folder is not known here', at)

/** A size that is given; unknown where it is given and not known. */
const sizeIn = (value: PyValue | undefined, fallback: Size, at: Place): Size =>
  value === undefined ? fallback : (toSize(value) ?? unknownValue(value) ?? unknown('a size is not known here', at))

/** Two sizes of pictures. */
function pictureSize(value: PyValue | undefined, { at, open }: Call): readonly [Size, Size] {
  const lost = (value === undefined ? undefined : unknownValue(value)) ?? open
  const items = value === undefined ? [256, 256] : itemsOf(value)
  const [height, width] = items ?? []
  const why = lost ?? unknown('the size of the pictures is not known here', at)
  if (open && value === undefined) return [why, why]
  return items?.length === 2 ? [sizeIn(height, why, at), sizeIn(width, why, at)] : [why, why]
}

const channels: Readonly<Record<string, number>> = { rgb: 3, rgba: 4, grayscale: 1 }

const channelsOf = ({ argument, open, at }: Call): Size => {
  const mode = argument('color_mode') ?? open ?? 'rgb'
  return (typeof mode === 'string' ? channels[mode] : undefined) ?? unknown('how pictures are read is not known', at)
}

/** The names of the classes that are given; undefined where the folders say. */
const classNames = (value: PyValue | undefined): readonly PyValue[] | undefined =>
  value === undefined ? undefined : itemsOf(value)

/** What comes with each file: nothing for None; undefined where that is not known. */
function labelOf(call: Call): TensorShape | null | undefined {
  const { argument, at, open } = call
  const written = argument('label_mode')
  const mode = written === undefined ? (open ?? 'int') : written
  if (mode === null || argument('labels') === null) return null
  if (mode === 'int') return { shape: [], dtype: 'int32' }
  if (mode === 'binary') return { shape: [1], dtype: floatType }
  if (mode !== 'categorical') return undefined
  return { shape: [classNames(argument('class_names'))?.length ?? inFolder(at)], dtype: floatType }
}

interface TensorShape {
  readonly shape: readonly Size[]
  readonly dtype: string
}

/** What stands in a folder, in batches of 32 unless something else is said; never without any file. */
function fromFolder(file: TensorShape, call: Call): PyValue {
  const { builder, argument, at, open } = call
  const label = labelOf(call)
  const outer = argument('batch_size') === null ? [] : [none]
  const part = ({ shape, dtype }: TensorShape) => leaf({ shape: [...outer, ...shape], dtype }, builder)
  const why = open ?? unknown('which labels there are is not known here', at)
  const target = label ? part(label) : leaf({ shape: why, dtype: floatType }, builder)
  const element = label === null ? part(file) : new TupleObject([part(file), target])
  const names = classNames(argument('class_names'))
  const set = new DatasetObject(element, inFolder(at), builder, {
    class_names: names ? new ListObject([...names]) : new Foreign('class_names'),
    file_paths: new Foreign('file_paths'),
  })
  return argument('subset') === 'both' ? new TupleObject([set, set]) : set
}

const pictures = (call: Call): PyValue =>
  fromFolder({ shape: [...pictureSize(call.argument('image_size'), call), channelsOf(call)], dtype: floatType }, call)

const texts = (call: Call): PyValue => fromFolder({ shape: [], dtype: 'string' }, call)

const sounds = (call: Call): PyValue => fromFolder({ shape: [none, none], dtype: floatType }, call)

/** Windows of a series: how long they are is not part of their specification. */
function series(call: Call): PyValue {
  const { builder, argument, at } = call
  const part = (value: PyValue, outer: readonly Size[]) => {
    const { shape, dtype } = tensorOf(value, builder, at).tensor.type
    return leaf({ shape: isShape(shape) ? [...outer, ...shape.slice(1)] : shape, dtype }, builder)
  }
  const isBatched = argument('batch_size') !== null
  const batch = isBatched ? [none] : []
  const windows = part(argument('data') ?? unknown('the data are not written yet', at), [...batch, none])
  const targets = argument('targets') ?? null
  const element = targets === null ? windows : new TupleObject([windows, part(targets, batch)])
  const count: Count = unknown('how many windows there are is not known here', at)
  return new DatasetObject(element, count, builder)
}

const files =
  'directory, labels, label_mode, class_names, color_mode, batch_size, image_size, shuffle, seed, validation_split, subset'

interface Maker {
  readonly parameters: readonly string[]
  readonly run: (call: Call) => PyValue
}

const maker = (parameters: string, run: Maker['run']): Maker => ({ parameters: parameters.split(', '), run })

const makers: Readonly<Record<string, Maker>> = {
  image_dataset_from_directory: maker(files, pictures),
  text_dataset_from_directory: maker('directory, labels, label_mode, class_names, batch_size, max_length', texts),
  audio_dataset_from_directory: maker(
    'directory, labels, label_mode, class_names, batch_size, sampling_rate, output_sequence_length',
    sounds,
  ),
  timeseries_dataset_from_array: maker(
    'data, targets, sequence_length, sequence_stride, sampling_rate, batch_size',
    series,
  ),
}

/** What a path below `keras` stands for; undefined where it makes no data set. */
export function folderFunction(path: readonly string[], builder: ModelBuilder): PyValue | undefined {
  const [first = ''] = path
  const name = path.at(-1)!
  const found =
    (first === 'utils' || first === 'preprocessing') && Object.hasOwn(makers, name) ? makers[name] : undefined
  return found && new Builtin(name, (args, at) => found.run(callOf(found, args, builder, at)))
}

const callOf = ({ parameters }: Maker, args: CallArguments, builder: ModelBuilder, at: Place): Call => ({
  builder,
  argument: name => (args.named.has(name) ? args.named.get(name) : args.positional[parameters.indexOf(name)]),
  open: args.open,
  at,
})
