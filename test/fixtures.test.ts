/** Checks every annotated file of test/fixtures; `UPDATE=1` writes what is shown now instead, for the diff to be read. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, test } from 'node:test'
import { diagnosticsOf } from '../server/src/core/features/diagnostics.ts'
import type { Document } from '../server/src/core/features/document.ts'
import { fixesFor } from '../server/src/core/features/fixes.ts'
import { defaultsOf, diagnosticSettings } from '../server/src/core/features/options.ts'
import { severities } from '../server/src/core/layers/problem.ts'
import { createService, languageOf } from '../server/src/core/service.ts'
import { annotate, applyEdits, strip } from './annotations.ts'

const folder = 'test/fixtures'
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .map(file => path.posix.join(folder, file.replaceAll(path.sep, '/')))
  .filter(file => languageOf(file) !== undefined)
  .sort()

const read = (file: string, text: string): Document => createService().update(file, languageOf(file)!, text)!

const problemsOf = (document: Document) => diagnosticsOf(document, defaultsOf(diagnosticSettings))

/** Everything that is shown is annotated, and nothing else is. */
function check(file: string): void {
  const text = readFileSync(file, 'utf8')
  const written = annotate(read(file, strip(text)))
  if (process.env.UPDATE === '1') writeFileSync(file, written)
  else assert.equal(written, text, `${file} is not annotated with what is shown; see test/README.md`)
}

describe('annotated files', () => {
  test('there are some', () => assert.ok(files.length > 0))
  for (const file of files) test(file, () => check(file))
})

describe('each fix takes its problem away, and adds no error', () => {
  for (const file of files) {
    const document = read(file, strip(readFileSync(file, 'utf8')))
    for (const diagnostic of problemsOf(document))
      for (const fix of fixesFor(document, diagnostic))
        test(`${file}: ${fix.title}`, () => {
          const before = problemsOf(document)
          const after = problemsOf(read(file, applyEdits(document.text, fix.edits)))
          const count = (problems: typeof before, code: string) => problems.filter(each => each.code === code).length
          assert.ok(count(after, diagnostic.code) < count(before, diagnostic.code))
          const errors = (problems: typeof before) => problems.filter(each => each.severity === 'error').length
          assert.ok(errors(after) <= errors(before))
        })
  }
})

test('every problem has a fixture', () => {
  const shown = new Set(
    files.flatMap(file => problemsOf(read(file, strip(readFileSync(file, 'utf8')))).map(each => each.code)),
  )
  const wanting = Object.keys(severities).filter(code => !shown.has(code as keyof typeof severities))
  assert.deepEqual(wanting, [])
})
