/** Whatever the text, `.net` files are analysed without an exception, in bounded time, and incrementally as afresh. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { net } from '../../server/src/core/languages/net/net.ts'
import { parse, reparse } from '../../server/src/core/languages/net/parser.ts'
import { createService, languageOf } from '../../server/src/core/service.ts'
import { digest } from '../digest.ts'
import { assertFresh, invariantsHold } from '../net/inspect.ts'
import { mutations } from './mutations.ts'

const examples = readdirSync('examples', { recursive: true, encoding: 'utf8' })
  .filter(file => languageOf(file) === net.id)
  .map(file => readFileSync(`examples/${file}`, 'utf8'))

/** What the examples do not show. */
const others = [
  'a = input max_len x 128\nout, h, c = lstm 8 return_state\nbidirectional (lstm 8) merge_mode=sum\nadd a\noutput a h\n',
  'model "A"\r\n\tinput ?x64  # a comment\r\n\treshape (\r\n\t\t\t8,\r\n\t\t\t8)\r\nmodel B\rrnn [(lstm_cell 8), (gru_cell 2)]\r',
]

const texts = [...examples, ...others]
const analyse = (text: string) => createService().update('x.net', 'net', text)!.analysis

/** Of how many variants of a text one is analysed: each that is made of few layers, the others more rarely. */
const rarity = new Map(texts.map(text => [text, Math.ceil(analyse(text).visits.length / 30)]))

test('every prefix of every example', () => {
  assert.ok(examples.length >= 4)
  for (const text of texts)
    for (let length = 0; length <= text.length; length++) {
      const prefix = text.slice(0, length)
      invariantsHold(parse(prefix))
      if (length % rarity.get(text)! === 0) analyse(prefix)
    }
})

/** In which no line is run again, and none waits for its block to be used. */
const plain = examples.filter(text => !/^\s*(block|repeat|for|use)\b/m.test(text))

test('a prefix keeps the layers of all lines before its last', () => {
  assert.ok(plain.length >= 4)
  for (const text of plain) {
    const whole = analyse(text).layers
    for (let length = 0; length <= text.length; length++) {
      const before = text.lastIndexOf('\n', length - 1)
      const expected = whole.filter(layer => layer.place.to <= before)
      const found = analyse(text.slice(0, length)).layers
      assert.deepEqual(found.slice(0, expected.length).map(describe), expected.map(describe))
    }
  }
})

const describe = (layer: ReturnType<typeof analyse>['layers'][number]): string =>
  `${layer.place.from}-${layer.place.to} ${layer.name} ${String(layer.counts.total)}`

test('10,000 mutations', () => {
  let lines = 0
  for (const [i, start] of texts.entries())
    for (const [j, text] of [...mutations([start], 10_000 / texts.length, 20_260_726 + i)].entries()) {
      invariantsHold(parse(text))
      if (j % rarity.get(start)! === 0) lines += analyse(text).visits.length
    }
  assert.ok(lines > 10_000, 'mutated texts still have layers')
})

test('after edits, the tree and the analysis are those of a fresh reading', () => {
  for (const [i, start] of texts.entries()) {
    const service = createService()
    let tree = parse(start)
    let at = 0
    for (const text of edits(start, i)) {
      tree = reparse(tree, text)
      assertFresh(tree)
      if (at++ % rarity.get(start)! > 0) continue
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
function* edits(start: string, seed: number): Generator<string> {
  let text = start
  for (let i = 0; i < 300; i++) {
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
