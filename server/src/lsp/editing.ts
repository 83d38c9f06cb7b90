/** What is answered to someone who writes in a language that this server does all for; nothing for other languages. */
import {
  type CodeAction,
  CodeActionKind,
  type CompletionList,
  type CompletionParams,
  type DefinitionParams,
  type DocumentFormattingParams,
  type DocumentHighlight,
  DocumentHighlightKind,
  type DocumentHighlightParams,
  type DocumentLink,
  type DocumentLinkParams,
  type DocumentOnTypeFormattingParams,
  type DocumentRangeFormattingParams,
  type FoldingRange,
  type FoldingRangeParams,
  type Location,
  LSPErrorCodes,
  type PrepareRenameParams,
  type Range,
  type ReferenceParams,
  type RenameParams,
  ResponseError,
  type SelectionRange,
  type SelectionRangeParams,
  type SemanticTokens,
  type SemanticTokensParams,
  type SemanticTokensRangeParams,
  type ServerCapabilities,
  type SignatureHelp,
  type SignatureHelpParams,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver'
import { topicMarkdown } from '../core/features/documentation.ts'
import { type Hover, hoverAt } from '../core/features/hover.ts'
import type { Editing, FileEdits, Refusal } from '../core/languages/editing.ts'
import type { Editor } from '../core/service.ts'
import type { Span } from '../core/source/span.ts'
import { toRange, toSpan, toTextEdit } from './convert.ts'
import {
  toCompletionList,
  toFoldingRange,
  tokenLegend,
  toLocation,
  toRefactoring,
  toSelectionRange,
  toSemanticTokens,
  toSignatureHelp,
  toWorkspaceEdit,
} from './convert-editing.ts'
import type { Session, Subject } from './session.ts'

/** Which kinds of code actions there are besides quick fixes. */
export const refactoringKinds = [CodeActionKind.RefactorExtract, CodeActionKind.RefactorInline]

/** What a server for `languages` can do. */
export function editingCapabilities(languages: readonly Editing[]): ServerCapabilities {
  const all = (read: (editing: Editing) => readonly string[]) => [...new Set(languages.flatMap(read))]
  const [first = '\n', ...more] = all(editing => editing.typingTriggers)
  return {
    completionProvider: { triggerCharacters: all(editing => editing.completionTriggers) },
    signatureHelpProvider: { triggerCharacters: all(editing => editing.signatureTriggers) },
    definitionProvider: true,
    referencesProvider: true,
    documentHighlightProvider: true,
    renameProvider: { prepareProvider: true },
    foldingRangeProvider: true,
    semanticTokensProvider: { legend: tokenLegend, full: true, range: true },
    documentFormattingProvider: true,
    documentRangeFormattingProvider: true,
    documentOnTypeFormattingProvider: { firstTriggerCharacter: first, moreTriggerCharacter: more },
    documentLinkProvider: {},
    selectionRangeProvider: true,
  }
}

/** A document of a language that does something for who writes in it. */
interface Written extends Subject, Editor {}

export function answerEditing(session: Session): void {
  answerCompletion(session)
  answerNames(session)
  answerRename(session)
  answerForms(session)
  answerFormatting(session)
}

/** The handler of a request about one document, which answers `nothing` for documents of other languages. */
const answering =
  ({ answer }: Session) =>
  <Params extends Parameters<Parameters<typeof answer>[2]>[1], Result>(
    what: string,
    nothing: Result,
    use: (written: Written, params: Params) => Result,
  ) =>
    answer<Params, Result>(what, nothing, (subject, params) =>
      subject.editor ? use({ ...subject, ...subject.editor }, params) : nothing,
    )

function answerCompletion(session: Session): void {
  const { connection } = session
  const answer = answering(session)
  connection.onCompletion(
    answer<CompletionParams, CompletionList | null>('Completion', null, ({ text, editing, edited }, { position }) => {
      const found = editing.complete(edited, text.offsetAt(position))
      return found ? toCompletionList(found, text) : null
    }),
  )
  connection.onSignatureHelp(
    answer<SignatureHelpParams, SignatureHelp | null>('Signatures', null, ({ text, editing, edited }, { position }) => {
      const found = editing.signature(edited, text.offsetAt(position))
      return found ? toSignatureHelp(found) : null
    }),
  )
}

function answerNames(session: Session): void {
  const { connection } = session
  const answer = answering(session)
  connection.onDefinition(
    answer<DefinitionParams, Location[]>('Definitions', [], ({ text, editing, edited }, { position }) =>
      editing.definitions(edited, text.offsetAt(position)).flatMap(place => toLocation(place, edited, text) ?? []),
    ),
  )
  connection.onReferences(
    answer<ReferenceParams, Location[]>('References', [], ({ text, editing, edited }, { position, context }) =>
      editing
        .references(edited, text.offsetAt(position), 'everywhere')
        .filter(({ isDefinition }) => context.includeDeclaration || !isDefinition)
        .flatMap(({ place }) => toLocation(place, edited, text) ?? []),
    ),
  )
  connection.onDocumentHighlight(
    answer<DocumentHighlightParams, DocumentHighlight[]>('Highlights', [], ({ text, editing, edited }, { position }) =>
      editing.references(edited, text.offsetAt(position), 'here').map(({ place, isDefinition }) => ({
        range: toRange(place, text),
        kind: isDefinition ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
      })),
    ),
  )
}

function answerRename(session: Session): void {
  const { connection } = session
  const answer = answering(session)
  connection.onPrepareRename(
    answer<PrepareRenameParams, Range | null | ResponseError<void>>(
      'Renaming',
      null,
      ({ text, editing, edited }, { position }) => {
        const found = editing.renameable(edited, text.offsetAt(position))
        if (!found) return null
        return isRefusal(found) ? failed(found) : toRange(found, text)
      },
    ),
  )
  connection.onRenameRequest(
    answer<RenameParams, WorkspaceEdit | null | ResponseError<void>>(
      'Renaming',
      null,
      ({ text, editing, edited }, { position, newName }) => {
        const found = editing.rename(edited, text.offsetAt(position), newName)
        if (!found) return null
        return isRefusal(found) ? failed(found) : toWorkspaceEdit(found, edited, text)
      },
    ),
  )
}

const isRefusal = (found: Span | readonly FileEdits[] | Refusal): found is Refusal => 'refusal' in found

/** Editors show the message. */
const failed = ({ refusal }: Refusal): ResponseError<void> => new ResponseError(LSPErrorCodes.RequestFailed, refusal)

/** Folding, colours, links, selections. */
function answerForms(session: Session): void {
  const { connection } = session
  const answer = answering(session)
  connection.onFoldingRanges(
    answer<FoldingRangeParams, FoldingRange[]>('Folding', [], ({ text, editing, edited }) =>
      editing.folds(edited).map(fold => toFoldingRange(fold, text)),
    ),
  )
  const { semanticTokens } = connection.languages
  semanticTokens.on(
    answer<SemanticTokensParams, SemanticTokens>('Colours', { data: [] }, ({ text, editing, edited }) =>
      toSemanticTokens(editing.tokens(edited), text),
    ),
  )
  semanticTokens.onRange(
    answer<SemanticTokensRangeParams, SemanticTokens>(
      'Colours',
      { data: [] },
      ({ text, editing, edited }, { range }) => {
        const { from, to } = toSpan(range, text)
        return toSemanticTokens(
          editing.tokens(edited).filter(token => token.to > from && token.from < to),
          text,
        )
      },
    ),
  )
  connection.onDocumentLinks(
    answer<DocumentLinkParams, DocumentLink[]>('Links', [], ({ text, editing, edited }) =>
      editing.links(edited).map(({ file, ...span }) => ({ range: toRange(span, text), target: file })),
    ),
  )
  connection.onSelectionRanges(
    answer<SelectionRangeParams, SelectionRange[]>('Selections', [], ({ text, editing, edited }, { positions }) =>
      positions.map(position => {
        const at = { start: position, end: position }
        return toSelectionRange(editing.selections(edited, text.offsetAt(position)), text) ?? { range: at }
      }),
    ),
  )
}

function answerFormatting(session: Session): void {
  const { connection } = session
  const answer = answering(session)
  const format = ({ text, editing, edited }: Written, within: Span): TextEdit[] =>
    editing.format(edited, within).map(edit => toTextEdit(edit, text))
  connection.onDocumentFormatting(
    answer<DocumentFormattingParams, TextEdit[]>('Formatting', [], written =>
      format(written, { from: 0, to: written.edited.text.length }),
    ),
  )
  connection.onDocumentRangeFormatting(
    answer<DocumentRangeFormattingParams, TextEdit[]>('Formatting', [], (written, { range }) =>
      format(written, toSpan(range, written.text)),
    ),
  )
  connection.onDocumentOnTypeFormatting(
    answer<DocumentOnTypeFormattingParams, TextEdit[]>(
      'Formatting',
      [],
      ({ text, editing, edited }, { position, ch }) =>
        editing.formatTyped(edited, text.offsetAt(position), ch).map(edit => toTextEdit(edit, text)),
    ),
  )
}

/** The refactorings of a stretch of a text, of the kinds that the client wants. */
export function refactoringsIn(
  { editor, text }: Subject,
  within: Span,
  wants: (kind: CodeActionKind) => boolean,
): readonly CodeAction[] {
  if (!editor || ![...refactoringKinds, CodeActionKind.RefactorRewrite].some(wants)) return []
  const found = editor.editing.refactorings(editor.edited, within)
  return found
    .map(refactoring => toRefactoring(refactoring, editor.edited, text))
    .filter(({ kind = '' }) => wants(kind))
}

/** What there is to read about a word, and how the numbers of the layer come about where it stands. */
export function hoverOn({ document, editor }: Subject, offset: number): Hover | undefined {
  const explained = editor?.editing.explain(editor.edited, offset)
  if (!explained) return hoverAt(document, offset)
  const { span, topic, layerAt } = explained
  const layer = layerAt === undefined ? undefined : hoverAt(document, layerAt)
  const about = topicMarkdown(topic)
  const parts = layerAt !== undefined && span.from === layerAt ? [layer?.markdown, about] : [about, layer?.markdown]
  return { span, markdown: parts.filter(part => part !== undefined).join('\n\n---\n\n') }
}
