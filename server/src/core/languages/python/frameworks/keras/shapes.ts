/** Shapes of tensors as programs see them: tuples, with what TensorFlow's shapes have besides. */
import type { Shape } from '../../../../tensor/shape.ts'
import { isNone, type Size, unknown } from '../../../../tensor/size.ts'
import { ListObject, TupleObject } from '../../evaluate/containers.ts'
import { Builtin } from '../../evaluate/native.ts'
import { itemsOf, type PyValue } from '../../evaluate/values.ts'

/** A size as Python knows it. */
export const sizeValue = (size: Size): PyValue => (typeof size === 'object' && isNone(size) ? null : (size as PyValue))

export const shapeObject = (shape: Shape): ShapeObject => new ShapeObject(shape.map(sizeValue))

class ShapeObject extends TupleObject {
  override ownAttribute(name: string): PyValue | undefined {
    if (name === 'dims') return new ListObject([...this.items])
    if (name === 'ndims' || name === 'rank') return this.items.length
    const method = methods[name]
    return method && new Builtin(name, ({ positional }) => method(this.items, positional[0]))
  }

  override with(items: readonly PyValue[]): TupleObject {
    return new ShapeObject(items)
  }
}

const methods: Readonly<Record<string, (items: readonly PyValue[], other: PyValue | undefined) => PyValue>> = {
  as_list: items => new ListObject([...items]),
  concatenate(items, other) {
    const more = other === undefined ? undefined : itemsOf(other)
    return more ? new ShapeObject([...items, ...more]) : unknown('the other shape is not known')
  },
  num_elements(items) {
    if (items.includes(null)) return null
    return items.every(item => typeof item === 'number')
      ? items.reduce((all, item) => all * item, 1)
      : unknown('a size of the shape is not known')
  },
  is_fully_defined: items => items.every(item => item !== null),
}

/** `tf.TensorShape(dims)`. */
export const tensorShape = new Builtin('tf.TensorShape', ({ positional, named }) => {
  const dims = positional[0] ?? named.get('dims')
  const items = dims === undefined ? undefined : itemsOf(dims)
  return items ? new ShapeObject(items) : unknown('the sizes are not known')
})
