/** Tensors as a program passes them around: a type, and the call that they come from. */
import type { Bound } from '../layers/bind.ts'
import type { Value } from '../layers/value.ts'
import type { TensorType } from '../tensor/shape.ts'
import type { Structure } from '../tensor/structure.ts'
import type { Visit } from './layer.ts'

export interface Tensor {
  readonly type: TensorType
  /** The call that put it out; undefined for what no layer made. */
  readonly producer: Visit | undefined
  /** Whether it is made of numbers alone, so that no input leads to it. */
  readonly isData?: boolean
  /** What it holds, one after the other, where that is texts which stand in the program. */
  readonly texts?: readonly string[]
  /** The operation on data that gave it, where one did. */
  readonly origin?: DataOperation
}

/** An operation that is computed at once, and so is no part of a model. */
export interface DataOperation {
  readonly bound: Bound
  readonly tensors: ReadonlyMap<string, Tensors>
  /** What it computes with that are no tensors. */
  readonly numbers: ReadonlyMap<string, Value>
}

/** A nest of tensors. */
export type Tensors = Structure<Tensor>
