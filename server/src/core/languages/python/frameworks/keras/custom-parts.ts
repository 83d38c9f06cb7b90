/** What layers of the program are made of, as Keras finds it: layers in attributes, weights, shapes. */
import type { WeightFact } from '../../../../layers/facts.ts'
import { dataType, floatType } from '../../../../layers/policy.ts'
import type { Layer } from '../../../../model/layer.ts'
import type { Tensor, Tensors } from '../../../../model/tensor.ts'
import type { Place } from '../../../../source/span.ts'
import { isShape, type TensorType } from '../../../../tensor/shape.ts'
import { isSymbolic, isUnknown, none, type Size, type Unknown, unknown } from '../../../../tensor/size.ts'
import { isLeaf } from '../../../../tensor/structure.ts'
import { argumentsOf, type CallArguments } from '../../evaluate/call-arguments.ts'
import { DictObject, ListObject, TupleObject } from '../../evaluate/containers.ts'
import { known } from '../../evaluate/foreign.ts'
import { HostObject } from '../../evaluate/host.ts'
import { describe, itemsOf, type PyValue, Room, unknownValue } from '../../evaluate/values.ts'
import { foreignTensor } from './nests.ts'
import { sizeValue } from './shapes.ts'

/** Something that is a layer. */
export interface LayerHolder {
  readonly layer: Layer
}

export const isLayerHolder = (value: PyValue | undefined): value is HostObject & LayerHolder =>
  value instanceof HostObject && 'layer' in value

/** Something that is a weight of what it is stored in. */
interface WeightHolder {
  readonly weight: WeightFact
}

const isWeightHolder = (value: object): value is WeightHolder => value instanceof HostObject && 'weight' in value

/** The layers and weights in what was stored in attributes, also within lists. Source: keras/src/utils/tracking.py. */
export function heldParts(stored: readonly PyValue[]): {
  readonly layers: readonly Layer[]
  readonly weights: readonly WeightFact[]
  readonly lost: Unknown | undefined
} {
  const layers = new Set<Layer>()
  const weights = new Set<WeightFact>()
  const room = new Room()
  let lost: Unknown | undefined
  const visit = (value: PyValue, depth: number): void => {
    if (typeof value !== 'object' || value === null || !room.allows(depth)) return
    if (isLayerHolder(value)) layers.add(value.layer)
    else if (isUnknown(value)) lost ??= value.isLayer ? value : undefined
    else if (isWeightHolder(value)) weights.add(value.weight)
    else if (value instanceof ListObject || value instanceof DictObject) lost ??= value.lost
    for (const item of partsOf(value)) visit(item, depth + 1)
  }
  for (const value of stored) visit(value, 0)
  return { layers: [...layers], weights: [...weights], lost }
}

const partsOf = (value: object): readonly PyValue[] => {
  if (value instanceof ListObject || value instanceof TupleObject) return value.items
  return value instanceof DictObject ? [...value].map(([, item]) => item) : []
}

// ---- weights

const weightParameters = ['shape', 'initializer', 'dtype', 'trainable']

/** What `add_weight` makes; the reason where its shape is not known. Source: Layer.add_weight. */
export function weightOf(
  args: CallArguments,
  number: number,
  at: Place,
): { readonly fact: WeightFact; readonly type: TensorType } | Unknown {
  const argument = (name: string) => args.named.get(name) ?? args.positional[weightParameters.indexOf(name)]
  const written = argument('shape')
  const shape = written === undefined ? (args.open ?? []) : sizesOf(written, at)
  if (isUnknown(shape)) return shape
  const missing = shape.find(size => isUnknown(size) || (typeof size === 'object' && size.kind === 'none'))
  if (missing !== undefined) return isUnknown(missing) ? missing : unknown('a weight cannot have the size None', at)
  const name = args.named.get('name')
  const dtype = argument('dtype')
  const type = { shape, dtype: typeof dtype === 'string' && dataType.names?.includes(dtype) ? dtype : floatType }
  const trainable = argument('trainable') !== false
  return {
    fact: { name: typeof name === 'string' ? name : `variable_${number}`, shape, trainable, dtype: type.dtype },
    type,
  }
}

// ---- shapes

/** A shape as the program writes it; the reason where it is not known as one. */
export function sizesOf(value: PyValue, at: Place): readonly Size[] | Unknown {
  const items = itemsOf(value)
  if (!items) return unknownValue(known(value, at)) ?? unknown(`${describe(value)} is no shape`, at)
  return items.map(item => toSize(item, at))
}

function toSize(item: PyValue, at: Place): Size {
  const value = known(item, at)
  if (value === null) return none
  if (typeof value === 'number') return value
  if (isSymbolic(value) || isUnknown(value)) return value
  return unknown(`${describe(value)} is no size`, at)
}

/** What `build` and `compute_output_shape` get: the shape of the only input, or each under its name. */
export function shapeArguments(
  parameters: readonly string[],
  tensors: ReadonlyMap<string, Tensors>,
  at: Place,
): CallArguments {
  const shapes = new Map([...tensors].map(([name, each]) => [`${name}_shape`, shapesValue(each)]))
  const [first = unknown('the input is not known', at)] = shapes.values()
  if (parameters.length <= 1) return argumentsOf([first])
  const named = new Map([...shapes].filter(([name]) => parameters.includes(name)))
  return argumentsOf(named.size === 0 ? [first] : [], named)
}

/** The shapes of tensors as a program reads them. */
export function shapesValue(tensors: Tensors): PyValue {
  if (isLeaf(tensors)) return shapeValue(tensors)
  if (Array.isArray(tensors)) return new ListObject(tensors.map(shapesValue))
  const dict = new DictObject()
  for (const [name, each] of tensors as ReadonlyMap<string, Tensors>) dict.set(name, shapesValue(each))
  return dict
}

const shapeValue = ({ type: { shape } }: Tensor): PyValue =>
  isShape(shape) ? new TupleObject(shape.map(sizeValue)) : shape

/** Tensors of the shapes that the program gives: one, or a list or dictionary of them. */
export function tensorsOfShapes(value: PyValue, at: Place): Tensors {
  const items = itemsOf(value)
  if (value instanceof DictObject && !value.lost)
    return new Map(
      [...value].map(([key, item]) => [typeof key === 'string' ? key : describe(key), tensorsOfShapes(item, at)]),
    )
  if (items && items.length > 0 && items.every(item => itemsOf(item) || item instanceof DictObject))
    return items.map(item => tensorsOfShapes(item, at))
  const shape = sizesOf(value, at)
  const lost = !isUnknown(shape) && shape.length > 0 && shape.every(isUnknown) ? shape[0] : undefined
  if (lost && isUnknown(lost)) return foreignTensor(lost)
  return isUnknown(shape) ? foreignTensor(shape) : { type: { shape, dtype: floatType }, producer: undefined }
}
