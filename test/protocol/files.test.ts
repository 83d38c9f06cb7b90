/** Files that programs import: from the disk, from the client, while they are open, and when they change. Counts by hand. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { FileChangeType, type InlayHint } from 'vscode-languageserver-protocol'
import { type Client, type ClientOptions, labelOf, withClient } from './client.ts'

const blocks = `from keras import layers

WIDTH = 8

def block(x, units):
    return layers.Dense(units)(x)
`

/** A Dense layer of 4 → 8: 40 parameters. */
const program = `import keras
from blocks import block, WIDTH
inputs = keras.Input((4,))
outputs = keras.layers.Dense(WIDTH)(block(inputs, 4))
`
const last = async (opened: { readonly labels: () => Promise<readonly string[]> }) => (await opened.labels()).at(-1)

const refreshes = ['workspace/diagnostic/refresh', 'workspace/inlayHint/refresh']

async function refreshed(client: Client): Promise<void> {
  await client.until(() => client.refreshed.length >= 2)
  assert.deepEqual(client.refreshed.splice(0).toSorted(), refreshes)
}

describe('files of the disk', () => {
  /** Runs with a folder of files, given as a URI with a slash at its end. */
  const withFolder =
    (
      files: Record<string, string>,
      run: (client: Client, folder: string, at: (file: string) => string) => Promise<void>,
    ) =>
    async () => {
      const folder = mkdtempSync(path.join(tmpdir(), 'shapeline ü '))
      for (const [file, text] of Object.entries(files)) writeFileSync(path.join(folder, file), text)
      try {
        await withClient(({ client }) =>
          run(client, `${pathToFileURL(folder).href}/`, file => path.join(folder, file)),
        )()
      } finally {
        rmSync(folder, { recursive: true })
      }
    }

  test(
    'are read, and read again when they change, come or go',
    withFolder({ 'blocks.py': blocks }, async (client, folder, at) => {
      const uri = `${folder}blocks.py`
      const opened = await client.openUri(`${folder}main.py`, 'python', program)
      assert.equal(await last(opened), '(None, 8) · 40')
      await client.until(() => client.registered.includes('workspace/didChangeWatchedFiles'))

      writeFileSync(at('blocks.py'), blocks.replace('WIDTH = 8', 'WIDTH = 16'))
      await client.sayChanged(uri, FileChangeType.Changed)
      await refreshed(client)
      assert.equal(await last(opened), '(None, 16) · 80')

      rmSync(at('blocks.py'))
      await client.sayChanged(uri, FileChangeType.Deleted)
      await refreshed(client)
      assert.notEqual(await last(opened), '(None, 16) · 80')

      writeFileSync(at('blocks.py'), blocks)
      await client.sayChanged(uri, FileChangeType.Created)
      await refreshed(client)
      assert.equal(await last(opened), '(None, 8) · 40')
    }),
  )

  test(
    'that nobody reads are no reason to ask again',
    withFolder({ 'blocks.py': blocks, 'other.py': 'WIDTH = 1\n' }, async (client, folder) => {
      const opened = await client.openUri(`${folder}main.py`, 'python', program)
      assert.equal(await last(opened), '(None, 8) · 40')
      await client.sayChanged(`${folder}other.py`, FileChangeType.Changed)
      await client.openUri(`${folder}other.py`, 'python', 'WIDTH = 2\n')
      await new Promise(resolve => setTimeout(resolve, 300))
      assert.deepEqual(client.refreshed, [])
    }),
  )

  test(
    'have an open text before the one on the disk',
    withFolder({ 'blocks.py': blocks }, async (client, folder) => {
      const main = await client.openUri(`${folder}main.py`, 'python', program)
      assert.equal(await last(main), '(None, 8) · 40')
      const module = await client.openUri(`${folder}blocks.py`, 'python', blocks)
      await module.replace('WIDTH = 8', 'WIDTH = 2')
      await refreshed(client)
      assert.equal(await last(main), '(None, 2) · 10')
      await module.close()
      await refreshed(client)
      assert.equal(await last(main), '(None, 8) · 40')
    }),
  )

  test(
    'are what hints, reasons and problems lead to',
    withFolder({ 'blocks.py': blocks.replace('WIDTH = 8', 'WIDTH = load()') }, async (client, folder) => {
      const text = `${program}y = keras.layers.Conv2D(8, 3)(block(inputs, 3))\nz = keras.layers.Dense(WIDTH)(inputs)\n`
      const opened = await client.openUri(`${folder}main.py`, 'python', text)
      const uri = `${folder}blocks.py`
      const at = (line: number, from: number, to: number) => ({
        start: { line, character: from },
        end: { line, character: to },
      })
      const call = at(5, 11, 33)
      const locations = ({ label }: InlayHint) =>
        typeof label === 'string' ? [] : label.flatMap(({ location }) => location ?? [])
      const hints = (await opened.hints()).filter(hint => labelOf(hint).startsWith('('))
      assert.ok(hints.flatMap(locations).every(location => location.uri.startsWith(folder)))
      const hover = JSON.stringify(await opened.hover('Dense(WIDTH)'))
      assert.ok(hover.includes(`([line 3 of blocks.py](<${uri}#L3,9>))`), hover)
      const [problem] = await opened.diagnostics()
      assert.equal(problem?.code, 'wrong-rank')
      assert.deepEqual(
        problem?.relatedInformation?.map(({ location }) => location),
        [{ uri, range: call }],
      )
    }),
  )
})

