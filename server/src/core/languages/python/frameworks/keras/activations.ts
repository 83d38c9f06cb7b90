/** Activation functions as values: `tf.nn.relu`, `keras.activations.softmax`. */

import { activationNames } from '../../../../layers/parameters.ts'
import type { NamedValue } from '../../../../layers/value.ts'
import { type CallArguments, HostObject, type PyValue } from '../../evaluate/values.ts'
import { TensorObject } from './tensors.ts'

export const isActivation = (name: string): boolean => (activationNames as readonly string[]).includes(name)

export class ActivationFunction extends HostObject {
  constructor(private readonly name: string) {
    super()
  }

  get description(): string {
    return this.name
  }

  /** Applied to a tensor it keeps the shape. */
  override call({ positional: [input] }: CallArguments): PyValue {
    return input instanceof TensorObject
      ? new TensorObject({ ...input.tensor })
      : { kind: 'unknown', why: `${this.name} of something that is no tensor` }
  }

  override toArgument(): NamedValue {
    return { kind: 'named value', name: this.name, callable: true }
  }
}
