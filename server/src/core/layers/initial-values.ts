/**
 * What Keras refuses about how weights start: random numbers of a type that has none, and matrices of another rank.
 * Source: keras/src/initializers, and TensorFlow's stateless random functions, which draw floats and 32- or 64-bit integers.
 */
import { type Formula, numberOf } from '../tensor/formula.ts'
import { isFloating } from './policy.ts'
import type { Value } from './value.ts'

/** Why `initializer` cannot make a weight of this shape and type; undefined where it can, or where one cannot tell. */
export function refusedStart(initializer: Value, shape: readonly Formula[], dtype: string): string | undefined {
  if (typeof initializer !== 'string') return undefined
  const name = initializer
    .replace(/Initializer$/, '')
    .replace(/(?!^)([A-Z])/g, '_$1')
    .toLowerCase()
  if (name === 'initializer') return 'an initializer of no kind makes no numbers'
  const ranks = neededRank[name]
  if (ranks && !ranks.has(shape.length)) return `${initializer} makes no weight of rank ${shape.length}`
  if (isFloating(dtype) || dtype === '?' || constants.has(name)) return undefined
  const limit = limitOf(name, shape)
  if ((dtype === 'int32' || dtype === 'int64') && (limit === undefined || limit >= 1)) return undefined
  return `${initializer} makes no numbers of type ${dtype}`
}

const constants: ReadonlySet<string> = new Set(['zeros', 'zero', 'ones', 'one'])

const atLeastTwo: Pick<ReadonlySet<number>, 'has'> = { has: rank => rank >= 2 }

const neededRank: Readonly<Record<string, Pick<ReadonlySet<number>, 'has'>>> = {
  identity: new Set([2]),
  orthogonal: atLeastTwo,
  stft: new Set([3]),
}

/** Uniform numbers of an integer type are drawn between the bounds cut down to integers; undefined where unknown. */
function limitOf(name: string, shape: readonly Formula[]): number | undefined {
  const scale = uniformScales[name]
  if (scale === undefined) return 0
  const sizes = shape.map(numberOf)
  if (!sizes.every(size => size !== undefined)) return undefined
  const { fanIn, fanOut } = fansOf(sizes)
  return Math.sqrt((3 * scale) / Math.max(1, name.startsWith('glorot') ? (fanIn + fanOut) / 2 : fanIn))
}

const uniformScales: Readonly<Record<string, number>> = { glorot_uniform: 1, he_uniform: 2, lecun_uniform: 1 }

/** Source: `compute_fans` of keras/src/initializers/random_initializers.py. */
function fansOf(sizes: readonly number[]): { readonly fanIn: number; readonly fanOut: number } {
  if (sizes.length < 2) return { fanIn: sizes[0] ?? 1, fanOut: sizes[0] ?? 1 }
  const field = sizes.slice(0, -2).reduce((a, b) => a * b, 1)
  return { fanIn: field * sizes.at(-2)!, fanOut: field * sizes.at(-1)! }
}
