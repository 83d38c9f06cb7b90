/** After an edit, the lines that it does not concern are the same objects as before. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse, reparse } from '../../server/src/core/languages/net/parse/parser.ts'
import { assertFresh } from './inspect.ts'

const lines = Array.from({ length: 1000 }, (_, i) => (i % 10 === 7 ? 'reshape (\n  7,\n  7)\n' : `dense ${i} relu\n`))
const text = lines.join('')

/** The numbers of the lines of `after` that were read anew. */
function readAnew(before: string, after: string): readonly number[] {
  const previous = parse(before)
  const kept = new Set(previous.lines)
  const tree = reparse(previous, after)
  assertFresh(tree)
  return tree.lines.flatMap((line, i) => (kept.has(line) ? [] : [i]))
}

const edited = (i: number, ...replacement: readonly string[]) => lines.with(i, replacement.join('')).join('')

test('the same text is the same tree', () => {
  const tree = parse(text)
  assert.equal(reparse(tree, text), tree)
})

test('an edit inside a line', () => {
  assert.deepEqual(readAnew(text, edited(500, 'dense 5 relu\n')), [500])
  assert.deepEqual(readAnew(text, edited(507, 'reshape (\n  7,\n  8)\n')), [507])
  assert.deepEqual(readAnew(text, edited(0, 'dense 5 relu\n')), [0])
  assert.deepEqual(readAnew(text, edited(999, 'dense 5 relu\n')), [999])
})

test('lines that come and go', () => {
  // Two lines that begin alike look as if the end of the first and the start of the second were taken away.
  assert.deepEqual(readAnew(text, edited(500, '')), [500])
  assert.deepEqual(readAnew('flatten\ndense 3\ngap\n', 'flatten\ngap\n'), [])
  assert.deepEqual(readAnew(text, edited(500, 'flatten\n', lines[500]!)), [500])
  assert.deepEqual(readAnew(text, edited(500, `${lines[500]}`, 'flatten\n', 'flatten\n')), [501, 502])
  assert.deepEqual(readAnew(text, `${text}flatten`), [1000])
  assert.deepEqual(readAnew(text, edited(500, 'dense 5', lines[500]!)), [500])
  assert.deepEqual(readAnew(text, ''), [])
  assert.deepEqual(readAnew('', 'flatten\nflatten\n'), [0, 1])
})

test('a line break after a carriage return belongs to it', () => {
  assert.deepEqual(readAnew('dense 1\rdense 2\rdense 3', 'dense 1\r\ndense 2\rdense 3'), [0])
  assert.deepEqual(readAnew('dense 1\r\ndense 2', 'dense 1\rdense 2'), [0])
})

test('a bracket takes the lines after it, and gives them back', () => {
  const [whole, open] = ['dense (3)\n  flatten\n  flatten\ndense 2\n', 'dense (3\n  flatten\n  flatten\ndense 2\n']
  assert.deepEqual(readAnew(whole, open), [0])
  assert.deepEqual(readAnew(open, whole), [0, 1, 2])
  assert.deepEqual(readAnew('dense (\n\n\nflatten\n', 'dense (\n\n\n flatten\n'), [0])
})
