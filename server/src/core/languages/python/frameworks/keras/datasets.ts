/**
 * The data sets that come with Keras, by the shapes and types that their `load_data` gives, and what `keras.utils` makes
 * of labels and sequences. Sources: keras/src/datasets, keras/src/utils/numerical_utils.py and sequence_utils.py.
 */
import { unknownType } from '../../../../layers/policy.ts'
import { isShape, type Shape } from '../../../../tensor/shape.ts'
import { isUnknown, type Size, type Unknown, unknown } from '../../../../tensor/size.ts'
import { TupleObject } from '../../evaluate/containers.ts'
import { itemsOf, type PyValue } from '../../evaluate/values.ts'
import { type Definition, define, type Given, NumPyFunction } from '../numpy/arguments.ts'
import { NumPyValue, type World, wrapArray } from '../numpy/array.ts'
import { toData, toInteger, toReal, toSize } from '../numpy/convert.ts'
import { dtypeOr } from '../numpy/creating.ts'
import { type Data, isKnown, vague } from '../numpy/data.ts'
import { binaryOf, elementwise } from '../numpy/elementwise.ts'

/** What a dotted path below `keras` stands for; undefined where it has nothing to do with data. */
export function dataFunction(path: readonly string[], world: World | undefined): PyValue | undefined {
  const [first = ''] = path
  const name = path.at(-1)!
  const known = first === 'datasets' ? dataSets[path.at(-2) ?? ''] : utilities[name]
  const isOwn = first === 'datasets' ? name === 'load_data' : holdsUtilities.has(first)
  if (!world || !known || !isOwn || path.length < 2) return undefined
  return new NumPyFunction(path.join('.'), known, world)
}

const holdsUtilities = new Set(['utils', 'preprocessing'])

const held = 'it is data that is loaded'

const part = (x: Data, y: Data, world: World): PyValue => new TupleObject([x, y].map(each => wrapArray(each, world)))

const loaded = (dtype: string, shape: Shape, classes?: number): Data => ({
  ...vague(dtype, shape, held),
  ...(classes !== undefined && { classes }),
})

/** Pictures with a number for each that says what is on it. */
const pictures = (
  counts: readonly [train: number, test: number],
  shape: Shape,
  labels: Shape,
  classes: number,
): Definition =>
  define(
    'path',
    (_, world) =>
      new TupleObject(
        counts.map(count =>
          part(loaded('uint8', [count, ...shape]), loaded('uint8', [count, ...labels], classes), world),
        ),
      ),
  )

const cifar100 = define('label_mode', ({ label_mode = 'fine' }, world) => {
  const classes = label_mode === 'fine' ? 100 : label_mode === 'coarse' ? 20 : undefined
  return new TupleObject(
    [50_000, 10_000].map(count =>
      part(loaded('uint8', [count, 32, 32, 3]), loaded('int64', [count, 1], classes), world),
    ),
  )
})

/** Lists of numbers of words. A longest length leaves out those that are longer. */
function texts(
  counts: readonly Size[] | undefined,
  classes: number | undefined,
  maxlen: PyValue | undefined,
  world: World,
): PyValue | undefined {
  if (!counts) return undefined
  const isWhole = maxlen === undefined || maxlen === null
  return new TupleObject(
    counts.map(count => {
      const size = isWhole ? count : unknown('how many texts are no longer than maxlen')
      return part(loaded('object', [size]), loaded('int64', [size], isWhole ? classes : undefined), world)
    }),
  )
}

/** How many of all are for training and how many for tests. */
function divided(count: number, test_split: PyValue | undefined): readonly [number, number] | undefined {
  const share = test_split === undefined ? 0.2 : toReal(test_split)
  if (share === undefined || share < 0 || share > 1) return undefined
  const train = Math.trunc(count * (1 - share))
  return [train, count - train]
}

function tables(
  count: number,
  features: number,
  dtype: string,
  test_split: PyValue | undefined,
  world: World,
): PyValue | undefined {
  const counts = divided(count, test_split)
  return (
    counts && new TupleObject(counts.map(each => part(loaded(dtype, [each, features]), loaded(dtype, [each]), world)))
  )
}

