/** Layers that bring values to a common mean and spread. Source: keras/src/layers/normalization. */

import { type Formula, named, numberOf, printValue, sizeOf } from '../../tensor/formula.ts'
import { normalizeAxis } from '../../tensor/shape.ts'
import { isNone, isUnknown, modulo } from '../../tensor/size.ts'
import { type Call, type Input, layer } from '../layer.ts'
import { constraint, initializer, regularizer } from '../named-objects.ts'
import {
  anything,
  flag,
  ignored,
  isTrue,
  keyword,
  Misfit,
  type Parameter,
  readInteger,
  takingArrays,
} from '../parameters.ts'
import { dtypePolicy, isFloating, unknownType } from '../policy.ts'
import type { Finding } from '../problem.ts'
import { isDict, isFloat, isList, isSizeValue, toNumber, type Value } from '../value.ts'
import { axisName } from './axes.ts'

const epsilon = (fallback: number) => anything('float', 'Keeps from dividing by zero.', fallback)
const center = flag('Adds a learned offset.', true)
const scale = flag('Multiplies by a learned scale.', true)
const beta_initializer = initializer('How the offset starts.', 'zeros')
const gamma_initializer = initializer('How the scale starts.', 'ones')
const limits = {
  beta_regularizer: regularizer('Penalty on the offset.'),
  gamma_regularizer: regularizer('Penalty on the scale.'),
  beta_constraint: constraint('Constraint on the offset.'),
  gamma_constraint: constraint('Constraint on the scale.'),
}

export const BatchNormalization = layer({
  name: 'BatchNormalization',
  words: ['batchnorm', 'bn'],
  summary: 'Subtracts the mean over the batch and divides by the standard deviation, for each channel.',
  link: linkOf('batch'),
  parameters: {
    axis: integerLike('The axis of the channels, each of which is normalized by itself.', -1),
    momentum: floatLike('How slowly the moving mean and variance follow.', 0.99),
    epsilon: floatLike('Keeps from dividing by zero.', 1e-3),
    center,
    scale,
    beta_initializer,
    gamma_initializer,
    moving_mean_initializer: initializer('How the moving mean starts.', 'zeros'),
    moving_variance_initializer: initializer('How the moving variance starts.', 'ones'),
    ...limits,
    renorm: flag('Corrects the statistics of each batch by moving ones, in training too.', false),
    renorm_clipping: anything('dict or None', 'The limits rmax, rmin and dmax of that correction.', null),
    renorm_momentum: ignored('How slowly the statistics of the correction follow.', 0.99),
    synchronized: ignored('Whether devices that train together share the statistics.', false),
    dtype: keyword(dtypePolicy),
  },
  traits: { subtractsMean: true, keepsShape: true },
  check: checkRenorm,
  rule(input, { axis, center, scale, renorm, dtype }, call) {
    const channels = sizeAlong(axis, input, call)
    if (renorm && !isFloating(dtype.variable) && dtype.variable !== unknownType)
      call.refuse({ code: 'refused', facts: { reason: `renorm keeps deviations, which are no ${dtype.variable}` } })
    const moving = { shape: [channels], trainable: false }
    const corrected = { ...moving, initializer: 'moving_variance_initializer' }
    return {
      output: { dims: input.shape },
      later: { rank: input.rank, axes: [[axis, sizeOf(channels)]] },
      weights: {
        gamma: scale && [channels],
        beta: center && [channels],
        moving_mean: moving,
        moving_variance: moving,
        moving_stddev: renorm && corrected,
        renorm_mean: renorm && { ...moving, initializer: 'moving_mean_initializer' },
        renorm_stddev: renorm && corrected,
      },
    }
  },
  examples: [
    { call: '', input: '(None, 28, 28, 8)', output: '(None, 28, 28, 8)', parameters: 32 },
    { call: 'axis=1', input: '(None, 3, 32, 32)', output: '(None, 3, 32, 32)', parameters: 12 },
    { call: 'scale=False', input: '(None, 64)', output: '(None, 64)', parameters: 192 },
  ],
})

