// Runs a bundled mocha suite inside the Node extension host of the real workbench.
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { launchBrowser, openPage } from './browser.mjs'
import { install } from './install.mjs'
import { startServer } from './server.mjs'
import { suiteOutput } from './suite-output.mjs'

/** @typedef {import('./suite-output.mjs').Counts} Counts */

/**
 * @typedef {object} SuiteOptions
 * @property {string} extension the folder of the extension under development
 * @property {string} tests the bundle that exports `run`
 * @property {string} workspace the folder that a copy of is opened
 * @property {string} out where a log and a picture of the window go when the suite gives no result
 * @property {number} [timeout] in milliseconds
 */

/**
 * The suite's counts; throws when it ends without a result.
 * @param {SuiteOptions} options
 * @returns {Promise<Counts>}
 */
export async function runInNodeHost({ extension, tests, workspace, out, timeout = 120_000 }) {
  install('workbench')
  const output = suiteOutput()
  /** @type {string[]} */
  const log = []
  const server = await startServer({ workspace, onLog: text => log.push(text.trimEnd()) })
  const browser = await launchBrowser()
  try {
    const page = await openPage(browser)
    page.on('console', message => log.push(message.text()))
    // VS Code calls these two once it has been given tests: the first for each line of its log and of the extension
    // host's console, the second when the tests have ended. A killed host also gives exit code 0, so that the counts decide.
    await page.exposeFunction('codeAutomationLog', (/** @type {string} */ _level, /** @type {unknown[]} */ words) => {
      log.push(words.join(' '))
      output.read(words.join(' '))
    })
    const ended = new Promise((resolve, reject) => {
      page.exposeFunction('codeAutomationExit', resolve).catch(reject)
      page.once('crash', () => reject(new Error('The page crashed.')))
      setTimeout(() => reject(new Error(`No result within ${timeout} ms.`)), timeout).unref()
    })
    const payload = /** @type {const} */ ([
      ['extensionDevelopmentPath', server.remote(extension)],
      ['extensionTestsPath', server.remote(tests)],
    ])
    await Promise.all([ended, page.goto(server.url(payload))]).catch(error => log.push(String(error)))
    return output.counts() ?? (await noResult(page, log, out))
  } finally {
    await browser.close()
    await server.dispose()
  }
}

/**
 * @param {import('playwright-core').Page} page
 * @param {readonly string[]} log
 * @param {string} out
 * @returns {Promise<never>}
 */
async function noResult(page, log, out) {
  await mkdir(out, { recursive: true })
  await page.screenshot({ path: path.join(out, 'window.png') }).catch(() => {})
  await writeFile(path.join(out, 'host.log'), log.join('\n'))
  throw new Error(
    `The suite gave no result; ${path.relative(process.cwd(), out)} has a log and a picture. ${log.at(-1)}`,
  )
}
