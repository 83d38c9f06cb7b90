/**
 * How a layer's arguments are read: each parameter has a type, a default and a meaning, and turns a value into what
 * rules compute with. A value that does not fit unwinds as a `Misfit`, an unknown choice as an `Unknowable`; both are
 * caught in `bind.ts`, `infer.ts` and `accepts`, and nowhere else.
 */
import { type Formula, named } from '../tensor/formula.ts'
import { isNone, isSymbolic, isUnknown, type Unknown, unknown } from '../tensor/size.ts'
import type { LayerLike } from './layer.ts'
import {
  type ArrayUse,
  isDict,
  isFloat,
  isLayerValue,
  isList,
  isNamedValue,
  printPython,
  toNumber,
  type Value,
} from './value.ts'

export interface Parameter<T> {
  /** As people read it: `int`, `'valid' or 'same'`. */
  readonly type: string
  /** One sentence: what it is for. */
  readonly meaning: string
  /** Keras's default; absent where the argument must be given. */
  readonly default?: Value
  /** Cannot be given by its place. */
  readonly keywordOnly?: boolean
  /** All values it can have, where they are few: an unknown one is tried out with each. */
  readonly choices?: readonly Value[]
  /** The strings it knows, where it also takes something else: an unknown value may be none of them. */
  readonly names?: readonly string[]
  /** What can be nothing but a size, and so has a name where it is not known: the value, or each element of a list. */
  readonly holds?: 'size' | 'sizes'
  /** Where arrays and numbers of NumPy stand for what they hold; anywhere unless it is said. */
  readonly arrays?: ArrayUse
  readonly read: (value: Value, name: string) => T
}

/** The value as a parameter takes it: what is not known is a symbol where it can be nothing but a size. */
export function withSymbols({ holds }: Pick<Parameter<unknown>, 'holds'>, value: Value): Value {
  if (holds === 'size') return symbolOf(value)
  return holds === 'sizes' && isList(value) && value.some(isUnknown) ? value.map(symbolOf) : value
}

const symbolOf = (value: Value): Value => {
  const size = isUnknown(value) ? value.size : undefined
  return size !== undefined && !isNone(size) ? size : value
}

/** The value does not fit the parameter. */
export class Misfit extends Error {
  constructor(
    readonly argument: string,
    readonly expected: string,
    readonly received: Value,
    readonly choices?: readonly string[],
  ) {
    super(`${argument} must be ${expected}`)
  }
}

/** A rule needs a value that nobody knows. */
export class Unknowable extends Error {
  constructor(
    readonly reason: Unknown,
    readonly argument?: string,
  ) {
    super(reason.why)
  }
}

/** Whether the value may be read: one that is not known may. */
export function accepts(parameter: Parameter<unknown>, value: Value, name: string): boolean {
  try {
    parameter.read(value, name)
    return true
  } catch (error) {
    if (error instanceof Misfit) return false
    if (error instanceof Unknowable) return true
    throw error
  }
}

const defaulting = (fallback: Value | undefined) => (fallback === undefined ? {} : { default: fallback })

/** Unwinds where a choice must be known. A symbolic number is no known choice either. */
function known(value: Value, argument: string): Exclude<Value, Unknown> {
  if (isUnknown(value)) throw new Unknowable(value, argument)
  if (isSymbolic(value)) throw new Unknowable(unknown(`${argument} is ${printPython(value)}`), argument)
  return value
}

/** A whole number of things that come out or are kept, as an expression under the parameter's name; at least `least`. */
export const size = (meaning: string, fallback?: Value, least: 0 | 1 = 1): Parameter<Formula> => ({
  type: 'int',
  meaning,
  ...defaulting(fallback),
  holds: 'size',
  read: (value, name) => readSize(value, name, name, least, `a ${least === 1 ? 'positive' : 'non-negative'} integer`),
})

/** As `size`, or None. */
export const optionalSize = (meaning: string, fallback: Value = null): Parameter<Formula | null> => ({
  type: 'int or None',
  meaning,
  default: fallback,
  read: (value, name) => (value === null ? null : readSize(value, name, name, 1, 'a positive integer or None')),
})

