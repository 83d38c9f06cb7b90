/** How shapes of different tensors become the shape of an elementwise operation on them, as in NumPy and Keras. */
import type { Shape } from './shape.ts'
import { equalSizes, isNone, isSymbolic, isUnknown, none, printSize, type Size, unknown } from './size.ts'

/**
 * What None and another size give. Merging layers keep `none`, whatever the other size is; `keras.ops` trusts the `other`
 * one, unless that is 1. Sources: keras/src/layers/merging/base_merge.py, `broadcast_shapes` in
 * keras/src/ops/operation_utils.py.
 */
export type NoneRule = 'none' | 'other'

/** Two sizes that cannot be broadcast, on an axis counted from the end: −1 is the last. */
export interface Clash {
  readonly axis: number
  readonly sizes: readonly [Size, Size]
}

export const isClash = (result: Shape | Clash): result is Clash => 'sizes' in result

/** Broadcasts from the left to the right, aligned at the last axes; missing axes count as 1. */
export function broadcastShapes(shapes: readonly Shape[], rule: NoneRule): Shape | Clash {
  let shape: Shape = shapes[0] ?? []
  for (const other of shapes.slice(1)) {
    const both = broadcastPair(shape, other, rule)
    if (isClash(both)) return both
    shape = both
  }
  return shape
}

function broadcastPair(a: Shape, b: Shape, rule: NoneRule): Shape | Clash {
  const rank = Math.max(a.length, b.length)
  const sizes: Size[] = []
  for (let axis = -rank; axis < 0; axis++) {
    const pair = [a.at(axis) ?? 1, b.at(axis) ?? 1] as const
    const size = broadcastSizes(...pair, rule)
    if (size === undefined) return { axis, sizes: pair }
    sizes.push(size)
  }
  return sizes
}

/** The size that two sizes give; undefined where they certainly do not go together. */
export function broadcastSizes(a: Size, b: Size, rule: NoneRule): Size | undefined {
  if (isNone(a) || isNone(b)) return broadcastNone(isNone(a) ? b : a, rule)
  if (a === 1) return b
  if (b === 1) return a
  const equal = equalSizes(a, b)
  if (equal) return a
  if (typeof a === 'number' && typeof b === 'number') return undefined
  return broadcastUnsure(a, b, rule)
}

function broadcastNone(other: Size, rule: NoneRule): Size {
  if (rule === 'none' || other === 1 || isNone(other)) return none
  return other
}

/** What is not known is 1 or as large as the other, and where None wins it may be None. */
function broadcastUnsure(a: Size, b: Size, rule: NoneRule): Size {
  const [sure, unsure] = typeof a === 'number' ? [a, b] : [b, a]
  if (typeof sure === 'number' && (rule === 'other' || isSymbolic(unsure))) return sure
  if (isUnknown(a)) return a
  if (isUnknown(b)) return b
  return unknown(`${printSize(a)} or ${printSize(b)}, whichever is not 1`)
}
