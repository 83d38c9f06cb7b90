/** Tensors as a program passes them around: a type, and the call that they come from. */
import type { TensorType } from '../tensor/shape.ts'
import type { Structure } from '../tensor/structure.ts'
import type { Visit } from './layer.ts'

export interface Tensor {
  readonly type: TensorType
  /** The call that put it out; undefined for what no layer made. */
  readonly producer: Visit | undefined
  /** Whether it is made of numbers alone, so that no input leads to it. */
  readonly isData?: boolean
}

/** A nest of tensors. */
export type Tensors = Structure<Tensor>
