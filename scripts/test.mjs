// `npm test [-- stage…]`: runs the stages in order, each of which prints its result; the last line sums them up.
import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { runEditorSuite } from './editor-tests.mjs'
import { runNodeTests } from './node-tests.mjs'
import { succeeds } from './run.mjs'

/** @typedef {import('./node-tests.mjs').Counts} Counts */

const root = path.resolve(import.meta.dirname, '..')
const out = path.join(root, 'out/editor')
process.chdir(root)
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1))

/** @type {Record<string, () => Promise<Counts>>} */
const stages = {
  types: () => check('tsc', '-b'),
  lint: () => check('biome', 'check', '.'),
  build: () => check('node', 'esbuild.mjs'),
  unit: () => runNodeTests(filesUnder('test', '.test.ts').filter(isUnitTest).map(bundleOf)),
  grammar: () => testGrammar(filesUnder('test/grammar', '.net')),
  'node-host': () => runEditorSuite('node', { extension: root, out: path.join(out, 'node-host') }),
  'web-host': () => runEditorSuite('newest', { extension: root, out: path.join(out, 'web-host') }),
  'web-host-oldest': () => runEditorSuite('oldest', { extension: root, out: path.join(out, 'web-host-oldest') }),
  package: () => check('npm', 'run', '--silent', 'package'),
  drawn: () => runNodeTests(['test/editor/drawn.mjs']),
}

/**
 * The files below a folder of the project that end as given; none when there is no such folder.
 * @param {string} folder
 * @param {string} ending
 */
function filesUnder(folder, ending) {
  if (!existsSync(folder)) return []
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return files.filter(file => file.endsWith(ending)).map(file => path.join(folder, file))
}

/** @param {string} file */
const isUnitTest = file => !file.startsWith(path.join('test', 'editor'))

/** Where esbuild.mjs puts a test file. @param {string} file */
const bundleOf = file => path.join('out', file.replace(/\.ts$/, '.mjs'))

/**
 * A check that is no test: it counts as one failure when it fails, and as nothing when it does not.
 * @param {string} command
 * @param {readonly string[]} args
 * @returns {Promise<Counts>}
 */
async function check(command, ...args) {
  return { passed: 0, failed: (await succeeds(command, args)) ? 0 : 1, skipped: 0 }
}

/**
 * Each annotated file is one test of the grammar.
 * @param {readonly string[]} files
 * @returns {Promise<Counts>}
 */
async function testGrammar(files) {
  let passed = 0
  for (const file of files) passed += (await succeeds('vscode-tmgrammar-test', [file])) ? 1 : 0
  return { passed, failed: files.length - passed, skipped: 0 }
}

/**
 * Runs one stage and prints its result; a stage that throws is one failure.
 * @param {string} name
 * @returns {Promise<Counts>}
 */
async function runStage(name) {
  const started = performance.now()
  const counts = await (stages[name] ?? unknownStage)().catch(error => {
    console.error(error)
    return { passed: 0, failed: 1, skipped: 0 }
  })
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  const isTest = counts.passed + counts.failed + counts.skipped > 0
  console.log(`${name}: ${isTest ? line(counts) : 'ok'} (${seconds} s)`)
  return counts
}

/** @returns {Promise<Counts>} */
async function unknownStage() {
  throw new Error(`Expected stages out of ${Object.keys(stages).join(', ')}.`)
}

/** @param {Counts} counts */
function line({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}

const total = { passed: 0, failed: 0, skipped: 0 }
for (const name of process.argv.length > 2 ? process.argv.slice(2) : Object.keys(stages)) {
  const counts = await runStage(name)
  total.passed += counts.passed
  total.failed += counts.failed
  total.skipped += counts.skipped
}
console.log(line(total))
process.exit(total.failed > 0 ? 1 : 0)
