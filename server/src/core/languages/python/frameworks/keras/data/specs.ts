/** `tf.TensorSpec`: what a tensor is said to be, as `output_signature` takes it and `element_spec` gives it. */
import { dataType, floatType, unknownType } from '../../../../../layers/policy.ts'
import type { ModelBuilder } from '../../../../../model/builder.ts'
import type { Place } from '../../../../../source/span.ts'
import { isShape, type TensorType } from '../../../../../tensor/shape.ts'
import { unknown } from '../../../../../tensor/size.ts'
import { DictObject, ListObject, TupleObject } from '../../../evaluate/containers.ts'
import { HostObject } from '../../../evaluate/host.ts'
import { Builtin } from '../../../evaluate/native.ts'
import { itemsOf, type PyValue } from '../../../evaluate/values.ts'
import { DtypeObject } from '../../numpy/dtype-objects.ts'
import { sizesOf } from '../custom-parts.ts'
import { shapeObject } from '../shapes.ts'
import { TensorObject } from '../tensors.ts'
import { leaf, leafOfUnknown } from './nests.ts'

export class TensorSpecObject extends HostObject {
  readonly description = 'a TensorSpec'

  constructor(readonly spec: TensorType) {
    super()
  }

  override attribute(name: string, at: Place): PyValue {
    const { shape, dtype } = this.spec
    if (name === 'shape') return isShape(shape) ? shapeObject(shape) : shape
    return name === 'dtype' ? dtype : super.attribute(name, at)
  }

  override keeps(): boolean {
    return true
  }
}

/** `tf.TensorSpec(shape, dtype=tf.float32, name=None)`; a ragged tensor has None where its rows differ. */
export const tensorSpec = (path: string): Builtin =>
  new Builtin(path, ({ positional, named, open }, at) => {
    const shape = named.get('shape') ?? positional[0] ?? null
    const sizes = open ?? (shape === null ? unknown('it may have any shape', at) : sizesOf(shape, at))
    return new TensorSpecObject({ shape: sizes, dtype: typeOf(named.get('dtype') ?? positional[1]) })
  })

/** The name of a type; the usual one where nothing is given. */
export function typeOf(value: PyValue | undefined): string {
  if (value === undefined) return floatType
  if (value instanceof DtypeObject) return value.dtype
  return typeof value === 'string' && dataType.names?.includes(value) ? value : unknownType
}

/** What `element_spec` is. */
export function specOf(nest: PyValue): PyValue {
  if (nest instanceof TupleObject) return nest.with(nest.items.map(specOf))
  if (nest instanceof TensorObject) return new TensorSpecObject(nest.tensor.type)
  if (!(nest instanceof DictObject)) return unknown('the specification of this is not known')
  const specs = new DictObject()
  for (const [key, item] of nest) specs.set(key, specOf(item))
  return specs
}

/** The element that a specification describes. */
export function elementOf(spec: PyValue, builder: ModelBuilder, at: Place): PyValue {
  const part = (item: PyValue) => elementOf(item, builder, at)
  if (spec instanceof TensorSpecObject) return leaf(spec.spec, builder)
  if (spec instanceof TupleObject) return spec.with(spec.items.map(part))
  if (spec instanceof ListObject && !spec.lost) return new TupleObject(spec.items.map(part))
  if (!(spec instanceof DictObject)) return leafOfUnknown(unknown('what it yields is not known', at), builder)
  const element = new DictObject()
  for (const [key, item] of spec) element.set(key, part(item))
  return element
}

/** The element that `output_types` and `output_shapes` describe. */
export function elementOfTypes(
  types: PyValue,
  shapes: PyValue | undefined,
  { builder, at }: { readonly builder: ModelBuilder; readonly at: Place },
): PyValue {
  const parts = itemsOf(types)
  if (parts) {
    const all = shapes === undefined ? undefined : itemsOf(shapes)
    return new TupleObject(parts.map((type, i) => elementOfTypes(type, all?.[i], { builder, at })))
  }
  if (types instanceof DictObject) {
    const element = new DictObject()
    for (const [key, type] of types)
      element.set(
        key,
        elementOfTypes(type, shapes instanceof DictObject ? shapes.get(key) : undefined, { builder, at }),
      )
    return element
  }
  const shape = shapes === undefined || shapes === null ? unknown('it may have any shape', at) : sizesOf(shapes, at)
  return leaf({ shape, dtype: typeOf(types) }, builder)
}
