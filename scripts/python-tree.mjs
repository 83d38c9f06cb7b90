/**
 * Prints our tree of each Python file named on standard input, one JSON line a file: `{ file, problems, nodes }`.
 * `nodes` is the tree as `python_ast_compare.py` wants it: plain objects whose `start` and `end` count UTF-16 units from
 * the start of the file. It is the other half of that script and not meant for use without it.
 */
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { build } from 'esbuild'

const { outputFiles } = await build({
  entryPoints: ['server/src/core/languages/python/parse/tree.ts'],
  bundle: true,
  format: 'esm',
  write: false,
})
/** @type {typeof import('../server/src/core/languages/python/parse/tree.ts')} */
const { parse } = await import(
  `data:text/javascript,${encodeURIComponent(outputFiles.map(({ text }) => text).join(''))}`
)

for await (const file of createInterface({ input: process.stdin })) {
  const { chunks, starts } = parse(readFileSync(file, 'utf8'))
  const startOf = (/** @type {number} */ i) => starts[i] ?? 0
  const problems = chunks.flatMap((chunk, i) =>
    chunk.problems.map(({ from, to, message }) => ({ from: from + startOf(i), to: to + startOf(i), message })),
  )
  const nodes = chunks.flatMap((chunk, i) => chunk.body.map(node => placed(node, startOf(i))))
  process.stdout.write(`${JSON.stringify({ file, problems, nodes })}\n`)
}

/**
 * The node with all positions counted from the start of the file, and numbers that JSON does not know as text.
 * @param {unknown} node
 * @param {number} base
 * @returns {unknown}
 */
function placed(node, base) {
  if (typeof node === 'bigint' || node === Number.POSITIVE_INFINITY) return String(node)
  if (Array.isArray(node)) return node.map(item => placed(item, base))
  if (node === null || typeof node !== 'object') return node
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => {
      const isPlace = (key === 'start' || key === 'end') && typeof value === 'number'
      return [key, isPlace ? value + base : placed(value, base)]
    }),
  )
}
