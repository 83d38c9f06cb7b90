// Writes the settings into the manifest and into docs/settings.md, from where the server declares them.
// `node scripts/manifest.mjs --check` changes nothing, and fails where one of the two says something else.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { build } from 'esbuild'

/** @typedef {typeof import('../server/src/lsp/settings.ts')} Settings */
/** @typedef {ReturnType<Settings['settingsSchema']>} Schema */

const root = path.resolve(import.meta.dirname, '..')

/** @returns {Promise<Schema>} */
async function readSchema() {
  const entry = path.join(root, 'server/src/lsp/settings.ts')
  const outfile = path.join(root, 'out/manifest/settings.mjs')
  await build({ entryPoints: [entry], bundle: true, format: 'esm', outfile })
  /** @type {Settings} */
  const { settingsSchema } = await import(pathToFileURL(outfile).href)
  return settingsSchema()
}

/**
 * The manifest with the settings in it, laid out as npm does.
 * @param {string} old
 * @param {Schema} schema
 */
function manifest(old, schema) {
  const content = JSON.parse(old)
  content.contributes.configuration.properties = schema
  return `${JSON.stringify(content, null, 2)}\n`
}

/** @param {Schema} schema */
function page(schema) {
  const rows = Object.entries(schema).map(([name, setting]) => {
    const fallback = `\`${JSON.stringify(setting.default)}\``
    return `| \`${name}\` | ${fallback} | ${[setting.markdownDescription, ...choices(setting)].join('<br>')} |`
  })
  return `# Settings

Written by \`scripts/manifest.mjs\` from where the server declares them. All of them can differ from folder to folder.

| setting | default | what it does |
|---|---|---|
${rows.join('\n')}
`
}

/**
 * One line for each value that a setting can have.
 * @param {Schema[string]} setting
 */
function choices(setting) {
  const values = /** @type {readonly string[]} */ (setting.enum ?? [])
  const meanings = /** @type {readonly string[]} */ (setting.markdownEnumDescriptions ?? [])
  return values.map((value, i) => `\`"${value}"\`: ${meanings[i]}`)
}

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } })
const schema = await readSchema()
/** @type {Record<string, (old: string) => string>} */
const written = { 'package.json': old => manifest(old, schema), 'docs/settings.md': () => page(schema) }
for (const [name, write] of Object.entries(written)) {
  const file = path.join(root, name)
  const old = existsSync(file) ? readFileSync(file, 'utf8') : ''
  const next = write(old)
  if (!values.check) writeFileSync(file, next)
  else if (next !== old) {
    console.error(`${name} does not say what server/src/lsp/settings.ts declares: run node scripts/manifest.mjs.`)
    process.exitCode = 1
  }
}
