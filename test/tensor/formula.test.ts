/** Formulas as they are computed, printed in names, and printed in numbers. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  apply,
  type Formula,
  named,
  numberOf,
  type Operator,
  printFormula,
  productOf,
  sameFormula,
  sizeOf,
  sumOf,
} from '../../server/src/core/tensor/formula.ts'
import { isUnknown, none, printSize, symbol } from '../../server/src/core/tensor/size.ts'
import { formula } from '../../server/src/core/tensor/template.ts'

const height = named('height', 32)
const kernel = named('kernel', 5)
const stride = named('stride', 1)

test('a formula is a number, a text in names and a text in numbers', () => {
  const length = formula`⌊(${height} − ${kernel} + 2 · ${named('padding', 0)}) / ${stride}⌋ + 1`
  assert.equal(numberOf(length), 28)
  assert.equal(printFormula(length, 'names'), '⌊(height − kernel + 2 · padding) / stride⌋ + 1')
  assert.equal(printFormula(length, 'numbers'), '⌊(32 − 5 + 2 · 0) / 1⌋ + 1')
})

test('templates bind as they are read', () => {
  assert.equal(numberOf(formula`2 + 3 · 4`), 14)
  assert.equal(numberOf(formula`(2 + 3) · 4`), 20)
  assert.equal(numberOf(formula`10 − 3 − 2`), 5)
  assert.equal(numberOf(formula`12 / 2 / 3`), 2)
  assert.equal(numberOf(formula`⌊7 / 2⌋ + ⌈7 / 2⌉`), 7)
  assert.equal(numberOf(formula`max(3, 4) · min(3, 4)`), 12)
  assert.equal(numberOf(formula`⌊(1 + 8) / (1 + 3)⌋`), 2)
  assert.equal(numberOf(formula`⌊3 · 5 / 2⌋`), 7)
  assert.equal(numberOf(formula`⌈12 / 3 / 8⌉`), 1)
})

test('parentheses are printed where they are needed and nowhere else', () => {
  const [a, b, c] = [named('a', 2), named('b', 3), named('c', 4)]
  const written: readonly (readonly [Formula, string])[] = [
    [formula`${a} − (${b} − ${c})`, 'a − (b − c)'],
    [formula`(${a} − ${b}) − ${c}`, 'a − b − c'],
    [formula`(${a} + ${b}) · ${c}`, '(a + b) · c'],
    [formula`${a} + (${b} · ${c})`, 'a + b · c'],
    [formula`⌊(${a} + ${b}) / ${c}⌋ · ${c}`, '⌊(a + b) / c⌋ · c'],
    [formula`max(${a} − ${b}, 0) + 1`, 'max(a − b, 0) + 1'],
    [formula`${a} · (${b} / ${c})`, 'a · (b / c)'],
  ]
  for (const [each, text] of written) assert.equal(printFormula(each, 'names'), text)
})

const operators = ['+', '−', '·', '⌊/⌋', '⌈/⌉', 'max', 'min'] as const satisfies readonly Operator[]
const formulas: fc.Arbitrary<Formula> = fc.letrec<{ node: Formula }>(tie => ({
  node: fc.oneof(
    { depthSize: 'small' },
    fc.integer({ min: 0, max: 99 }),
    fc.tuple(fc.constantFrom(...operators), tie('node'), tie('node')).map(([operator, a, b]) => apply(operator, a, b)),
  ),
})).node

/** Reads a text that was printed, as a template without holes. */
const read = (text: string): Formula => formula(Object.assign([text], { raw: [text] }))

test('a formula in numbers, read again, has the same text and value', () => {
  fc.assert(
    fc.property(formulas, each => {
      const text = printFormula(each, 'numbers')
      const again = read(text)
      assert.equal(printFormula(again, 'numbers'), text)
      if (!isUnknown(sizeOf(each))) assert.equal(printSize(sizeOf(again)), printSize(sizeOf(each)))
    }),
    { numRuns: 1000 },
  )
})

test('sums and products of many terms', () => {
  assert.equal(printFormula(productOf([kernel, kernel, 3]), 'numbers'), '5 · 5 · 3')
  assert.equal(printFormula(sumOf([named('a', 1), named('b', 2)]), 'names'), 'a + b')
  assert.equal(productOf([]), 1)
  assert.equal(sumOf([]), 0)
})

test('a name covers what it stands for', () => {
  const reach = named('reach', formula`${2} · (${kernel} − 1) + 1`)
  assert.equal(printFormula(formula`${height} − ${reach}`, 'names'), 'height − reach')
  assert.equal(printFormula(formula`${height} − ${reach}`, 'numbers'), '32 − 9')
})

test('sizes that are no numbers keep on computing', () => {
  const vocabulary = symbol('vocab_size')
  assert.equal(printSize(sizeOf(formula`(${vocabulary} + 1) · 64`)), '64·vocab_size + 64')
  assert.equal(sizeOf(formula`${none} − 3`), none)
  assert.equal(printFormula(formula`${named('height', none)} · 2`, 'numbers'), 'None · 2')
})

test('thousands are separated', () => {
  assert.equal(printFormula(formula`${25088} · ${4096}`, 'numbers'), '25,088 · 4,096')
})

test('formulas are the same when they are written alike', () => {
  assert.ok(sameFormula(formula`${kernel} + 1`, formula`${named('kernel', 5)} + 1`))
  assert.ok(!sameFormula(formula`${kernel} + 1`, formula`1 + ${kernel}`))
  assert.ok(!sameFormula(named('kernel', 5), 5))
  assert.ok(!sameFormula(named('height', 5), named('width', 5)))
})

test('a template that cannot be read is refused', () => {
  for (const text of ['1 +', '(1', '⌊1 + 2⌋', 'max(1)', '1 2', '⌊3 / 2⌉', '%', ''])
    assert.throws(() => read(text), SyntaxError, text)
})
