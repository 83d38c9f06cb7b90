// Runs the bundled editor suite in an extension host, or says why it cannot and counts its tests as skipped.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { whyNoEditor } from './vscode-host/browser.mjs'
import { runInNodeHost } from './vscode-host/node-host.mjs'
import { runInWebHost } from './vscode-host/web-host.mjs'

/**
 * @param {'node' | 'newest' | 'oldest'} host the Node extension host, or the web worker host of a VS Code of that age
 * @param {{ readonly extension: string, readonly out: string }} folders
 * @returns {Promise<import('./node-tests.mjs').Counts>}
 */
export async function runEditorSuite(host, { extension, out }) {
  const bundle = (/** @type {string} */ file) => path.join(extension, 'out/editor', file)
  const missing = whyNoEditor()
  if (missing) {
    console.log(`Skipped: ${missing}.`)
    return { passed: 0, failed: 0, skipped: countTests(bundle('node/index.cjs')) }
  }
  const options = { extension, out, workspace: path.join(extension, 'examples') }
  if (host === 'node') return runInNodeHost({ ...options, tests: bundle('node/index.cjs') })
  return runInWebHost({ ...options, tests: bundle('web/index.js'), build: host })
}

/**
 * How many tests the suite declares, which takes mocha but no editor.
 * @param {string} bundle
 * @returns {number}
 */
function countTests(bundle) {
  const require = createRequire(bundle)
  const module = { exports: /** @type {{ mocha?: { suite: { total(): number } } }} */ ({}) }
  const evaluate = new Function('require', 'module', 'exports', readFileSync(bundle, 'utf8'))
  evaluate((/** @type {string} */ name) => (name === 'vscode' ? {} : require(name)), module, module.exports)
  return module.exports.mocha?.suite.total() ?? 1
}
