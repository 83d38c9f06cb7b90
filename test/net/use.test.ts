/** What a file has of others: `use`, with names of their own files and of the library. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createService } from '../../server/src/core/service.ts'
import { problemsOf } from './facts.ts'

/** The models and problems of `main.net` beside other files. */
function analyse(files: Readonly<Record<string, string>>, text: string) {
  const { analysis } = createService({ read: file => files[file] }).update('main.net', 'net', text)!
  const own = { ...analysis, problems: analysis.problems.filter(({ place }) => place.file === 'main.net') }
  return {
    totals: analysis.models.map(({ name, counts }) => `${name} ${String(counts.total)}`),
    problems: problemsOf(own, text),
    reasons: own.problems.map(({ finding }) => (finding.code === 'refused' ? finding.facts.reason : finding.code)),
  }
}

const blocks = 'let width = 8\nlet half(n) = n // 2\nblock two units=width\n  dense units\n  dense half(units)\n'

test('blocks and functions of another file', () => {
  const text = 'use "blocks.net"\nmodel M\ninput 4\ntwo 6\ndense half(4)\n'
  assert.deepEqual(analyse({ 'blocks.net': blocks }, text), {
    totals: [`M ${4 * 6 + 6 + 6 * 3 + 3 + 3 * 2 + 2}`],
    problems: [],
    reasons: [],
  })
})

test('all names of another file behind a name', () => {
  const text = 'use "blocks.net" as b\nmodel M\ninput 4\nb.two\ndense b.width\ndense b.half(b.width)\n'
  const total = 4 * 8 + 8 + 8 * 4 + 4 + 4 * 8 + 8 + 8 * 4 + 4
  assert.deepEqual(analyse({ 'blocks.net': blocks }, text), { totals: [`M ${total}`], problems: [], reasons: [] })
})

test('a model of another file is a layer, and is not made where nothing uses it', () => {
  const files = { 'models.net': 'model A units=3\n  input 4\n  dense units\nmodel B\n  input 4\n  dense 9\n' }
  const text = 'use "models.net"\nmodel M\ninput 4\nA units=5\n'
  assert.deepEqual(analyse(files, text).totals, ['M 25', 'A 25'])
})

test('paths go on from the file that names them', () => {
  const files = {
    'parts/deep/a.net': 'use "../b.net"\nblock a\n  b\n',
    'parts/b.net': 'block b\n  dense 2\n',
  }
  assert.deepEqual(analyse(files, 'use "parts/deep/a.net"\ninput 4\na\n').totals, ['sequential 10'])
})

test('files that use each other', () => {
  const files = { 'a.net': 'use "b.net"\nblock a\n  b\n', 'b.net': 'use "a.net"\nblock b\n  dense 2\n' }
  assert.deepEqual(analyse(files, 'use "a.net"\ninput 4\na\n').totals, ['sequential 10'])
})

test('a file that there is not', () => {
  const text = 'use "blocs.net"\nuse "keras/resnets"\ninput 4\ndense 2\n'
  assert.deepEqual(analyse({}, text), {
    totals: ['sequential 10'],
    problems: ['refused "\\"blocs.net\\""', 'refused "\\"keras/resnets\\""'],
    reasons: [
      'there is no file blocs.net',
      'there is no file keras/resnets in the library; the name of a file of your own ends in .net',
    ],
  })
})

test('a line that cannot be read is told of where its file is used', () => {
  const files = { 'blocks.net': '# Two layers\r\nblock b\r\n  dense 4\r\n  dense 4 units=)\r\n' }
  const { problems, reasons } = analyse(files, 'use "blocks.net"\nmodel M\ninput 4\nb\n')
  assert.deepEqual(problems, ['refused "\\"blocks.net\\""'])
  assert.deepEqual(reasons, ["blocks.net cannot be read in line 4: expected a value, found ')'"])
})

test('an edit of a file concerns those that use it', () => {
  const files: Record<string, string> = { 'blocks.net': blocks }
  const service = createService({ read: file => files[file] })
  const total = () => String(service.get('main.net')!.analysis.models[0]!.counts.total)
  service.update('main.net', 'net', 'use "blocks.net"\nmodel M\ninput 4\ntwo\n')
  assert.equal(total(), String(4 * 8 + 8 + 8 * 4 + 4))
  service.update('blocks.net', 'net', blocks.replace('width = 8', 'width = 2'))
  assert.equal(total(), String(4 * 2 + 2 + 2 * 1 + 1))
})

test('a mistake in what is used shows at the line that uses it', () => {
  const read = (file: string) =>
    file === 'blocks.net' ? 'block b\n  dense 4\n  nonsense 4\n\nblock fine\n  dense 4\n' : undefined
  const { problems } = createService({ read }).update('a.net', 'net', 'use "blocks.net"\ninput 4\nb\nfine\n')!.analysis
  const own = problems.filter(({ place }) => place.file === 'a.net')
  assert.deepEqual(
    own.map(({ place, finding }) => [place.from, finding]),
    [
      [
        25,
        {
          code: 'refused',
          facts: { reason: 'the block b does not work here: there is a mistake in line 3 of blocks.net' },
        },
      ],
    ],
  )
})
