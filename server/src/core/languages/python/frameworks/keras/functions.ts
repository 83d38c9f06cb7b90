/** Functions as layers run them. */
import type { ModelBuilder } from '../../../../model/builder.ts'
import type { Tensor } from '../../../../model/tensor.ts'
import type { Place } from '../../../../source/span.ts'
import type { TensorType } from '../../../../tensor/shape.ts'
import { type Unknown, unknown } from '../../../../tensor/size.ts'
import { mapStructure, type Structure } from '../../../../tensor/structure.ts'
import { argumentsOf } from '../../evaluate/call-arguments.ts'
import type { HostObject } from '../../evaluate/host.ts'
import { describe, type PyValue } from '../../evaluate/values.ts'
import { toTensors } from './nests.ts'
import { tensorsValue } from './tensors.ts'

/** What a function makes of tensors of these types, and of further arguments. */
export function applyFunction(
  applied: HostObject,
  input: Structure<TensorType>,
  named: ReadonlyMap<string, PyValue>,
  builder: ModelBuilder,
  at: Place,
): Structure<TensorType> | Unknown {
  const tensors = mapStructure<TensorType, Tensor>(input, type => ({ type, producer: undefined }))
  const result = applied.call(argumentsOf([tensorsValue(tensors, builder)], named), at)
  const output = toTensors(result, at)
  if (output === undefined) return unknown(`${applied.description} gives ${describe(result)}, which is no tensor`, at)
  return mapStructure<Tensor, TensorType>(output, ({ type }) => type)
}
