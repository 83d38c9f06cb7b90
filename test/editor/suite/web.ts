// The suite's entry in a web worker extension host.
import 'mocha/mocha.js'
import { runAndReport, tagOutput } from './report.ts'

tagOutput(Mocha.reporters.Base)
mocha.setup({ ui: 'tdd', reporter: 'spec', color: false, timeout: 30_000 })

export const run = (): Promise<void> => runAndReport(mocha)
