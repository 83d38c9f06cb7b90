// Writes docs/layers.md from the layer records. `node scripts/layer-docs.mjs --check` changes nothing, and fails where
// the page says something else.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { build } from 'esbuild'

const root = path.resolve(import.meta.dirname, '..')
const outfile = path.join(root, 'out/layer-docs/page.mjs')
const entry = path.join(root, 'scripts/layer-docs/page.ts')
await build({ entryPoints: [entry], bundle: true, format: 'esm', loader: { '.net': 'text' }, outfile })
/** @type {typeof import('./layer-docs/page.ts')} */
const { page } = await import(pathToFileURL(outfile).href)

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } })
const file = path.join(root, 'docs/layers.md')
const next = page()
if (!values.check) writeFileSync(file, next)
else if (!existsSync(file) || readFileSync(file, 'utf8') !== next) {
  console.error('docs/layers.md does not say what the layer records declare: run npm run docs.')
  process.exitCode = 1
}
