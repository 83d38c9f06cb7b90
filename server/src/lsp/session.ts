/** What one client's handlers share: its open documents, its settings, and how a request is answered. */
import { type Connection, Emitter, type InitializeParams, type TextDocumentIdentifier } from 'vscode-languageserver'
import { type Analyses, createAnalyses, type Opened } from './analyses.ts'
import { type Configuration, createConfiguration } from './configuration.ts'
import { createFiles, type Host } from './files.ts'
import { guarded, type Handler } from './guard.ts'
import { createReports, type Report } from './reports.ts'
import type { Settings } from './settings.ts'
import { watchFiles } from './watching.ts'

/** An open document at its newest version, and the settings for it. */
export interface Subject extends Opened {
  readonly settings: Settings
}

export interface Session {
  readonly connection: Connection
  readonly analyses: Analyses
  readonly configuration: Configuration
  /** The document and its settings; undefined where it is not open or of no language that is known. */
  readonly subjectOf: (uri: string) => Promise<Subject | undefined>
  /** The diagnostics of a document, made once for its version and settings. */
  readonly reportOf: (subject: Subject) => Report
  /** The handler of a request about one document, guarded; it answers `nothing` where there is no such document. */
  readonly answer: <Params extends AboutDocument, Result>(
    what: string,
    nothing: Result,
    use: (subject: Subject, params: Params) => Result,
  ) => Handler<Params, Result>
}

interface AboutDocument {
  readonly textDocument: TextDocumentIdentifier
}

export function createSession(connection: Connection, params: InitializeParams, host: Host): Session {
  const initialized = new Emitter<void>()
  connection.onInitialized(() => initialized.fire())
  const folders = () => foldersOf(analyses, params)
  const isNear = (uri: string) => folders().some(folder => uri.startsWith(folder))
  const files = createFiles(connection, host, { isNear, folders })
  const analyses = createAnalyses(files)
  const configuration = createConfiguration(connection, params, initialized.event)
  watchFiles(connection, params, initialized.event, files)
  analyses.texts.listen(connection)
  analyses.notebooks.listen(connection)
  const subjectOf = async (uri: string): Promise<Subject | undefined> => {
    const text = analyses.texts.get(uri)
    const settings = text && (await configuration.of(text))
    const opened = analyses.of(uri)
    return settings && opened && { ...opened, settings }
  }
  return {
    connection,
    analyses,
    configuration,
    subjectOf,
    reportOf: createReports(),
    answer: (what, nothing, use) =>
      guarded(
        connection.console,
        what,
        () => nothing,
        async params => {
          const found = await subjectOf(params.textDocument.uri)
          return found ? use(found, params) : nothing
        },
      ),
  }
}

/** The folders of the workspace, and those of what is open. */
function foldersOf({ texts, notebooks }: Analyses, { workspaceFolders }: InitializeParams): readonly string[] {
  const open = texts.all().map(text => notebooks.findNotebookDocumentForCell(text.uri)?.uri ?? text.uri)
  const folders = (workspaceFolders ?? []).map(folder => folder.uri.replace(/\/?$/, '/'))
  return [...folders, ...open.map(folderOf)].filter(folder => folder !== '')
}

/** With a slash at its end; empty for what stands in none. */
const folderOf = (uri: string): string => uri.slice(0, uri.lastIndexOf('/') + 1)
