// `npm test [-- stage…]`: runs the stages in order, each of which prints its result; the last line sums them up.
import { spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { runNodeTests } from './node-tests.mjs'

/** @typedef {import('./node-tests.mjs').Counts} Counts */

const root = path.resolve(import.meta.dirname, '..')
const bin = path.join(root, 'node_modules/.bin')

/** @type {Record<string, () => Promise<Counts>>} */
const stages = {
  types: () => check(path.join(bin, 'tsc'), ['-b']),
  lint: () => check(path.join(bin, 'biome'), ['check', '.']),
  build: () => check(process.execPath, ['esbuild.mjs']),
  unit: () => runNodeTests(bundledTests(), root),
}

/** The bundle of each test file that there is now; files left in out/test by an earlier build are not run. */
function bundledTests() {
  return readdirSync(path.join(root, 'test'), { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.test.ts') && !file.startsWith('editor'))
    .map(file => path.join(root, 'out/test', file.replace(/\.ts$/, '.mjs')))
    .sort()
}

/**
 * A check that is no test: it counts as one failure when it fails, and as nothing when it does not.
 * @param {string} command
 * @param {readonly string[]} args
 * @returns {Promise<Counts>}
 */
function check(command, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit' })
    child.once('error', reject)
    child.once('exit', code => resolve({ passed: 0, failed: code === 0 ? 0 : 1, skipped: 0 }))
  })
}

/**
 * Runs one stage; a stage that throws is one failure.
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
  console.log(
    `${name}: ${counts.passed + counts.skipped > 0 ? line(counts) : counts.failed > 0 ? 'failed' : 'ok'} (${seconds} s)`,
  )
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

const names = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(stages)
const total = { passed: 0, failed: 0, skipped: 0 }
for (const name of names) {
  const counts = await runStage(name)
  total.passed += counts.passed
  total.failed += counts.failed
  total.skipped += counts.skipped
}
console.log(line(total))
process.exit(total.failed > 0 ? 1 : 0)
