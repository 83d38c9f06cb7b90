/** Shapes of elementwise operations. The tables are what real Keras 3.15.1 gives. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { broadcastShapes, isClash, type NoneRule } from '../../server/src/core/tensor/broadcast.ts'
import { type Shape, shapeKey } from '../../server/src/core/tensor/shape.ts'
import { isUnknown, none, printSize, type Size, symbol, unknown } from '../../server/src/core/tensor/size.ts'

type Sizes = readonly (number | null)[]

const shapeOf = (sizes: Sizes): Shape => sizes.map(size => size ?? none)

function broadcast(a: Sizes, b: Sizes, rule: NoneRule): Sizes | 'refused' {
  const shape = broadcastShapes([shapeOf(a), shapeOf(b)], rule)
  return isClash(shape) ? 'refused' : shape.map(size => (typeof size === 'number' ? size : null))
}

test('keras.ops trusts a number beside None', () => {
  const table: readonly (readonly [Sizes, Sizes, Sizes | 'refused'])[] = [
    [[null, 5], [5], [null, 5]],
    [
      [null, 1],
      [null, 7],
      [null, 7],
    ],
    [[null, null], [3], [null, 3]],
    [[null], [1], [null]],
    [[2, 3], [3], [2, 3]],
    [
      [8, 1, 6, 1],
      [7, 1, 5],
      [8, 7, 6, 5],
    ],
    [[1], [4], [4]],
    [[], [4], [4]],
    [[2, 3], [4], 'refused'],
  ]
  for (const [a, b, expected] of table) assert.deepEqual(broadcast(a, b, 'other'), expected)
})

test('merging layers keep None beside a number', () => {
  const table: readonly (readonly [Sizes, Sizes, Sizes])[] = [
    [[null, 5], [5], [null, 5]],
    [[null, null], [3], [null, null]],
    [[null], [1], [null]],
    [
      [1, null],
      [1, 1],
      [1, null],
    ],
  ]
  for (const [a, b, expected] of table) assert.deepEqual(broadcast(a, b, 'none'), expected)
})

test('a clash says on which axis, counted from the end', () => {
  assert.deepEqual(
    broadcastShapes(
      [
        [2, 3, 4],
        [2, 1, 4],
        [5, 4],
      ],
      'other',
    ),
    { axis: -2, sizes: [3, 5] },
  )
})

test('symbolic sizes are at least 1 and otherwise fit', () => {
  const [n, m] = [symbol('n'), symbol('m')]
  const one = (a: Size, b: Size, rule: NoneRule = 'other') => {
    const shape = broadcastShapes([[a], [b]], rule)
    return isClash(shape) ? 'refused' : printSize(shape[0]!)
  }
  assert.equal(one(n, n), 'n')
  assert.equal(one(n, 1), 'n')
  assert.equal(one(5, n), '5')
  assert.equal(one(5, n, 'none'), '5')
  assert.equal(one(n, none), 'n')
  assert.equal(one(n, none, 'none'), 'None')
  assert.equal(one(n, m), '?')
})

test('what is unknown stays unknown with its reason, unless only one size goes with it', () => {
  const lost = unknown('the width is read from a file')
  const [a] = broadcastShapes([[lost], [1]], 'other') as Shape
  const [b] = broadcastShapes([[lost], [7]], 'other') as Shape
  const [c] = broadcastShapes([[lost], [7]], 'none') as Shape
  assert.equal(a, lost)
  assert.equal(b, 7)
  assert.equal(c, lost)
})

/** NumPy's definition, for known sizes: the longest side of each axis, which all others equal unless they are 1. */
function broadcastKnown(shapes: readonly (readonly number[])[]): readonly number[] | undefined {
  const rank = Math.max(0, ...shapes.map(shape => shape.length))
  const axes = Array.from({ length: rank }, (_, i) => shapes.map(shape => shape.at(i - rank) ?? 1))
  const sizes = axes.map(all => all.find(size => size !== 1) ?? 1)
  return axes.every((all, i) => all.every(size => size === 1 || size === sizes[i])) ? sizes : undefined
}

const known = fc.array(fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 4 }), { minLength: 1, maxLength: 4 })

test('known sizes are broadcast as NumPy defines it', () => {
  fc.assert(
    fc.property(known, fc.constantFrom<NoneRule>('none', 'other'), (shapes, rule) => {
      const shape = broadcastShapes(shapes, rule)
      assert.deepEqual(isClash(shape) ? undefined : shape, broadcastKnown(shapes))
    }),
  )
})

test('knowing less never gives another number, nor a refusal', () => {
  const forget = fc.array(fc.constantFrom('known', 'none', 'unknown', 'symbol'), { minLength: 16, maxLength: 16 })
  fc.assert(
    fc.property(known, forget, fc.constantFrom<NoneRule>('none', 'other'), (shapes, how, rule) => {
      const expected = broadcastKnown(shapes)
      fc.pre(expected !== undefined)
      const hidden = shapes.map((shape, i) => shape.map((size, k) => hide(size, how[i * 4 + k]!)))
      const shape = broadcastShapes(hidden, rule)
      assert.ok(!isClash(shape))
      shape.forEach((size, i) => {
        if (typeof size === 'number') assert.equal(size, expected[i], shapeKey(shape))
      })
    }),
  )
})

/** The size as one may know it; its symbol is named after it, so that equal sizes have equal symbols. */
function hide(size: number, how: string): Size {
  if (how === 'none') return none
  if (how === 'unknown') return unknown('hidden')
  return how === 'symbol' ? symbol(`s${size}`) : size
}

test('the reason of an unknown size is kept', () => {
  const [size] = broadcastShapes([[symbol('n')], [symbol('m')]], 'other') as Shape
  assert.ok(size !== undefined && isUnknown(size))
  assert.equal(size.why, 'n or m, whichever is not 1')
})