/** `count` sizes, or one that stands for all of them. `least` is 1 unless zero is allowed. */
export const sizes = (
  count: number,
  meaning: string,
  fallback?: Value,
  least: 0 | 1 = 1,
): Parameter<readonly Formula[]> => ({
  type: count === 1 ? 'int or tuple of 1 int' : `int or tuple of ${count} ints`,
  meaning,
  ...defaulting(fallback),
  holds: 'sizes',
  arrays: 'tuples',
  read(value, name) {
    const kind = least === 1 ? 'positive' : 'non-negative'
    const expected = count === 1 ? `a ${kind} integer` : `a ${kind} integer or a tuple of ${count} of them`
    if (isList(value) && value.length !== count) throw new Misfit(name, expected, value)
    return Array.from({ length: count }, (_, i) =>
      readSize(isList(value) ? value[i]! : value, axisName(name, i, count, value), name, least, expected, value),
    )
  },
})

/** Names of the window's sides: `kernel` for all where they are equal, `kernel height` where they differ. */
function axisName(name: string, i: number, count: number, value: Value): string {
  const short = name.replace(/_(size|rate)$/, '').replace(/^strides$/, 'stride')
  if (count === 1 || !isList(value) || value.every(item => item === value[0])) return short
  return `${short} ${spatialAxes[count]?.[i] ?? i + 1}`
}

/** What the spatial axes are called, by how many there are. */
export const spatialAxes: Readonly<Record<number, readonly string[]>> = {
  1: ['steps'],
  2: ['height', 'width'],
  3: ['depth', 'height', 'width'],
}

function readSize(
  value: Value,
  shown: string,
  argument: string,
  least: number,
  expected: string,
  whole: Value = value,
): Formula {
  if (isUnknown(value) || isSymbolic(value)) return named(shown, value)
  const count = typeof value === 'boolean' ? Number(value) : value
  if (typeof count === 'number' && count >= least) return named(shown, count)
  if (typeof value === 'bigint' && value > 0n) return named(shown, unknown('more than 2^53'))
  throw new Misfit(argument, expected, whole)
}

/** Any whole number that a rule must know, such as an axis. */
export const integer = (meaning: string, fallback?: Value): Parameter<number> => ({
  type: 'int',
  meaning,
  ...defaulting(fallback),
  read: readInteger,
})

/** A known whole number; True and False are 1 and 0, as in Python. */
export function readInteger(value: Value, name: string): number {
  const given = known(value, name)
  if (typeof given === 'boolean') return Number(given)
  if (typeof given !== 'number') throw new Misfit(name, 'an integer', given)
  return given
}

/** One or several whole numbers, such as axes; a single one gives a list of one. */
export const integers = (meaning: string, fallback?: Value): Parameter<readonly number[]> => ({
  type: 'int or tuple of ints',
  meaning,
  ...defaulting(fallback),
  read(value, name) {
    const items = isList(value) ? value : [value]
    return items.map(item => {
      const given = known(item, name)
      if (typeof given === 'boolean') return Number(given)
      if (typeof given !== 'number') throw new Misfit(name, 'an integer or a tuple of integers', value)
      return given
    })
  },
})

/** A number, whole or not; True and False are 1 and 0, as in Python. `between` bounds it, both ends included. */
export const number = (
  meaning: string,
  fallback?: Value,
  between?: readonly [least: number, most: number],
): Parameter<number> => ({
  type: 'float',
  meaning,
  ...defaulting(fallback),
  arrays: 'single',
  read(value, name) {
    const given = known(value, name)
    const read = typeof given === 'boolean' ? Number(given) : toNumber(given)
    const expected = between ? describeRange(between) : 'a number'
    if (read === undefined || (between && !(read >= between[0] && read <= between[1])))
      throw new Misfit(name, expected, given)
    return read
  },
})

const describeRange = ([least, most]: readonly [number, number]): string =>
  most === Number.POSITIVE_INFINITY ? `a number of at least ${least}` : `a number between ${least} and ${most}`

/** True or false, by Python's idea of truth. */
export const flag = (meaning: string, fallback: boolean): Parameter<boolean> => ({
  type: 'bool',
  meaning,
  default: fallback,
  choices: [true, false],
  arrays: 'single',
  read: (value, name) => isTrue(known(value, name)),
})

/** Python's truth of a known value. */
export function isTrue(value: Value): boolean {
  if (isList(value)) return value.length > 0
  if (isDict(value)) return value.entries.length > 0
  if (typeof value === 'object' && value !== null && isFloat(value)) return value.value !== 0
  return Boolean(value)
}

