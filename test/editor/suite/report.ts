// How a suite tells its runner what happened: tagged lines on the console, the only way out of both extension hosts.
// scripts/vscode-host/suite-output.mjs is the reading side.

/** Tags each line that a mocha reporter prints, so that it can be told from VS Code's own log. */
export function tagOutput(base: { consoleLog(...words: readonly unknown[]): void }): void {
  base.consoleLog = (format: unknown = '', ...words: readonly unknown[]) => {
    const rest = [...words]
    const text = String(format).replace(/%[sd]/g, () => String(rest.shift()))
    for (const line of [text, ...rest].join(' ').split('\n')) console.log(`[test] ${line}`)
  }
}

/** Runs all tests, prints their counts, and rejects if one failed, which is what VS Code's exit code follows. */
export async function runAndReport(mocha: { run(ended: (failures: number) => void): Mocha.Runner }): Promise<void> {
  let runner: Mocha.Runner | undefined
  const failures = await new Promise<number>(resolve => {
    runner = mocha.run(resolve)
  })
  const { passes = 0, pending = 0 } = runner?.stats ?? {}
  console.log(`[test-result] ${JSON.stringify({ passed: passes, failed: failures, skipped: pending })}`)
  if (failures > 0) throw new Error(`${failures} of the suite's tests failed.`)
}
