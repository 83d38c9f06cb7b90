/** The arithmetic of windows against counting their stops one by one. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { numberOf, printFormula, sizeOf } from '../../server/src/core/tensor/formula.ts'
import { none, printSize, symbol } from '../../server/src/core/tensor/size.ts'
import {
  reachOf,
  type Spread,
  spreadLength,
  type Window,
  windowedLength,
} from '../../server/src/core/tensor/windows.ts'

const sizes = fc.record({
  length: fc.integer({ min: 1, max: 60 }),
  size: fc.integer({ min: 1, max: 9 }),
  stride: fc.integer({ min: 1, max: 6 }),
  dilation: fc.integer({ min: 1, max: 4 }),
})

/** The elements that a window at `start` looks at. */
const taps = (start: number, size: number, dilation: number): readonly number[] =>
  Array.from({ length: size }, (_, i) => start + i * dilation)

test('a valid window stops wherever all its taps are inside', () => {
  fc.assert(
    fc.property(sizes, ({ length, size, stride, dilation }) => {
      let stops = 0
      for (let start = 0; start < length; start += stride)
        if (taps(start, size, dilation).every(tap => tap < length)) stops++
      const computed = numberOf(windowedLength(length, { size, stride, dilation, padding: 'valid' }))!
      assert.equal(Math.max(computed, 0), stops)
    }),
    { numRuns: 2000 },
  )
})

test('same and causal windows stop at every stride', () => {
  fc.assert(
    fc.property(sizes, fc.constantFrom('same', 'causal'), ({ length, size, stride, dilation }, padding) => {
      let stops = 0
      for (let start = 0; start < length; start += stride) stops++
      assert.equal(numberOf(windowedLength(length, { size, stride, dilation, padding })), stops)
    }),
  )
})

test('a window reaches from its first tap to its last', () => {
  fc.assert(
    fc.property(sizes, ({ size, stride, dilation }) => {
      const all = taps(0, size, dilation)
      assert.equal(numberOf(reachOf({ size, stride, dilation, padding: 'valid' })), all.at(-1)! - all[0]! + 1)
    }),
  )
})

test('a window that slides over what a transposed one spread gives the length back', () => {
  fc.assert(
    fc.property(sizes, fc.constantFrom('valid', 'same'), ({ length, size, stride, dilation }, padding) => {
      const spread = numberOf(spreadLength(length, { size, stride, dilation, padding, outputPadding: null }))!
      assert.equal(numberOf(windowedLength(spread, { size, stride, dilation, padding })), length)
    }),
  )
})

test('a transposed window covers every element that it spreads, and what is added at the end', () => {
  fc.assert(
    fc.property(sizes, fc.nat(5), ({ length, size, stride, dilation }, outputPadding) => {
      const covered = (length - 1) * stride + taps(0, size, dilation).at(-1)! + 1
      const valid: Spread = { size, stride, dilation, padding: 'valid', outputPadding }
      assert.equal(numberOf(spreadLength(length, valid)), covered + outputPadding)
      const cut = 2 * Math.floor((taps(0, size, dilation).at(-1)! + 1) / 2)
      assert.equal(numberOf(spreadLength(length, { ...valid, padding: 'same' })), covered - cut + outputPadding)
    }),
  )
})

const window = (size: number, stride = 1, padding: Window['padding'] = 'valid'): Window => ({
  size,
  stride,
  dilation: 1,
  padding,
})

test('lengths of well-known layers', () => {
  assert.equal(numberOf(windowedLength(32, window(5))), 28)
  assert.equal(numberOf(windowedLength(227, window(11, 4))), 55)
  assert.equal(numberOf(windowedLength(224, window(7, 2, 'same'))), 112)
  assert.equal(numberOf(windowedLength(128, { ...window(2, 1, 'causal'), dilation: 4 })), 128)
})

test('a dilated window spells out its reach', () => {
  const length = windowedLength(64, { ...window(3), dilation: 2 })
  assert.equal(printFormula(length, 'numbers'), '⌊(64 − 2 · (3 − 1) − 1 + 2 · 0) / 1⌋ + 1')
  assert.equal(numberOf(length), 60)
})

test('lengths that are no numbers', () => {
  assert.equal(sizeOf(windowedLength(none, window(3))), none)
  assert.equal(printSize(sizeOf(windowedLength(symbol('n'), window(3)))), 'n − 2')
  assert.equal(printSize(sizeOf(windowedLength(symbol('n'), window(2, 2)))), 'n//2')
  assert.equal(printSize(sizeOf(windowedLength(symbol('n'), window(3, 2, 'same')))), '(n + 1)//2')
})
