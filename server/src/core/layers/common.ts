/** What every layer takes besides its own parameters. Source: keras/src/layers/layer.py. */

import { isUnknown } from '../tensor/size.ts'
import { regularizer } from './named-objects.ts'
import { anything, ignored, Misfit, type Parameter } from './parameters.ts'
import { dtypePolicy } from './policy.ts'

const layerName: Parameter<string | null> = {
  type: 'str or None',
  meaning: 'The name of the layer; Keras numbers unnamed ones.',
  default: null,
  read(value, name) {
    if (value === null || isUnknown(value)) return null
    if (typeof value !== 'string' || value.includes('/')) throw new Misfit(name, 'a string without a slash', value)
    return value
  },
}

/** Keras takes no other truth here than True and False. */
const trainable: Parameter<boolean> = {
  arrays: 'nowhere',
  type: 'bool',
  meaning: "Whether training changes the layer's weights.",
  default: true,
  read(value, name) {
    if (isUnknown(value)) return true
    if (typeof value !== 'boolean') throw new Misfit(name, 'True or False', value)
    return value
  },
}

export const commonParameters = {
  name: layerName,
  trainable,
  dtype: dtypePolicy,
  activity_regularizer: regularizer('Penalty on the output.'),
  autocast: ignored('Whether inputs are cast to the type of computation.', true),
  input_shape: {
    ...anything('tuple of ints', 'The shape of one sample, for the first layer of a Sequential model.', null),
    holds: 'sizes',
  },
  input_dim: {
    ...anything('int', 'The features of one sample, for the first layer of a Sequential model.', null),
    holds: 'size',
  },
} satisfies Readonly<Record<string, Parameter<unknown>>>
