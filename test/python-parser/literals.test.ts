/** The values of literals: each row of literals.json, which `literals.py` makes by asking CPython. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { parse } from '../../server/src/core/languages/python/parse/tree.ts'
import type { Expression } from '../../server/src/core/languages/python/syntax.ts'
import { problemsOf } from './inspect.ts'

/** Source, kind and value, as the script says. */
type Row = readonly [source: string, kind: string, value: string | null]

const rows = JSON.parse(readFileSync('test/python-parser/literals.json', 'utf8')) as readonly Row[]

/** Our answer as a row; `refused` where there is a problem. */
function rowOf(source: string): Row {
  const tree = parse(`(${source})`)
  const statement = tree.chunks[0]!.body[0]!
  assert.equal(tree.chunks[0]!.body.length, 1)
  assert.equal(statement.type, 'Expr')
  return problemsOf(tree).length > 0 ? [source, 'refused', null] : [source, ...answerOf(statement.value)]
}

function answerOf(node: Expression): [string, string | null] {
  if (node.type === 'UnaryOp') return [answerOf(node.operand)[0], `-${answerOf(node.operand)[1]}`]
  if (node.type === 'String') return ['str', node.value]
  if (node.type === 'Bytes') return ['bytes', node.value]
  assert.equal(node.type, 'Number')
  return [node.kind, node.value === null ? null : String(node.value)]
}

/** Both write the shortest digits that give the number back, but not in the same form. */
function normalized([source, kind, value]: Row): Row {
  const isReal = kind === 'float' || kind === 'complex'
  return [
    source,
    kind,
    isReal && value !== null ? String(value === 'inf' ? Number.POSITIVE_INFINITY : Number(value)) : value,
  ]
}

describe('literals', () => {
  for (const row of rows) test(row[0], () => assert.deepEqual(normalized(rowOf(row[0])), normalized(row)))
})

test("integers have a value up to CPython's 4,300 digits", () => {
  assert.deepEqual(rowOf('9'.repeat(4300)), ['9'.repeat(4300), 'int', '9'.repeat(4300)])
  assert.deepEqual(rowOf('9'.repeat(4301)), ['9'.repeat(4301), 'int', null])
})

test('a character given by its name is one unknown character', () => {
  assert.deepEqual(rowOf(String.raw`'a\N{EM DASH}b'`), [String.raw`'a\N{EM DASH}b'`, 'str', 'a\ufffdb'])
})

test('the text of f-strings: braces are doubled, escapes resolved, but for raw ones', () => {
  const texts = (source: string) => {
    const statement = parse(source).chunks[0]!.body[0]!
    assert.ok(statement.type === 'Expr' && statement.value.type === 'JoinedStr')
    return statement.value.parts.map(part => (part.type === 'String' ? part.value : '?'))
  }
  assert.deepEqual(texts(String.raw`f'{{a}}\n{b}\t'`), ['{a}\n', '?', '\t'])
  assert.deepEqual(texts(String.raw`rf'{{a}}\n{b}\t'`), ['{a}\\n', '?', '\\t'])
  assert.deepEqual(texts(String.raw`f'\{a}\N{DASH}' '{{}}'`), ['\\', '?', '\ufffd', '{{}}'])
  assert.deepEqual(texts("f'''a\r\n{b}'''"), ['a\n', '?'])
})
