/**
 * After random edits, an analysis that goes on from the one before says what one says that begins anew: hints, hovers,
 * problems, models, names, and the values that programs show.
 */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import type { Document, Program } from '../../server/src/core/features/document.ts'
import { hintsIn } from '../../server/src/core/features/hints.ts'
import { hoverAt } from '../../server/src/core/features/hover.ts'
import { programJson } from '../../server/src/core/features/json.ts'
import { defaultsOf, hintSettings } from '../../server/src/core/features/options.ts'
import { symbolsOf } from '../../server/src/core/features/symbols.ts'
import { numpy } from '../../server/src/core/languages/python/frameworks/numpy/numpy.ts'
import { createService, type Service } from '../../server/src/core/service.ts'
import { strip } from '../annotations.ts'
import { digest } from '../digest.ts'
import { showing } from '../python/shown.ts'
import { edits } from './edits.ts'

/** More edits find more: `EDITS=10 npm run test:unit` makes ten times as many. */
const factor = Number(process.env.EDITS ?? 1)

const textsIn = (folder: string): readonly string[] =>
  readdirSync(folder)
    .filter(name => name.endsWith('.py'))
    .map(name => readFileSync(`${folder}/${name}`, 'utf8'))

const own = new Map(
  ['state', 'custom', 'helpers'].map(name => [
    `${name}.py`,
    readFileSync(`test/robustness/programs/${name}.py`, 'utf8'),
  ]),
)
const plain = [...textsIn('examples'), ...textsIn('test/golden/programs'), ...textsIn('test/fixtures/hints').map(strip)]
const snippets = [
  ...textsIn('test/golden/values').map(text => ({ text, frameworks: [] })),
  ...textsIn('test/golden/numpy').map(text => ({ text, frameworks: [numpy] })),
]
const lines = [...own.values(), ...plain].flatMap(text => text.split('\n')).filter(line => line.trim() !== '')

/** Everything that features say of a document. */
function report(document: Document): string {
  const { text } = document
  const places = [...document.analysis.visits, ...document.analysis.layers, ...document.analysis.names]
  const offsets = new Set(places.flatMap(({ place }) => (place.file === document.file ? [place.to] : [])))
  return [
    ...hintsIn(document, { from: 0, to: text.length }, options).map(
      ({ offset, label, place, origin }) => `${offset} ${label} ${place.from} ${origin?.from}`,
    ),
    ...[...offsets].map(offset => `${offset} ${hoverAt(document, offset)?.markdown}`),
    JSON.stringify(symbolsOf(document)),
  ].join('\n')
}

const options = defaultsOf(hintSettings)

const reportAll = (program: Program): string =>
  [JSON.stringify(programJson(program), undefined, 1), digest(program.analysis), ...program.documents.map(report)].join(
    '\n',
  )

const files = new Map(own)
const service = () => createService({ read: file => files.get(file) })

function check(each: Service, text: string, file = 'main.py'): void {
  const [document, fresh] = [each, service()].map(one => one.update(file, 'python', text)!)
  assert.equal(reportAll(document!.program), reportAll(fresh!.program), text)
}

for (const [name, start] of own)
  test(`${name}: after edits the analysis is that of a fresh service`, () => {
    const kept = service()
    for (const text of edits(start, 60 * factor, 1, lines)) check(kept, text)
  })

for (const [name, start] of own)
  test(`${name}: the analysis is that of a fresh service without each line, and with it again`, () => {
    const kept = service()
    const all = start.split('\n')
    for (const [i, line] of all.entries()) {
      if (line.trim() === '') continue
      check(kept, all.toSpliced(i, 1).join('\n'))
      kept.update('main.py', 'python', start)!.analysis
    }
    check(kept, start)
  })

test('the steps of what is taken back do not count', () => {
  const kept = service()
  const long = "text = ''\nfor i in range(5000):\n    text = str(i)\n".repeat(2)
  for (let i = 1; i < 60; i++) check(kept, `import keras\nkeras.Input((${i},))\n${long}keras.Input((2,))\n`)
})

test('after edits of examples and other programs the analysis is that of a fresh service', () => {
  for (const [i, start] of plain.entries()) {
    const kept = service()
    for (const text of edits(start, 10 * factor, i, lines)) check(kept, text)
  }
})

test('after edits of what is imported, by turns with edits of what imports it', () => {
  const kept = service()
  const [main, helpers] = [own.get('state.py')!, own.get('helpers.py')!]
  const texts = edits(main, 40 * factor, 3, lines)
  for (const helper of edits(helpers, 40 * factor, 4, lines)) {
    files.set('helpers.py', helper)
    kept.changed('helpers.py')
    check(kept, main)
    check(kept, texts.next().value ?? main)
  }
  files.set('helpers.py', helpers)
})

test('after edits of the cells of a notebook, which come and go and change places', () => {
  const kept = service()
  const cellsOf = (text: string) =>
    text.split(/\n\n+/).map((part, i) => ({ file: `cell${i % 50}`, number: i, text: part }))
  for (const text of edits(own.get('custom.py')!, 80 * factor, 5, lines)) {
    const cells = cellsOf(text)
    const [program, fresh] = [kept, service()].map(each => each.updateNotebook('n.ipynb', 'python', cells)!)
    assert.equal(reportAll(program!), reportAll(fresh!), text)
  }
})

test('after edits the values that snippets show are those of a fresh evaluation', () => {
  for (const [i, { text: start, frameworks }] of snippets.entries()) {
    const kept = showing('x.py', frameworks)
    for (const text of edits(start, 15 * factor, i, start.split('\n')))
      assert.deepEqual(kept(text), showing('x.py', frameworks)(text), text)
  }
})
