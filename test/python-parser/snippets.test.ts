/** Snippets of Python: valid ones are read without a problem; broken ones cost no line but their own. */
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { parse } from '../../server/src/core/languages/python/parse/tree.ts'
import { invariantsHold, problemsOf, sourcesOfStatements } from './inspect.ts'

interface BrokenSnippet {
  readonly name: string
  readonly text: string
  /** Nothing stands after it. */
  readonly isLast?: boolean
  /** Lines of the snippet itself that are statements, wherever they are nested. */
  readonly kept: readonly string[]
  /** What is reported, each after the text that it is about. */
  readonly problems?: readonly string[]
}

interface BrokenSnippets {
  /** Lines before and after each snippet, all of which are to survive as statements of their own. */
  readonly before: readonly string[]
  readonly after: readonly string[]
  readonly snippets: readonly BrokenSnippet[]
}

const folder = 'test/python-parser/snippets'
const read = (name: string): unknown => JSON.parse(readFileSync(`${folder}/${name}.json`, 'utf8'))

describe('valid snippets', () => {
  for (const [name, text] of Object.entries(read('valid') as Record<string, string>))
    test(name, () => {
      const tree = parse(text)
      assert.deepEqual(problemsOf(tree), [])
      invariantsHold(tree)
    })
})

describe('broken snippets', () => {
  const broken = read('broken') as BrokenSnippets
  const results = broken.snippets.map(snippet => {
    const lines = [...broken.before, snippet.text, ...(snippet.isLast ? [] : broken.after)]
    return { snippet, tree: parse(`${lines.join('\n')}\n`) }
  })
  if (process.env.UPDATE) {
    const snippets = results.map(({ snippet, tree }) => ({ ...snippet, problems: problemsOf(tree) }))
    writeFileSync(`${folder}/broken.json`, `${JSON.stringify({ ...broken, snippets }, null, 2)}\n`)
  }
  for (const { snippet, tree } of results)
    test(snippet.name, () => {
      const top = tree.chunks.flatMap((chunk, i) => chunk.body.map(node => sourceAt(tree.text, tree.starts[i]!, node)))
      const around = [...broken.before, ...(snippet.isLast ? [] : broken.after)]
      assert.deepEqual(
        around.filter(line => !top.includes(line)),
        [],
      )
      const nested = sourcesOfStatements(tree)
      assert.deepEqual(
        snippet.kept.filter(line => !nested.includes(line)),
        [],
      )
      if (!process.env.UPDATE) assert.deepEqual(problemsOf(tree), snippet.problems)
      invariantsHold(tree)
    })
})

function sourceAt(text: string, base: number, { start, end }: { start: number; end: number }): string {
  return text.slice(base + start, base + end)
}
