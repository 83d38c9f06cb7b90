/** Keras's classes as `isinstance`, `issubclass` and `type` see them. */
import type { Place } from '../../../../source/span.ts'
import { HostObject } from '../../evaluate/host.ts'
import { objectType, TypeObject } from '../../evaluate/typeobject.ts'
import type { PyValue } from '../../evaluate/values.ts'
import type { ComparisonOperator } from '../../syntax.ts'

/** Classes that derive from another one of Keras, besides Layer. As Keras 3.15 says itself. */
const parents: Readonly<Record<string, string>> = {
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
  Functional: 'Model',
  Sequential: 'Model',
}

const derives = (name: string, from: string): boolean => {
  for (let at: string | undefined = name; at !== undefined; at = parents[at]) if (at === from) return true
  return from === 'Layer' && name !== tensorName
}

const tensorName = 'KerasTensor'

/** A class of Keras: what `keras.layers.Dense` is, or `type(layer)`. */
export abstract class KerasType extends HostObject {
  /** The name of the class. */
  abstract override readonly description: string

  override get isClass(): boolean {
    return true
  }

  override attribute(name: string, at: Place): PyValue {
    return name === '__name__' || name === '__qualname__' ? this.description : super.attribute(name, at)
  }

  override equals(other: PyValue): boolean | undefined {
    if (other instanceof KerasType) return other.description === this.description
    return other instanceof HostObject && !other.isClass ? super.equals(other) : false
  }

  override compare(operator: ComparisonOperator, other: PyValue): PyValue | undefined {
    if (operator !== 'is' && operator !== 'is not') return undefined
    const same = this.equals(other)
    return same === undefined ? undefined : same === (operator === 'is')
  }

  override isSubclassOf(other: HostObject): boolean | undefined {
    if (other instanceof KerasType) return derives(this.description, other.description)
    if (other instanceof TypeObject) return other === objectType
    return other.isClass ? false : super.isSubclassOf(other)
  }

  override hasInstance(value: PyValue): boolean | undefined {
    return value instanceof HostObject ? value.type()?.isSubclassOf(this) : false
  }
}

/** The class of an object, known by its name. */
class NamedType extends KerasType {
  constructor(readonly description: string) {
    super()
  }
}

export const typeNamed = (name: string): KerasType => new NamedType(name)

export const tensorType: KerasType = typeNamed(tensorName)