/** One of a few words. Keras ignores case in some of them. */
export const oneOf = <const T extends string>(
  choices: readonly T[],
  meaning: string,
  fallback?: NoInfer<T>,
  { ignoreCase = false }: { readonly ignoreCase?: boolean } = {},
): Parameter<T> => ({
  type: listChoices(choices.map(choice => `'${choice}'`)),
  meaning,
  ...defaulting(fallback),
  choices,
  read(value, name) {
    const given = known(value, name)
    const word = ignoreCase && typeof given === 'string' ? given.toLowerCase() : given
    const choice = choices.find(each => each === word)
    if (choice === undefined) throw new Misfit(name, listChoices(choices.map(each => `'${each}'`)), given, choices)
    return choice
  },
})

/** `'a', 'b' or 'c'`. */
export const listChoices = (choices: readonly string[]): string =>
  choices.length < 2 ? choices.join('') : `${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}`

/** None, which is the default unless `fallback` says otherwise, or what `inner` reads. */
export const optional = <T>(inner: Parameter<T>, fallback: Value = null): Parameter<T | null> => ({
  ...inner,
  type: `${inner.type} or None`,
  default: fallback,
  ...(inner.choices && { choices: [...inner.choices, null] }),
  read: (value, name) => (value === null ? null : inner.read(value, name)),
})

/** The same where Keras takes arrays and numbers of NumPy in fewer places. */
export const takingArrays = <T>(arrays: ArrayUse, inner: Parameter<T>): Parameter<T> => ({ ...inner, arrays })

/** A parameter that must be given by its name, as what Keras takes from `**kwargs`. */
export const keyword = <T>(inner: Parameter<T>): Parameter<T> => ({ ...inner, keywordOnly: true })

/** A layer that is wrapped. */
export const wrapped = (meaning: string): Parameter<LayerLike> => ({
  type: 'Layer',
  meaning,
  read(value, name) {
    const given = known(value, name)
    if (!isLayerValue(given)) throw new Misfit(name, 'a layer', given)
    return given.layer
  },
})

/** A list of sizes as a rule reads them by itself: numbers, symbols, None or −1 by the rule's own meaning. */
export const shapeList = (meaning: string, fallback?: Value): Parameter<readonly Value[]> => ({
  type: 'tuple of ints',
  meaning,
  ...defaulting(fallback),
  holds: 'sizes',
  read(value, name) {
    if (isUnknown(value)) throw new Unknowable(value, name)
    if (!isList(value)) throw new Misfit(name, 'a tuple of integers', value)
    return value
  },
})

/** Anything: the rule reads the value by itself. */
export const anything = (type: string, meaning: string, fallback?: Value): Parameter<Value> => ({
  type,
  meaning,
  ...defaulting(fallback),
  read: value => value,
})

/** A parameter that bears on neither shapes nor counts (initializers, regularizers …). */
export const ignored = (meaning: string, fallback: Value = null): Parameter<Value> => ({
  type: 'any',
  meaning,
  default: fallback,
  read: value => value,
})

/** The activations that Keras knows by name. Source: keras/src/activations. */
export const activationNames = [
  'relu',
  'leaky_relu',
  'relu6',
  'softmax',
  'celu',
  'elu',
  'selu',
  'softplus',
  'softsign',
  'squareplus',
  'soft_shrink',
  'sparse_plus',
  'silu',
  'gelu',
  'glu',
  'tanh',
  'tanh_shrink',
  'threshold',
  'sigmoid',
  'sparse_sigmoid',
  'exponential',
  'hard_sigmoid',
  'hard_silu',
  'hard_tanh',
  'hard_shrink',
  'linear',
  'mish',
  'log_softmax',
  'log_sigmoid',
  'sparsemax',
  'swish',
  'hard_swish',
] as const

/** What a layer applies to its output: the function's name, `linear` for None, undefined for a function not known by name. */
export const activation = (fallback: Value = null): Parameter<string | undefined> => ({
  type: 'str or function',
  meaning: 'The function applied to the output; none for None.',
  default: fallback,
  choices: [null],
  names: activationNames,
  read(value, name) {
    if (isUnknown(value) || isDict(value) || isLayerValue(value)) return undefined
    if (value === null) return 'linear'
    if (isNamedValue(value)) return (activationNames as readonly string[]).includes(value.name) ? value.name : undefined
    if (typeof value === 'string' && (activationNames as readonly string[]).includes(value)) return value
    throw new Misfit(
      name,
      "the name of an activation, such as 'relu'",
      value,
      typeof value === 'string' ? activationNames : undefined,
    )
  },
})
