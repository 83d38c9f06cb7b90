/** What an input layer says, whatever language it is written in. */
import { unknownType } from '../layers/policy.ts'
import type { PlainLayer } from '../model/layer.ts'
import type { Tensor } from '../model/tensor.ts'
import { isShape } from '../tensor/shape.ts'
import type { Size } from '../tensor/size.ts'
import { flatten } from '../tensor/structure.ts'
import type { Trouble } from './trouble.ts'

export interface InputParts {
  readonly batch: Size | undefined
  /** The sizes without the batch. */
  readonly sample: readonly Size[]
  readonly dtype: string
  /** The switches that are on. */
  readonly switches: readonly string[]
}

/** The parts of an input; the text that stands in its place where it cannot be written. */
export function inputParts({ visits, bound, place }: PlainLayer, trouble: Trouble): InputParts | string {
  const [type] = flatten<Tensor>(visits[0]?.outputs ?? []).map(tensor => tensor.type)
  const { values } = bound
  if (!type || (values.get('input_tensor') ?? null) !== null)
    return trouble.refuse('this input wraps an existing tensor', place)
  if (!isShape(type.shape)) return trouble.unknown('the shape of the input', type.shape, place)
  if (type.dtype === unknownType) trouble.refuse('the type of the input is not known', place)
  const [batch, ...sample] = type.shape
  const switches = ['sparse', 'ragged', 'optional'].filter(name => values.get(name) === true)
  return { batch, sample, dtype: type.dtype, switches }
}
