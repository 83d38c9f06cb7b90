/** The language server: what it offers, and which feature answers which request. */
import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Connection,
  type DocumentDiagnosticParams,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  type DocumentSymbol,
  type DocumentSymbolParams,
  ErrorCodes,
  type Hover,
  type HoverParams,
  type InitializeParams,
  type InitializeResult,
  type InlayHint,
  type InlayHintParams,
  PositionEncodingKind,
  RequestType,
  ResponseError,
  type TextDocumentIdentifier,
  TextDocumentSyncKind,
} from 'vscode-languageserver'
import { type Target, targets } from '../core/convert/conversion.ts'
import { argumentsAction } from '../core/features/arguments-action.ts'
import { type Converted, convertProgram } from '../core/features/convert.ts'
import { fixesFor } from '../core/features/fixes.ts'
import { hintsIn } from '../core/features/hints.ts'
import { hoverAt } from '../core/features/hover.ts'
import { symbolsOf } from '../core/features/symbols.ts'
import { editings, libraryScheme, libraryText } from '../core/service.ts'
import {
  hintDataOf,
  toCodeActions,
  toDiagnostic,
  toDocumentSymbol,
  toHover,
  toInlayHint,
  toRewrite,
  toSpan,
  withTooltip,
} from './convert.ts'
import { answerEditing, editingCapabilities, hoverOn, refactoringKinds, refactoringsIn } from './editing.ts'
import type { Host } from './files.ts'
import { guarded, logFailure } from './guard.ts'
import { createSession, type Session } from './session.ts'

const offered: InitializeResult = {
  serverInfo: { name: 'Shapeline' },
  capabilities: {
    positionEncoding: PositionEncodingKind.UTF16,
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
    notebookDocumentSync: { notebookSelector: [{ notebook: '*' }] },
    inlayHintProvider: { resolveProvider: true },
    hoverProvider: true,
    diagnosticProvider: { identifier: 'shapeline', interFileDependencies: true, workspaceDiagnostics: false },
    codeActionProvider: {
      codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite, ...refactoringKinds],
    },
    documentSymbolProvider: true,
    workspace: { textDocumentContent: { schemes: [libraryScheme] } },
    ...editingCapabilities(editings),
  },
}

/**
 * Serves one client over any transport. All begins at its `initialize`, which says what it can do. `host` reads files
 * where the server runs.
 */
export function startServer(connection: Connection, host: Host): void {
  connection.onInitialize(params => {
    const session = createSession(connection, params, host)
    answerHints(session)
    answerHover(session)
    answerSymbols(session)
    answerDiagnostics(session)
    answerFixes(session)
    answerLibrary(session)
    answerEditing(session)
    answerConversions(session)
    if (!params.capabilities.textDocument?.diagnostic) publishDiagnostics(session)
    refreshAfterChanges(session, params)
    return offered
  })
  connection.listen()
}

function answerHints({ connection, analyses, answer }: Session): void {
  const { inlayHint } = connection.languages
  inlayHint.on(
    answer<InlayHintParams, InlayHint[]>('Inlay hints', [], (subject, { range }) =>
      hintsIn(subject.document, toSpan(range, subject.text), subject.settings.hints).map(hint =>
        toInlayHint(hint, subject),
      ),
    ),
  )
  const resolve = (hint: InlayHint): InlayHint => {
    const data = hintDataOf(hint)
    const opened = data && analyses.of(data.uri)
    if (!opened || opened.text.version !== data.version) return hint
    return withTooltip(hint, hoverAt(opened.document, data.offset))
  }
  inlayHint.resolve(guarded(connection.console, 'The tooltip of a hint', hint => hint, resolve))
}

function answerHover({ connection, answer }: Session): void {
  connection.onHover(
    answer<HoverParams, Hover | null>('Hover', null, (subject, { position }) => {
      const hover = hoverOn(subject, subject.text.offsetAt(position))
      return hover ? toHover(hover, subject.text) : null
    }),
  )
}

/** The files of the library stand nowhere on a disk that the client could read. */
function answerLibrary({ connection }: Session): void {
  connection.workspace.textDocumentContent.on(({ uri }) => {
    const text = libraryText(uri)
    return text === undefined ? new ResponseError(ErrorCodes.InvalidParams, `There is no ${uri}.`) : { text }
  })
}

function answerSymbols({ connection, answer }: Session): void {
  connection.onDocumentSymbol(
    answer<DocumentSymbolParams, DocumentSymbol[]>('Document symbols', [], ({ text, document, editor }) =>
      symbolsOf(document, editor?.editing.outline(editor.edited)).map(symbol => toDocumentSymbol(symbol, text)),
    ),
  )
}