interface Renorm {
  readonly renorm: boolean
  readonly renorm_clipping: Value
}

function checkRenorm({ renorm, renorm_clipping }: Renorm): void {
  if (!renorm || isUnknown(renorm_clipping) || !isTrue(renorm_clipping)) return
  const names = ['rmax', 'rmin', 'dmax']
  const refuse = (expected: string): never => {
    throw new Misfit('renorm_clipping', expected, renorm_clipping)
  }
  if (!isDict(renorm_clipping)) return refuse('a dict or None')
  if (renorm_clipping.entries.some(([key]) => !names.includes(String(key)))) refuse('a dict with rmax, rmin and dmax')
  const [rmax, rmin, dmax] = names.map(name =>
    toNumber(renorm_clipping.entries.find(([key]) => key === name)?.[1] ?? null),
  )
  if (rmax !== undefined && rmin !== undefined && rmax < rmin) refuse('a dict with an rmax of at least rmin')
  if (dmax !== undefined && dmax < 0) refuse('a dict with a dmax of at least 0')
}

export const LayerNormalization = layer({
  name: 'LayerNormalization',
  words: ['layernorm', 'ln'],
  summary: 'Subtracts the mean over the features and divides by the standard deviation, for each sample.',
  link: linkOf('layer'),
  parameters: {
    axis: axes('The axis or axes over which mean and deviation are taken.'),
    epsilon: epsilon(1e-3),
    center,
    scale,
    beta_initializer,
    gamma_initializer,
    ...limits,
    rms_scaling: keyword(flag('Scales by the variance alone; RMSNormalization does what was meant.', false)),
  },
  traits: { keepsShape: true },
  rule(input, { axis, center, scale, rms_scaling }, call) {
    const sizes = sizesAlong(axis, input, call)
    return {
      output: { dims: input.shape },
      later: { axes: [] },
      weights: { gamma: (scale || rms_scaling) && sizes, beta: center && !rms_scaling && sizes },
    }
  },
  examples: [
    { call: '', input: '(None, 128, 768)', output: '(None, 128, 768)', parameters: 1536 },
    { call: 'axis=[1, 2], center=False', input: '(None, 4, 8)', output: '(None, 4, 8)', parameters: 32 },
  ],
})

export const GroupNormalization = layer({
  name: 'GroupNormalization',
  words: ['groupnorm', 'gn'],
  summary: 'Normalizes groups of channels, for each sample.',
  link: linkOf('group'),
  parameters: {
    groups: takingArrays('nowhere', groupCount()),
    axis: takingArrays('nowhere', anything('int', 'The axis of the channels.', -1)),
    epsilon: epsilon(1e-3),
    center,
    scale,
    beta_initializer,
    gamma_initializer,
    ...limits,
  },
  traits: { keepsShape: true },
  rule(input, { groups, axis, center, scale }, call) {
    const at = readInteger(axis, 'axis')
    const channels = sizeAlong(at, input, call)
    return {
      output: { dims: input.shape },
      weights: { gamma: scale && [channels], beta: center && [channels] },
      unbuildable: isNone(sizeOf(channels))
        ? { code: 'undefined-size', facts: { axis: channels.name, shape: input.shape } }
        : unevenGroups(channels, groups),
      later: { rank: input.rank, axes: [[at, sizeOf(channels)]] },
    }
  },
  examples: [
    { call: 'groups=8', input: '(None, 32, 32, 64)', output: '(None, 32, 32, 64)', parameters: 128 },
    { call: 'groups=-1, axis=1', input: '(None, 6, 10)', output: '(None, 6, 10)', parameters: 12 },
  ],
})

/** −1 makes each channel a group. */
function groupCount(): Parameter<Formula> {
  return {
    type: 'int',
    meaning: 'Into how many groups the channels are split; −1 for one group each.',
    default: 32,
    read(value, name) {
      const size = value === true ? 1 : value
      if (!isSizeValue(size) || (typeof size === 'number' && size < 1 && size !== -1))
        throw new Misfit(name, 'a positive integer or -1', value)
      return size === -1 ? -1 : named('groups', size)
    },
  }
}

