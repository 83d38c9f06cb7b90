/** Whatever the text, `.net` files are analysed without an exception, in bounded time, and incrementally as afresh. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { net } from '../../server/src/core/languages/net/net.ts'
import { parse, reparse } from '../../server/src/core/languages/net/parse/parser.ts'
import { createService, languageOf } from '../../server/src/core/service.ts'
import { printShape } from '../../server/src/core/tensor/shape.ts'
import { printSize } from '../../server/src/core/tensor/size.ts'
import { flatten } from '../../server/src/core/tensor/structure.ts'
import { digest } from '../digest.ts'
import { assertFresh, invariantsHold } from '../net/inspect.ts'
import { edits } from './edits.ts'
import { mutations } from './mutations.ts'

const read = (folder: string): readonly string[] =>
  readdirSync(folder)
    .filter(file => languageOf(file) === net.id)
    .map(file => readFileSync(`${folder}/${file}`, 'utf8'))

const analyse = (text: string) => createService().update('x.net', 'net', text)!.analysis

/** What has the whole grammar in few lines. */
const own = read('test/robustness/net')
const others = own.slice(1).map(text => text.replaceAll('\n', '\r\n'))
const examples = read('examples/net')
/** Examples of large models would take minutes: of them there are no changes. */
const small = examples.filter(text => analyse(text).visits.length < 30)
const texts = [...own, ...others, ...small]

/** Where a number says how often lines are run, a change of it may cost much. */
const [light, heavy] = [false, true].map(isHeavy =>
  texts.filter(text => /^ *(?:repeat|block)\b/m.test(text) === isHeavy),
)

test('every prefix of every example', () => {
  assert.ok(examples.length >= 4 && small.length >= 3)
  for (const text of [...examples, ...read('server/library/keras')])
    for (let length = 0; length <= text.length; length++) {
      const start = text.lastIndexOf('\n', length - 200) + 1
      invariantsHold(parse(text.slice(start, length)))
    }
  // What one service keeps of layers makes the prefixes of large models affordable; each is read and analysed anew.
  const service = createService()
  for (const text of [...texts, ...examples])
    for (let length = 0; length <= text.length; length++) {
      service.close('x.net')
      assert.ok(service.update('x.net', 'net', text.slice(0, length))!.analysis)
    }
})

/** Texts in which one line after the other is run, once. */
const flat = [...texts, ...examples].filter(text => !/^ *(?:block|use|repeat|for|shared)\b|^model.*=|\r/m.test(text))

test('a prefix keeps the layers of all lines before its last', () => {
  assert.ok(flat.length >= 3)
  for (const text of flat) {
    const whole = analyse(text).layers
    for (let length = 0; length <= text.length; length += 3) {
      const before = text.lastIndexOf('\n', length - 1)
      const expected = whole.filter(layer => layer.place.to <= before)
      const found = analyse(text.slice(0, length)).layers
      assert.deepEqual(found.slice(0, expected.length).map(describe), expected.map(describe))
    }
  }
})

const describe = (layer: ReturnType<typeof analyse>['layers'][number]): string =>
  `${layer.place.from}-${layer.place.to} ${layer.name} ${String(layer.counts.total)}`

test('a line that is broken leaves what stands before it', () => {
  for (const text of flat) {
    const lines = text.split('\n')
    const whole = hintsBefore(text, text.length)
    for (const [i, line] of lines.entries()) {
      const start = lines.slice(0, i).join('\n').length
      if (line.trim() === '' || brackets.test(lines.slice(0, i).join(''))) continue
      const broken = lines.with(i, `${/^\s*/.exec(line)![0]})`).join('\n')
      const expected = whole.filter(hint => Number.parseInt(hint, 10) < start)
      assert.deepEqual(hintsBefore(broken, start), expected, `${i}: ${line}`)
    }
  }
})

/** What holds on to the lines after it. */
const brackets = /[[(][^\])]*$/

const hintsBefore = (text: string, end: number): readonly string[] =>
  analyse(text)
    .visits.filter(({ place }) => place.to <= end)
    .map(({ layer, outputs, place }) => {
      const shapes = flatten(outputs).map(({ type }) => printShape(type.shape))
      return `${place.from} ${layer.className} ${shapes.join(' ')} ${printSize(layer.counts.total)}`
    })

test('a block or a model that is broken leaves those that do not use it', () => {
  const blocks = 'block one\n  dense 3\n  dense 4\nblock two n=2\n  repeat n\n    dense 5\n'
  const models = 'model A\n  input 3\n  one\nmodel B\n  input 4\n  two\n  dense 1\n'
  const text = blocks + models
  const whole = hintsBefore(text, text.length)
  for (const [name, kept, lines] of [
    ['one', 'model B', ['dense 3', 'dense 4', '  one']],
    ['two', 'model A', ['repeat n', 'dense 5', '  two', 'dense 1']],
  ] as const)
    for (const line of lines) {
      const found = hintsBefore(text.replace(line, line.replace(/\w/g, '?')), text.length)
      const from = blocks.indexOf(`block ${kept === 'model B' ? 'two' : 'one'}`)
      const to = kept === 'model B' ? blocks.length : blocks.indexOf('block two')
      const own = (hints: readonly string[]) =>
        hints.filter(hint => Number.parseInt(hint, 10) >= from && Number.parseInt(hint, 10) < to)
      assert.deepEqual(own(found), own(whole), `${name}: ${line}`)
      assert.ok(own(whole).length > 1)
    }
})

