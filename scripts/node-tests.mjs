// Runs test files by node:test and counts them; prints only what fails, and why tests were skipped.
import { availableParallelism } from 'node:os'
import path from 'node:path'
import { run } from 'node:test'

/** @typedef {{ readonly passed: number, readonly failed: number, readonly skipped: number }} Counts */

/**
 * Each file runs in a process of its own, in the current folder.
 * @param {readonly string[]} files
 * @returns {Promise<Counts>}
 */
export async function runNodeTests(files) {
  const counts = { passed: 0, failed: 0, skipped: 0 }
  if (files.length === 0) return counts
  const reasons = new Set()
  const events = run({ files: [...files], concurrency: availableParallelism(), timeout: 300_000 })
  for await (const { type, data } of events) {
    if (type === 'test:stderr') process.stderr.write(data.message)
    if (type === 'test:pass' && data.details.type !== 'suite') {
      if (data.skip !== undefined || data.todo !== undefined) counts.skipped += countSkipped(data.skip, reasons)
      else if (path.resolve(data.name) === data.file) counts.failed += report(data, 'holds no test')
      else counts.passed += 1
    }
    if (type === 'test:fail' && data.details.error.failureType !== 'subtestsFailed')
      counts.failed += report(data, data.details.error.cause ?? data.details.error)
  }
  return counts
}

/**
 * Prints each reason once; answers 1, the number of tests that it skipped.
 * @param {string | boolean | undefined} reason
 * @param {Set<unknown>} known
 */
function countSkipped(reason, known) {
  if (typeof reason === 'string' && !known.has(reason)) console.log(`Skipped: ${reason}.`)
  known.add(reason)
  return 1
}

/**
 * Prints one failure; answers 1, the number of failures it is.
 * @param {{ readonly name: string, readonly file?: string | undefined }} test
 * @param {unknown} cause
 */
function report(test, cause) {
  console.error(`FAILED ${path.relative('', test.file ?? '')}: ${test.name}`)
  console.error(cause, '\n')
  return 1
}
