/** How much of the input one element sees. Worked out when it is asked for, which few tensors ever are. */
import { isShape } from '../tensor/shape.ts'
import { add, equalSizes, multiply, type Size, subtract } from '../tensor/size.ts'
import { inputTensors } from './graph.ts'
import type { Tensor } from './tensor.ts'

/** For each spatial axis: how many input elements one element sees, and how far apart neighbors look. */
export type ReceptiveField = readonly { readonly reach: Size; readonly stride: Size }[]

/**
 * The receptive field of a tensor along its spatial axes (all but the first and the last); undefined where a layer on
 * the way sees everything or reorders what it sees.
 */
export function receptiveField(tensor: Tensor): ReceptiveField | undefined {
  const fields = new Map<Tensor, ReceptiveField | undefined>()
  const pending = [tensor]
  while (pending.length > 0) {
    const next = pending.at(-1)!
    const missing = fields.has(next) ? [] : before(next).filter(input => !fields.has(input))
    if (missing.length > 0) pending.push(...missing)
    else fields.set(pending.pop()!, fieldOf(next, fields))
  }
  return fields.get(tensor)
}

const before = ({ producer }: Tensor): readonly Tensor[] => (producer ? inputTensors(producer) : [])

/** A window widens the field; a layer that keeps the spatial axes keeps it. */
function fieldOf(
  { type: { shape }, producer }: Tensor,
  fields: ReadonlyMap<Tensor, ReceptiveField | undefined>,
): ReceptiveField | undefined {
  if (!isShape(shape)) return undefined
  const inputs = producer ? inputTensors(producer) : []
  if (inputs.length === 0) return ownField(shape.length - 2)
  const field = inputs.map(input => fields.get(input)).reduce(mergeFields)
  if (!producer || !field || field.length !== shape.length - 2) return undefined
  if (producer.facts.window) return growField(field, producer.facts.window)
  return keepsSpace(inputs[0]!, shape) ? field : undefined
}

function keepsSpace({ type }: Tensor, shape: readonly Size[]): boolean {
  const { shape: input } = type
  return isShape(input) && input.length === shape.length && input.slice(1, -1).every((size, i) => size === shape[i + 1])
}

/** Each element of an input with `spatial` axes sees itself. */
const ownField = (spatial: number): ReceptiveField => Array(Math.max(spatial, 0)).fill({ reach: 1, stride: 1 })

/** The field after a window: `reach + (window − 1) · stride`; strides multiply. */
const growField = (field: ReceptiveField, window: ReceptiveField): ReceptiveField =>
  field.map(({ reach, stride }, i) => ({
    reach: add(reach, multiply(subtract(window[i]?.reach ?? 1, 1), stride)),
    stride: multiply(stride, window[i]?.stride ?? 1),
  }))

/** The wider of the fields of merged inputs along each axis; undefined where they cannot be compared. */
function mergeFields(a: ReceptiveField | undefined, b: ReceptiveField | undefined): ReceptiveField | undefined {
  if (!a || !b || a.length !== b.length) return undefined
  if (!a.every(({ stride }, i) => equalSizes(stride, b[i]!.stride))) return undefined
  return a.map((axis, i) => {
    const gap = subtract(b[i]!.reach, axis.reach)
    return typeof gap === 'number' && gap > 0 ? b[i]! : axis
  })
}
