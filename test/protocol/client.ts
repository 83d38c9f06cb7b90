/** A language client for tests: the built server as a child process, spoken to by the protocol library that editors use. */
import assert from 'node:assert/strict'
import { type ChildProcess, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import {
  type ClientCapabilities,
  CodeAction,
  CodeActionRequest,
  ConfigurationRequest,
  createProtocolConnection,
  type Diagnostic,
  DiagnosticRefreshRequest,
  DidChangeConfigurationNotification,
  DidChangeNotebookDocumentNotification,
  DidChangeTextDocumentNotification,
  DidChangeWatchedFilesNotification,
  DidCloseNotebookDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenNotebookDocumentNotification,
  DidOpenTextDocumentNotification,
  type DocumentDiagnosticReport,
  DocumentDiagnosticRequest,
  DocumentSymbol,
  DocumentSymbolRequest,
  ExitNotification,
  type FileChangeType,
  type Hover,
  HoverRequest,
  InitializedNotification,
  type InitializeParams,
  InitializeRequest,
  type InitializeResult,
  type InlayHint,
  InlayHintRefreshRequest,
  InlayHintRequest,
  InlayHintResolveRequest,
  IPCMessageReader,
  IPCMessageWriter,
  LogMessageNotification,
  MessageType,
  type NotebookCell,
  NotebookCellKind,
  type NotebookDocumentChangeEvent,
  type ProtocolConnection,
  type ProtocolRequestType,
  PublishDiagnosticsNotification,
  type PublishDiagnosticsParams,
  type Range,
  RegistrationRequest,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  type TextDocumentContentChangeEvent,
} from 'vscode-languageserver-protocol/node'
import { TextDocument } from 'vscode-languageserver-textdocument'

/** What VS Code says of itself, as far as this server asks. */
export const editorCapabilities: ClientCapabilities = {
  general: { positionEncodings: ['utf-16'] },
  workspace: {
    configuration: true,
    didChangeConfiguration: { dynamicRegistration: true },
    inlayHint: { refreshSupport: true },
    diagnostics: { refreshSupport: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
  },
  notebookDocument: { synchronization: { executionSummarySupport: true } },
  textDocument: {
    diagnostic: { relatedDocumentSupport: false },
    publishDiagnostics: { relatedInformation: true, codeDescriptionSupport: true },
    hover: { contentFormat: ['markdown', 'plaintext'] },
    inlayHint: { resolveSupport: { properties: ['tooltip'] } },
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix'] } }, isPreferredSupport: true },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
  },
}

export interface ClientOptions {
  readonly transport?: 'stdio' | 'ipc'
  readonly capabilities?: ClientCapabilities
  readonly initializationOptions?: unknown
  /** What the client answers to `workspace/configuration`: the value of the section `shapeline`. */
  readonly settings?: unknown
  /** What the client answers to `shapeline/readFile`; a client without this does not know the request. */
  readonly files?: Record<string, string>
  readonly workspace?: string
}

interface AtPlace {
  readonly textDocument: { readonly uri: string }
  readonly position: { readonly line: number; readonly character: number }
}

/** A document as the client has it, in which places are named by their text. */
export class OpenText {
  constructor(
    readonly client: Client,
    readonly text: TextDocument,
  ) {}

  get uri(): string {
    return this.text.uri
  }

  /** The range of the first place where some text stands. */
  rangeOf(part: string): Range {
    const from = this.text.getText().indexOf(part)
    assert.ok(from >= 0, `'${part}' does not stand in ${this.uri}`)
    return { start: this.text.positionAt(from), end: this.text.positionAt(from + part.length) }
  }

  get everything(): Range {
    return { start: { line: 0, character: 0 }, end: { line: this.text.lineCount, character: 0 } }
  }

  /** Replaces the first place where some text stands, as an editor does: by one incremental change. */
  async replace(part: string, by: string): Promise<void> {
    await this.change([{ range: this.rangeOf(part), text: by }])
  }

  async change(changes: TextDocumentContentChangeEvent[]): Promise<void> {
    const version = this.text.version + 1
    TextDocument.update(this.text, changes, version)
    const params = { textDocument: { uri: this.uri, version }, contentChanges: changes }
    await this.client.connection.sendNotification(DidChangeTextDocumentNotification.type, params)
  }

  async close(): Promise<void> {
    await this.client.connection.sendNotification(DidCloseTextDocumentNotification.type, {
      textDocument: { uri: this.uri },
    })
  }

  async hints(range: Range = this.everything): Promise<readonly InlayHint[]> {
    const params = { textDocument: { uri: this.uri }, range }
    return (await this.client.connection.sendRequest(InlayHintRequest.type, params)) ?? []
  }

  /** The text of each hint, in the order of the document. */
  async labels(range?: Range): Promise<readonly string[]> {
    const hints = await this.hints(range)
    return hints.toSorted((a, b) => this.text.offsetAt(a.position) - this.text.offsetAt(b.position)).map(labelOf)
  }

  async hover(part: string): Promise<Hover | null> {
    const params = { textDocument: { uri: this.uri }, position: this.rangeOf(part).start }
    return await this.client.connection.sendRequest(HoverRequest.type, params)
  }

  async pull(previousResultId?: string): Promise<DocumentDiagnosticReport> {
    const previous = previousResultId === undefined ? {} : { previousResultId }
    const params = { textDocument: { uri: this.uri }, ...previous }
    return await this.client.connection.sendRequest(DocumentDiagnosticRequest.type, params)
  }

  async diagnostics(): Promise<readonly Diagnostic[]> {
    const report = await this.pull()
    assert.equal(report.kind, 'full')
    return report.items
  }

  async symbols(): Promise<readonly DocumentSymbol[]> {
    const params = { textDocument: { uri: this.uri } }
    const found = (await this.client.connection.sendRequest(DocumentSymbolRequest.type, params)) ?? []
    return found.filter(each => DocumentSymbol.is(each))
  }

  /** What the server answers to a request about the first place where some text stands; `|` in it is the cursor. */
  async ask<P extends AtPlace, R, Part, E, Options>(
    type: ProtocolRequestType<P, R, Part, E, Options>,
    part: string,
    more: Omit<P, keyof AtPlace>,
  ): Promise<R> {
    const [before = ''] = part.split('|')
    const from = this.text.offsetAt(this.rangeOf(part.replace('|', '')).start)
    const position = this.text.positionAt(from + before.length)
    const params = { textDocument: { uri: this.uri }, position, ...more }
    return await this.client.connection.sendRequest<R>(type.method, params)
  }

  async actions(diagnostic: Diagnostic): Promise<readonly CodeAction[]> {
    const { range } = diagnostic
    const params = { textDocument: { uri: this.uri }, range, context: { diagnostics: [diagnostic] } }
    const found = (await this.client.connection.sendRequest(CodeActionRequest.type, params)) ?? []
    return found.filter(each => CodeAction.is(each))
  }
}

/** A cell of a notebook. */
export class OpenCell extends OpenText {
  constructor(
    client: Client,
    text: TextDocument,
    readonly notebook: OpenNotebook,
  ) {
    super(client, text)
  }

  override async change(changes: TextDocumentContentChangeEvent[]): Promise<void> {
    const document = { uri: this.uri, version: this.text.version + 1 }
    TextDocument.update(this.text, changes, document.version)
    await this.notebook.change({ cells: { textContent: [{ document, changes }] } })
  }
}

/** A notebook as the client has it. */
export class OpenNotebook {
  readonly cells: OpenCell[] = []
  private version = 1
  private made = 0

  constructor(
    private readonly client: Client,
    readonly uri: string,
  ) {}

  /** A cell that stands nowhere yet. */
  make(languageId: string, text: string): OpenCell {
    this.made += 1
    const uri = `${this.uri.replace(/^file:/, 'vscode-notebook-cell:')}#W${this.made}`
    return new OpenCell(this.client, TextDocument.create(uri, languageId, 1, text), this)
  }

  async change(change: NotebookDocumentChangeEvent): Promise<void> {
    this.version += 1
    const notebookDocument = { uri: this.uri, version: this.version }
    await this.client.connection.sendNotification(DidChangeNotebookDocumentNotification.type, {
      notebookDocument,
      change,
    })
  }

  /** Puts cells in the place of `deleteCount` others. */
  async splice(start: number, deleteCount: number, ...cells: readonly OpenCell[]): Promise<void> {
    const removed = this.cells.splice(start, deleteCount, ...cells)
    const array = { start, deleteCount, cells: cells.map(notebookCell) }
    const didOpen = cells.map(textItem)
    await this.change({ cells: { structure: { array, didOpen, didClose: removed.map(({ uri }) => ({ uri })) } } })
  }

  async close(): Promise<void> {
    const cellTextDocuments = this.cells.map(({ uri }) => ({ uri }))
    const params = { notebookDocument: { uri: this.uri }, cellTextDocuments }
    await this.client.connection.sendNotification(DidCloseNotebookDocumentNotification.type, params)
  }
}

const notebookCell = ({ uri, text }: OpenCell): NotebookCell => ({
  kind: text.languageId === 'markdown' ? NotebookCellKind.Markup : NotebookCellKind.Code,
  document: uri,
})

const textItem = ({ uri, text }: OpenCell) => ({
  uri,
  languageId: text.languageId,
  version: text.version,
  text: text.getText(),
})

export const labelOf = ({ label }: InlayHint): string =>
  typeof label === 'string' ? label : label.map(part => part.value).join('')

/** A connection to one running server, with everything that the server has said of its own accord. */
export class Client {
  readonly errors: string[] = []
  readonly published: PublishDiagnosticsParams[] = []
  readonly refreshed: string[] = []
  readonly registered: string[] = []
  /** The files that the server has asked for. */
  readonly read: string[] = []
  private readonly waiting = new Set<() => void>()

  constructor(
    readonly server: ChildProcess,
    readonly connection: ProtocolConnection,
    private settings: unknown,
    files?: Record<string, string>,
  ) {
    connection.onNotification(LogMessageNotification.type, ({ type, message }) => {
      if (type === MessageType.Error) this.errors.push(message)
      this.wake()
    })
    connection.onNotification(PublishDiagnosticsNotification.type, params => {
      this.published.push(params)
      this.wake()
    })
    connection.onRequest(ConfigurationRequest.type, ({ items }) => items.map(() => this.settings ?? null))
    connection.onRequest(RegistrationRequest.type, ({ registrations }) => {
      this.registered.push(...registrations.map(({ method }) => method))
      this.wake()
    })
    if (files)
      connection.onRequest('shapeline/readFile', ({ uri }) => {
        this.read.push(uri)
        return files[uri] === undefined ? null : { text: files[uri] }
      })
    for (const { method } of [InlayHintRefreshRequest.type, DiagnosticRefreshRequest.type])
      connection.onRequest(method, () => {
        this.refreshed.push(method)
        this.wake()
        return null
      })
    connection.listen()
  }

  private wake(): void {
    for (const again of this.waiting) again()
  }

  /** Waits until what the server says of its own accord makes something hold; the test's time limit ends it. */
  async until(holds: () => boolean): Promise<void> {
    while (!holds())
      await new Promise<void>(resolve => {
        const again = () => {
          this.waiting.delete(again)
          resolve()
        }
        this.waiting.add(again)
      })
  }

  async open(file: string, languageId: string, text: string): Promise<OpenText> {
    return await this.openUri(`file:///workspace/${file}`, languageId, text)
  }

  async openUri(uri: string, languageId: string, text: string): Promise<OpenText> {
    const textDocument = { uri, languageId, version: 1, text }
    await this.connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument })
    return new OpenText(this, TextDocument.create(uri, languageId, 1, text))
  }

  /** Cells are Python, or a language and a text. */
  async openNotebook(uri: string, ...cells: readonly (string | readonly [language: string, text: string])[]) {
    const notebook = new OpenNotebook(this, uri)
    for (const cell of cells)
      notebook.cells.push(typeof cell === 'string' ? notebook.make('python', cell) : notebook.make(...cell))
    const notebookDocument = {
      uri,
      notebookType: 'jupyter-notebook',
      version: 1,
      cells: notebook.cells.map(notebookCell),
    }
    const params = { notebookDocument, cellTextDocuments: notebook.cells.map(textItem) }
    await this.connection.sendNotification(DidOpenNotebookDocumentNotification.type, params)
    return notebook
  }

  /** Says that a file has come, changed or gone, as a client that watches files does. */
  async sayChanged(uri: string, type: FileChangeType): Promise<void> {
    await this.connection.sendNotification(DidChangeWatchedFilesNotification.type, { changes: [{ uri, type }] })
  }

  async resolve(hint: InlayHint): Promise<InlayHint> {
    return await this.connection.sendRequest(InlayHintResolveRequest.type, hint)
  }

  /** Changes the settings as a person does; clients that are not asked send them along. */
  async configure(settings: unknown, sent: unknown = null): Promise<void> {
    this.settings = settings
    await this.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: sent })
  }

  /** The exit code after an orderly shutdown. */
  async stop(): Promise<number | null> {
    const exited = once(this.server, 'exit')
    await this.connection.sendRequest(ShutdownRequest.type)
    await this.connection.sendNotification(ExitNotification.type)
    const [code] = await exited
    this.connection.dispose()
    return code
  }
}

