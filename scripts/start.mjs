// `npm start`: builds, prints the summaries of LeNet-5, packs the extension and says how to open it.
// `npm start -- --open` opens it in the browser.
import { existsSync } from 'node:fs'
import path from 'node:path'
import { succeeds } from './run.mjs'
import { install } from './vscode-host/install.mjs'
import { startServer } from './vscode-host/server.mjs'

process.chdir(path.resolve(import.meta.dirname, '..'))

const vsix = 'shapeline.vsix'
const steps = /** @type {const} */ ([
  ['node', 'esbuild.mjs', 'cli'],
  ['node', 'dist/cli/shapeline.cjs', 'examples/lenet5.py', 'examples/lenet5.net'],
  ['npm', 'run', '--silent', 'package'],
])

for (const [command, ...args] of steps) if (!(await succeeds(command, args))) process.exit(1)
if (process.argv.includes('--open')) await openInBrowser()
else sayHowToOpen()

function sayHowToOpen() {
  if (onPath('code')) console.log(`In VS Code: code --install-extension ${vsix} && code examples examples/lenet5.py`)
  else
    console.log(`In VS Code (no \`code\` on the PATH): "Extensions: Install from VSIX…", ${vsix}; then open examples/.`)
  console.log('In the browser, on 127.0.0.1: npm start -- --open')
}

/** Serves a copy of examples/ until Ctrl+C. */
async function openInBrowser() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    console.error('The VS Code that is served to the browser is for linux-x64 only.')
    sayHowToOpen()
    process.exit(1)
  }
  install('workbench')
  const server = await startServer({ workspace: 'examples', vsix })
  const url = server.url([['openFile', server.remote(path.join(server.workspace, 'lenet5.py'))]])
  console.log(`VS Code with the extension and a copy of examples/, until Ctrl+C:\n${url}`)
  const hasScreen = process.env.DISPLAY || process.env.WAYLAND_DISPLAY
  if (hasScreen && onPath('xdg-open')) await succeeds('xdg-open', [url])
  await new Promise(resolve => {
    process.once('SIGINT', resolve)
    process.once('SIGTERM', resolve)
  })
  await server.dispose()
}

/** @param {string} program */
function onPath(program) {
  const names = process.platform === 'win32' ? [`${program}.cmd`, `${program}.exe`] : [program]
  const folders = (process.env.PATH ?? '').split(path.delimiter)
  return folders.some(folder => names.some(name => existsSync(path.join(folder, name))))
}
