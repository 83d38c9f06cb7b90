/** Snippets of Python: each value that they show is what CPython shows, or not known where they say so. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { shownBy } from './shown.ts'

const folder = 'test/golden/values'

type Row = readonly [line: number, ...values: string[]]

for (const file of readdirSync(folder).filter(name => name.endsWith('.py'))) {
  describe(file, () => {
    const golden = JSON.parse(readFileSync(`${folder}/${file.replace('.py', '.json')}`, 'utf8')) as readonly Row[]
    const source = readFileSync(`${folder}/${file}`, 'utf8')
    const lines = source.split('\n')
    const written = (row: Row | undefined) =>
      row && `${row[0]}: ${lines[row[0] - 1]?.trim()} → ${row.slice(1).join(' | ')}`
    const shown = shownBy(file, source)
    test('every value is shown', () => {
      assert.equal(shown.length, golden.length)
    })
    for (const [i, row] of golden.entries())
      test(`line ${row[0]}`, () => {
        assert.equal(written(shown[i]), written(row))
      })
  })
}
