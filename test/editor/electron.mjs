// Runs the editor suite in a desktop VS Code: `npm run test:electron [-- version]`, for example with 1.91.0.
// The VS Code is downloaded, or is the executable that VSCODE_PATH names; on Linux without a display, use xvfb-run.
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { runTests } from '@vscode/test-electron'

const root = path.resolve(import.meta.dirname, '../..')
const { VSCODE_PATH } = process.env
const workspace = await mkdtemp(path.join(tmpdir(), 'shapeline-'))
await cp(path.join(root, 'examples'), workspace, { recursive: true })
try {
  process.exitCode = await runTests({
    ...(VSCODE_PATH ? { vscodeExecutablePath: path.resolve(VSCODE_PATH) } : { version: process.argv[2] ?? 'stable' }),
    extensionDevelopmentPath: root,
    extensionTestsPath: path.join(root, 'out/editor/node/index.cjs'),
    launchArgs: [workspace],
  })
} catch (error) {
  console.error(error)
  process.exitCode = 1
} finally {
  await rm(workspace, { recursive: true, force: true })
}
