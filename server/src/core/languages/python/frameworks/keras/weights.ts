/** The weights of layers and models as Python values: lists of variables, or of arrays. */

import type { WeightFact } from '../../../../layers/facts.ts'
import { weightShape } from '../../../../layers/facts.ts'
import type { ModelBuilder } from '../../../../model/builder.ts'
import type { Layer } from '../../../../model/layer.ts'
import { isUnknown } from '../../../../tensor/size.ts'
import { ListObject } from '../../evaluate/containers.ts'
import { Builtin } from '../../evaluate/native.ts'
import type { PyValue } from '../../evaluate/values.ts'
import { wrapArray } from '../numpy/array.ts'
import { vague } from '../numpy/data.ts'
import { worldOf } from '../numpy/worlds.ts'
import { TensorObject } from './tensors.ts'

/** The attribute `name`, where it is about weights that are known. */
export function weightsAttribute(layer: Layer, name: string, builder: ModelBuilder): PyValue | undefined {
  const world = worldOf(builder)
  if (name === 'get_weights' && world) {
    const weights = weightsIn(layer)
    return (
      weights &&
      new Builtin(
        name,
        () => new ListObject(weights.map(each => wrapArray(vague(each.dtype, weightShape(each)), world))),
      )
    )
  }
  const weights = Object.hasOwn(lists, name) ? lists[name]!(layer) : undefined
  return weights && new ListObject(weights.map(weight => variable(weight, builder)))
}

const variable = (weight: WeightFact, builder: ModelBuilder): PyValue =>
  new TensorObject(
    { type: { shape: weightShape(weight), dtype: weight.dtype }, producer: undefined, isData: true },
    builder,
  )

/** A layer that has not been called has none yet. */
function weightsIn(layer: Layer): readonly WeightFact[] | undefined {
  const { weights } = layer
  if (isUnknown(weights)) return layer.isUnbuilt ? [] : undefined
  return weights
}

/** Of something that is frozen, nothing trains. Which weights do is not known where that of one part is not. */
function trainable(layer: Layer): readonly WeightFact[] | undefined {
  if (layer.trainable === false) return []
  return isUnknown(layer.counts.trainable) && !layer.isUnbuilt
    ? undefined
    : weightsIn(layer)?.filter(weight => weight.trainable)
}

function frozen(layer: Layer): readonly WeightFact[] | undefined {
  if (layer.trainable === false) return weightsIn(layer)
  return isUnknown(layer.counts.nonTrainable) && !layer.isUnbuilt
    ? undefined
    : weightsIn(layer)?.filter(weight => !weight.trainable)
}

const lists: Readonly<Record<string, (layer: Layer) => readonly WeightFact[] | undefined>> = {
  weights: weightsIn,
  trainable_weights: trainable,
  trainable_variables: trainable,
  non_trainable_weights: frozen,
}
