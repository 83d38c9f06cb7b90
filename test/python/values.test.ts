/** Snippets of Python: each value that they show is what CPython and NumPy show, or not known where they say so. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { numpy } from '../../server/src/core/languages/python/frameworks/numpy/numpy.ts'
import { shownBy } from './shown.ts'

const folders = { 'test/golden/values': [], 'test/golden/numpy': [numpy] }

type Row = readonly [line: number, ...values: string[]]

const snippets = Object.entries(folders).flatMap(([folder, frameworks]) =>
  readdirSync(folder)
    .filter(name => name.endsWith('.py'))
    .map(file => ({ folder, file, frameworks })),
)

for (const { folder, file, frameworks } of snippets) {
  describe(`${folder}/${file}`, () => {
    const golden = JSON.parse(readFileSync(`${folder}/${file.replace('.py', '.json')}`, 'utf8')) as readonly Row[]
    const source = readFileSync(`${folder}/${file}`, 'utf8')
    const lines = source.split('\n')
    const written = (row: Row | undefined) =>
      row && `${row[0]}: ${lines[row[0] - 1]?.trim()} → ${row.slice(1).join(' | ')}`
    const shown = shownBy(file, source, frameworks)
    test('every value is shown', () => {
      assert.equal(shown.length, golden.length)
    })
    for (const [i, row] of golden.entries())
      test(`line ${row[0]}`, () => {
        assert.equal(written(shown[i]), written(row))
      })
  })
}
