/** Has the client say when a Python file of the workspace comes, changes or goes, whoever does it. */
import {
  type Connection,
  DidChangeWatchedFilesNotification,
  type Event,
  type InitializeParams,
} from 'vscode-languageserver'
import type { Files } from './files.ts'
import { logFailure } from './guard.ts'

export function watchFiles(connection: Connection, params: InitializeParams, onInitialized: Event<void>, files: Files) {
  connection.onDidChangeWatchedFiles(({ changes }) => {
    for (const { uri } of changes) files.changed(uri)
  })
  const register = async () => {
    try {
      await connection.client.register(DidChangeWatchedFilesNotification.type, {
        watchers: [{ globPattern: '**/*.py' }],
      })
    } catch (error) {
      logFailure(connection.console, 'Watching files', error)
    }
  }
  if (params.capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration) onInitialized(register)
}