function answerDiagnostics({ connection, answer, reportOf }: Session): void {
  const none: DocumentDiagnosticReport = { kind: DocumentDiagnosticReportKind.Full, items: [] }
  connection.languages.diagnostics.on(
    answer<DocumentDiagnosticParams, DocumentDiagnosticReport>('Diagnostics', none, (subject, { previousResultId }) => {
      const { id, diagnostics } = reportOf(subject)
      if (id === previousResultId) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId: id }
      const items = diagnostics.map(each => toDiagnostic(each, subject))
      return { kind: DocumentDiagnosticReportKind.Full, resultId: id, items }
    }),
  )
}

function answerFixes({ connection, answer, reportOf }: Session): void {
  connection.onCodeAction(
    answer<CodeActionParams, CodeAction[]>('Quick fixes', [], (subject, { range, context }) => {
      const { text, document } = subject
      const span = toSpan(range, text)
      const rewrite = wants(CodeActionKind.RefactorRewrite, context.only) ? argumentsAction(document, span) : undefined
      const rewrites = [
        ...(rewrite ? [toRewrite(rewrite, subject)] : []),
        ...refactoringsIn(subject, span, kind => wants(kind, context.only)),
      ]
      if (!wants(CodeActionKind.QuickFix, context.only)) return rewrites
      const touched = reportOf(subject).diagnostics.filter(
        each => each.span.from <= span.to && span.from <= each.span.to,
      )
      return [...touched.flatMap(each => toCodeActions(each, fixesFor(document, each), subject)), ...rewrites]
    }),
  )
}

/** What a client asks for that wants a document's models in another language. */
interface ConversionParams {
  readonly textDocument: TextDocumentIdentifier
  readonly to: Target
  /** One model alone, by its name or that of its variable. */
  readonly model?: string
}

interface Conversion extends Converted {
  readonly language: string
}

/** `shapeline/convert`: the text, its language, and what could not be written; null where there is no such document. */
function answerConversions({ connection, answer }: Session): void {
  const conversion = answer<ConversionParams, Conversion | null>('Conversion', null, ({ document }, { to, model }) => {
    if (!targets.includes(to)) return null
    return { language: to === 'keras' ? 'python' : 'net', ...convertProgram(document.program, to, model) }
  })
  connection.onRequest(new RequestType<ConversionParams, Conversion | null, never>('shapeline/convert'), conversion)
}

/** A client that asks for a kind of actions means those below it too. */
const wants = (offered: CodeActionKind, only: readonly CodeActionKind[] | undefined): boolean =>
  only?.some(kind => kind === CodeActionKind.Empty || kind === offered || offered.startsWith(`${kind}.`)) ?? true

/** For clients that do not ask for diagnostics: they are sent after each change, and taken back on closing. */
function publishDiagnostics({ connection, analyses, configuration, subjectOf, reportOf }: Session): void {
  const publish = async (uri: string) => {
    const subject = await subjectOf(uri)
    if (!subject) return
    const diagnostics = reportOf(subject).diagnostics.map(each => toDiagnostic(each, subject))
    await connection.sendDiagnostics({ uri, version: subject.text.version, diagnostics })
  }
  const tryTo = (uri: string) => publish(uri).catch(error => logFailure(connection.console, 'Diagnostics', error))
  analyses.texts.onDidChangeContent(({ document }) => tryTo(document.uri))
  analyses.texts.onDidClose(({ document: { uri } }) => connection.sendDiagnostics({ uri, diagnostics: [] }))
  analyses.onDidChangeOthers(uris => uris.forEach(tryTo))
  configuration.onDidChange(() => analyses.texts.keys().forEach(tryTo))
}

/** What clients have asked for before holds no longer; those that can be told ask again. */
function refreshAfterChanges(
  { connection, analyses, configuration }: Session,
  { capabilities }: InitializeParams,
): void {
  const { inlayHint, diagnostics } = connection.languages
  const failed = (error: unknown) => logFailure(connection.console, 'A refresh', error)
  const refresh = () => {
    if (capabilities.workspace?.inlayHint?.refreshSupport) inlayHint.refresh().catch(failed)
    if (capabilities.workspace?.diagnostics?.refreshSupport) diagnostics.refresh().catch(failed)
  }
  configuration.onDidChange(refresh)
  analyses.onDidChangeOthers(refresh)
}
