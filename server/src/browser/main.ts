// The server as a web worker: messages come and go over the worker itself.
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser'
import { noHost } from '../lsp/files.ts'
import { logFailure } from '../lsp/guard.ts'
import { startServer } from '../lsp/server.ts'

declare const self: DedicatedWorkerGlobalScope

const connection = createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self))
self.addEventListener('error', event => logFailure(connection.console, 'The server', event.error))
self.addEventListener('unhandledrejection', event => logFailure(connection.console, 'The server', event.reason))
startServer(connection, noHost)
