/** Severities by settings, words for every code, and the page that explains them. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { diagnosticsOf } from '../../server/src/core/features/diagnostics.ts'
import type { Document } from '../../server/src/core/features/document.ts'
import {
  type DiagnosticOptions,
  defaultsOf,
  diagnosticSettings,
  problemCodes,
} from '../../server/src/core/features/options.ts'
import { severities } from '../../server/src/core/layers/problem.ts'
import { built, net, python } from './documents.ts'

const usual = defaultsOf(diagnosticSettings)

const shown = (document: Document, options: Partial<DiagnosticOptions> = {}) =>
  diagnosticsOf(document, { ...usual, ...options }).map(({ code, severity }) => `${severity} ${code}`)

const wasteful = python(`from keras import layers, Input
x = layers.Conv2D(8, 3, strides=2)(Input((28, 28, 1)))
x = layers.BatchNormalization()(x)
`)

describe('severities', () => {
  test('are those of the code unless a setting says otherwise', () => {
    assert.deepEqual(shown(wasteful), ['hint useless-bias', 'hint dropped-border'])
    assert.deepEqual(shown(wasteful, { severity: { 'useless-bias': 'warning' } }), [
      'warning useless-bias',
      'hint dropped-border',
    ])
  })
  test('may be off, one by one or all', () => {
    assert.deepEqual(shown(wasteful, { severity: { 'dropped-border': 'off' } }), ['hint useless-bias'])
    assert.deepEqual(shown(wasteful, { enabled: false }), [])
  })
})

describe('words', () => {
  test('of an analysis that stopped', () => {
    const stopped = built('x = 1\n', ({ builder }) => {
      const place = { file: 'built.py', from: 0, to: 5 }
      const facts = { reason: 'the analysis stopped after 2,000,000 steps' }
      builder.report({ code: 'analysis-stopped', facts }, 'Python', place, place)
    })
    const [diagnostic] = diagnosticsOf(stopped, usual)
    assert.equal(diagnostic?.message, 'The analysis stopped after 2,000,000 steps.')
    assert.equal(diagnostic?.severity, 'information')
  })
  test('name several axes at once', () => {
    const text = `from keras import layers, Input
layers.MaxPooling3D(2)(Input((9, 9, 9, 1)))
layers.MaxPooling2D(3)(Input((28, 29, 1)))
`
    assert.deepEqual(
      diagnosticsOf(python(text), usual).map(({ message }) => message),
      [
        'MaxPooling3D: the last slice, row and column of the input are never read.',
        'MaxPooling2D: the last row of the input is never read.',
        'MaxPooling2D: the last 2 columns of the input are never read.',
      ],
    )
  })
  test('tell where the input came from, and related places tell it again', () => {
    const text = `from keras import layers, Input
x = layers.MaxPooling2D(3)(Input((12, 12, 1)))
layers.Conv2D(8, 5)(x)
`
    const [diagnostic] = diagnosticsOf(python(text), usual)
    assert.match(diagnostic!.message, /The input comes from max_pooling2d at line 2\.$/)
    assert.deepEqual(
      diagnostic!.related.map(({ message, place }) => [message, text.slice(place.from, place.to)]),
      [['the input (None, 4, 4, 1) comes from max_pooling2d', 'layers.MaxPooling2D(3)(Input((12, 12, 1)))']],
    )
  })
  test('stay on one line whatever was written', () => {
    const text = `from keras import layers\nlayers.Dense("a\\nb\\u202e${'x'.repeat(5000)}")\n`
    const [diagnostic] = diagnosticsOf(python(text), usual)
    assert.ok(diagnostic!.message.length <= 600)
    assert.doesNotMatch(diagnostic!.message, /[\n\u202e]/)
  })
})

describe('docs/problems.md', () => {
  const page = readFileSync('docs/problems.md', 'utf8')
  const sections = page.split(/^## /m).slice(1)

  test('has a section for each code, in the order of layers/problem.ts, and no other', () => {
    assert.deepEqual(
      sections.map(section => section.slice(0, section.indexOf('\n'))),
      problemCodes,
    )
  })
  for (const section of sections) {
    const code = section.slice(0, section.indexOf('\n')) as keyof typeof severities
    const [, language, example] = /```(python|net)\n([\s\S]*?)\n```/.exec(section) ?? []
    test(`${code}: the severity is true, and the example shows it`, () => {
      assert.match(section, new RegExp(`_${severities[code]}\\._`, 'i'))
      if (code === 'analysis-stopped') return
      assert.ok(example !== undefined, 'an example')
      const document = language === 'python' ? python(example) : net(example)
      assert.ok(shown(document).includes(`${severities[code]} ${code}`), shown(document).join(', '))
    })
  }
})
