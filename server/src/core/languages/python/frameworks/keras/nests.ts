/** Python values as nests of tensors. */
import { unknownType } from '../../../../layers/policy.ts'
import type { Tensor, Tensors } from '../../../../model/tensor.ts'
import type { Place } from '../../../../source/span.ts'
import { isShape } from '../../../../tensor/shape.ts'
import { type Unknown, unknown } from '../../../../tensor/size.ts'
import { DictObject, ListObject, TupleObject } from '../../evaluate/containers.ts'
import { Foreign } from '../../evaluate/foreign.ts'
import { HostObject } from '../../evaluate/host.ts'
import { describe, type PyValue, unknownValue } from '../../evaluate/values.ts'
import { ArrayObject, NumPyValue } from '../numpy/array.ts'
import type { ArrayLike } from '../numpy/convert.ts'
import { type Data, isKnown } from '../numpy/data.ts'
import { elementsOf } from './contents.ts'
import { tensorType } from './types.ts'

/** A value that is one tensor. */
export abstract class TensorValue extends HostObject implements ArrayLike {
  readonly description = 'a tensor'

  constructor(readonly tensor: Tensor) {
    super()
  }

  /** What is not known as a tensor may be a list of several. */
  override type(): HostObject | undefined {
    return isShape(this.tensor.type.shape) ? tensorType : undefined
  }

  /** Data can be an array; a tensor that layers pass on has no values yet. */
  asArray(): Data | undefined {
    const { type, isData } = this.tensor
    if (!isData) return undefined
    return { ...type, elements: elementsOf(this.tensor) ?? unknown('what a tensor holds is not known') }
  }
}

/** A function of tensors that is not the program's own, and that layers can take for what it makes of them. */
export abstract class TensorFunction extends HostObject {
  override get isCallable(): boolean {
    return true
  }
}

/** An array as a tensor. */
export const arrayTensor = ({ dtype, shape, elements }: Data): Tensor => ({
  type: { shape, dtype: isNumeric(dtype) ? dtype : dtype === 'str' ? 'string' : unknownType },
  producer: undefined,
  isData: true,
  ...(dtype === 'str' && isKnown(elements) && { texts: elements as readonly string[] }),
})

const isNumeric = (dtype: string): boolean => dtype !== 'str' && dtype !== 'object'

/** A tensor of which nothing is known. */
export const foreignTensor = (why: Unknown): Tensor => ({
  type: { shape: why, dtype: 'float32' },
  producer: undefined,
})

/** A Python value as a nest of tensors; undefined where it holds something that is certainly no tensor. */
export function toTensors(value: PyValue, at: Place): Tensors | undefined {
  if (value instanceof TensorValue) return value.tensor
  if (value instanceof NumPyValue) return arrayTensor(value.data)
  const lost = unknownValue(value)
  if (lost) return foreignTensor(lost)
  if (value instanceof ListObject || value instanceof TupleObject)
    return all(value.items.map(item => toTensors(item, at)))
  if (value instanceof DictObject) return dictTensors(value, at)
  if (value instanceof Foreign) return foreignTensor(value.reason(at))
  return value instanceof HostObject
    ? foreignTensor(unknown(`${value.description} is not known as a tensor here`, at))
    : undefined
}

function dictTensors(value: DictObject, at: Place): Tensors | undefined {
  const parts = new Map<string, Tensors>()
  for (const [key, item] of value) {
    const part = toTensors(item, at)
    if (part === undefined) return undefined
    parts.set(typeof key === 'string' ? key : describe(key), part)
  }
  return parts
}

const all = (parts: readonly (Tensors | undefined)[]): readonly Tensors[] | undefined =>
  parts.every(part => part !== undefined) ? parts : undefined

/** Whether a value holds tensors rather than settings. */
export const holdsTensors = (value: PyValue): boolean =>
  value instanceof TensorValue ||
  value instanceof ArrayObject ||
  ((value instanceof ListObject || value instanceof TupleObject) &&
    value.items.length > 0 &&
    value.items.every(holdsTensors)) ||
  (value instanceof DictObject && value.size > 0 && [...value].every(([, item]) => holdsTensors(item)))
