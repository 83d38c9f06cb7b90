/** What layers of attention share: their parameters, their projections and products, and what Keras refuses of them. */
import { type Formula, named, productOf, sumOf } from '../../tensor/formula.ts'
import { isShape, type Shape } from '../../tensor/shape.ts'
import { equalSizes, isNone, isUnknown, printSize, type Size } from '../../tensor/size.ts'
import { isLeaf } from '../../tensor/structure.ts'
import { type Call, Input, type Outcome, type Reporter, tensorArgument } from '../layer.ts'
import { isSeed } from '../named-objects.ts'
import { anything, flag, isTrue, Misfit, type Parameter, readInteger, takingArrays, Unknowable } from '../parameters.ts'
import { isList, isSizeValue, printPython, type Value } from '../value.ts'
import type { Weights } from './wrapping.ts'

export const use_bias = flag('Adds a bias to each projection.', true)
export const use_gate = flag('Multiplies what comes out by a gate that the query opens.', false)
export const flash_attention = anything('bool or None', 'Whether the fused implementation is used.', null)
export const seed = takingArrays('nowhere', anything('int or None', 'Where the random numbers start.', null))

/** How far apart steps may be; None does not limit it. */
export const sliding_window: Parameter<Value> = {
  arrays: 'nowhere',
  type: 'int or None',
  meaning: 'How many steps around its own one looks at.',
  default: null,
  read(value, name) {
    const fits = value === null || value === true || (isSizeValue(value) && !(typeof value === 'number' && value < 1))
    if (!fits) throw new Misfit(name, 'a positive integer or None', value)
    return value
  },
}

/** The sizes that replace the features of the query; falsy values keep them. */
export const output_shape: Parameter<readonly Formula[] | null> = {
  arrays: 'tuples',
  type: 'int or tuple of ints or None',
  meaning: 'The features that come out; those of the query for None.',
  default: null,
  read(value, name) {
    if (isUnknown(value)) throw new Unknowable(value, name)
    if (!isTrue(value)) return null
    return (isList(value) ? value : [value]).map(each => {
      const size = each === true ? 1 : each
      if (!isSizeValue(size) || (typeof size === 'number' && size < 0))
        throw new Misfit(name, 'an integer or a tuple of integers', value)
      return named('features', size)
    })
  },
}

/** The axes over which steps are compared; None is all between the batch and the features. */
export const attention_axes: Parameter<readonly number[] | null> = {
  arrays: 'inside',
  type: 'int or tuple of ints or None',
  meaning: 'The axes along which steps attend to each other.',
  default: null,
  read(value, name) {
    if (isUnknown(value)) throw new Unknowable(value, name)
    if (isList(value)) return value.map(each => readInteger(each, name))
    if (typeof value === 'number' || typeof value === 'boolean') return [Number(value)]
    if (isTrue(value)) throw new Misfit(name, 'an integer or a tuple of integers', value)
    return value === null ? null : []
  },
}

/** The inputs of an attention. */
export interface Streams {
  readonly query: Input
  readonly key: Input
  readonly value: Input
}

export interface Heads {
  readonly query: Formula
  /** Of key and value. */
  readonly key: Formula
  readonly key_dim: Formula
  readonly value_dim: Formula
}

interface Projecting {
  readonly use_bias: boolean
  readonly use_gate: boolean
  /** The axis of the features, behind which biases have an axis of size 1 for each that follows. */
  readonly axis: -1 | 2
}

/** The kernels and biases in the order in which Keras makes them. */
export function projections(
  { query, key, value }: Streams,
  heads: Heads,
  features: readonly Formula[],
  { use_bias, use_gate, axis }: Projecting,
): Weights {
  const project = (input: Input, name: string, ...to: readonly Formula[]) => {
    const behind = axis < 0 ? 0 : input.rank - 1 - axis
    return projection(name, [input.axis(axis, 'features')], to, use_bias && [...to, ...Array<number>(behind).fill(1)])
  }
  return {
    ...project(query, 'query', heads.query, heads.key_dim),
    ...project(key, 'key', heads.key, heads.key_dim),
    ...(use_gate && project(query, 'gate', heads.query, heads.value_dim)),
    ...project(value, 'value', heads.key, heads.value_dim),
    ...projection('attention_output', [heads.query, heads.value_dim], features, use_bias && features),
  }
}

function projection(
  name: string,
  from: readonly Formula[],
  to: readonly Formula[],
  bias: readonly Formula[] | false,
): Weights {
  const weight = (shape: readonly Formula[], which: string) => ({ shape, trainable: true, initializer: which })
  return {
    [`${name}/kernel`]: weight([...from, ...to], 'kernel_initializer'),
    [`${name}/bias`]: bias && weight(bias, 'bias_initializer'),
  }
}

