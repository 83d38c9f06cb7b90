/** Masks: which steps of a sequence count. Keras passes them on beside the tensors. */
import { kerasLayers } from '../../../../layers/keras/catalogue.ts'
import { isCustom } from '../../../../model/custom.ts'
import { argumentOf, isEager, type Layer, Operation, PlainLayer, type Visit } from '../../../../model/layer.ts'
import type { Tensor } from '../../../../model/tensor.ts'
import { isShape, type Shape } from '../../../../tensor/shape.ts'
import { isUnknown, type Unknown, unknown } from '../../../../tensor/size.ts'
import type { PyValue } from '../../evaluate/values.ts'
import { CustomObject } from './custom.ts'
import { TensorValue } from './nests.ts'
import type { Runtime } from './runtime.ts'
import { TensorObject } from './tensors.ts'

/** The mask that comes with a tensor; undefined where there is none. `wasMasked` tells of a tensor that comes from nowhere. */
export function maskOf(value: PyValue, { builder, calls }: Runtime, wasMasked: boolean): PyValue | undefined {
  if (!(value instanceof TensorValue)) return undefined
  const { tensor } = value
  const isBare = tensor.producer === undefined && !tensor.isData
  const shape = isBare && wasMasked ? stepsOf(tensor) : maskShape(tensor, calls.depth > 1)
  if (shape === undefined || isUnknown(shape)) return shape
  return new TensorObject({ type: { shape, dtype: 'bool' }, producer: undefined, isData: true }, builder)
}

/** How far back a mask is looked for. */
const farthest = 200

const notKnown = unknown('whether a mask comes with the input is not known')

/** Goes back along the layers that pass masks on. `isReal`: the program's own code works on the tensors themselves. */
function maskShape(tensor: Tensor, isReal: boolean): Shape | Unknown | undefined {
  let next: Tensor | undefined = tensor
  for (let steps = 0; next; steps++) {
    const { producer }: Tensor = next
    if (!producer || producer.layer instanceof Operation) return undefined
    if (begins(producer.layer)) return stepsOf(next)
    const passed = passes(producer, next, isReal || isEager(next))
    if (passed === undefined || steps > farthest) return mayBeMasked(tensor) ? notKnown : undefined
    next = passed ? producer.inputTensors[0] : undefined
  }
  return undefined
}

const stepsOf = ({ type: { shape } }: Tensor): Shape | Unknown => (isShape(shape) ? shape.slice(0, -1) : shape)

/** Whether a mask begins here: at `Embedding(mask_zero=True)` or `Masking`. */
const begins = (layer: Layer): boolean => layer.className === 'Masking' || argumentOf(layer, 'mask_zero') === true

/** Whether a call gives the mask of its input to what it puts out; undefined where that is not known. */
function passes({ layer, inputTensors: [input] }: Visit, output: Tensor, isReal: boolean): boolean | undefined {
  if (isCustom(layer))
    return layer.definition.owner instanceof CustomObject ? ownPasses(layer.definition.owner, isReal) : undefined
  if (!(layer instanceof PlainLayer)) return undefined
  const { className } = layer
  if (passing.has(className)) return true
  if (recurrent.has(className)) return input && rankOf(input) === rankOf(output)
  return combining.has(className) || !kerasLayers.byClass(className) ? undefined : false
}

/** A layer of the program's own that says nothing loses the mask, unless it gives back the very tensor that it got. */
function ownPasses(own: CustomObject, isReal: boolean): boolean | undefined {
  if (own.defines('compute_mask') || own.inner) return undefined
  const supports = own.values.get('supports_masking')
  if (typeof supports === 'boolean' && supports) return true
  return supports === undefined && !isReal && !own.defines('supports_masking') ? false : undefined
}

const rankOf = ({ type: { shape } }: Tensor): number | undefined => (isShape(shape) ? shape.length : undefined)

/** Keras's layers that give the mask of their input on, as they say themselves: `supports_masking`. */
const passing = new Set(
  `Activation ActivityRegularization AlphaDropout BatchNormalization Dense Dropout ELU GaussianDropout GaussianNoise
  GroupNormalization GroupQueryAttention Identity LayerNormalization LeakyReLU MultiHeadAttention Normalization PReLU ReLU
  Softmax SpatialDropout1D SpatialDropout2D SpatialDropout3D TimeDistributed UnitNormalization`.split(/\s+/),
)

/** Those that give it on with the sequence, not with the last step or the states. */
const recurrent = new Set(['Bidirectional', 'GRU', 'LSTM', 'RNN', 'SimpleRNN'])

/** Those that make another mask of those of their inputs. */
const combining = new Set(
  `Add AdditiveAttention Attention Average Concatenate ConvLSTM1D ConvLSTM2D ConvLSTM3D Dot Lambda Maximum Minimum Multiply
  Subtract`.split(/\s+/),
)

function mayBeMasked(tensor: Tensor): boolean {
  const seen = new Set<Tensor>()
  const pending = [tensor]
  while (pending.length > 0 && seen.size < farthest) {
    const next = pending.pop()!
    if (seen.has(next)) continue
    seen.add(next)
    if (next.producer && begins(next.producer.layer)) return true
    pending.push(...(next.producer?.inputTensors ?? []))
  }
  return pending.length > 0
}
