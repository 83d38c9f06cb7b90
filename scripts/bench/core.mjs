// Measures the core in this process: parsing, the analysis of a text, and what an edit costs until all is in hand again.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { collect, medians } from './measure.mjs'

/** @typedef {import('./models.mjs').Sample} Sample */
/**
 * @typedef {typeof import('../../server/src/core/service.ts')
 *   & typeof import('../../server/src/core/languages/python/parse/tree.ts')
 *   & typeof import('../../server/src/core/features/hints.ts')
 *   & typeof import('../../server/src/core/features/diagnostics.ts')
 *   & typeof import('../../server/src/core/features/options.ts')} Core
 */

const root = path.resolve(import.meta.dirname, '../..')

/** How many lines an editor shows at once. */
const visibleLines = 100

/** @returns {Promise<Core>} */
export async function loadCore() {
  const modules = [
    'service',
    'languages/python/parse/tree',
    'features/hints',
    'features/diagnostics',
    'features/options',
  ]
  const contents = modules.map(name => `export * from './${name}.ts'`).join('\n')
  const outfile = path.join(root, 'out/bench/core.mjs')
  await build({
    stdin: { contents, resolveDir: path.join(root, 'server/src/core') },
    bundle: true,
    format: 'esm',
    loader: { '.net': 'text' },
    target: 'node20',
    outfile,
  })
  return import(pathToFileURL(outfile).href)
}

/**
 * Medians in milliseconds: of the bare parse, the bare parse after an edit, the analysis of a text that was never seen,
 * and from an edit to the hints of the visible lines and all diagnostics. Each edit changes one digit somewhere else.
 * @param {Core} core
 * @param {Sample} sample
 */
export function measureSample(core, { text, edits }) {
  const { createService, parse, reparse, hintsIn, diagnosticsOf } = core
  const [hints, diagnostics] = [core.defaultsOf(core.hintSettings), core.defaultsOf(core.diagnosticSettings)]
  const service = createService()
  let tree = parse(text)
  return medians(
    {
      parse: () => parse(text),
      reparse: round => {
        tree = reparse(tree, edited(text, edits, round).text)
      },
      analysis: () => createService().update('sample.py', 'python', text)?.analysis,
      edit: round => {
        const { text: next, at } = edited(text, edits, round)
        const document = service.update('sample.py', 'python', next)
        return document && [hintsIn(document, visible(next, at), hints), diagnosticsOf(document, diagnostics)]
      },
    },
    { warmUp: 30, rounds: text.length > 100_000 ? 30 : 100 },
  )
}

/**
 * Medians in milliseconds from an edit in the first, the middle and the last tenth of a text to the hints of the visible
 * lines and all diagnostics.
 * @param {Core} core
 * @param {Sample} sample
 */
export function measurePlaces(core, { file, text, edits }) {
  const [hints, diagnostics] = [core.defaultsOf(core.hintSettings), core.defaultsOf(core.diagnosticSettings)]
  const within = (/** @type {number} */ from) =>
    edits.filter(at => at >= from * text.length && at < (from + 0.1) * text.length)
  const edit = (/** @type {readonly number[]} */ places) => {
    const service = core.createService()
    return (/** @type {number} */ round) => {
      const { text: next, at } = edited(text, places, round)
      const document = service.update(file, core.languageOf(file) ?? '', next)
      return document && [core.hintsIn(document, visible(next, at), hints), core.diagnosticsOf(document, diagnostics)]
    }
  }
  return medians(
    { start: edit(within(0)), middle: edit(within(0.45)), end: edit(within(0.9)) },
    { warmUp: 30, rounds: text.length > 100_000 ? 30 : 100 },
  )
}

/**
 * Medians in milliseconds with Keras's own source: of the analysis of its largest file of applications after an edit,
 * and of a program that makes EfficientNet-B7 from that source, of which nothing but the trees of its files is kept.
 * @param {Core} core
 * @param {string} source the folder that holds the package `keras`
 */
export function measureApplications({ createService, ...core }, source) {
  const folder = path.join(source, 'keras/src/applications')
  const files = readdirSync(folder).filter(name => name.endsWith('.py'))
  const texts = files.map(name => ({
    file: path.join(folder, name),
    text: readFileSync(path.join(folder, name), 'utf8'),
  }))
  const [{ file, text } = { file: '', text: '' }] = texts.sort((a, b) => b.text.length - a.text.length)
  const edits = [...text.matchAll(/\d(?=,\n)/g)].map(match => match.index)
  const read = (/** @type {string} */ name) => (existsSync(name) ? readFileSync(name, 'utf8') : undefined)
  const [library, programs] = [createService({ read }), createService({ read })]
  const program = 'import keras\nmodel = keras.applications.EfficientNetB7(weights=None)\n'
  const times = medians(
    {
      edit: round => {
        const { text: next, at } = edited(text, edits, round)
        const document = library.update(file, 'python', next)
        const [hints, diagnostics] = [core.defaultsOf(core.hintSettings), core.defaultsOf(core.diagnosticSettings)]
        return document && [core.hintsIn(document, visible(next, at), hints), core.diagnosticsOf(document, diagnostics)]
      },
      model: round => programs.update(path.join(source, 'model.py'), 'python', `# ${round}\n${program}`)?.analysis,
    },
    { warmUp: 10, rounds: 30 },
  )
  return { file: path.basename(file), ...times }
}

/**
 * The text with one digit changed; rounds change different places in no order.
 * @param {string} text
 * @param {readonly number[]} edits
 * @param {number} round
 */
function edited(text, edits, round) {
  const at = edits[(round * 7919) % edits.length] ?? 0
  return { text: text.slice(0, at) + ((Number(text[at]) % 9) + 1) + text.slice(at + 1), at }
}

/**
 * The lines around an offset, as many as an editor shows.
 * @param {string} text
 * @param {number} at
 */
function visible(text, at) {
  const lines = (/** @type {string} */ part) => part.split('\n')
  const before = lines(text.slice(0, at))
    .slice(-visibleLines / 2)
    .join('\n').length
  const after = lines(text.slice(at))
    .slice(0, visibleLines / 2)
    .join('\n').length
  return { from: at - before, to: at + after }
}

/** Small texts are opened several times, so that what else is collected meanwhile does not show. */
const leastMeasured = 400_000

/**
 * The bytes that an open, analysed document keeps in a service of its own.
 * @param {Core} core
 * @param {Sample} sample
 */
export function measureMemory({ createService }, { text }) {
  const copies = Math.ceil(leastMeasured / text.length)
  const opened = () => {
    const service = createService()
    return { service, analysis: service.update('sample.py', 'python', text)?.analysis }
  }
  settle()
  const before = process.memoryUsage().heapUsed
  const kept = Array.from({ length: copies }, opened)
  settle()
  const bytes = (process.memoryUsage().heapUsed - before) / copies
  if (kept.some(({ analysis }) => !analysis)) throw new Error('Expected an analysis.')
  return bytes
}

/** What is reachable only weakly takes several rounds to go. */
function settle() {
  for (let round = 0; round < 4; round++) collect()
}