/** The projections, the comparison of each query with the keys of the attended axes, and the gathering of values. */
export function attentionMacs(
  { query, key, value }: Streams,
  heads: Heads,
  features: readonly Formula[],
  { axes, use_gate }: { readonly axes: readonly number[]; readonly use_gate: boolean },
): Formula {
  const project = (input: Input, ...to: readonly Formula[]) => productOf([...input.shape.slice(1), ...to])
  const attended = axes.flatMap(axis => (axis > 0 && axis < key.rank - 1 ? [key.shape[axis]!] : []))
  const pairs = [...query.shape.slice(1, -1), ...attended, heads.query]
  return sumOf([
    project(query, heads.query, heads.key_dim),
    project(key, heads.key, heads.key_dim),
    ...(use_gate ? [project(query, heads.query, heads.value_dim)] : []),
    project(value, heads.key, heads.value_dim),
    productOf([...pairs, heads.key_dim]),
    productOf([...pairs, heads.value_dim]),
    productOf([...query.shape.slice(1, -1), heads.query, heads.value_dim, ...features]),
  ])
}

/** The attended axes of the value's projection, which has one axis more than the value; Keras checks only the bound. */
export function attendedAxes(axes: readonly number[] | null, value: Input, call: Call): readonly number[] {
  if (axes === null) return Array.from({ length: Math.max(value.rank - 2, 0) }, (_, i) => i + 1)
  return axes.map(axis => {
    const at = axis < 0 ? axis + value.rank : axis
    if (at <= value.rank && at >= -value.rank - 1) return at
    const facts = { argument: 'attention_axes', axis: String(axis), shape: value.shape }
    return call.refuse({ code: 'axis-out-of-range', facts, argument: 'attention_axes' })
  })
}

export function expectSameFeatures(query: Shape, value: Shape, call: Call): void {
  const [a, b] = [query.at(-1), value.at(-1)]
  if (a === undefined || b === undefined || mayBeSame(a, b)) return
  const reason = `query and value have ${printSize(a)} and ${printSize(b)} features`
  call.report({ code: 'unequal-shapes', facts: { shapes: [query, value], reason } })
}

export function expectSameSteps(value: Shape, key: Shape, call: Call): void {
  const [a, b] = [value.slice(1, -1), key.slice(1, -1)]
  if (a.length === b.length && a.every((size, i) => mayBeSame(size, b[i]!))) return
  const reason = 'value and key must be equal except for the batch and the features'
  call.report({ code: 'unequal-shapes', facts: { shapes: [value, key], reason } })
}

/** As Python compares sizes: None equals nothing but None. */
const mayBeSame = (a: Size, b: Size): boolean =>
  (isNone(a) === isNone(b) || isUnknown(a) || isUnknown(b)) && equalSizes(a, b) !== false

interface DropoutArguments {
  readonly dropout: number
  readonly flash_attention: Value
  readonly seed: Value
}

export function checkDropout({ dropout, flash_attention, seed }: DropoutArguments, call: Reporter): void {
  if (dropout > 0 && !isUnknown(flash_attention) && isTrue(flash_attention))
    call.report({ code: 'refused', facts: { reason: 'flash attention drops nothing' }, argument: 'dropout' })
  checkSeed(dropout, seed, call)
}

export function checkSeed(dropout: number, seed: Value, call: Reporter): void {
  if (!(dropout > 0) || isSeed(seed)) return
  const facts = { argument: 'seed', expected: 'an integer or None', received: printPython(seed) }
  call.report({ code: 'invalid-argument', facts, argument: 'seed' })
}

// ---- the call

/** What is gathered, and the keys that it is found by; the values themselves where no keys are given. */
export function gathered(call: Call): { readonly value: Input; readonly key: Input } {
  const value = tensorOf('value', call)
  if (value) return { value, key: tensorOf('key', call) ?? value }
  return call.refuse({ code: 'missing-argument', facts: { argument: 'value', meaning: 'What is gathered.' } })
}

function tensorOf(name: string, call: Call): Input | undefined {
  const given = tensorArgument(name, call)
  if (given === undefined) return undefined
  if (!isLeaf(given)) return call.refuse({ code: 'wrong-input-count', facts: { expected: 'one tensor', received: 2 } })
  if (!isShape(given.shape)) throw new Unknowable(given.shape)
  return new Input(given.shape, given.dtype)
}

/** The output, and the scores where the call asks for them. */
export function withScores(
  output: readonly Formula[],
  scores: () => readonly Formula[],
  call: Call,
): Outcome['output'] {
  const asked = call.options.get('return_attention_scores') ?? false
  if (isUnknown(asked)) throw new Unknowable(asked)
  return isTrue(asked) ? [{ dims: output }, { dims: scores() }] : { dims: output }
}
