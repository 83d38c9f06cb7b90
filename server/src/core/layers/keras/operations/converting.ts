/** Operations that convert elements to another type. Source: keras/src/ops/core.py. */

import type { Size } from '../../../tensor/size.ts'
import { operation } from '../../operation.ts'
import { ignored, type Parameter } from '../../parameters.ts'
import { dataType } from '../../policy.ts'
import { resultTypeOr } from './axes.ts'
import { counts } from './repeating.ts'

/** The type is none of the policy's words: it is the type of the result. */
const targetType: Parameter<string> = { ...dataType, meaning: 'The type afterwards.', read: dataType.read }

const casting = (name: string, signatures: readonly string[]) =>
  operation({
    name,
    summary: 'Converts the elements to another type.',
    signatures,
    call: ['x'],
    parameters: { dtype: targetType },
    rule(operands, { dtype }) {
      return { output: { dims: operands.tensor('x').shape, dtype } }
    },
  })

export const Cast = casting('Cast', [
  'ops.cast(x, dtype)',
  'tf.cast(x, dtype, name=None)',
  'backend.cast(x, dtype)',
  'backend.cast_to_floatx(x)',
])
export const SaturateCast = casting('SaturateCast', [
  'ops.saturate_cast(x, dtype)',
  'tf.saturate_cast(value: x, dtype, name=None)',
])

const converting = (name: string, signatures: readonly string[]) =>
  operation({
    name,
    summary: 'Makes a tensor of what it is given.',
    signatures,
    call: ['x'],
    parameters: {
      dtype: resultTypeOr(),
      sparse: ignored('Whether it is sparse.'),
      ragged: ignored('Whether it is ragged.'),
    },
    rule(operands, { dtype }) {
      const x = operands.tensor('x')
      return { output: { dims: x.shape, dtype: dtype ?? x.dtype } }
    },
  })

export const ConvertToTensor = converting('ConvertToTensor', [
  'ops.convert_to_tensor(x, dtype=None, sparse=None, ragged=None)',
  'tf.convert_to_tensor(value: x, dtype=None, dtype_hint=None, name=None)',
])
export const ArrayOperation = converting('Array', ['ops.array(x, dtype=None)'])

const writtenShape: Parameter<readonly Size[] | null> = {
  type: 'tuple of ints',
  meaning: 'The shape of the result; that of what is given for None.',
  default: null,
  read: (value, name) => (value === null ? null : counts.read(value, name)),
}

export const Constant = operation({
  name: 'Constant',
  summary: 'Makes a tensor of numbers.',
  signatures: [
    'tf.constant(value: x, dtype=None, shape=None, name=None)',
    'backend.constant(value: x, dtype=None, shape=None, name=None)',
  ],
  call: ['x'],
  parameters: { dtype: resultTypeOr(), shape: writtenShape },
  rule(operands, { dtype, shape }) {
    const x = operands.tensor('x')
    return { output: { dims: shape ?? x.shape, dtype: dtype ?? x.dtype } }
  },
})
