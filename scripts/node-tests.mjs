// Runs bundled test files by node:test and counts them; prints only what fails.
import { availableParallelism } from 'node:os'
import path from 'node:path'
import { run } from 'node:test'

/** @typedef {{ readonly passed: number, readonly failed: number, readonly skipped: number }} Counts */

/**
 * Each file runs in a process of its own, with the current folder as its working folder.
 * @param {readonly string[]} files
 * @param {string} root
 * @returns {Promise<Counts>}
 */
export async function runNodeTests(files, root) {
  const counts = { passed: 0, failed: 0, skipped: 0 }
  if (files.length === 0) return counts
  const events = run({ files: [...files], concurrency: availableParallelism(), timeout: 300_000 })
  for await (const { type, data } of events) {
    if (type === 'test:stderr') process.stderr.write(data.message)
    if (type === 'test:pass' && data.details.type !== 'suite') {
      if (data.skip !== undefined || data.todo !== undefined) counts.skipped += 1
      else if (data.name === data.file) counts.failed += report(data, root, 'holds no test')
      else counts.passed += 1
    }
    if (type === 'test:fail' && data.details.error.failureType !== 'subtestsFailed')
      counts.failed += report(data, root, data.details.error.cause ?? data.details.error)
  }
  return counts
}

/**
 * Prints one failure; answers 1, the number of failures it is.
 * @param {{ readonly name: string, readonly file?: string | undefined }} test
 * @param {string} root
 * @param {unknown} cause
 */
function report(test, root, cause) {
  console.error(`FAILED ${path.relative(root, test.file ?? '')}: ${test.name}`)
  console.error(cause, '\n')
  return 1
}
