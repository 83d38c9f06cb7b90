// Reads what a mocha suite prints from inside an extension host; test/editor/suite/report.ts is the writing side.

/** @typedef {{ readonly passed: number, readonly failed: number, readonly skipped: number }} Counts */

/**
 * Passes the suite's own lines on, keeps its result, and lets go of whatever else VS Code prints.
 * @returns {{ readonly read: (line: string) => void, readonly counts: () => Counts | undefined }}
 */
export function suiteOutput() {
  /** @type {Counts | undefined} */
  let counts
  const read = (/** @type {string} */ line) => {
    const [, kind, text = ''] = /^\[(test|test-result)\] (.*)$/s.exec(line) ?? []
    if (kind === 'test' && text.trim() !== '') console.log(text)
    if (kind === 'test-result') counts = JSON.parse(text)
  }
  return { read, counts: () => counts }
}
