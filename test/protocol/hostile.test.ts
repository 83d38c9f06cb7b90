/** Requests that make no sense, handlers that fail, clients that vanish: the server answers with nothing and goes on. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { describe, test } from 'node:test'
import { CancellationTokenSource, InlayHintRequest, LSPErrorCodes } from 'vscode-languageserver-protocol'
import { type Client, type OpenText, startClient, withClient } from './client.ts'

const program = 'import keras\ny = keras.layers.Dense(10)(keras.Input((4,)))\n'

/** 4·10 + 10. */
const label = '(None, 10) · 50'

const stillServes = async (client: Client): Promise<void> => {
  const opened = await client.open('after.py', 'python', program)
  assert.equal((await opened.labels()).at(-1), label)
}

describe('a request', () => {
  const about = (uri: string) => ({ textDocument: { uri } })
  const everywhere = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } }
  const start = { line: 0, character: 0 }

  test(
    'about a document that is not open, or not open any more, is answered with nothing',
    withClient(async ({ client }) => {
      const opened = await client.open('a.py', 'python', program)
      await opened.close()
      for (const uri of [opened.uri, 'file:///never/opened.py', 'no uri', ''])
        assert.deepEqual(await answersAbout(uri), [[], null, [], [], { kind: 'full', items: [] }])

      async function answersAbout(uri: string): Promise<readonly unknown[]> {
        const { connection } = client
        return [
          await connection.sendRequest('textDocument/inlayHint', { ...about(uri), range: everywhere }),
          await connection.sendRequest('textDocument/hover', { ...about(uri), position: start }),
          await connection.sendRequest('textDocument/documentSymbol', about(uri)),
          await connection.sendRequest('textDocument/codeAction', {
            ...about(uri),
            range: everywhere,
            context: { diagnostics: [] },
          }),
          await connection.sendRequest('textDocument/diagnostic', about(uri)),
        ]
      }
    }),
  )

  test(
    'for places outside the text is answered by what is nearest, or with nothing',
    withClient(async ({ client }) => {
      const opened = await client.open('a.py', 'python', program)
      const far = { line: 1e9, character: 1e9 }
      const before = { line: -5, character: -5 }
      assert.equal((await opened.labels({ start: before, end: far })).at(-1), label)
      assert.deepEqual(await opened.labels({ start: far, end: far }), [])
      for (const position of [far, before])
        assert.equal(
          await client.connection.sendRequest('textDocument/hover', { ...about(opened.uri), position }),
          null,
        )
    }),
  )

  const senseless: readonly (readonly [method: string, params: unknown])[] = [
    ['textDocument/inlayHint', {}],
    ['textDocument/inlayHint', { textDocument: null, range: 3 }],
    ['textDocument/hover', { textDocument: { uri: 7 }, position: 'there' }],
    ['textDocument/diagnostic', { textDocument: [] }],
    ['textDocument/codeAction', { textDocument: { uri: 'file:///workspace/a.py' } }],
    ['textDocument/documentSymbol', []],
    ['inlayHint/resolve', { data: { uri: 1, version: 'x', offset: null } }],
    ['inlayHint/resolve', { data: 'data' }],
    ['shapeline/unheardOf', {}],
  ]
  for (const [method, params] of senseless)
    test(
      `${method} with ${JSON.stringify(params)} does no harm`,
      withClient(async ({ client }) => {
        await client.open('a.py', 'python', program)
        await client.connection.sendRequest(method, params).catch(error => assert.equal(typeof error.code, 'number'))
        await stillServes(client)
      }),
    )

  test(
    'that fails is logged without any of the code',
    withClient(async ({ client }) => {
      const opened = await client.open('secret.py', 'python', `secret_name = 1\n${program}`)
      const answer = await client.connection.sendRequest('textDocument/hover', { ...about(opened.uri), position: null })
      assert.equal(answer, null)
      await client.until(() => client.errors.length > 0)
      assert.match(client.errors.join('\n'), /^Hover failed: TypeError/)
      assert.doesNotMatch(client.errors.join('\n'), /secret/)
      await stillServes(client)
    }),
  )

  test(
    'that was canceled is not answered, and the next one is',
    withClient(async ({ client }) => {
      const opened = await client.open('a.py', 'python', program)
      const source = new CancellationTokenSource()
      const params = { ...about(opened.uri), range: everywhere }
      const answer = client.connection.sendRequest(InlayHintRequest.type, params, source.token)
      source.cancel()
      await assert.rejects(answer, { code: LSPErrorCodes.RequestCancelled })
      assert.equal((await opened.labels()).at(-1), label)
    }),
  )
})

