/** `numpy.random`: arrays whose shape is known, and nothing that is in them. */
import { isShape, type Shape } from '../../../../tensor/shape.ts'
import { isUnknown, unknown } from '../../../../tensor/size.ts'
import { Foreign } from '../../evaluate/foreign.ts'
import { forget } from '../../evaluate/forget.ts'
import { HostObject } from '../../evaluate/host.ts'
import type { PyValue } from '../../evaluate/values.ts'
import { type Definition, define, NumPyFunction } from './arguments.ts'
import { ArrayObject, type World, wrap, wrapArray } from './array.ts'
import { toData, toInteger, toShape } from './convert.ts'
import { dtypeOr } from './creating.ts'
import { type Data, vague } from './data.ts'
import type { DType } from './dtypes.ts'
import { broadcastOf } from './elementwise.ts'

const drawn = 'it is drawn at random'

/** Random numbers in a shape; one number where none is given. */
function random(dtype: DType | undefined, shape: Data['shape'] | undefined, world: World): PyValue | undefined {
  return shape && dtype !== undefined ? wrap(vague(dtype, shape, drawn), world) : undefined
}

/** A distribution: of the given size, or of that of its parameters. */
const distribution = (parameters: string, dtype: DType = 'float64'): Definition =>
  define(`${parameters}, size, dtype`, ({ size, dtype: type, ...given }, world) => {
    const wanted = dtypeOr(type, dtype)
    if (size !== undefined && size !== null) return random(wanted, toShape(size), world)
    const shapes = Object.values(given).map(each => (each === undefined ? [] : toData(each)?.shape))
    if (!shapes.every(shape => shape !== undefined)) return undefined
    const shape = broadcastOf([[], ...shapes])
    return isUnknown(shape) ? shape : random(wanted, shape, world)
  })

/** `rand(2, 3)`. */
const ofSizes = define('*sizes', ({ sizes }, world) => random('float64', toShape(sizes), world))
const ofSize = define('size, dtype, out', ({ size, dtype }, world) =>
  random(dtypeOr(dtype, 'float64'), size === undefined || size === null ? [] : toShape(size), world),
)

/** One integer is an int of Python. */
const integers = define('low, high, size, dtype, endpoint', ({ size, dtype }, world) => {
  if (size === undefined || size === null) return unknown(drawn)
  return random(dtypeOr(dtype, 'int64'), toShape(size), world)
})

const choice = define('a, size, replace, p, axis, shuffle', ({ a, size, axis }, world) => {
  const count = a === undefined ? undefined : toInteger(a)
  const data = a === undefined ? undefined : toData(a)
  if (!data || !isShape(data.shape) || axis !== undefined) return undefined
  const rest: Shape = count === undefined ? data.shape.slice(1) : []
  if (size === undefined || size === null) return rest.length === 0 ? unknown(drawn) : random(data.dtype, rest, world)
  const shape = toShape(size)
  return shape && random(data.dtype, isUnknown(shape) ? shape : [...shape, ...rest], world)
})

const permutation = define('x, axis', ({ x }, world) => {
  const count = toInteger(x)
  const data = x === undefined ? undefined : toData(x)
  if (count !== undefined) return random('int64', [count], world)
  return data && wrapArray(vague(data.dtype, data.shape, drawn), world)
})

/** The array is changed itself. */
const shuffle = define('x, axis', ({ x }) => {
  const why = unknown('it was shuffled')
  if (x instanceof ArrayObject) x.setAll(why, why)
  else if (x !== undefined) forget(x, why)
  return null
})

const nothing = define('seed', () => null)

const common: Readonly<Record<string, Definition>> = {
  random: ofSize,
  uniform: distribution('low, high'),
  normal: distribution('loc, scale'),
  standard_normal: ofSize,
  choice,
  permutation,
  shuffle,
  beta: distribution('a, b'),
  binomial: distribution('n, p', 'int64'),
  exponential: distribution('scale'),
  gamma: distribution('shape, scale'),
  geometric: distribution('p', 'int64'),
  gumbel: distribution('loc, scale'),
  laplace: distribution('loc, scale'),
  logistic: distribution('loc, scale'),
  lognormal: distribution('mean, sigma'),
  poisson: distribution('lam', 'int64'),
  rayleigh: distribution('scale'),
  triangular: distribution('left, mode, right'),
  multivariate_normal: define('mean, cov, size', ({ mean, size }, world) => {
    const own = mean === undefined ? undefined : toData(mean)
    const shape = size === undefined || size === null ? [] : toShape(size)
    if (!own || !isShape(own.shape) || !shape) return undefined
    return random('float64', isUnknown(shape) ? shape : [...shape, ...own.shape], world)
  }),
}

const generator: Readonly<Record<string, Definition>> = { ...common, integers }

const legacy: Readonly<Record<string, Definition>> = {
  ...common,
  rand: ofSizes,
  randn: ofSizes,
  random_sample: ofSize,
  ranf: ofSize,
  sample: ofSize,
  randint: integers,
  random_integers: integers,
  seed: nothing,
}

/** `np.random`, `np.random.RandomState(7)`, `np.random.default_rng()`. */
class RandomSource extends HostObject {
  constructor(
    readonly description: string,
    private readonly functions: Readonly<Record<string, Definition>>,
    private readonly world: World,
  ) {
    super()
  }

  override attribute(name: string): PyValue {
    const known = Object.hasOwn(this.functions, name) ? this.functions[name] : undefined
    return known
      ? new NumPyFunction(`${this.description}.${name}`, known, this.world)
      : new Foreign(`${this.description}.${name}`)
  }

  override keeps(attribute: string): boolean {
    return attribute !== 'shuffle'
  }
}

/** What `numpy.random` holds, by name. */
export const randomFunctions: Readonly<Record<string, Definition>> = {
  ...legacy,
  RandomState: define('seed', (_, world) => new RandomSource('RandomState()', legacy, world)),
  default_rng: define('seed', (_, world) => new RandomSource('default_rng()', generator, world)),
}
