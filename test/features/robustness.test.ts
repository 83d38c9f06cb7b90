/** Every feature answers whatever the text is: prefixes of all fixtures, and programs made to be too much. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, test } from 'node:test'
import { diagnosticsOf } from '../../server/src/core/features/diagnostics.ts'
import type { Document } from '../../server/src/core/features/document.ts'
import { fixesFor } from '../../server/src/core/features/fixes.ts'
import { hintsIn } from '../../server/src/core/features/hints.ts'
import { hoverAt } from '../../server/src/core/features/hover.ts'
import { programJson } from '../../server/src/core/features/json.ts'
import { defaultsOf, diagnosticSettings, hintSettings } from '../../server/src/core/features/options.ts'
import { summariesOf } from '../../server/src/core/features/summary.ts'
import { symbolsOf } from '../../server/src/core/features/symbols.ts'
import { createService, languageOf } from '../../server/src/core/service.ts'
import { strip } from '../annotations.ts'
import { python } from './documents.ts'

/** Asks everything; what it gives must lie in the text. */
function askAll(document: Document, offsets: readonly number[]): void {
  const { length } = document.text
  const inside = ({ from, to }: { readonly from: number; readonly to: number }) =>
    0 <= from && from <= to && to <= length
  for (const { offset, label, place } of hintsIn(document, { from: 0, to: length }, defaultsOf(hintSettings))) {
    assert.ok(offset <= length && inside(place))
    assert.ok(label.length > 0 && label.length <= hintSettings.maximumLength.default)
  }
  for (const diagnostic of diagnosticsOf(document, defaultsOf(diagnosticSettings))) {
    assert.ok(inside(diagnostic.span))
    for (const { edits } of fixesFor(document, diagnostic)) assert.ok(edits.every(inside))
  }
  for (const offset of offsets) assert.ok(inside(hoverAt(document, offset)?.span ?? { from: 0, to: 0 }))
  summariesOf(document)
  symbolsOf(document)
  JSON.stringify(programJson(document.program))
}

describe('prefixes', () => {
  const folder = 'test/fixtures'
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    file => languageOf(file) !== undefined,
  )
  for (const file of files)
    test(file, () => {
      const text = strip(readFileSync(path.join(folder, file), 'utf8'))
      const service = createService()
      for (let end = 0; end <= text.length; end += 3)
        askAll(service.update(file, languageOf(file)!, text.slice(0, end))!, [end, end >> 1])
    })
})

describe('programs that are too much', () => {
  const head = 'import keras\nfrom keras import layers\n'
  const cases = {
    'a model with 2,000 layers': `${head}m = keras.Sequential([keras.Input((4,))${', layers.Dense(4)'.repeat(2000)}])\nm.summary()\n`,
    'models that share models, 40 deep': `${head}i = keras.Input((4,))\nm = keras.Model(i, layers.Dense(4)(i))\n${'i = keras.Input((4,))\na = keras.Model(i, m(i))\nb = keras.Model(i, m(i))\nm = keras.Model(i, layers.Add()([a(i), b(i)]))\n'.repeat(40)}`,
    'a line of 5,000 calls': `${head}x = keras.Input((4,))\n${'x = layers.Dense(4)(x);'.repeat(5000)}\n`,
    'a tensor of 500 inputs': `${head}a = keras.Input((4,))\nlayers.Add()([${'a, '.repeat(500)}])\n`,
    'names of 100,000 letters': `${head}m = keras.Sequential([keras.Input((4,)), layers.Dense(3, name="${'x'.repeat(100_000)}")])\n`,
  }
  for (const [name, text] of Object.entries(cases))
    test(name, { timeout: 20_000 }, () => askAll(python(text), [0, text.length >> 1, text.length - 2]))
})
