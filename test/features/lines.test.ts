/** Lines that end with LF, CRLF or CR. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  lineEnd,
  lineStart,
  lineStarts,
  offsetAt,
  positionAt,
  wholeLines,
} from '../../server/src/core/features/lines.ts'

const mixed = 'a\nbc\r\n\rdéf😀\n'

test('line starts after LF, CRLF and CR', () => {
  assert.deepEqual(lineStarts(mixed), [0, 2, 6, 7, 13])
  assert.deepEqual(lineStarts(''), [0])
  assert.deepEqual(lineStarts('\n'), [0, 1])
})

test('positions count UTF-16 units and stay in the text', () => {
  const starts = lineStarts(mixed)
  assert.deepEqual(positionAt(starts, 0), { line: 0, column: 0 })
  assert.deepEqual(positionAt(starts, 3), { line: 1, column: 1 })
  assert.deepEqual(positionAt(starts, 7), { line: 3, column: 0 })
  assert.deepEqual(positionAt(starts, 12), { line: 3, column: 5 })
  assert.deepEqual(positionAt(starts, -5), { line: 0, column: 0 })
})

test('offsets behind a line are its end', () => {
  const starts = lineStarts(mixed)
  assert.equal(offsetAt(mixed, starts, { line: 1, column: 99 }), 4)
  assert.equal(offsetAt(mixed, starts, { line: 2, column: 3 }), 6)
  assert.equal(offsetAt(mixed, starts, { line: 99, column: 0 }), mixed.length)
})

test('every offset is at its own position', () => {
  const starts = lineStarts(mixed)
  for (let offset = 0; offset <= mixed.length; offset++) {
    if (mixed[offset - 1] === '\r' && mixed[offset] === '\n') continue
    assert.equal(offsetAt(mixed, starts, positionAt(starts, offset)), offset)
  }
})

test('ends and starts of lines are found without a table', () => {
  assert.equal(lineEnd(mixed, 2), 4)
  assert.equal(lineStart(mixed, 4), 2)
  assert.equal(lineEnd(mixed, mixed.length), mixed.length)
  assert.deepEqual(wholeLines(mixed, { from: 3, to: 8 }), { from: 2, to: 12 })
})
