// Measures the built server as an editor has it: a process of its own, spoken to over stdio by a client library.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver-protocol/node'
import { median } from './measure.mjs'

/** @typedef {import('./models.mjs').Sample} Sample */

const server = path.resolve(import.meta.dirname, '../../dist/server/node.cjs')
const uri = 'file:///sample.py'

/** @typedef {Awaited<ReturnType<typeof start>>} Running */

async function start() {
  const child = spawn(process.execPath, [server, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] })
  const reader = new StreamMessageReader(child.stdout)
  const connection = createProtocolConnection(reader, new StreamMessageWriter(child.stdin))
  connection.listen()
  const capabilities = { textDocument: { diagnostic: {} } }
  await connection.sendRequest('initialize', { processId: process.pid, rootUri: null, capabilities })
  await connection.sendNotification('initialized', {})
  return { child, connection }
}

/** @param {Running} running */
async function stop({ child, connection }) {
  const exited = once(child, 'exit')
  await connection.sendRequest('shutdown')
  await connection.sendNotification('exit')
  await exited
  connection.dispose()
}

/**
 * @param {Running} running
 * @param {string} text
 */
const open = ({ connection }, text) =>
  connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'python', version: 1, text },
  })

/**
 * The hints of some lines, and all diagnostics.
 * @param {Running} running
 * @param {number} from
 * @param {number} to
 */
async function ask({ connection }, from, to) {
  const textDocument = { uri }
  const range = { start: { line: from, character: 0 }, end: { line: to, character: 0 } }
  const hints = connection.sendRequest('textDocument/inlayHint', { textDocument, range })
  await connection.sendRequest('textDocument/diagnostic', { textDocument })
  const found = /** @type {unknown[]} */ (await hints)
  if (found.length === 0) throw new Error('Expected hints.')
}

/**
 * Medians in milliseconds: of a Node process that does nothing, and from starting the server to the first hints and
 * diagnostics of a text.
 * @param {Sample} sample
 * @param {number} rounds
 */
export async function measureColdStart({ text }, rounds) {
  const bare = []
  const cold = []
  for (let round = 0; round < rounds; round++) {
    const started = performance.now()
    await once(spawn(process.execPath, ['-e', '0']), 'exit')
    bare.push(performance.now() - started)
    const again = performance.now()
    const running = await start()
    await open(running, text)
    await ask(running, 0, 100)
    cold.push(performance.now() - again)
    await stop(running)
  }
  return { bare: median(bare), cold: median(cold) }
}

/**
 * The median in milliseconds from sending an edit to having the hints of the visible lines and all diagnostics, and the
 * memory of the server's process after that in bytes, where the system tells it.
 * @param {Sample} sample
 * @param {{ readonly warmUp: number, readonly rounds: number }} runs
 */
export async function measureServer({ text, edits }, { warmUp, rounds }) {
  const running = await start()
  await open(running, text)
  const found = []
  for (let round = 0; round < warmUp + rounds; round++) {
    const at = edits[(round * 7919) % edits.length] ?? 0
    const before = text.slice(0, at).split('\n')
    const [line, character] = [before.length - 1, before.at(-1)?.length ?? 0]
    const range = { start: { line, character }, end: { line, character: character + 1 } }
    const contentChanges = [{ range, text: String(1 + (round % 9)) }]
    const started = performance.now()
    await running.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: round + 2 },
      contentChanges,
    })
    await ask(running, Math.max(line - 50, 0), line + 50)
    if (round >= warmUp) found.push(performance.now() - started)
  }
  const memory = spawnSync('ps', ['-o', 'rss=', '-p', String(running.child.pid)], { encoding: 'utf8' }).stdout
  await stop(running)
  return { edit: median(found), memory: 1024 * Number.parseInt(memory ?? '', 10) }
}
