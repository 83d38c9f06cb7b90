/**
 * `source ==> tree` files: each case is a line `=== name`, the source, a line `==>` and the tree as `print.ts` writes it.
 * In sources `␍` is a carriage return, `␊` a line feed, `␉` a tab, `␣` a space and `␀` a byte order mark. `UPDATE=1`
 * writes the trees anew; read the difference before you keep it.
 */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { parse } from '../../server/src/core/languages/net/parse/parser.ts'
import { invariantsHold } from './inspect.ts'
import { printed } from './print.ts'

interface Case {
  readonly name: string
  readonly source: string
  readonly tree: string
}

const folder = 'test/net/trees'
const signs: Readonly<Record<string, string>> = { '␍': '\r', '␊': '\n', '␉': '\t', '␣': ' ', '␀': '\uFEFF' }

/** The line break before `==>` is not part of the source. */
const textOf = (source: string): string => source.replace(/\n$/, '').replaceAll(/[␍␊␉␣␀]/g, sign => signs[sign]!)

function casesOf(content: string): readonly Case[] {
  return content
    .split(/^=== /m)
    .slice(1)
    .map(text => {
      const [head = '', tree = ''] = text.split(/^==>\n/m)
      const end = head.indexOf('\n')
      return { name: head.slice(0, end), source: head.slice(end + 1), tree: tree.trimEnd() }
    })
}

for (const file of readdirSync(folder)) {
  const cases = casesOf(readFileSync(`${folder}/${file}`, 'utf8'))
  if (process.env.UPDATE === '1') {
    const updated = cases.map(({ name, source }) => `=== ${name}\n${source}==>\n${printed(parse(textOf(source)))}\n`)
    writeFileSync(`${folder}/${file}`, updated.join('\n'))
    continue
  }
  describe(file, () => {
    assert.ok(cases.length > 0)
    for (const { name, source, tree } of cases)
      test(name, () => {
        const found = parse(textOf(source))
        assert.equal(printed(found), tree)
        invariantsHold(found)
      })
  })
}
