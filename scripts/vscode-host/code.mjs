#!/usr/bin/env node
// Stands where VS Code's executable would for @vscode/test-electron: VSCODE_PATH=scripts/vscode-host/code.mjs.
// It takes the arguments that VS Code is given and runs the suite in the Node extension host of ./workbench.
import path from 'node:path'
import { runInNodeHost } from './node-host.mjs'

const words = process.argv.slice(2)
const option = (/** @type {string} */ name) => words.find(word => word.startsWith(`--${name}=`))?.slice(name.length + 3)
const workspace = words.find(word => path.isAbsolute(word))
const extension = option('extensionDevelopmentPath')
const tests = option('extensionTestsPath')
if (!extension || !tests || !workspace)
  throw new Error(`Expected an extension, tests and a workspace; got ${words.join(' ')}.`)

const counts = await runInNodeHost({ extension, tests, workspace, out: path.join(extension, 'out/editor/electron') })
process.exit(counts.failed > 0 ? 1 : 0)
