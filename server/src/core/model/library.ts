/**
 * The models that ship with Shapeline, by the names that Keras gives them, so that a program in any language can have
 * them without knowing in what language they are written.
 */
import type { CallPlace } from '../layers/problem.ts'
import type { Value } from '../layers/value.ts'
import type { Unknown } from '../tensor/size.ts'
import type { ModelBuilder } from './builder.ts'
import type { Model } from './model.ts'
import type { Tensor } from './tensor.ts'

export interface ModelLibrary {
  /** The model of that name, such as `ResNet50`; undefined where there is none. */
  readonly find: (name: string) => LibraryModel | undefined
}

/** A model that can be made with arguments. */
export interface LibraryModel {
  /** The names of its parameters. Arguments for others are not passed to it. */
  readonly parameters: readonly string[]
  /** Makes it. What has no argument has its default; why nothing is known of it where an argument must be known. */
  readonly make: (args: ReadonlyMap<string, Value>, use: LibraryUse) => Model | Unknown
}

/** For whom a model is made. */
export interface LibraryUse {
  readonly builder: ModelBuilder
  /** The call that makes the model: where the model is made, to those who read the program. */
  readonly place: CallPlace
  /** What it works on in the place of an input of its own. */
  readonly input?: LibraryInput
}

/** A tensor of the program that a model starts from. */
export interface LibraryInput {
  readonly tensor: Tensor
  /** The inputs that the model has then: those that lead to the tensor. */
  readonly inputs: readonly Tensor[]
}

/** There are no models. */
export const noLibrary: ModelLibrary = { find: () => undefined }
