/** Shapes and nests of tensors. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { compatible, normalizeAxis, printShape, shapeKey, shapeOfRank } from '../../server/src/core/tensor/shape.ts'
import { add, multiply, none, type Size, symbol, unknown } from '../../server/src/core/tensor/size.ts'
import { flatten, isLeaf, mapStructure, type Structure } from '../../server/src/core/tensor/structure.ts'

const n = symbol('n')

test('shapes are written as Keras writes them', () => {
  assert.equal(printShape([none, 28, 28, 8]), '(None, 28, 28, 8)')
  assert.equal(printShape([none]), '(None,)')
  assert.equal(printShape([]), '()')
  assert.equal(printShape([none, multiply(2, n)]), '(None, 2·n)')
  assert.equal(printShape([none, multiply(2, n)], '*'), '(None, 2*n)')
  assert.equal(printShape([none, unknown('why')]), '(None, ?)')
  assert.equal(printShape(unknown('why')), '?')
})

test('shapes go together unless two sizes certainly differ', () => {
  assert.ok(compatible([none, 3], [8, 3]))
  assert.ok(compatible([8, n], [8, 3]))
  assert.ok(!compatible([8, 3], [8, 4]))
  assert.ok(!compatible([8, n], [8, add(n, 1)]))
  assert.ok(!compatible([8, 3], [8, 3, 1]))
})

test('keys of shapes are equal for equal shapes only', () => {
  const sizes: fc.Arbitrary<Size> = fc.oneof(
    fc.nat(3),
    fc.constantFrom<Size>(none, n, add(n, 1), multiply(2, n), unknown('a'), unknown('b')),
  )
  const shapes = fc.array(sizes, { maxLength: 4 })
  fc.assert(
    fc.property(shapes, shapes, (a, b) => {
      const same = JSON.stringify(a) === JSON.stringify(b)
      assert.equal(shapeKey(a) === shapeKey(b), same)
    }),
    { numRuns: 500 },
  )
  assert.equal(shapeKey([add(n, n)]), shapeKey([multiply(2, n)]))
  assert.notEqual(shapeKey(unknown('a')), shapeKey(unknown('b')))
})

test('axes count from either end', () => {
  const counted = [-4, -3, -1, 0, 2, 3].map(axis => normalizeAxis(axis, 3))
  assert.deepEqual(counted, [undefined, 0, 2, 0, 2, undefined])
})

test('a shape of a rank has a batch and nothing else known', () => {
  const lost = unknown('why')
  assert.deepEqual(shapeOfRank(3, lost), [none, lost, lost])
  assert.deepEqual(shapeOfRank(1, lost), [none])
})

interface Leaf {
  readonly id: number
}
const leaf = (id: number): Leaf => ({ id })

test('nests are flattened in Keras’s order: dictionaries by key', () => {
  const nest: Structure<Leaf> = [
    leaf(1),
    new Map<string, Structure<Leaf>>([
      ['b', leaf(3)],
      ['a', [leaf(2)]],
    ]),
    [leaf(4)],
  ]
  assert.deepEqual(
    flatten(nest).map(({ id }) => id),
    [1, 2, 3, 4],
  )
})

test('a nest keeps its form when its leaves are replaced, and counts them in order', () => {
  const nests: fc.Arbitrary<Structure<Leaf>> = fc.letrec<{ nest: Structure<Leaf> }>(tie => ({
    nest: fc.oneof(
      { depthSize: 'small' },
      fc.nat(99).map(leaf),
      fc.array(tie('nest'), { maxLength: 3 }),
      fc
        .dictionary(fc.constantFrom('x', 'y', 'z'), tie('nest'), { maxKeys: 3 })
        .map(each => new Map(Object.entries(each))),
    ),
  })).nest
  fc.assert(
    fc.property(nests, nest => {
      const visited: number[] = []
      const copy = mapStructure(nest, (each, at) => {
        visited.push(at)
        return leaf(each.id + 1)
      })
      const ids = flatten(nest).map(({ id }) => id)
      assert.deepEqual(visited, [...ids.keys()])
      assert.deepEqual(
        flatten(copy).map(({ id }) => id),
        ids.map(id => id + 1),
      )
      assert.deepEqual(
        mapStructure(copy, each => leaf(each.id - 1)),
        mapStructure(nest, each => each),
      )
      assert.equal(isLeaf(copy), isLeaf(nest))
    }),
  )
})
