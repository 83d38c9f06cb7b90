// The extension in a Node extension host (desktop, remote): the server is a child process, spoken to over IPC.
import type * as vscode from 'vscode'
import { LanguageClient, TransportKind } from 'vscode-languageclient/node'
import { type Api, clientOptions, startClient } from '../common/client.ts'

export function activate(context: vscode.ExtensionContext): Promise<Api> {
  const server = { module: context.asAbsolutePath('dist/server/node.cjs'), transport: TransportKind.ipc }
  const client = new LanguageClient('shapeline', 'Shapeline', server, clientOptions)
  return startClient(context, { client, where: 'node' })
}
