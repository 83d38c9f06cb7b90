/** What the layers that change images take: how strongly, between which values, what fills new places. */
import { isUnknown } from '../../tensor/size.ts'
import { anything, Misfit, oneOf, type Parameter, takingArrays } from '../parameters.ts'
import { isArrayValue, isList, toNumber, unknownIn, type Value } from '../value.ts'

/** A number, True and False included; undefined for anything else. */
const numberOf = (value: Value): number | undefined => (typeof value === 'boolean' ? Number(value) : toNumber(value))

type Check = (value: Value) => boolean

/** A parameter that is only checked; the unknown passes. */
function checked(type: string, meaning: string, expected: string, fits: Check, fallback?: Value): Parameter<Value> {
  const plain = anything(type, meaning, fallback)
  return {
    ...plain,
    read(value, name) {
      if (!unknownIn(value) && !fits(value)) throw new Misfit(name, expected, value)
      return value
    },
  }
}

/**
 * How strongly: a number between the bounds, or the two ends of a range that overlaps them.
 * Source: `_set_factor` of base_image_preprocessing_layer.py.
 */
export function strength(meaning: string, least: number, most: number, fallback?: Value): Parameter<Value> {
  const fits: Check = value => {
    if (!isList(value)) return isBetween(value, least, most)
    const [low, high] = value.map(numberOf)
    return value.length === 2 && low !== undefined && high !== undefined && low <= most && high >= least
  }
  return takingArrays('inside', checked('float or tuple of 2 floats', meaning, rangeText(least, most), fits, fallback))
}

/** As `strength`, where both ends lie between the bounds. */
export function boundedStrength(meaning: string, least: number, most: number, fallback?: Value): Parameter<Value> {
  const fits: Check = value => areBetween(value, least, most)
  return takingArrays('inside', checked('float or tuple of 2 floats', meaning, rangeText(least, most), fits, fallback))
}

/** As `boundedStrength`, where the lower bound itself is excluded. */
export function strengthAbove(meaning: string, bound: number, most: number): Parameter<Value> {
  const fits: Check = value =>
    areBetween(value, bound, most) && !(isList(value) ? value : [value]).some(end => numberOf(end) === bound)
  const expected = `a number above ${bound} up to ${most}, or a tuple of 2`
  return takingArrays('inside', checked('float or tuple of 2 floats', meaning, expected, fits))
}

function areBetween(value: Value, least: number, most: number): boolean {
  const ends = isList(value) ? value : [value, value]
  return ends.length === 2 && ends.every(end => isBetween(end, least, most))
}

/** The base class takes whatever counts as false for no strength at all. */
export const baseStrength = (meaning: string, fallback?: Value): Parameter<Value> =>
  orNothing(strength(meaning, -1, 1, fallback))

/** None, or what `inner` takes. */
export const orNone = (inner: Parameter<Value>): Parameter<Value> => ({
  ...inner,
  type: `${inner.type} or None`,
  default: null,
  read: (value, name) => (value === null ? null : inner.read(value, name)),
})

const orNothing = (inner: Parameter<Value>): Parameter<Value> => ({
  ...inner,
  read: (value, name) => (isNothing(value) ? null : inner.read(value, name)),
})

const isNothing = (value: Value): boolean =>
  value === null ||
  value === '' ||
  (isList(value) && value.length === 0) ||
  (isArrayValue(value) && value.content === 0)

function isBetween(value: Value, least: number, most: number): boolean {
  const number = numberOf(value)
  return number !== undefined && number >= least && number <= most
}

const rangeText = (least: number, most: number): string => `a number between ${least} and ${most}, or a tuple of 2`

/** A plain number between bounds. */
export const fraction = (meaning: string, fallback: Value): Parameter<Value> =>
  checked('float', meaning, 'a number between 0 and 1', value => isBetween(value, 0, 1), fallback)

/** The least and the largest value of a pixel, of which Keras checks that they are two and can be put in order. */
export const valueRange = (): Parameter<Value> =>
  takingArrays(
    'inside',
    checked(
      'tuple of 2 floats',
      'The least and the largest value of a pixel.',
      'a tuple of 2 numbers',
      value => isList(value) && value.length === 2 && areComparable(value),
      [0, 255],
    ),
  )

const areComparable = (values: readonly Value[]): boolean =>
  values.every(value => numberOf(value) !== undefined) || values.every(value => typeof value === 'string')

/** The same where Keras does not look at it. */
export const uncheckedRange = (): Parameter<Value> =>
  anything('tuple of 2 floats', 'The least and the largest value of a pixel.', [0, 255])

/** One or two odd numbers. */
export const oddSizes = (meaning: string, fallback: Value): Parameter<Value> =>
  takingArrays(
    'inside',
    checked(
      'int or tuple of 2 ints',
      meaning,
      'an odd number or a tuple of 2 of them',
      value => (isList(value) ? value.length === 2 && value.every(isOdd) : isOdd(value)),
      fallback,
    ),
  )

function isOdd(value: Value): boolean {
  const number = numberOf(value)
  return number !== undefined && number % 2 !== 0
}

export const interpolation = () => oneOf(['nearest', 'bilinear'], 'How pixels between pixels come about.', 'bilinear')

export const fillMode = () =>
  oneOf(['reflect', 'wrap', 'constant', 'nearest'], 'What fills the places that become free.', 'reflect')

export const fillValue = anything('float', "The value for fill_mode='constant'.", 0)

/** A value that `int()` turns into an integer. */
export const integral = (meaning: string, fallback?: Value): Parameter<Value> =>
  checked('int', meaning, 'an integer', value => isIntegral(value), fallback)

const isIntegral = (value: Value): boolean =>
  numberOf(value) !== undefined || isUnknown(value) || (typeof value === 'string' && /^\s*[+-]?\d+\s*$/.test(value))