const dataSets: Readonly<Record<string, Definition>> = {
  mnist: pictures([60_000, 10_000], [28, 28], [], 10),
  fashion_mnist: pictures([60_000, 10_000], [28, 28], [], 10),
  cifar10: pictures([50_000, 10_000], [32, 32, 3], [1], 10),
  cifar100,
  imdb: define(
    'path, num_words, skip_top, maxlen, seed, start_char, oov_char, index_from, nb_words',
    ({ maxlen }, world) => texts([25_000, 25_000], 2, maxlen, world),
  ),
  reuters: define(
    'path, num_words, skip_top, maxlen, test_split, seed, start_char, oov_char, index_from, nb_words',
    ({ maxlen, test_split, seed }, world) =>
      texts(
        divided(11_228, test_split),
        test_split === undefined && seed === undefined ? 46 : undefined,
        maxlen,
        world,
      ),
  ),
  boston_housing: define('path, test_split, seed', ({ test_split }, world) =>
    tables(506, 13, 'float64', test_split, world),
  ),
  california_housing: define('version, path, test_split, seed', ({ version = 'large', test_split }, world) =>
    version === 'large' || version === 'small'
      ? tables(version === 'large' ? 20_640 : 600, 8, unknownType, test_split, world)
      : undefined,
  ),
}

/** A row of zeros with a single one for each label. */
function toCategorical({ x, y, num_classes, nb_classes }: Given, world: World): PyValue | undefined {
  const labels = x ?? y
  const data = labels === undefined ? undefined : toData(labels)
  if (!data) return undefined
  const count = num_classes ?? nb_classes ?? null
  const size = count === null ? classCount(data) : toSize(count)
  if (size === undefined) return undefined
  const { shape } = data
  if (!isShape(shape)) return wrapArray(vague('float64', shape), world)
  const outer = shape.length > 1 && shape.at(-1) === 1 ? shape.slice(0, -1) : shape
  const marks = data.classes !== undefined && size === data.classes && { marked: size }
  return wrapArray({ ...vague('float64', [...outer, size], 'which labels there are'), ...marks }, world)
}

/** One more than the largest label. */
function classCount({ classes, elements }: Data): Size {
  if (classes !== undefined) return classes
  const numbers =
    isKnown(elements) && elements.every(each => typeof each === 'number') ? (elements as readonly number[]) : []
  return numbers.length > 0 ? Math.max(...numbers.map(Math.trunc)) + 1 : unknown('how many classes there are')
}

/** Texts of one length. Of texts that are not known only the length is. */
function padSequences({ sequences, maxlen, dtype }: Given, world: World): PyValue | undefined {
  if (sequences === undefined) return undefined
  const length = maxlen === undefined || maxlen === null ? unknown('how long the longest sequence is') : toSize(maxlen)
  const type = dtypeOr(dtype, 'int32')
  if (length === undefined || type === undefined) return undefined
  return wrapArray(vague(type, [sampleCount(sequences), length], 'which sequences are padded'), world)
}

function sampleCount(sequences: PyValue): Size | Unknown {
  const items = itemsOf(sequences)
  if (items) return items.length
  const { shape } =
    sequences instanceof NumPyValue ? sequences.data : { shape: unknown('how many sequences there are') }
  return isUnknown(shape) ? shape : (shape[0] ?? unknown('how many sequences there are'))
}

const utilities: Readonly<Record<string, Definition>> = {
  to_categorical: define('x, num_classes, dtype, y, nb_classes', toCategorical),
  pad_sequences: define('sequences, maxlen, dtype, padding, truncating, value', padSequences),
  normalize: define('x, axis, order', ({ x, axis = -1 }, world) => {
    const data = x === undefined ? undefined : toData(x)
    if (!data || toInteger(axis) === undefined) return undefined
    const norm = vague('float64', [], held)
    const result = binaryOf(elementwise.divide!, data, { ...norm, weak: true })
    return isUnknown(result) ? result : wrapArray({ ...result, shape: data.shape }, world)
  }),
}
