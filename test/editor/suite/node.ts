// The suite's entry in a Node extension host, by scripts/vscode-host or by @vscode/test-electron.
import Mocha from 'mocha'
import { runAndReport, tagOutput } from './report.ts'

/** Its globals exist before the test files, which the bundle evaluates after this one, are read. */
export const mocha = new Mocha({ ui: 'tdd', reporter: 'spec', color: false, timeout: 30_000 })
tagOutput(Mocha.reporters.Base)
mocha.suite.emit('pre-require', globalThis, '', mocha)

export const run = (): Promise<void> => runAndReport(mocha)
