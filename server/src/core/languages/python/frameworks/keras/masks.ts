/** Masks: which steps of a sequence count. Keras passes them on beside the tensors. */
import type { ModelBuilder } from '../../../../model/builder.ts'
import { argumentOf } from '../../../../model/layer.ts'
import type { Tensor } from '../../../../model/tensor.ts'
import { isShape } from '../../../../tensor/shape.ts'
import { unknown } from '../../../../tensor/size.ts'
import type { PyValue } from '../../evaluate/values.ts'
import { TensorValue } from './nests.ts'
import { TensorObject } from './tensors.ts'

/** How far back a mask is looked for. */
const farthest = 200

/** The mask that comes with a tensor; undefined where there is none. Whether layers on the way kept it is not known. */
export function maskOf(value: PyValue, builder: ModelBuilder): PyValue | undefined {
  if (!(value instanceof TensorValue)) return undefined
  const { tensor } = value
  const { shape } = tensor.type
  if (!masks(tensor))
    return mayBeMasked(tensor) ? unknown('whether a mask comes with the input is not known') : undefined
  const type = { shape: isShape(shape) ? shape.slice(0, -1) : shape, dtype: 'bool' }
  return new TensorObject({ type, producer: undefined, isData: true }, builder)
}

/** Whether a mask begins here: at `Embedding(mask_zero=True)` or `Masking`. */
function masks({ producer }: Tensor): boolean {
  const layer = producer?.layer
  return layer !== undefined && (layer.className === 'Masking' || argumentOf(layer, 'mask_zero') === true)
}

function mayBeMasked(tensor: Tensor): boolean {
  const seen = new Set<Tensor>()
  const pending = [tensor]
  while (pending.length > 0 && seen.size < farthest) {
    const next = pending.pop()!
    if (seen.has(next)) continue
    seen.add(next)
    if (masks(next)) return true
    pending.push(...(next.producer?.inputTensors ?? []))
  }
  return false
}
