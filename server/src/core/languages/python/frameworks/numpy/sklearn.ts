/** Functions of scikit-learn that make, split or scale arrays, as far as shapes follow from what they are given. */
import { isShape, type Shape } from '../../../../tensor/shape.ts'
import { type Size, unknown } from '../../../../tensor/size.ts'
import { ListObject, TupleObject } from '../../evaluate/containers.ts'
import { Foreign } from '../../evaluate/foreign.ts'
import { HostObject } from '../../evaluate/host.ts'
import { itemsOf, type PyValue, unknownValue } from '../../evaluate/values.ts'
import { type Definition, define, type Given, NumPyFunction } from './arguments.ts'
import { ArrayObject, type World, wrapArray } from './array.ts'
import { toData, toInteger, toReal, toSize, toTruth } from './convert.ts'
import { type Data, vague } from './data.ts'
import { quotientOf } from './dtypes.ts'

const held = 'it is data that is loaded or drawn'

/** How many samples are for training and how many for tests. Source: sklearn/model_selection/_split.py. */
function splitSizes(count: number, test: PyValue, train: PyValue): readonly [train: number, test: number] | undefined {
  const [testSize, trainSize] = [partSize(test, count, Math.ceil), partSize(train, count, Math.floor)]
  if (testSize === undefined || trainSize === undefined) return undefined
  const tests = testSize ?? (trainSize === null ? Math.ceil(count * 0.25) : count - trainSize)
  const trains = trainSize ?? count - tests
  return tests + trains <= count && trains > 0 && tests >= 0 ? [trains, tests] : undefined
}

/** A count, or a share of all; null where nothing is given. */
function partSize(value: PyValue, count: number, round: (size: number) => number): number | null | undefined {
  if (value === null) return null
  const whole = toInteger(value)
  if (whole !== undefined) return whole
  const share = toReal(value)
  return share === undefined ? undefined : round(share * count)
}

function trainTestSplit({ arrays, test_size = null, train_size = null }: Given, world: World): PyValue | undefined {
  const parts = arrays === undefined ? undefined : itemsOf(arrays)
  if (!parts || parts.length === 0) return undefined
  const counts = parts.map(lengthOf)
  const count = counts.find(each => typeof each === 'number')
  const sizes = typeof count === 'number' ? splitSizes(count, test_size, train_size) : undefined
  const both = sizes ?? [unknown('how many are for training'), unknown('how many are for tests')]
  return new ListObject(parts.flatMap(part => both.map(size => portion(part, size, world))))
}

function lengthOf(value: PyValue): Size | undefined {
  if (value instanceof ArrayObject) return isShape(value.data.shape) ? value.data.shape[0] : undefined
  return itemsOf(value)?.length
}

/** As many of the samples, which are not known. */
function portion(value: PyValue, size: Size, world: World): PyValue {
  const drawn = unknown('which samples were drawn')
  if (value instanceof ArrayObject) {
    const { dtype, shape } = value.data
    return wrapArray({ dtype, shape: isShape(shape) ? [size, ...shape.slice(1)] : shape, elements: drawn }, world)
  }
  if (itemsOf(value))
    return typeof size === 'number' && size <= 1000 ? new ListObject(Array<PyValue>(size).fill(drawn)) : drawn
  return unknownValue(value) ?? new Foreign('a part of the data')
}

/** What a data set has: `data`, `target`, or both as a pair. */
class Bunch extends HostObject {
  readonly description = 'a data set'

  constructor(private readonly parts: ReadonlyMap<string, PyValue>) {
    super()
  }

  override attribute(name: string): PyValue {
    return this.parts.get(name) ?? new Foreign(`${this.description}.${name}`)
  }

  override subscript(index: PyValue): PyValue {
    return typeof index === 'string' ? this.attribute(index) : new Foreign(`${this.description}[…]`)
  }

  override keeps(): boolean {
    return true
  }
}

const dataSet = (count: number, features: number, classes: number | undefined, images?: Shape): Definition =>
  define('return_X_y, as_frame', ({ return_X_y, as_frame }, world) => {
    const pair = toTruth(return_X_y, false)
    if (pair === undefined || toTruth(as_frame, false) !== false) return undefined
    const labels: Data =
      classes === undefined ? vague('float64', [count], held) : { ...vague('int64', [count], held), classes }
    const [data, target] = [vague('float64', [count, features], held), labels].map(each => wrapArray(each, world))
    if (pair) return new TupleObject([data!, target!])
    const parts = new Map<string, PyValue>([
      ['data', data!],
      ['target', target!],
    ])
    if (images) parts.set('images', wrapArray(vague('float64', [count, ...images], held), world))
    return new Bunch(parts)
  })

