/** Tensors as Python values, and nests of them. */

import { joinTypes } from '../../../../layers/join.ts'
import type { Tensor, Tensors } from '../../../../model/tensor.ts'
import type { Place } from '../../../../source/span.ts'
import { isShape } from '../../../../tensor/shape.ts'
import { isNone, type Size, type Unknown, unknown } from '../../../../tensor/size.ts'
import { isLeaf } from '../../../../tensor/structure.ts'
import {
  DictObject,
  describe,
  HostObject,
  ListObject,
  type PyValue,
  TupleObject,
  unknownValue,
} from '../../evaluate/values.ts'

export class TensorObject extends HostObject {
  readonly description = 'a tensor'

  constructor(readonly tensor: Tensor) {
    super()
  }

  override attribute(name: string, at: Place): PyValue {
    const { shape, dtype } = this.tensor.type
    if (name === 'dtype') return dtype
    if (name === 'shape') return isShape(shape) ? new TupleObject(shape.map(sizeValue)) : shape
    if (name === 'ndim') return isShape(shape) ? shape.length : shape
    if (name === 'name' || name === '_keras_history') return super.attribute(name, at)
    return unknown(`.${name} of a tensor is not known here`, at)
  }

  override truth(): undefined {
    return undefined
  }

  /** A tensor that is one of two: its type is what they agree in. */
  override joinWith(other: HostObject, why: Unknown): PyValue | undefined {
    if (!(other instanceof TensorObject)) return undefined
    if (other.tensor === this.tensor) return this
    return new TensorObject({ type: joinTypes(this.tensor.type, other.tensor.type, why), producer: undefined })
  }

  override subscript(_index: PyValue, at: Place): PyValue {
    return new TensorObject(foreignTensor(unknown('slices of tensors are not computed', at)))
  }

  override binary(...[operator, , , at]: Parameters<HostObject['binary']>): PyValue {
    return new TensorObject(foreignTensor(unknown(`'${operator}' between tensors is not computed`, at)))
  }
}

/** A size as Python sees it: None where Keras has None. */
export const sizeValue = (size: Size): PyValue => (typeof size === 'object' && isNone(size) ? null : (size as PyValue))

/** A tensor of which nothing is known. */
export const foreignTensor = (why: Unknown): Tensor => ({
  type: { shape: why, dtype: 'float32' },
  producer: undefined,
})

/** A nest of tensors as a Python value: lists are lists. */
export function tensorsValue(tensors: Tensors): PyValue {
  if (Array.isArray(tensors)) return new ListObject(tensors.map(tensorsValue))
  if (isLeaf(tensors)) return new TensorObject(tensors)
  const dict = new DictObject()
  for (const [name, part] of tensors as ReadonlyMap<string, Tensors>) dict.set(name, tensorsValue(part))
  return dict
}

/** A Python value as a nest of tensors; undefined where it holds something that is certainly no tensor. */
export function toTensors(value: PyValue, at: Place): Tensors | undefined {
  if (value instanceof TensorObject) return value.tensor
  const lost = unknownValue(value)
  if (lost) return foreignTensor(lost)
  if (value instanceof ListObject || value instanceof TupleObject)
    return all(value.items.map(item => toTensors(item, at)))
  if (value instanceof DictObject) return dictTensors(value, at)
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
  value instanceof TensorObject ||
  ((value instanceof ListObject || value instanceof TupleObject) &&
    value.items.length > 0 &&
    value.items.every(holdsTensors)) ||
  (value instanceof DictObject && value.size > 0 && [...value].every(([, item]) => holdsTensors(item)))
