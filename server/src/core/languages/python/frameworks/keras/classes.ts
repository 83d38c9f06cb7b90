/** Which layers are instances of which of Keras's classes: `isinstance(layer, layers.Conv2D)`, `type(layer).__name__`. */
import { isCustom } from '../../../../model/custom.ts'
import { type Layer, PlainLayer } from '../../../../model/layer.ts'
import type { Place } from '../../../../source/span.ts'
import { unknown } from '../../../../tensor/size.ts'
import { objectType, TypeObject } from '../../evaluate/typeobject.ts'
import { HostObject, type PyValue } from '../../evaluate/values.ts'
import type { ComparisonOperator } from '../../syntax.ts'

/** Classes of `keras.layers` that derive from another one there, besides `Layer`. As Keras 3.15 says itself. */
const above: Readonly<Record<string, string>> = {
  AdditiveAttention: 'Attention',
  ConvLSTM1D: 'RNN',
  ConvLSTM2D: 'RNN',
  ConvLSTM3D: 'RNN',
  FlaxLayer: 'JaxLayer',
  GRU: 'RNN',
  LSTM: 'RNN',
  ReversibleEmbedding: 'Embedding',
  SimpleRNN: 'RNN',
  SpatialDropout1D: 'Dropout',
  SpatialDropout2D: 'Dropout',
  SpatialDropout3D: 'Dropout',
  SpectralNormalization: 'Wrapper',
  TimeDistributed: 'Wrapper',
}

/** Whether one class of `keras.layers` is another one, or derives from it. */
export const derives = (name: string, other: string): boolean =>
  name === other || other === 'Layer' || above[name] === other

/** A class of Keras, as far as it says which layers are its instances. */
export interface LayerNaming {
  /** The name of the class of `keras.layers`; undefined for classes of models. */
  readonly layerName: string | undefined
}

const isNaming = (value: HostObject): value is HostObject & LayerNaming => 'layerName' in value

/** What `type(layer)` gives. */
export class LayerType extends HostObject {
  constructor(private readonly layer: Layer) {
    super()
  }

  get description(): string {
    return this.layer.className
  }

  override get isClass(): boolean {
    return true
  }

  override attribute(name: string, at: Place): PyValue {
    return name === '__name__' ? this.description : super.attribute(name, at)
  }

  /** Of layers that the program defines, and of models, less is known here. */
  override isSubclassOf(other: HostObject): boolean | undefined {
    if (other === this || other === objectType) return true
    if (other instanceof TypeObject) return false
    if (!isNaming(other)) return undefined
    const isPlain = this.layer instanceof PlainLayer && !isCustom(this.layer)
    if (other.layerName === undefined) return isPlain ? false : undefined
    if (isPlain) return derives(this.description, other.layerName)
    return other.layerName === 'Layer' ? true : undefined
  }

  /** Two of them are the same class where their layers have one class of Keras. */
  override compare(operator: ComparisonOperator, other: PyValue, _reflected: boolean, at: Place): PyValue | undefined {
    if (operator !== 'is' && operator !== 'is not' && operator !== '==' && operator !== '!=') return undefined
    const name =
      other instanceof LayerType
        ? other.plainName
        : other instanceof HostObject && isNaming(other)
          ? other.layerName
          : null
    if (!this.plainName || !name) return unknown(`whether ${this.description} is this class is not known here`, at)
    return (name === this.plainName) === (operator === 'is' || operator === '==')
  }

  override hashKey(): undefined {
    return undefined
  }

  private get plainName(): string | undefined {
    return this.layer instanceof PlainLayer && !isCustom(this.layer) ? this.description : undefined
  }
}

/** The class of tensors. */
export const tensorType = new TypeObject('KerasTensor', { base: objectType })
