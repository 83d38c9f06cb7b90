/** Parsing again after an edit equals parsing afresh, and keeps the chunks that the edit does not concern. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { parse, reparse } from '../../server/src/core/languages/python/parse/tree.ts'
import type { Tree } from '../../server/src/core/languages/python/syntax.ts'
import { invariantsHold } from './inspect.ts'

const valid = JSON.parse(readFileSync('test/python-parser/snippets/valid.json', 'utf8')) as Record<string, string>
const broken = JSON.parse(readFileSync('test/python-parser/snippets/broken.json', 'utf8')) as {
  readonly snippets: readonly { readonly text: string }[]
}
const snippets = [...Object.values(valid), ...broken.snippets.map(({ text }) => `${text}\n`)]

/** Pieces that change how what follows is read. */
const pieces = [
  ...'()[]{}"\'\n\r\t :,;=.@#\\!%fx0é'.split(''),
  '"""',
  "'''",
  'f"',
  "f'''{",
  'else:',
  'elif x:',
  'except',
  'def f(',
  'class A:',
  'if x:\n    ',
  '\n\n',
  '\r\n',
  '    ',
  '\n    f(',
  '\n    a.',
  '\n    a.b(1),',
  '\n])',
  'x = [',
  'x = 1\n',
  'return',
  '𝐱',
  '\ufeff',
]

interface Change {
  readonly at: number
  readonly removed: number
  readonly inserted: readonly string[]
}

const change = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  removed: fc.oneof({ weight: 3, arbitrary: fc.nat(3) }, { weight: 1, arbitrary: fc.nat(60) }),
  inserted: fc.array(fc.constantFrom(...pieces), { maxLength: 3 }),
})
const source = fc.array(fc.constantFrom(...snippets), { minLength: 1, maxLength: 12 }).map(parts => parts.join(''))

function changed(text: string, { at, removed, inserted }: Change): string {
  const from = Math.floor(at * text.length)
  return text.slice(0, from) + inserted.join('') + text.slice(from + removed)
}

test('after every one of many random edits the tree is the one of a fresh parse', () => {
  let edits = 0
  fc.assert(
    fc.property(source, fc.array(change, { minLength: 1, maxLength: 12 }), (text, changes) => {
      let tree = parse(text)
      for (const next of changes) {
        tree = reparse(tree, changed(tree.text, next))
        assert.deepEqual(tree, parse(tree.text))
        edits++
      }
      invariantsHold(tree)
    }),
    { numRuns: 700, seed: 20 },
  )
  assert.ok(edits > 3000)
})

/** Which chunks of the second tree are those of the first, by their sources; the others in brackets. */
function keptIn(before: Tree, after: Tree): string {
  return after.chunks
    .map((chunk, i) => {
      const text = after.text
        .slice(after.starts[i], after.starts[i]! + chunk.length)
        .trim()
        .replaceAll('\n', '/')
      return before.chunks.includes(chunk) ? text : `[${text}]`
    })
    .join(' ')
}

function edited(before: string, after: string): string {
  const tree = parse(before)
  return keptIn(tree, reparse(tree, after))
}

describe('an edit concerns', () => {
  test('the statement that it is in', () => assert.equal(edited('a\nb\nc\n', 'a\nbb\nc\n'), 'a [bb] c'))
  test('nothing, where the texts are equal', () => {
    const tree = parse('a\nb\n')
    assert.equal(reparse(tree, 'a\nb\n'), tree)
  })
  test('a new statement only', () => assert.equal(edited('a\nc\n', 'a\nb\nc\n'), 'a [b] c'))
  test('a new last statement only', () => assert.equal(edited('a\nb\n', 'a\nb\nc'), 'a b [c]'))
  test('no statement, where one is deleted', () => assert.equal(edited('a\nb\nc\n', 'a\nc\n'), 'a c'))
  test('the statement before, where a clause of it appears', () =>
    assert.equal(edited('a\nif b: c\nels: d\ne\n', 'a\nif b: c\nelse: d\ne\n'), 'a [if b: c/else: d] e'))
  test('the statement before, where its clause goes away', () =>
    assert.equal(edited('if b: c\nelse: d\ne\n', 'if b: c\nels: d\ne\n'), '[if b: c] [els: d] e'))
  test('the statement before, where a line becomes indented', () =>
    assert.equal(edited('a\nb\nc\n', 'a\n b\nc\n'), '[a/ b] c'))
  test('no statement after a bracket that is opened and recovered from', () =>
    assert.equal(
      edited('a\nf(1)\nb.c()\nd = 1\ne()\nf\n', 'a\nf(1\nb.c()\nd = 1\ne()\nf\n'),
      'a [f(1] b.c() d = 1 e() f',
    ))
  test('an unclosed bracket, where the line that ended it closes it', () =>
    assert.equal(
      edited('class A:\n def f(x\n  a\n b = (\nc\n', 'class A:\n def f(x\n  a\n b = (\n)\nc\n'),
      '[class A:/ def f(x/  a/ b = (/)] c',
    ))
  test('an unclosed bracket, where it is closed far below', () =>
    assert.equal(edited('a = [\n1,\n2,\nb\n', 'a = [\n1,\n2,\n]\nb\n'), '[a = [/1,/2,/]] b'))
  test('an unclosed string, where it is closed far below', () =>
    assert.equal(edited('a = """\nb\nc\n', 'a = """\nb"""\nc\n'), '[a = """/b"""] c'))
})
