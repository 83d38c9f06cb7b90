/** `.net` texts made to break an analyser: each ends, and the model after the hostile lines is still found. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createService } from '../../server/src/core/service.ts'

const cases: Readonly<Record<string, string>> = {
  'nested parentheses': `let a = ${'('.repeat(50_000)}1${')'.repeat(50_000)}`,
  'nested lists': `let a = ${'['.repeat(99)}1${']'.repeat(99)}\nlet b = [a, a] == [a, a]`,
  'a minus': `let a = ${'-'.repeat(50_000)}1`,
  nots: `let a = ${'not '.repeat(50_000)}1`,
  sum: `let a = ${Array(20_000).fill('1').join(' + ')}`,
  conditional: `let a = ${'1 if 1 else '.repeat(5000)}2`,
  members: `let a = b${'.c'.repeat(20_000)}`,
  calls: `let a = f${'(1)'.repeat(5000)}`,
  subscripts: `let a = f${'[0]'.repeat(5000)}`,
  powers: `let a = 10 ** 10 ** 10 ** 10`,
  squares: `let a = 3\n${'let a = a * a\n'.repeat(60)}`,
  'doubling list': `let a = [1]\n${'let a = a + a\n'.repeat(60)}`,
  'nesting list': `let a = [1]\n${'let a = [a, a]\n'.repeat(60)}let b = a == a\nlet c = "{a}"`,
  'doubling text': `let a = "a"\n${'let a = "{a}{a}"\n'.repeat(60)}`,
  for: 'model M\ninput 4\nfor a in range(10 ** 5)\n  for b in range(10 ** 5)\n    let c = a * b',
  'recursion of long functions': `let f(n) = ${'('.repeat(90)}f(n + 1)${' + 1)'.repeat(90)}\nlet a = f(1)`,
  'recursion of left-deep functions': `let f(n) = f(n + 1)${' + 1'.repeat(490)}\nlet a = f(1)`,
  'recursion of a block that is not used': 'block b n\n  if n > 0\n    b n - 1\n  else\n    b n - 2\n  dense 3',
  'unknown ifs': `model M\ninput q\n${Array.from({ length: 60 }, (_, i) => `${' '.repeat(i)}if q > ${i}`).join('\n')}\n${' '.repeat(60)}dense 3`,
  'unknown ifs after each other': `model M\ninput q\n${'if q > 3\n  dense 3\nelse\n  dense 4\n'.repeat(500)}`,
  'unknown elifs': `model M\ninput q\nif q > 3\n  dense 1\n${'elif q > 4\n  dense 2\n'.repeat(3000)}`,
  'deep bodies': `model M\ninput q\n${Array.from({ length: 3000 }, (_, i) => `${' '.repeat(i)}repeat 1`).join('\n')}\n${' '.repeat(3000)}dense 3`,
  branches: `model M\ninput 4\n${Array.from({ length: 300 }, (_, i) => `${' '.repeat(i)}branch b${i}`).join('\n')}\n${' '.repeat(300)}dense 3`,
  table: `table t\n${'  a b c\n'.repeat(30_000)}`,
  columns: `table t\n  ${'a '.repeat(30_000)}\n  ${'1 '.repeat(30_000)}`,
  blocks: Array.from({ length: 20_000 }, (_, i) => `block b${i} n\n  dense n\n`).join(''),
  lets: Array.from({ length: 20_000 }, (_, i) => `let a${i} = ${i}\n`).join(''),
  'same blocks': 'block b n\n  dense n\n'.repeat(20_000),
  'use itself': `${'use "x.net"\n'.repeat(1000)}use "x.net" as x\nmodel M\ninput 4\nx.x.x.M`,
  '2 MB line': `let a = "${'a'.repeat(2_000_000)}"`,
  '2 MB braces': `let a = "${'{a}'.repeat(700_000)}"`,
  '2 MB open braces': `let a = "${'{'.repeat(999_999)}"`,
  '100,000 lines': `model M\ninput 4\n${'dense 3 relu\n'.repeat(100_000)}`,
  'CR only': 'model M\rinput 4\rrepeat 2\r  dense 3\r'.repeat(1000),
  surrogates: 'let \ud800 = 3\nlet a = "\udc00{\ud800}"\ndense \0 a\0b',
  prototype:
    'let __proto__ = 3\nlet constructor = 4\ntable toString\n  hasOwnProperty a\n  1 2\nblock valueOf\n  dense __proto__\nmodel M\ninput 4\nvalueOf\nconstructor\ndense toString[0].hasOwnProperty\ndense toString[0].valueOf\nhasOwnProperty 3\ndense a.constructor\nops.constructor\ndense constructor=3 __proto__=4\nvalueOf __proto__=3',
  'long values in deep blocks': `block b n\n  if n > 0\n    b n - 1\n    let c = 1${' + 1'.repeat(490)}\nmodel M\ninput 4\nb 80`,
}

/** Programs that would go on for too long: that the analysis ends is said, and nothing of what it has not seen. */
const endless: Readonly<Record<string, string>> = {
  ranges: `${'let a = range(10 ** 9)\nlet b = sum(range(99999))\n'.repeat(500)}`,
  'lists in a loop': `model M\ninput 4\nrepeat 10 ** 9\n  let a = sorted([1] * 90000)\n  dense 3`,
  repeat: 'model M\ninput 4\nrepeat 10 ** 9 as i\n  repeat 10 ** 9\n    dense 3',
  'empty repeat': 'model M\ninput 4\nrepeat 10 ** 9 as i\n  let a = 3\nrepeat 10 ** 18\nrepeat 10 ** 30\n  dense 2',
  'recursion of functions': `let f(n) = f(n + 1) + f(n + 2)\nlet a = f(1)`,
  'recursion of blocks': 'block b\n  b\n  b\nmodel M\ninput 4\nb',
  'recursion of blocks in ifs':
    'block b n\n  if n > 0\n    if n > 1\n      repeat 2\n        b n + 1\nmodel M\ninput 4\nb 2',
  'recursion where nothing is known':
    'block b n\n  if n > 0\n    b n + 1\n  else\n    b n + 2\n  dense 3\nmodel M\ninput q\nb q',
  'models in themselves': 'model A n=1\ninput 4\nA n + 1\nA n + 2',
}

const analyse = (text: string) =>
  createService({ read: file => (file === 'x.net' ? text : undefined) }).update(
    'x.net',
    'net',
    `${text}\nmodel Last\ninput 5\ndense 7\n`,
  )!.analysis

for (const [name, text] of Object.entries(cases))
  test(name, () => {
    const { models } = analyse(text)
    assert.ok(models.some(model => model.name === 'Last' && model.counts.total === 42))
  })

for (const [name, text] of Object.entries(endless))
  test(`${name}, without end`, () => {
    const { models, problems } = analyse(text)
    assert.ok(problems.some(({ finding }) => finding.code === 'analysis-stopped'))
    for (const model of models) if (model.name === 'M') assert.equal(typeof model.counts.total, 'object')
  })
