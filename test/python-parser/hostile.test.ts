/**
 * Texts made to hurt: the parser ends, says that something is wrong, and keeps the lines before and after. A parser of
 * quadratic cost or unbounded recursion would not get through these.
 */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parse } from '../../server/src/core/languages/python/parse/tree.ts'
import { invariantsHold } from './inspect.ts'

const long = 10_000
const times = (count: number, text: string) => text.repeat(count)
const lines = (count: number, line: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => `${line(i)}\n`).join('')
const indented = (header: string) => lines(1000, i => `${' '.repeat(i)}${header}`)

/** Valid, however long: no problem is reported. */
const valid: Readonly<Record<string, string>> = {
  sum: `x = ${times(long, '1 + ')}1`,
  attributes: `x = a${times(long, '.b')}`,
  calls: `x = a${times(long, '()')}`,
  subscripts: `x = a${times(long, '[0]')}`,
  conjunction: `x = ${times(long, 'a and ')}b`,
  comparisons: `x = ${times(long, 'a < ')}b`,
  conditionals: `x = ${times(long, 'a if b else ')}c`,
  assignments: `${times(long, 'x = ')}1`,
  'elif chain': `if a:\n  b\n${times(3000, 'elif a:\n  b\n')}`,
  semicolons: times(long, 'a;'),
  'backslashes and line endings': `x = ${times(long, '\\\n')}1`,
  'long list': `x = [${times(long, 'a,\n')}]`,
  'adjacent strings': `x = (${times(long, '"a"\n')})`,
}

const invalid: Readonly<Record<string, string>> = {
  'opening parentheses': times(100_000, '('),
  'opening brackets': times(100_000, '['),
  'opening braces': times(100_000, '{'),
  'balanced parentheses': times(50_000, '(') + times(50_000, ')'),
  'closing brackets': times(100_000, ')'),
  'closing brackets of another kind': times(50_000, '[') + times(50_000, ')'),
  'closing brackets inside of others': `x = ${times(long, '(')}${times(long, '[)')}`,
  'elements without end on every line': `x = [\n${times(long, '  f((1,\n')}]`,
  'elements without end, one further in on every line': `x = [\n${lines(1000, i => `${' '.repeat(i)}f(`)} 1,\n]`,
  'elements without end, one further out on every line': `x = [\n${lines(1000, i => `${' '.repeat(1000 - i)}f(`)}]`,
  'opening brackets on one line, then elements': `x = [\n  ${times(long, '(')}\n${times(long, '  1,\n')}]`,
  'unfinished names on every line': `x = [\n${times(long, '  a.\n')}]`,
  'unfinished names on every line of two': `x = [\n${times(long, '  a.\n  b.\n')}]`,
  'calls without end on every line': times(long, 'f(\n'),
  'brackets without end on every line': times(long, '[\n'),
  'tuples without end on every line': times(long, '(1,\n'),
  'headers without end on every line': times(long, 'def f(\n'),
  'escaped triple quotes': times(long, 'a\\"""\n'),
  'nested f-strings': times(long, 'f"{'),
  'f-string fields on every line': times(long, 'f"{\n'),
  'triple-quoted f-string fields on every line': times(long, "f'''{\n"),
  'triple-quoted strings in such fields': times(long, "f'''{'''\n"),
  'fields in one f-string': `f"${times(long, '{a')}"`,
  'specifications in one f-string': `f"${times(long, '{a:')}`,
  not: `x = ${times(long, 'not ')}a`,
  minus: `x = ${times(long, '- ')}a`,
  powers: `x = ${times(long, '2 ** ')}1`,
  lambdas: `x = ${times(long, 'lambda: ')}1`,
  'lambdas as defaults': `x = ${times(long, 'lambda x=')}1`,
  stars: `x = ${times(long, '* ')}`,
  awaits: `x = ${times(long, 'await ')}a`,
  yields: times(long, 'yield '),
  'nested blocks': indented('if a:'),
  'nested classes': indented('class A:'),
  'nested patterns': `match x:\n case ${times(long, '[')}`,
  'if after if': times(long, 'if a: '),
  'else on every line': times(long, 'else:\n'),
  'try on every line': times(long, 'try:\n'),
  decorators: `${times(long, '@a\n')}`,
  'unknown characters': times(long, '$ '),
  'lone surrogates': times(long, '\ud800'),
  commas: `f(${times(long, ',')}`,
  colons: times(long, ':'),
}

function statementsAround(text: string): { readonly problems: number; readonly first: string; readonly last: string } {
  const tree = parse(`before = 1\n${text}\nx = 1\nafter = 2\n`)
  invariantsHold(tree)
  const sources = tree.chunks.flatMap((chunk, i) =>
    chunk.body.map(({ start, end }) => tree.text.slice(tree.starts[i]! + start, tree.starts[i]! + end)),
  )
  const problems = tree.chunks.reduce((sum, chunk) => sum + chunk.problems.length, 0)
  return { problems, first: sources[0]!, last: sources.at(-1)! }
}

describe('long but valid', () => {
  for (const [name, text] of Object.entries(valid))
    test(name, () => assert.deepEqual(statementsAround(text), { problems: 0, first: 'before = 1', last: 'after = 2' }))
})

describe('hostile', () => {
  for (const [name, text] of Object.entries(invalid))
    test(name, () => {
      const { problems, first, last } = statementsAround(text)
      assert.ok(problems > 0)
      assert.deepEqual([first, last], ['before = 1', 'after = 2'])
    })
})

test('what is cut off in the middle of an escape ends with the text', () => {
  for (const text of ["'\\", "f'\\", "f'{", "f'{a:\\", "rb'\\", "f'''\\", '\\', '1e', '0x', '\ud83d', 'x\\'])
    invariantsHold(parse(text))
})

test('every prefix and every suffix of a file of many constructs is read', () => {
  const text =
    'class A(B):\n  """d"""\n  x: int = f"{a!r:>{w}}" \'\\N{DASH}\'\n  async def f(s, /, *a: T, **k): return [i async for i in (yield)]\n'
  for (let i = 0; i <= text.length; i++) {
    invariantsHold(parse(text.slice(0, i)))
    invariantsHold(parse(text.slice(i)))
  }
})