/** Samples that are drawn, and a number for each. */
function made(
  samples: PyValue | undefined,
  features: Size | undefined,
  dtype: string,
  world: World,
  targets: Shape = [],
): PyValue | undefined {
  const count = samples === undefined ? 100 : toSize(samples)
  if (count === undefined || features === undefined) return undefined
  const parts = [vague('float64', [count, features], held), vague(dtype, [count, ...targets], held)]
  return new TupleObject(parts.map(each => wrapArray(each, world)))
}

const sizeOr = (value: PyValue | undefined, usual: number): Size | undefined =>
  value === undefined ? usual : toSize(value)

const datasets: Readonly<Record<string, Definition>> = {
  load_iris: dataSet(150, 4, 3),
  load_wine: dataSet(178, 13, 3),
  load_breast_cancer: dataSet(569, 30, 2),
  load_diabetes: dataSet(442, 10, undefined),
  load_digits: dataSet(1797, 64, 10, [8, 8]),
  fetch_california_housing: define(
    'data_home, download_if_missing, return_X_y, as_frame',
    ({ return_X_y, as_frame }, world) => dataSet(20_640, 8, undefined).run({ return_X_y, as_frame }, world),
  ),
  make_moons: define('n_samples, shuffle, noise, random_state', ({ n_samples }, world) =>
    made(n_samples, 2, 'int64', world),
  ),
  make_circles: define('n_samples, shuffle, noise, random_state, factor', ({ n_samples }, world) =>
    made(n_samples, 2, 'int64', world),
  ),
  make_blobs: define(
    'n_samples, n_features, centers, cluster_std, center_box, shuffle, random_state',
    ({ n_samples, n_features, centers }, world) =>
      centers === undefined || centers === null || toInteger(centers) !== undefined
        ? made(n_samples, sizeOr(n_features, 2), 'int64', world)
        : undefined,
  ),
  make_classification: define(
    `n_samples, n_features, n_informative, n_redundant, n_repeated, n_classes, n_clusters_per_class, weights, flip_y,
    class_sep, hypercube, shift, scale, shuffle, random_state`.replace(/\s+/g, ' '),
    ({ n_samples, n_features }, world) => made(n_samples, sizeOr(n_features, 20), 'int64', world),
  ),
  make_regression: define(
    'n_samples, n_features, n_informative, n_targets, bias, effective_rank, tail_strength, noise, shuffle, coef, random_state',
    ({ n_samples, n_features, n_targets, coef }, world) => {
      const targets = sizeOr(n_targets, 1)
      if (coef !== undefined || targets === undefined) return undefined
      return made(n_samples, sizeOr(n_features, 100), 'float64', world, targets === 1 ? [] : [targets])
    },
  ),
}

/** `StandardScaler()`: what it makes of an array has the array's shape. */
class Scaler extends HostObject {
  constructor(
    readonly description: string,
    private readonly world: World,
  ) {
    super()
  }

  override attribute(name: string): PyValue {
    if (name === 'fit')
      return new NumPyFunction(
        name,
        define('X, y, sample_weight', () => this),
        this.world,
      )
    if (!/^(fit_|inverse_)?transform$/.test(name)) return new Foreign(`${this.description}.${name}`)
    return new NumPyFunction(name, define('X, y, copy', scaled), this.world)
  }

  override keeps(): boolean {
    return true
  }
}

function scaled({ X }: Given, world: World): PyValue | undefined {
  const data = X === undefined ? undefined : toData(X)
  const dtype = data && quotientOf(data.dtype)
  return data && dtype !== undefined ? wrapArray(vague(dtype, data.shape, 'it is scaled'), world) : undefined
}

const scaler = (name: string): Definition =>
  define(
    'feature_range, copy, clip, with_mean, with_std, with_centering, with_scaling, norm',
    (_, world) => new Scaler(name, world),
  )

const scalers = ['StandardScaler', 'MinMaxScaler', 'RobustScaler', 'MaxAbsScaler', 'Normalizer']

/** What the modules hold, by their paths. */
export const sklearn: Readonly<Record<string, Readonly<Record<string, Definition>>>> = {
  'sklearn.model_selection': {
    train_test_split: define('*arrays, test_size, train_size, random_state, shuffle, stratify', trainTestSplit),
  },
  'sklearn.datasets': datasets,
  'sklearn.preprocessing': Object.fromEntries(scalers.map(name => [name, scaler(name)])),
}
