/** The type of what is computed from tensors of different types. Source: keras/src/backend/common/dtypes.py. */
import { unknownType } from './policy.ts'

/**
 * Types of Python's own numbers are weak: they give way to those of tensors. `int` and `float` stand for them, next to
 * Keras's names of types.
 */
const nextHigher: Readonly<Record<string, readonly string[]>> = {
  bool: ['int'],
  uint8: ['int16', 'uint16'],
  uint16: ['int32', 'uint32'],
  uint32: ['int64', 'uint64'],
  uint64: ['float'],
  int: ['uint8', 'int8', 'complex64'],
  int8: ['int16'],
  int16: ['int32'],
  int32: ['int64'],
  int64: ['float'],
  float: ['bfloat16', 'float16'],
  bfloat16: ['float32'],
  float16: ['float32'],
  float32: ['float64', 'complex64'],
  float64: ['complex128'],
  complex64: ['complex128'],
  complex128: [],
}

/** What a type can be turned into without loss, itself included. */
function upperBounds(type: string): ReadonlySet<string> {
  const bounds = new Set([type])
  for (const bound of bounds) for (const higher of nextHigher[bound] ?? []) bounds.add(higher)
  return bounds
}

const boundsOf = new Map(Object.keys(nextHigher).map(type => [type, upperBounds(type)]))

/** The type that Keras gives to the result; undefined where it refuses to mix them. */
export function resultType(...types: readonly string[]): string | undefined {
  if (types.includes(unknownType)) return unknownType
  if (types.some(type => type.startsWith('float8'))) return undefined
  const strong = new Set(types.map(type => weakTypes[type] ?? type))
  const alike = strong.size === 1 && (types.length === 1 || types.some(type => !(type in weakTypes)))
  const type = alike && !(types[0]! in weakTypes && types.length === 1) ? [...strong][0]! : leastUpperBound(types)
  return type === undefined ? undefined : (narrowed[type] ?? type)
}

/** What Python's numbers are where no tensor says otherwise. */
const weakTypes: Readonly<Record<string, string>> = { int: 'int64', float: 'float32' }

const narrowed: Readonly<Record<string, string>> = {
  int: 'int32',
  float: 'float32',
  uint64: 'uint32',
  complex128: 'complex64',
}

function leastUpperBound(types: readonly string[]): string | undefined {
  const bounds = types.map(type => boundsOf.get(type))
  const [first, ...others] = bounds
  if (!first || !bounds.every(each => each !== undefined)) return undefined
  const common = [...first].filter(type => others.every(each => each!.has(type)))
  return common.find(type => common.every(other => boundsOf.get(type)!.has(other)))
}
