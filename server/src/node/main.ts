// The server as a Node process. The transport is in the arguments, as language clients give it: `--stdio`, `--node-ipc`,
// `--socket=PORT` or `--pipe=NAME`.
import { createConnection } from 'vscode-languageserver/node'
import { logFailure } from '../lsp/guard.ts'
import { startServer } from '../lsp/server.ts'
import { createDisk } from './disk.ts'

const connection = createConnection()
process.on('uncaughtException', error => logFailure(connection.console, 'The server', error))
process.on('unhandledRejection', reason => logFailure(connection.console, 'The server', reason))
startServer(connection, createDisk())
