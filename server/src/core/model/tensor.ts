/** Tensors as a program passes them around: a type, where it comes from, and how much of the input it sees. */
import type { TensorType } from '../tensor/shape.ts'
import { add, equalSizes, multiply, type Size, subtract } from '../tensor/size.ts'
import type { Structure } from '../tensor/structure.ts'
import type { Visit } from './layer.ts'

export interface Tensor {
  readonly type: TensorType
  /** The call that put it out; undefined for data that no layer made. */
  readonly producer: Visit | undefined
  readonly field: ReceptiveField | undefined
}

/** For each spatial axis: how many input elements one element sees, and how far apart neighbors look. */
export type ReceptiveField = readonly { readonly reach: Size; readonly stride: Size }[]

/** The types of a nest of tensors. */
export type Tensors = Structure<Tensor>

/** The field of a fresh input with `spatial` axes: each element sees itself. */
export const ownField = (spatial: number): ReceptiveField => Array(Math.max(spatial, 0)).fill({ reach: 1, stride: 1 })

/** The field after a window: `reach + (window − 1) · stride`; strides multiply. */
export const growField = (field: ReceptiveField, window: ReceptiveField): ReceptiveField =>
  field.map(({ reach, stride }, i) => ({
    reach: add(reach, multiply(subtract(window[i]?.reach ?? 1, 1), stride)),
    stride: multiply(stride, window[i]?.stride ?? 1),
  }))

/** The widest of the fields of merged inputs; undefined where they cannot be compared. */
export function mergeFields(fields: readonly (ReceptiveField | undefined)[]): ReceptiveField | undefined {
  return fields.reduce((a, b) => {
    if (!a || !b || a.length !== b.length) return undefined
    if (!a.every(({ stride }, i) => equalSizes(stride, b[i]!.stride))) return undefined
    return a.map((axis, i) => wider(axis, b[i]!))
  })
}

type Axis = ReceptiveField[number]

function wider(a: Axis, b: Axis): Axis {
  const gap = subtract(b.reach, a.reach)
  return typeof gap === 'number' && gap > 0 ? b : a
}