describe('files of other file systems', () => {
  const folder = 'memfs:/workspace/'
  const uri = `${folder}blocks.py`

  const withFiles = (
    files: Record<string, string>,
    run: (client: Client, files: Record<string, string>) => Promise<void>,
    options: ClientOptions = { workspace: folder.slice(0, -1) },
  ) => withClient(({ client }) => run(client, files), { ...options, files })

  test(
    'are asked of the client, once each',
    withFiles({ [uri]: blocks }, async client => {
      const opened = await client.openUri(`${folder}main.py`, 'python', program)
      assert.notEqual(await last(opened), '(None, 8) · 40')
      await refreshed(client)
      assert.equal(await last(opened), '(None, 8) · 40')
      await opened.replace('block(inputs, 4)', 'block(inputs, 5)')
      assert.equal(await last(opened), '(None, 8) · 48')
      assert.deepEqual(
        client.read.filter(each => each === uri),
        [uri],
      )
      assert.ok(
        client.read.every(each => each.startsWith(folder)),
        client.read.join('\n'),
      )
    }),
  )

  test(
    'are asked for again when they change, come or go',
    withFiles({}, async (client, files) => {
      const opened = await client.openUri(`${folder}main.py`, 'python', program)
      assert.notEqual(await last(opened), '(None, 8) · 40')
      files[uri] = blocks
      await client.sayChanged(uri, FileChangeType.Created)
      await refreshed(client)
      assert.equal(await last(opened), '(None, 8) · 40')
      files[uri] = blocks.replace('WIDTH = 8', 'WIDTH = 16')
      await client.sayChanged(uri, FileChangeType.Changed)
      await refreshed(client)
      assert.equal(await last(opened), '(None, 16) · 80')
      delete files[uri]
      await client.sayChanged(uri, FileChangeType.Deleted)
      await refreshed(client)
      assert.notEqual(await last(opened), '(None, 16) · 80')
    }),
  )

  test(
    'beside a document are asked for without a workspace too, those above it are not',
    withFiles(
      { [uri]: blocks },
      async client => {
        const opened = await client.openUri(`${folder}main.py`, 'python', program)
        const inner = await client.openUri('memfs:/elsewhere/scripts/main.py', 'python', program)
        await opened.labels()
        await inner.labels()
        await client.until(() => client.refreshed.length >= 2)
        assert.ok(client.read.includes(uri))
        assert.ok(
          client.read.every(each => /^memfs:\/(workspace|elsewhere\/scripts)\//.test(each)),
          client.read.join('\n'),
        )
      },
      {},
    ),
  )

  test(
    'are missing where the client does not know the request',
    withClient(async ({ client }) => {
      const opened = await client.openUri(`${folder}main.py`, 'python', program)
      assert.notEqual(await last(opened), '(None, 8) · 40')
      await opened.replace('Input((4,))', 'Input((5,))')
      assert.deepEqual(await opened.diagnostics(), [])
      assert.deepEqual(client.errors, [])
    }),
  )
})
