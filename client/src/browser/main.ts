// The extension in a web worker extension host (vscode.dev): the server is a worker of its own.
import * as vscode from 'vscode'
import {
  BrowserMessageReader,
  BrowserMessageWriter,
  LanguageClient,
  type MessageTransports,
} from 'vscode-languageclient/browser'
import { type Api, clientOptions, startClient } from '../common/client.ts'

export function activate(context: vscode.ExtensionContext): Promise<Api> {
  const script = vscode.Uri.joinPath(context.extensionUri, 'dist/server/browser.js').toString(true)
  const client = new LanguageClient('shapeline', 'Shapeline', workers(context, script), clientOptions)
  return startClient(context, { client, where: 'browser' })
}

/**
 * Starts a worker at each call. The worker before it is ended here, because a server cannot end its own worker; the
 * transports are made here, because VS Code replaces `Worker` in this host, so that no worker is an instance of it.
 */
function workers(context: vscode.ExtensionContext, script: string): () => Promise<MessageTransports> {
  let worker: Worker | undefined
  context.subscriptions.push({ dispose: () => worker?.terminate() })
  return async () => {
    worker?.terminate()
    worker = new Worker(script)
    return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) }
  }
}