function unevenGroups(channels: Formula, groups: Formula): Finding | undefined {
  if (groups === -1) return undefined
  const rest = numberOf(channels) === 0 ? 1 : modulo(sizeOf(channels), sizeOf(groups))
  if (typeof rest !== 'number' || rest === 0) return undefined
  const facts = { what: 'channels', count: printValue(channels), groups: printValue(groups) } as const
  return { code: 'indivisible-groups', facts, argument: 'groups' }
}

export const RMSNormalization = layer({
  name: 'RMSNormalization',
  call: ['x'],
  words: ['rmsnorm'],
  summary: 'Divides by the root of the mean square of the features, for each sample.',
  link: linkOf('rms'),
  parameters: {
    axis: takingArrays(
      'numbers',
      anything('int or tuple of ints', 'The axis or axes over which the mean square is taken.', -1),
    ),
    epsilon: epsilon(1e-6),
  },
  traits: { keepsShape: true },
  rule(input, { axis }, call) {
    return { output: { dims: input.shape }, weights: { scale: sizesAlong(axis, input, call) }, later: { axes: [] } }
  },
  examples: [{ call: '', input: '(None, 10, 64)', output: '(None, 10, 64)', parameters: 64 }],
})

export const UnitNormalization = layer({
  name: 'UnitNormalization',
  summary: 'Divides by the length, so that it becomes one.',
  link: linkOf('unit'),
  parameters: { axis: axes('The axis or axes along which the length is measured.') },
  traits: { keepsShape: true },
  rule(input, { axis }, call) {
    sizesAlong(axis, input, call)
    return { output: { dims: input.shape } }
  },
  examples: [{ call: 'axis=-1', input: '(None, 64)', output: '(None, 64)', parameters: 0 }],
})

// ---- axes

/** One or several axes; what a list holds is looked at only when an input comes. */
function axes(meaning: string): Parameter<Value> {
  return {
    type: 'int or tuple of ints',
    meaning,
    default: -1,
    arrays: 'inside',
    read(value, name) {
      if (isUnknown(value) || isList(value)) return value
      return readInteger(value, name)
    },
  }
}

/** The sizes along one axis or several, which Keras takes by rising number: −1 before 0. */
function sizesAlong(axis: Value, input: Input, call: Call): readonly Formula[] {
  if (!isList(axis)) return [sizeAlong(readInteger(axis, 'axis'), input, call)]
  const sorted = axis.map(each => readInteger(each, 'axis')).sort((a, b) => a - b)
  return sorted.map(each => sizeAlong(each, input, call))
}

function sizeAlong(axis: number, input: Input, call: Call) {
  const at = normalizeAxis(axis, input.rank)
  if (at !== undefined) return input.axis(at, axisName(at, input.rank))
  const facts = { argument: 'axis', axis: String(axis), shape: input.shape }
  return call.refuse({ code: 'axis-out-of-range', facts, argument: 'axis' })
}

// ---- what Python's int and float take

function integerLike(meaning: string, fallback: number): Parameter<number> {
  return {
    type: 'int',
    meaning,
    default: fallback,
    read(value, name) {
      if (isFloat(value) && Number.isFinite(value.value)) return Math.trunc(value.value)
      if (typeof value === 'string' && /^\s*[+-]?\d+\s*$/.test(value)) return Number(value)
      return readInteger(value, name)
    },
  }
}

function floatLike(meaning: string, fallback: number): Parameter<Value> {
  return {
    type: 'float',
    meaning,
    default: fallback,
    read(value, name) {
      const number = typeof value === 'string' ? Number(value.trim() || Number.NaN) : toNumber(value)
      const fits = isUnknown(value) || typeof value === 'boolean' || (number !== undefined && !Number.isNaN(number))
      if (!fits) throw new Misfit(name, 'a number', value)
      return value
    },
  }
}

function linkOf(what: string): string {
  return `https://keras.io/api/layers/normalization_layers/${what}_normalization/`
}