describe('a notification', () => {
  const changes: readonly (readonly [what: string, change: (opened: OpenText) => unknown])[] = [
    ['without a version', ({ uri }) => ({ textDocument: { uri }, contentChanges: [{ text: 'x' }] })],
    ['without changes', ({ uri }) => ({ textDocument: { uri, version: 2 } })],
    [
      'of a document that is not open',
      () => ({ textDocument: { uri: 'file:///b.py', version: 2 }, contentChanges: [] }),
    ],
    ['of nothing', () => null],
  ]
  for (const [what, change] of changes)
    test(
      `of a change ${what} does no harm`,
      withClient(async ({ client }) => {
        const opened = await client.open('a.py', 'python', program)
        await client.connection.sendNotification('textDocument/didChange', change(opened))
        assert.equal((await opened.labels()).at(-1), label)
        await stillServes(client)
      }),
    )

  test(
    'of a change outside the text changes its end',
    withClient(async ({ client }) => {
      const opened = await client.open('a.py', 'python', program.trimEnd())
      const far = { line: 1e6, character: 1e6 }
      await opened.change([{ range: { start: far, end: far }, text: '\nz = keras.layers.Dense(3)(y)' }])
      // 10·3 + 3.
      assert.equal((await opened.labels()).at(-1), '(None, 3) · 33')
    }),
  )
})

describe('bytes', () => {
  const framed = (body: string) => `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
  const garbage = [
    framed('{"jsonrpc": "2.0", "method": '),
    framed('[]'),
    framed('null'),
    framed('{"jsonrpc": "2.0", "method": "$/cancelRequest"}'),
    framed('{"jsonrpc": "2.0", "id": 99, "result": {}}'),
  ]
  for (const bytes of garbage)
    test(
      `that are no request do no harm: ${bytes.split('\r\n').at(-1)}`,
      withClient(async ({ client }) => {
        client.server.stdin?.write(bytes)
        await stillServes(client)
      }),
    )
})

describe('a client that vanishes', () => {
  test('ends the server', async () => {
    const { client } = await startClient()
    await client.open('a.py', 'python', program)
    const exited = once(client.server, 'exit')
    client.server.stdin?.destroy()
    client.server.stdout?.destroy()
    assert.deepEqual(await exited, [1, null])
    client.connection.dispose()
  })
})

describe('a large text', () => {
  test(
    'is answered while it is edited',
    withClient(async ({ client }) => {
      const units = (i: number) => (i % 50) + 1
      const lines = Array.from({ length: 5_000 }, (_, i) => `model.add(keras.layers.Dense(${units(i)}))`)
      const head = ['import keras', 'model = keras.Sequential()', 'model.add(keras.Input((4,)))']
      const opened = await client.open('large.py', 'python', [...head, ...lines].join('\n'))
      const hintOf = (i: number, inputs = units(i - 1)) =>
        `(None, ${units(i)}) · ${((inputs + 1) * units(i)).toLocaleString('en-US')}`
      const linesFrom = (i: number, to = i) => ({
        start: { line: head.length + i, character: 0 },
        end: { line: head.length + to, character: 0 },
      })
      const middle = [2000, 2001, 2002, 2003].map(i => hintOf(i))
      assert.deepEqual(await opened.labels(linesFrom(2000, 2003)), middle)
      assert.deepEqual(await opened.labels(linesFrom(0)), [hintOf(0, 4)])
      await opened.replace('Input((4,))', 'Input((5,))')
      assert.deepEqual(await opened.labels(linesFrom(2000, 2003)), middle)
      assert.deepEqual(await opened.labels(linesFrom(0)), [hintOf(0, 5)])
    }),
  )
})
