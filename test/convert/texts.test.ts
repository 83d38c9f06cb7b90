/**
 * What is written, word by word: beside each program of `cases` stands its Keras code and its `.net`. `UPDATE=1` rewrites
 * them; the diff is the review.
 */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import { convertProgram } from '../../server/src/core/features/convert.ts'
import { createService, languageOf } from '../../server/src/core/service.ts'
import { applied, edit } from '../net/editing/cursor.ts'

const folder = 'test/convert/cases'

for (const file of readdirSync(folder).filter(each => /\.(py|net)$/.test(each)))
  for (const target of ['keras', 'net'] as const)
    test(`${file} as ${target}`, () => {
      const text = readFileSync(`${folder}/${file}`, 'utf8')
      const { program } = createService().update(`${folder}/${file}`, languageOf(file)!, text)!
      const golden = `${folder}/${file}.${target}.txt`
      const written = convertProgram(program, target).text
      if (process.env.UPDATE) writeFileSync(golden, written)
      assert.equal(written, readFileSync(golden, 'utf8'))
      if (target === 'net') assert.equal(formatted(written), written, 'as the formatter would have it')
    })

function formatted(text: string): string {
  const { editing, edited } = edit(text)
  return applied(text, editing.format(edited, { from: 0, to: text.length }))
}
