// What the tests ask of the editor, in the few words they use.
import * as vscode from 'vscode'

/** The address of a file of the workspace. */
export function uriOf(file: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0]
  if (!folder) throw new Error('The tests need a workspace folder.')
  return vscode.Uri.joinPath(folder.uri, file)
}

/** Opens a file of the workspace as a person would. */
export async function open(file: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(uriOf(file))
  await vscode.window.showTextDocument(document)
  return document
}

/**
 * Opens a notebook of the workspace; answers the documents of its cells. That it is drawn is not waited for: what draws
 * the outputs comes from the network in a web host, and from nowhere in these tests.
 */
export async function openNotebook(file: string): Promise<readonly vscode.TextDocument[]> {
  const notebook = await vscode.workspace.openNotebookDocument(uriOf(file))
  vscode.window.showNotebookDocument(notebook).then(undefined, () => {})
  return notebook.getCells().map(cell => cell.document)
}

/** Opens a document that is in no file. */
export async function openUntitled(language: string, content: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument({ language, content })
  await vscode.window.showTextDocument(document)
  return document
}

/** Puts a text in the place of whatever a test has typed. Reverting would not do, because VS Code may have saved that. */
export async function restore(document: vscode.TextDocument, text: string): Promise<void> {
  if (document.getText() !== text) await replace(document, document.getText(), text)
}

/** Each hint as the text of its line, without indentation, and its label. */
export async function hints(document: vscode.TextDocument): Promise<ReadonlyArray<readonly [string, string]>> {
  const found = await vscode.commands.executeCommand<vscode.InlayHint[]>(
    'vscode.executeInlayHintProvider',
    document.uri,
    new vscode.Range(0, 0, document.lineCount, 0),
  )
  return found
    .toSorted((a, b) => a.position.compareTo(b.position))
    .map(({ label, position }) => [document.lineAt(position).text.trim(), labelText(label)])
}

const labelText = (label: vscode.InlayHint['label']): string =>
  typeof label === 'string' ? label : label.map(part => part.value).join('')

/** The text of all hovers at the first place where some text stands, with single spaces. */
export async function hover(document: vscode.TextDocument, at: string): Promise<string> {
  const found = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    rangeOf(document, at).start,
  )
  const contents = found.flatMap(({ contents }) => contents)
  return contents.map(text => (typeof text === 'string' ? text : text.value).replace(/\s+/g, ' ')).join(' ')
}

/** Each problem as its severity and the text that it underlines. */
export function problems(document: vscode.TextDocument): ReadonlyArray<readonly [string, string]> {
  return vscode.languages
    .getDiagnostics(document.uri)
    .map(({ severity, range }) => [vscode.DiagnosticSeverity[severity], document.getText(range)])
}

/** Replaces the first place where some text stands. */
export async function replace(document: vscode.TextDocument, old: string, by: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit()
  edit.replace(document.uri, rangeOf(document, old), by)
  if (!(await vscode.workspace.applyEdit(edit))) throw new Error('The edit was refused.')
}

export function rangeOf(document: vscode.TextDocument, text: string): vscode.Range {
  const start = document.getText().indexOf(text)
  if (start < 0) throw new Error(`Expected '${text}' in ${document.uri}.`)
  return new vscode.Range(document.positionAt(start), document.positionAt(start + text.length))
}
