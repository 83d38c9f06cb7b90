/** Layers that disturb training and otherwise pass everything on. Source: keras/src/layers/regularization. */
import { isUnknown } from '../../tensor/size.ts'
import { commonParameters } from '../common.ts'
import { type Example, type LayerKind, layer, type Parameters, type RankRule, type Reporter } from '../layer.ts'
import { isSeed } from '../named-objects.ts'
import { anything, Misfit, number, type Parameter, takingArrays } from '../parameters.ts'
import { isList, printPython, toNumber, type Value } from '../value.ts'
import { dataFormat } from './spatial.ts'

const seed = takingArrays('nowhere', anything('int or None', 'Where the random numbers start.', null))
const share = (meaning: string): Parameter<number> => number(meaning, undefined, [0, 1])

/** What the mask looks like: None or one positive integer or None for each axis. */
const noiseShape: Parameter<Value> = {
  type: 'tuple of ints or None',
  meaning: 'The shape of the mask; axes of size 1 are dropped together.',
  default: null,
  arrays: 'nowhere',
  read(value, name) {
    const sizes = isList(value) ? value : isUnknown(value) || value === null ? [] : undefined
    const fits = (size: Value) => size === null || (typeof size === 'object' ? isUnknown(size) : isPositive(size))
    if (!sizes?.every(fits)) throw new Misfit(name, 'a tuple of positive integers and None', value)
    return value
  },
}

const isPositive = (size: Value): boolean => size === true || (typeof size === 'number' && size > 0)

export const Dropout = noise('Dropout', {
  summary: 'Sets a share of the elements to zero during training.',
  parameters: { rate: share('The share of elements that is dropped.'), noise_shape: noiseShape, seed },
  examples: [{ call: 'rate=0.5', input: '(None, 128)', output: '(None, 128)', parameters: 0 }],
})

export const SpatialDropout1D = spatialDropout(1)
export const SpatialDropout2D = spatialDropout(2)
export const SpatialDropout3D = spatialDropout(3)

export const GaussianDropout = noise('GaussianDropout', {
  summary: 'Multiplies the elements by random numbers around one during training.',
  parameters: { rate: share('The drop rate that the noise is as strong as.'), seed },
  examples: [{ call: 'rate=0.3', input: '(None, 64)', output: '(None, 64)', parameters: 0 }],
})

export const GaussianNoise = noise('GaussianNoise', {
  summary: 'Adds random numbers around zero during training.',
  parameters: { stddev: share('The standard deviation of the noise.'), seed },
  examples: [{ call: 'stddev=0.1', input: '(None, 64)', output: '(None, 64)', parameters: 0 }],
})

export const AlphaDropout = noise('AlphaDropout', {
  summary: 'Drops elements during training so that mean and variance stay.',
  parameters: {
    rate: share('The share of elements that is dropped.'),
    noise_shape: anything('tuple of ints or None', 'The shape of the mask; axes of size 1 are dropped together.', null),
    seed,
  },
  examples: [{ call: 'rate=0.1', input: '(None, 64)', output: '(None, 64)', parameters: 0 }],
})

interface NoiseRecord {
  readonly summary: string
  /** Its strength (`rate`, `stddev`) first. */
  readonly parameters: Parameters
  readonly examples: readonly Example[]
  readonly rank?: RankRule
  readonly without?: readonly string[]
}

function noise(name: string, record: NoiseRecord): LayerKind {
  return layer({
    ...record,
    name,
    link: linkOf(name),
    check: ({ rate, stddev, seed }, call) => checkNoise(name, (rate ?? stddev) as number, seed as Value, call),
    rule: input => ({ output: { dims: input.shape } }),
  })
}

/** Without noise no random numbers are needed, so that Keras does not look at the seed. */
function checkNoise(name: string, strength: number, seed: Value, call: Reporter): void {
  if (strength > 0 && !isSeed(seed)) {
    const facts = { argument: 'seed', expected: 'an integer or None', received: printPython(seed) }
    call.report({ code: 'invalid-argument', facts, argument: 'seed' })
  }
  if (strength === 1 && /^(Spatial)?Dropout/.test(name))
    call.report({ code: 'drops-everything', facts: { rate: String(strength) }, argument: 'rate' })
}

function spatialDropout(spatial: 1 | 2 | 3): LayerKind {
  const { name, dtype, ...others } = commonParameters
  const shape = `(None, ${'8, '.repeat(spatial)}16)`
  return noise(`SpatialDropout${spatial}D`, {
    summary: 'Sets a share of the channels to zero during training.',
    parameters: {
      rate: share('The share of channels that is dropped.'),
      ...(spatial > 1 && { data_format: dataFormat() }),
      seed,
      name,
      dtype,
    },
    without: Object.keys(others),
    rank: { exactly: spatial + 2 },
    examples: [{ call: 'rate=0.2', input: shape, output: shape, parameters: 0 }],
  })
}

/** A penalty factor: None is none. */
const penalty = (meaning: string): Parameter<Value> => ({
  type: 'float',
  arrays: 'nowhere',
  meaning,
  default: 0,
  read(value, name) {
    const factor = typeof value === 'boolean' ? 1 : toNumber(value)
    if (value === null || isUnknown(value) || (factor !== undefined && factor >= 0 && Number.isFinite(factor)))
      return value
    throw new Misfit(name, 'a finite number of at least 0', value)
  },
})

export const ActivityRegularization = layer({
  name: 'ActivityRegularization',
  summary: 'Adds a penalty on the size of the activations to the loss.',
  link: linkOf('ActivityRegularization'),
  parameters: { l1: penalty('The penalty on absolute values.'), l2: penalty('The penalty on squares.') },
  without: ['activity_regularizer'],
  rule: input => ({ output: { dims: input.shape } }),
  examples: [{ call: 'l1=0.01', input: '(None, 64)', output: '(None, 64)', parameters: 0 }],
})

/** `SpatialDropout2D` is on the page `spatial_dropout2d`. */
function linkOf(name: string): string {
  const page = name.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toLowerCase()
  return `https://keras.io/api/layers/regularization_layers/${page}/`
}
