/** Exact and symbolic arithmetic on sizes. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  add,
  ceilDivide,
  divideExactly,
  equalSizes,
  floorDivide,
  isUnknown,
  maximum,
  modulo,
  multiply,
  none,
  printSize,
  product,
  type Size,
  subtract,
  sum,
  symbol,
  unknown,
} from '../../server/src/core/tensor/size.ts'
import { computations, values } from './arbitrary.ts'
import { evaluate } from './evaluate.ts'

const n = symbol('n')
const m = symbol('m')

test('symbolic results are what plain arithmetic gives for any values', () => {
  let compared = 0
  fc.assert(
    fc.property(computations, fc.array(values, { minLength: 3, maxLength: 3 }), (computation, samples) => {
      for (const given of samples) {
        const expected = computation.at(given)
        const received = evaluate(computation.size, given)
        if (received === undefined || !Number.isSafeInteger(expected)) continue
        compared++
        assert.equal(received, expected, `${computation.text} at ${JSON.stringify(given)}`)
      }
    }),
    { numRuns: 3000 },
  )
  assert.ok(compared > 8000, `only ${compared} results were compared`)
})

test('equal sizes have equal values', () => {
  fc.assert(
    fc.property(computations, computations, values, (x, y, given) => {
      const [a, b] = [evaluate(x.size, given), evaluate(y.size, given)]
      if (a === undefined || b === undefined) return
      if (equalSizes(x.size, y.size) === true) assert.equal(a, b)
      if (equalSizes(x.size, y.size) === false) assert.notEqual(a, b)
    }),
    { numRuns: 2000 },
  )
})

test('sums and products are equal as polynomials', () => {
  fc.assert(
    fc.property(computations, computations, computations, (x, y, z) => {
      const [a, b, c] = [x.size, y.size, z.size]
      const laws: readonly (readonly [Size, Size])[] = [
        [add(a, b), add(b, a)],
        [multiply(a, b), multiply(b, a)],
        [add(add(a, b), c), add(a, add(b, c))],
        [multiply(a, add(b, c)), add(multiply(a, b), multiply(a, c))],
        [subtract(a, b), add(a, multiply(-1, b))],
        [add(a, a), multiply(2, a)],
      ]
      for (const [left, right] of laws) {
        if (isUnknown(left) || isUnknown(right)) continue
        assert.equal(equalSizes(left, right), true, `${printSize(left)} and ${printSize(right)}`)
      }
    }),
    { numRuns: 500 },
  )
})

test('halving a doubled size gives it back, doubling a halved one does not', () => {
  assert.equal(equalSizes(floorDivide(multiply(2, n), 2), n), true)
  assert.equal(equalSizes(multiply(2, floorDivide(n, 2)), n), undefined)
  assert.equal(equalSizes(floorDivide(floorDivide(n, 2), 2), floorDivide(n, 4)), true)
  assert.equal(equalSizes(ceilDivide(ceilDivide(n, 2), 2), ceilDivide(n, 4)), true)
})

test('whole parts come out of divisions', () => {
  assert.equal(equalSizes(add(floorDivide(subtract(n, 1), 2), 1), floorDivide(add(n, 1), 2)), true)
  assert.equal(equalSizes(floorDivide(add(multiply(4, n), 5), 2), add(multiply(2, n), 2)), true)
  assert.equal(equalSizes(modulo(multiply(6, n), 3), 0), true)
})

test('one cannot say whether a name is a number', () => {
  assert.equal(equalSizes(n, 3), undefined)
  assert.equal(equalSizes(n, m), undefined)
  assert.equal(equalSizes(n, add(n, 1)), false)
  assert.equal(equalSizes(none, 3), undefined)
  assert.equal(equalSizes(unknown('why'), unknown('why')), undefined)
})

test('None makes None, and the unknown keeps its reason', () => {
  const lost = unknown('read from a file')
  for (const run of [add, subtract, multiply, floorDivide, ceilDivide, maximum]) {
    assert.equal(run(none, 3), none)
    assert.equal(run(3, none), none)
    assert.equal(run(lost, 3), lost)
    assert.equal(run(n, lost), lost)
  }
})

test('numbers too large to be exact are not given', () => {
  assert.equal(add(2 ** 53 - 2, 1), 2 ** 53 - 1)
  assert.ok(isUnknown(add(2 ** 53 - 1, 1)))
  assert.ok(isUnknown(multiply(2 ** 30, 2 ** 30)))
  assert.ok(isUnknown(multiply(multiply(2 ** 30, n), 2 ** 30)))
})

test('nothing is divided by zero', () => {
  for (const run of [floorDivide, ceilDivide, modulo, divideExactly]) assert.ok(isUnknown(run(7, 0)))
})

test('an exact division that leaves a rest is unknown', () => {
  assert.equal(divideExactly(12, 4), 3)
  assert.ok(isUnknown(divideExactly(13, 4)))
})

test('products and sums of nothing', () => {
  assert.equal(product([]), 1)
  assert.equal(sum([]), 0)
  assert.equal(product([2, 3, 7]), 42)
  assert.equal(sum([2, 3, 7]), 12)
})

test('sizes are written as people write them', () => {
  const written: readonly (readonly [Size, string])[] = [
    [28, '28'],
    [none, 'None'],
    [unknown('why'), '?'],
    [multiply(65, symbol('num_classes')), '65·num_classes'],
    [add(n, n), '2·n'],
    [multiply(n, n), 'n²'],
    [multiply(multiply(n, multiply(n, n)), m), 'm·n³'],
    [subtract(add(multiply(n, m), 3), n), 'm·n − n + 3'],
    [multiply(-1, n), '−n'],
    [floorDivide(n, 2), 'n//2'],
    [floorDivide(add(n, 1), 2), '(n + 1)//2'],
    [multiply(3, floorDivide(n, 2)), '3·(n//2)'],
    [maximum(n, 3), 'max(n, 3)'],
    [floorDivide(m, n), 'm//n'],
  ]
  for (const [size, text] of written) assert.equal(printSize(size), text)
  assert.equal(printSize(subtract(multiply(128, symbol('vocab_size')), 1), '*'), '128*vocab_size - 1')
})
