/** The types that a layer computes with and keeps its weights in. Source: keras/src/dtype_policies. */
import { isUnknown } from '../tensor/size.ts'
import { Misfit, type Parameter } from './parameters.ts'
import { isDict, isNamedValue, type Value } from './value.ts'

export interface Policy {
  /** What inputs are cast to and outputs have. */
  readonly compute: string
  /** What weights are kept in. */
  readonly variable: string
  /** How weights are stored in fewer bits: `int8`. */
  readonly quantization?: string
}

/** The type of tensors that layers compute with unless something says otherwise: Keras's default `floatx`. */
export const floatType = 'float32'

/** A type that cannot be known here. */
export const unknownType = '?'

const types = [
  ...['float16', 'float32', 'float64', 'bfloat16', 'float8_e4m3fn', 'float8_e5m2', 'complex64', 'complex128'],
  ...['uint8', 'uint16', 'uint32', 'uint64', 'int8', 'int16', 'int32', 'int64', 'bool', 'string'],
] as const

const quantized = /^(int8|float8|int4(?:\/-?\d+)?|gptq\/\d+\/-?\d+|awq\/4\/-?\d+)_from_(.+)$/

/** Keras takes a name that starts so for a quantized policy, and `int8` alone for a mistake. */
const quantizedPrefix = /^(int8|float8|int4|gptq|awq)/

export const isFloating = (type: string): boolean => type.startsWith('float') || type === 'bfloat16'

export const isInteger = (type: string): boolean => /^u?int/.test(type)

const same = (type: string): Policy => ({ compute: type, variable: type })

/** `dtype`: the name of a type, or of a policy such as `mixed_float16`. None is Keras's default. */
export const dtypePolicy: Parameter<Policy> = {
  type: 'str',
  meaning: 'The type of computation and weights.',
  default: null,
  names: types,
  read(value, name) {
    if (value === null) return same(floatType)
    const policy = typeof value === 'string' ? policyOf(value) : policyOfObject(value)
    if (!policy) throw new Misfit(name, "the name of a type, such as 'float32' or 'mixed_float16'", value)
    return policy
  },
}

function policyOf(name: string): Policy | undefined {
  if (name === 'mixed_float16' || name === 'mixed_bfloat16')
    return { compute: name.replace('mixed_', ''), variable: floatType }
  const [, mode, source] = quantized.exec(name) ?? []
  const type = quantizedPrefix.test(name) ? undefined : standardType(name)
  if (mode === undefined || source === undefined) return type === undefined ? undefined : same(type)
  const from = policyOf(source)
  return from && !(mode === 'int8' && from.compute === 'float16') ? { ...from, quantization: mode } : undefined
}

/** `tf.float16`, `np.float32`, `int`, or a policy object of which nothing is known. */
function policyOfObject(value: Value): Policy | undefined {
  if (isUnknown(value) || isDict(value)) return same(unknownType)
  if (!isNamedValue(value)) return undefined
  const name = value.name.split('.').at(-1)!
  return same(pythonTypes[name] ?? standardType(name) ?? unknownType)
}

const pythonTypes: Readonly<Record<string, string>> = { float: floatType, str: 'string' }

/** Source: `standardize_dtype`. */
const standardType = (name: string): string | undefined =>
  name === 'int' ? 'int64' : types.find(type => type === name)

/** `dtype` of data, which has no policy. */
export const dataType: Parameter<string> = {
  type: 'str',
  meaning: 'The type of the data.',
  default: null,
  names: types,
  read(value, name) {
    const type =
      typeof value === 'string' ? standardType(value) : value === null ? floatType : policyOfObject(value)?.compute
    if (type === undefined) throw new Misfit(name, "the name of a type, such as 'int32'", value)
    return type
  },
}
