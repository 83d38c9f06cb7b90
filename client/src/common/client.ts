// What the client does in every host: it starts the language client it is given, restarts it on demand, and stops it.
// It also reads files for the server, which has no way to those of virtual file systems.
import * as vscode from 'vscode'
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient'

/** What `activate` returns; the editor tests read it. */
export interface Api {
  readonly client: BaseLanguageClient
  /** The extension host that the client runs in. */
  readonly where: 'node' | 'browser'
}

/** Documents of every scheme are served, unsaved and virtual ones too; whether a `.py` file is about Keras, the server decides. */
export const clientOptions: LanguageClientOptions = {
  documentSelector: [{ language: 'python' }, { language: 'net' }],
}

/** Starts the client and ties its life to the extension's. */
export async function startClient(context: vscode.ExtensionContext, api: Api): Promise<Api> {
  const { client } = api
  context.subscriptions.push(
    { dispose: () => client.dispose() },
    vscode.commands.registerCommand('shapeline.restartServer', () => restart(client)),
    vscode.commands.registerCommand('shapeline.convertToKeras', () => convert(client, 'keras')),
    vscode.commands.registerCommand('shapeline.convertToNet', () => convert(client, 'net')),
  )
  client.onRequest('shapeline/readFile', readFile)
  await client.start()
  return api
}

/** A client that has crashed cannot be stopped, only started again. */
async function restart(client: BaseLanguageClient): Promise<void> {
  if (client.isRunning()) await client.stop()
  await client.start()
}

/** What the server makes of a document's models in another language. */
interface Converted {
  readonly language: string
  readonly text: string
  /** What could not be written. */
  readonly problems: readonly string[]
}

/** Opens the models of the active editor in another language, beside it. */
async function convert(client: BaseLanguageClient, to: 'keras' | 'net'): Promise<void> {
  const uri = vscode.window.activeTextEditor?.document.uri.toString()
  const converted =
    uri && (await client.sendRequest<Converted | null>('shapeline/convert', { textDocument: { uri }, to }))
  if (!converted) {
    void vscode.window.showInformationMessage('Shapeline converts Python and .net files; none is open here.')
    return
  }
  const { language, text, problems } = converted
  const document = await vscode.workspace.openTextDocument({ language, content: text })
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preview: false })
  const [first] = problems
  const others = problems.length > 1 ? ` (and ${problems.length - 1} more; all stand in the text)` : ''
  if (first) void vscode.window.showWarningMessage(`Not all could be written: ${first}${others}`)
}

/** Both kinds of hosts have it, but no library of types that fits both. */
declare const TextDecoder: new (
  label: string,
  options: { readonly fatal: boolean },
) => { decode(bytes: Uint8Array): string }

/** The text of a file that a program imports; null where there is none. */
async function readFile({ uri }: { readonly uri: string }): Promise<{ readonly text: string } | null> {
  try {
    const bytes = await vscode.workspace.fs.readFile(vscode.Uri.parse(uri, true))
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) }
  } catch {
    return null
  }
}
