/** Whatever the text and wherever the cursor, nothing throws, edits lie within the text, and answers come soon. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import type { Editor } from '../../../server/src/core/service.ts'
import type { Span } from '../../../server/src/core/source/span.ts'
import { program } from '../programs.ts'
import { edit } from './cursor.ts'

const everything = `use "blocks.net" as b
let n, m = [3, 4]
let half(v, d=2) = v // d
table rows
  units act
  8 relu
block unit k depth=1 from left right
  branch side
    conv k*2 3x3 same from right
  add side left
model A
  left = input 8x8xn
  shared enc = conv 4 1x1
  enc from left
  for row in rows
    dense row.units row.act name="d{n + 1}"
  bidirectional (lstm (8 if n == 3 else 4)) merge_mode=sum
  if channels != 3 and not (n in [1, 2])
    ops.sum axis=1
  reshape (
    7,  # rows
    max(1, half(8))
  )
  output left
`

/** Everything that can be asked at a place. */
function ask({ editing, edited }: Editor, offset: number): void {
  const { text } = edited
  const within = ({ from, to }: Span) => assert.ok(0 <= from && from <= to && to <= text.length, `${from}-${to}`)
  const completions = editing.complete(edited, offset)
  if (completions) {
    within(completions.span)
    assert.ok(completions.span.from <= offset && offset <= completions.span.to)
  }
  const signature = editing.signature(edited, offset)
  for (const { span } of signature?.parameters ?? []) assert.ok(span.to <= signature!.label.length)
  const explained = editing.explain(edited, offset)
  if (explained) within(explained.span)
  editing.definitions(edited, offset)
  editing.references(edited, offset, 'everywhere')
  editing.renameable(edited, offset)
  editing.rename(edited, offset, 'renamed')
  editing.selections(edited, offset).forEach(within)
  for (const { edits } of editing.refactorings(edited, { from: offset, to: Math.min(offset + 20, text.length) }))
    edits.forEach(within)
}

/** Everything that can be asked of a text. */
function askAll({ editing, edited }: Editor): void {
  const { length } = edited.text
  let last = 0
  for (const { from, to } of editing.tokens(edited)) {
    assert.ok(from >= last && to > from && to <= length)
    last = to
  }
  for (const fold of editing.folds(edited)) assert.ok(fold.to <= length)
  editing.outline(edited)
  editing.links(edited)
  editing.format(edited, { from: 0, to: length })
}

const examples = readdirSync('examples/net').map(file => readFileSync(`examples/net/${file}`, 'utf8'))

describe('every place', () => {
  for (const [i, text] of [everything, ...examples].entries())
    test(`of text ${i}, and the end of each of its beginnings`, () => {
      const editor = edit(text)
      askAll(editor)
      for (let offset = 0; offset <= Math.min(text.length, i === 0 ? 700 : 200); offset++) {
        ask(editor, offset)
        const beginning = edit(text.slice(0, offset))
        ask(beginning, offset)
        askAll(beginning)
      }
    })

  test('of random programs', () => {
    const holds = (text: string, place: number) => {
      const editor = edit(text)
      askAll(editor)
      ask(editor, place % (text.length + 1))
    }
    fc.assert(fc.property(program, fc.nat(), holds), { numRuns: 150, seed: 9 })
  })

  test('of a text of 5,000 lines, soon', () => {
    const text = `model A\n  input 8x8x4\n${'  a = conv 4 3x3 same relu\n  add a\n'.repeat(2500)}`
    const editor = edit(text)
    assert.ok(editor.edited.analysis.layers.length > 4000)
    ask(editor, text.length)
    const start = performance.now()
    ask(editor, text.length - 3)
    askAll(editor)
    const took = performance.now() - start
    assert.ok(took < 5000, `${took} ms`)
  })
})
