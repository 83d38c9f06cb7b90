/** Python values as nests of tensors. */
import type { Tensor, Tensors } from '../../../../model/tensor.ts'
import type { Place } from '../../../../source/span.ts'
import { isShape } from '../../../../tensor/shape.ts'
import { type Unknown, unknown } from '../../../../tensor/size.ts'
import {
  DictObject,
  describe,
  Foreign,
  HostObject,
  ListObject,
  type PyValue,
  TupleObject,
  unknownValue,
} from '../../evaluate/values.ts'
import { tensorType } from './types.ts'

/** A value that is one tensor. */
export abstract class TensorValue extends HostObject {
  readonly description = 'a tensor'

  constructor(readonly tensor: Tensor) {
    super()
  }

  /** What is not known as a tensor may be a list of several. */
  override type(): HostObject | undefined {
    return isShape(this.tensor.type.shape) ? tensorType : undefined
  }
}

/** A tensor of which nothing is known. */
export const foreignTensor = (why: Unknown): Tensor => ({
  type: { shape: why, dtype: 'float32' },
  producer: undefined,
})

/** A Python value as a nest of tensors; undefined where it holds something that is certainly no tensor. */
export function toTensors(value: PyValue, at: Place): Tensors | undefined {
  if (value instanceof TensorValue) return value.tensor
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
  ((value instanceof ListObject || value instanceof TupleObject) &&
    value.items.length > 0 &&
    value.items.every(holdsTensors)) ||
  (value instanceof DictObject && value.size > 0 && [...value].every(([, item]) => holdsTensors(item)))