test('10,000 mutations', () => {
  let lines = 0
  for (const text of mutations(light!, 7500, 20_260_726)) lines += analysed(text)
  for (const text of mutations(heavy!, 300, 20_260_727)) lines += analysed(text)
  for (const [i, text] of light!.entries())
    for (const changed of edits(text, 2000 / light!.length, i, insertions)) lines += analysed(changed)
  for (const [i, text] of heavy!.entries())
    for (const changed of edits(text, 200 / heavy!.length, i, insertions)) lines += analysed(changed)
  assert.ok(lines > 10_000, 'mutated texts still have layers')
})

function analysed(text: string): number {
  invariantsHold(parse(text))
  return analyse(text).visits.length
}

/** Lines that mean something else wherever they stand. */
const insertions = [
  ...[
    '  if channels > 4',
    '  else',
    '  elif',
    'repeat 3 as width',
    '  for a, b in stages',
    'output a',
    '  branch side',
  ],
  ...[
    'let width = ?',
    'let h = divisible(h)',
    'shared a = Net 3',
    'block Net n=Net',
    'model residual',
    'use "x.net" as x',
  ],
  ...[
    '  sequential',
    '    deep channels',
    '  a, b = Twin from left right',
    '    cross from words',
    'ops.add stages',
    '  stages',
  ],
]

test('after edits, the tree and the analysis are those of a fresh reading', () => {
  for (const [i, start] of texts.entries()) {
    const service = createService()
    let tree = parse(start)
    const count = heavy!.includes(start) ? 25 : 100
    for (const text of [...changes(start, i, count), ...edits(start, count, i, insertions)]) {
      tree = reparse(tree, text)
      assertFresh(tree)
      assert.equal(digest(service.update('x.net', 'net', text)!.analysis), digest(analyse(text)))
    }
  }
})

test('a line that stays means something else where an input names a size after its words', () => {
  const lines = '\ndense 4 relu\nstring_lookup vocabulary=[n, m]\ndense n'
  const service = createService()
  for (const input of ['input 3', 'input relu x 3', 'input n x m', 'input 3', 'input m'])
    assert.equal(digest(service.update('x.net', 'net', input + lines)!.analysis), digest(analyse(input + lines)))
})

/** A chain of texts, each a mutation of the one before; from time to time back to the start. */
function* changes(start: string, seed: number, count: number): Generator<string> {
  let text = start
  for (let i = 0; i < count; i++) {
    const [next] = mutations([text], 1, 1000 * seed + i)
    text = i % 25 === 24 || next!.length > 20_000 ? start : next!
    yield text
  }
}

const hostile: Readonly<Record<string, (n: number) => string>> = {
  'brackets that do not close': n => 'conv (\n'.repeat(n),
  'blank lines after brackets that do not close': n => `conv (\n${'\n'.repeat(20)}`.repeat(n / 20),
  'comments after brackets that do not close': n => `conv (\n${'# a\n'.repeat(20)}`.repeat(n / 20),
  'a list of many lines': n => `conv (\n${' 1,\n'.repeat(n)}`,
  'nested brackets': n => `conv ${'('.repeat(n)}`,
  'many sizes': n => `input ${'3x'.repeat(n)}`,
  'many spaces': n => `conv 8${' '.repeat(10 * n)}3`,
  'many quotes': n => 'conv "'.repeat(n),
  'many digits': n => `conv ${'9'.repeat(10 * n)}`,
  'many words': n => `conv ${'word '.repeat(n)}`,
  'many names': n => `${'a, '.repeat(n)}= flatten`,
  'words that nobody knows': n => Array.from({ length: n }, (_, i) => `word${i} and${i}`).join('\n'),
  'deep indentation': n => Array.from({ length: n / 100 }, (_, i) => `${' '.repeat(i)}conv (`).join('\n'),
  'carriage returns': n => 'dense 3\r'.repeat(n),
}

for (const [name, make] of Object.entries(hostile)) {
  test(`${name}: the layers after them are found, and the time grows with the text`, () => {
    const time = (n: number): number => {
      const start = performance.now()
      const { layers } = analyse(`${make(n)}\ninput 4\ndense 7`)
      assert.deepEqual(
        layers.slice(-2).map(layer => layer.className),
        ['InputLayer', 'Dense'],
      )
      return performance.now() - start
    }
    time(1000)
    assert.ok(time(32_000) < 200 * time(1000) + 2000)
  })
}
