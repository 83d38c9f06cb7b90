/** What the server does for someone who writes `.net`, request by request. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import {
  CodeActionRequest,
  CompletionRequest,
  DefinitionRequest,
  DocumentFormattingRequest,
  DocumentHighlightRequest,
  DocumentLinkRequest,
  DocumentOnTypeFormattingRequest,
  DocumentRangeFormattingRequest,
  FoldingRangeRequest,
  PrepareRenameRequest,
  ReferencesRequest,
  RenameRequest,
  SelectionRangeRequest,
  SemanticTokensRangeRequest,
  SemanticTokensRequest,
  SignatureHelpRequest,
} from 'vscode-languageserver-protocol'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { type Client, type OpenText, withClient } from './client.ts'

const text = `# Two layers.
block unit filters
  conv filters 3x3 same
  relu

model A
  start = input 8x8x4
  unit 4
  add start
`

const withText = (run: (opened: OpenText, client: Client) => Promise<void>) =>
  withClient(async ({ client }) => run(await client.open('a.net', 'net', text), client))

const document = (opened: OpenText) => ({ textDocument: { uri: opened.uri } })

describe('the server says that it can', () => {
  test(
    'do what languages do for those who write in them',
    withClient(async ({ result: { capabilities } }) => {
      assert.deepEqual(capabilities.renameProvider, { prepareProvider: true })
      assert.ok(capabilities.completionProvider?.triggerCharacters?.includes('='))
      assert.deepEqual(capabilities.documentOnTypeFormattingProvider, {
        firstTriggerCharacter: '\n',
        moreTriggerCharacter: [],
      })
      assert.ok(capabilities.semanticTokensProvider?.legend.tokenTypes.includes('class'))
    }),
  )
})

describe('names', () => {
  const at = (uri: string, line: number, from: number, to: number) => ({
    uri,
    range: { start: { line, character: from }, end: { line, character: to } },
  })

  test(
    'have definitions, references and highlights',
    withText(async opened => {
      const { uri } = opened
      assert.deepEqual(await opened.ask(DefinitionRequest.type, 'un|it 4', {}), [at(uri, 1, 6, 10)])
      const more = { context: { includeDeclaration: false } }
      assert.deepEqual(await opened.ask(ReferencesRequest.type, 'add st|art', more), [at(uri, 8, 6, 11)])
      const shown = await opened.ask(DocumentHighlightRequest.type, 'add st|art', {})
      assert.deepEqual(
        shown?.map(({ kind, range }) => [kind, range.start.line]),
        [
          [3, 6],
          [2, 8],
        ],
      )
    }),
  )

  test(
    'are renamed, or it is said why not',
    withText(async opened => {
      assert.deepEqual(await opened.ask(PrepareRenameRequest.type, 'un|it 4', {}), at(opened.uri, 7, 2, 6).range)
      const edit = await opened.ask(RenameRequest.type, 'un|it 4', { newName: 'part' })
      const after = TextDocument.applyEdits(opened.text, edit?.changes?.[opened.uri] ?? [])
      assert.equal(after, text.replaceAll('unit', 'part'))
      await assert.rejects(opened.ask(PrepareRenameRequest.type, 'co|nv', {}), /'conv' is no name/)
      await assert.rejects(opened.ask(RenameRequest.type, 'un|it 4', { newName: 'conv' }), /is a layer/)
    }),
  )

  test('stand in files that are not open', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'shapeline ü '))
    const uri = (name: string) => pathToFileURL(path.join(folder, name)).href
    writeFileSync(path.join(folder, 'blocks.net'), text)
    try {
      await withClient(async ({ client }) => {
        const opened = await client.openUri(
          uri('main.net'),
          'net',
          'use "blocks.net"\nmodel B\n  input 8x8x4\n  unit 4\n',
        )
        assert.deepEqual(await opened.ask(DefinitionRequest.type, 'un|it 4', {}), [at(uri('blocks.net'), 1, 6, 10)])
        const edit = await opened.ask(RenameRequest.type, 'un|it 4', { newName: 'part' })
        assert.deepEqual(Object.keys(edit?.changes ?? {}).toSorted(), [uri('blocks.net'), uri('main.net')])
        const links = await client.connection.sendRequest(DocumentLinkRequest.type, document(opened))
        assert.deepEqual(
          links?.map(({ target }) => target),
          [uri('blocks.net')],
        )
        const blocks = await client.openUri(uri('blocks.net'), 'net', text)
        const more = { context: { includeDeclaration: true } }
        assert.equal((await blocks.ask(ReferencesRequest.type, 'un|it filters', more))?.length, 3)
        const completions = await opened.ask(CompletionRequest.type, 'use "|', {})
        assert.ok(
          completions && 'items' in completions && completions.items.some(({ label }) => label === 'blocks.net'),
        )
      })()
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

describe('while one types', () => {
  test(
    'layers and arguments are offered, with what there is to read',
    withText(async opened => {
      await opened.replace('  add start\n', '  add start\n  fla\n')
      const found = await opened.ask(CompletionRequest.type, '  fla|', {})
      assert.ok(found && 'items' in found)
      const flatten = found.items.find(({ label }) => label === 'flatten')
      assert.deepEqual(flatten?.textEdit, { range: opened.rangeOf('fla'), newText: 'flatten' })
      assert.deepEqual(flatten?.labelDetails, { description: '(None, 256)' })
      assert.match(JSON.stringify(flatten?.documentation), /on one axis/)
    }),
  )

  test(
    'the signature is shown',
    withText(async opened => {
      const help = await opened.ask(SignatureHelpRequest.type, 'conv filters |3x3', {})
      const [signature] = help?.signatures ?? []
      assert.equal(help?.activeParameter, 1)
      assert.match(signature?.label ?? '', /^conv filters kernel_size/)
    }),
  )

  test(
    'a hover tells of words and layers',
    withText(async opened => {
      const value = async (part: string) => JSON.stringify((await opened.hover(part))?.contents)
      assert.match(await value('same'), /What happens at the edges/)
      assert.match(await value('conv'), /148.*---.*Slides/)
      assert.match(await value('unit 4'), /Two layers/)
    }),
  )
})

describe('the form of a text', () => {
  const ugly = 'model A\n    input   3\n    dense 8   relu\n'
  const edited = (opened: OpenText, edits: Parameters<typeof TextDocument.applyEdits>[1] | null) =>
    TextDocument.applyEdits(opened.text, edits ?? [])
  const options = { tabSize: 4, insertSpaces: true }

  test(
    'is put in order, whole or in part',
    withClient(async ({ client }) => {
      const opened = await client.open('a.net', 'net', ugly)
      const { connection } = client
      const whole = await connection.sendRequest(DocumentFormattingRequest.type, { ...document(opened), options })
      assert.equal(edited(opened, whole), 'model A\n  input 3\n  dense 8 relu\n')
      const range = opened.rangeOf('dense 8   relu')
      const part = await connection.sendRequest(DocumentRangeFormattingRequest.type, {
        ...document(opened),
        range,
        options,
      })
      assert.equal(edited(opened, part), 'model A\n    input   3\n    dense 8 relu\n')
      const typed = { ch: '\n', options }
      const line = await opened.ask(DocumentOnTypeFormattingRequest.type, 'input   3\n|', typed)
      assert.equal(edited(opened, line), 'model A\n    input 3\n    dense 8   relu\n')
    }),
  )

  test(
    'folds, has colours, and selections that grow',
    withText(async (opened, { connection }) => {
      const folds = await connection.sendRequest(FoldingRangeRequest.type, document(opened))
      assert.deepEqual(
        folds?.map(({ startLine, endLine }) => [startLine, endLine]),
        [
          [1, 3],
          [5, 8],
        ],
      )
      const tokens = await connection.sendRequest(SemanticTokensRequest.type, document(opened))
      assert.deepEqual(tokens?.data.slice(0, 10), [1, 6, 4, 2, 1, 0, 5, 7, 6, 1])
      const range = opened.rangeOf('add start')
      const some = await connection.sendRequest(SemanticTokensRangeRequest.type, { ...document(opened), range })
      assert.equal(some?.data.length, 10)
      const positions = [opened.rangeOf('start\n').start]
      const [selection] =
        (await connection.sendRequest(SelectionRangeRequest.type, { ...document(opened), positions })) ?? []
      assert.equal(opened.text.getText(selection?.range), 'start')
      assert.equal(opened.text.getText(selection?.parent?.range), 'add start')
    }),
  )

  test(
    'is changed by refactorings',
    withText(async (opened, { connection }) => {
      const range = opened.rangeOf('unit 4')
      const context = { diagnostics: [], only: ['refactor.extract'] }
      const actions = await connection.sendRequest(CodeActionRequest.type, { ...document(opened), range, context })
      assert.deepEqual(
        actions?.map(({ title }) => title),
        ['Extract the line as a block'],
      )
    }),
  )

  test(
    'has an outline of blocks and models',
    withText(async opened => {
      const symbols = await opened.symbols()
      assert.deepEqual(
        symbols.map(({ name, detail }) => [name, detail]),
        [
          ['unit', ''],
          ['A', 'Functional · 148 parameters'],
        ],
      )
    }),
  )
})

test(
  'documents of other languages get nothing of all this',
  withClient(async ({ client }) => {
    const opened = await client.open('a.py', 'python', 'import keras\nmodel = keras.Model\n')
    const { connection } = client
    assert.equal(await opened.ask(CompletionRequest.type, 'mod|el', {}), null)
    assert.deepEqual(await opened.ask(DefinitionRequest.type, 'mod|el', {}), [])
    assert.equal(await opened.ask(PrepareRenameRequest.type, 'mod|el', {}), null)
    assert.deepEqual(await connection.sendRequest(FoldingRangeRequest.type, document(opened)), [])
    assert.deepEqual(await connection.sendRequest(SemanticTokensRequest.type, document(opened)), { data: [] })
  }),
)