/** A client and what the server has answered to `initialize`. */
export interface Started {
  readonly client: Client
  readonly result: InitializeResult
}

const builtServer = path.resolve('dist/server/node.cjs')

function connectByStdio(): Pick<Client, 'server' | 'connection'> {
  const server = spawn(process.execPath, [builtServer, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] })
  const reader = new StreamMessageReader(server.stdout)
  return { server, connection: createProtocolConnection(reader, new StreamMessageWriter(server.stdin)) }
}

function connectByIpc(): Pick<Client, 'server' | 'connection'> {
  const server = fork(builtServer, ['--node-ipc'])
  return { server, connection: createProtocolConnection(new IPCMessageReader(server), new IPCMessageWriter(server)) }
}

export async function startClient(options: ClientOptions = {}): Promise<Started> {
  const { server, connection } = options.transport === 'ipc' ? connectByIpc() : connectByStdio()
  const client = new Client(server, connection, options.settings, options.files)
  const params: InitializeParams = {
    processId: process.pid,
    rootUri: null,
    workspaceFolders: options.workspace === undefined ? null : [{ uri: options.workspace, name: 'workspace' }],
    capabilities: options.capabilities ?? editorCapabilities,
    initializationOptions: options.initializationOptions,
  }
  const result = await connection.sendRequest(InitializeRequest.type, params)
  await connection.sendNotification(InitializedNotification.type, {})
  return { client, result }
}

/** Runs a test with a client of its own, and expects the server to end in order whatever the test did. */
export const withClient =
  (run: (started: Started) => Promise<void>, options?: ClientOptions): (() => Promise<void>) =>
  async () => {
    const started = await startClient(options)
    try {
      await run(started)
    } finally {
      assert.equal(await started.client.stop(), 0)
    }
  }
