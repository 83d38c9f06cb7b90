/**
 * Arguments that name an object of Keras: initializers, regularizers, constraints, types, seeds. None bears on shapes,
 * but Keras refuses names that it does not know.
 */
import { isUnknown } from '../tensor/size.ts'
import { Misfit, type Parameter } from './parameters.ts'
import { isArrayValue, isDict, isFloat, isList, isNamedValue, type Value } from './value.ts'

/** How a weight starts. Source: keras/src/initializers/__init__.py; `constant` cannot be made from its name alone. */
export const initializer = (meaning: string, fallback: Value = null): Parameter<Value> =>
  namedObject('initializer', initializers, meaning, fallback)

/** A penalty on values. Source: keras/src/regularizers/__init__.py. */
export const regularizer = (meaning: string): Parameter<Value> => namedObject('regularizer', regularizers, meaning)

/** What a weight is held to. Source: keras/src/constraints/__init__.py. */
export const constraint = (meaning: string): Parameter<Value> => namedObject('constraint', constraints, meaning)

/** Where random numbers start: a whole number or None. */
export const seed = (): Parameter<Value> => ({
  type: 'int or None',
  meaning: 'Where the random numbers start.',
  arrays: 'nowhere',
  default: null,
  read(value, name) {
    if (!isSeed(value)) throw new Misfit(name, 'an integer or None', value)
    return value
  },
})

/** Whether Keras makes a seed generator of it. Unknown values are given the benefit of the doubt. */
export const isSeed = (value: Value): boolean =>
  typeof value !== 'string' && !isFloat(value) && !isList(value) && !isDict(value) && !isArrayValue(value)

function namedObject(
  what: string,
  names: readonly string[],
  meaning: string,
  fallback: Value = null,
): Parameter<Value> {
  const expected = `the name of a Keras ${what}, ${/^[aeiou]/.test(what) ? 'an' : 'a'} ${what} or None`
  return {
    type: `str or ${what}`,
    meaning,
    default: fallback,
    names,
    read(value, name) {
      if (typeof value === 'string' && !names.includes(value)) throw new Misfit(name, expected, value, names)
      if (typeof value !== 'string' && !isCallable(value)) throw new Misfit(name, expected, value)
      return value
    },
  }
}

/** None, a function, a class, or a configuration, as far as one can tell. */
const isCallable = (value: Value): boolean => value === null || isUnknown(value) || isDict(value) || isNamedValue(value)

const initializers = [
  'glorot_uniform',
  'glorot_normal',
  'he_uniform',
  'he_normal',
  'lecun_uniform',
  'lecun_normal',
  'random_uniform',
  'random_normal',
  'truncated_normal',
  'uniform',
  'normal',
  'zeros',
  'zero',
  'ones',
  'one',
  'identity',
  'orthogonal',
  'variance_scaling',
  'stft',
  'initializer',
  'GlorotUniform',
  'GlorotNormal',
  'HeUniform',
  'HeNormal',
  'LecunUniform',
  'LecunNormal',
  'RandomUniform',
  'RandomNormal',
  'TruncatedNormal',
  'Zeros',
  'Ones',
  'Identity',
  'IdentityInitializer',
  'Orthogonal',
  'OrthogonalInitializer',
  'VarianceScaling',
  'STFT',
  'STFTInitializer',
  'Initializer',
]

const regularizers = [
  'l1',
  'l2',
  'l1l2',
  'orthogonal_regularizer',
  'regularizer',
  'L1',
  'L2',
  'L1L2',
  'OrthogonalRegularizer',
  'Regularizer',
]

const constraints = [
  'max_norm',
  'min_max_norm',
  'non_neg',
  'unit_norm',
  'constraint',
  'MaxNorm',
  'MinMaxNorm',
  'NonNeg',
  'UnitNorm',
  'Constraint',
]
