/**
 * Where what features give becomes what the protocol says, and the other way round; `convert-editing.ts` does so for what
 * languages do for those who write in them.
 */
import * as lsp from 'vscode-languageserver'
import type { TextDocument } from 'vscode-languageserver-textdocument'
import type { Diagnostic } from '../core/features/diagnostics.ts'
import type { Fix } from '../core/features/fixes.ts'
import type { Hint } from '../core/features/hints.ts'
import type { Hover } from '../core/features/hover.ts'
import { lineStartsOf, positionAt } from '../core/features/lines.ts'
import type { Symbol as OutlineSymbol } from '../core/features/symbols.ts'
import type { Severity } from '../core/layers/problem.ts'
import type { Edit, Place, Span } from '../core/source/span.ts'
import type { Opened } from './analyses.ts'

/** Offsets behind the text are moved to its end. */
export const toRange = ({ from, to }: Span, text: TextDocument): lsp.Range => ({
  start: text.positionAt(from),
  end: text.positionAt(to),
})

/** Positions outside the text are moved to the nearest place in it. */
export const toSpan = ({ start, end }: lsp.Range, text: TextDocument): Span => ({
  from: text.offsetAt(start),
  to: text.offsetAt(end),
})

/** Undefined for a place in a file whose text is not at hand. */
function toLocation(place: Place, { text, document }: Opened): lsp.Location | undefined {
  const { file } = place
  if (file === text.uri) return { uri: file, range: toRange(place, text) }
  if (document.textOf(file) === undefined) return undefined
  const starts = lineStartsOf(document, file)
  const at = (offset: number): lsp.Position => {
    const { line, column } = positionAt(starts, offset)
    return { line, character: column }
  }
  return { uri: file, range: { start: at(place.from), end: at(place.to) } }
}

export const toMarkup = (value: string): lsp.MarkupContent => ({ kind: lsp.MarkupKind.Markdown, value })

/** Where the layer of a hint stands, as a client sends it back to have the tooltip. */
export interface HintData {
  readonly uri: string
  readonly version: number
  readonly offset: number
}

/** A click on the label goes to where the shape came from. */
export function toInlayHint({ offset, label, place, origin }: Hint, opened: Opened): lsp.InlayHint {
  const { text } = opened
  const location = origin && toLocation(origin, opened)
  const data: HintData = { uri: text.uri, version: text.version, offset: place.from }
  return {
    position: text.positionAt(offset),
    label: location ? [{ value: label, location }] : label,
    paddingLeft: true,
    data,
  }
}

/** Undefined where a client sends back something else than it got. */
export function hintDataOf({ data }: lsp.InlayHint): HintData | undefined {
  const { uri, version, offset }: Partial<HintData> = data ?? {}
  if (typeof uri !== 'string' || typeof version !== 'number' || typeof offset !== 'number') return undefined
  return { uri, version, offset }
}

export const withTooltip = (hint: lsp.InlayHint, hover: Hover | undefined): lsp.InlayHint =>
  hover ? { ...hint, tooltip: toMarkup(hover.markdown) } : hint

export const toHover = ({ span, markdown }: Hover, text: TextDocument): lsp.Hover => ({
  contents: toMarkup(markdown),
  range: toRange(span, text),
})

export function toDiagnostic(diagnostic: Diagnostic, opened: Opened): lsp.Diagnostic {
  const { code, severity, span, message, related, unnecessary } = diagnostic
  return {
    range: toRange(span, opened.text),
    severity: severities[severity],
    code,
    source: 'Shapeline',
    message,
    relatedInformation: related.flatMap(({ place, message }) => {
      const location = toLocation(place, opened)
      return location ? [{ location, message }] : []
    }),
    tags: unnecessary ? [lsp.DiagnosticTag.Unnecessary] : [],
  }
}

const severities: Readonly<Record<Severity, lsp.DiagnosticSeverity>> = {
  error: lsp.DiagnosticSeverity.Error,
  warning: lsp.DiagnosticSeverity.Warning,
  information: lsp.DiagnosticSeverity.Information,
  hint: lsp.DiagnosticSeverity.Hint,
}

/** A fix is preferred where it is the only one. */
export const toCodeActions = (
  diagnostic: Diagnostic,
  fixes: readonly Fix[],
  opened: Opened,
): readonly lsp.CodeAction[] =>
  fixes.map(({ title, edits }) => ({
    title,
    kind: lsp.CodeActionKind.QuickFix,
    diagnostics: [toDiagnostic(diagnostic, opened)],
    isPreferred: fixes.length === 1,
    edit: toWorkspaceEdit(edits, opened.text),
  }))

/** An action that mends nothing. */
export const toRewrite = ({ title, edits }: Fix, { text }: Opened): lsp.CodeAction => ({
  title,
  kind: lsp.CodeActionKind.RefactorRewrite,
  edit: toWorkspaceEdit(edits, text),
})

const toWorkspaceEdit = (edits: Fix['edits'], text: TextDocument): lsp.WorkspaceEdit => ({
  changes: { [text.uri]: edits.map(edit => toTextEdit(edit, text)) },
})

export const toTextEdit = (edit: Edit, text: TextDocument): lsp.TextEdit => ({
  range: toRange(edit, text),
  newText: edit.insert,
})

export const toDocumentSymbol = (
  { kind, name, detail, ...rest }: OutlineSymbol,
  text: TextDocument,
): lsp.DocumentSymbol => ({
  name: name || kind,
  detail,
  kind: symbolKinds[kind],
  range: toRange(rest.span, text),
  selectionRange: toRange(rest.selection, text),
  children: rest.children.map(child => toDocumentSymbol(child, text)),
})

const symbolKinds: Readonly<Record<OutlineSymbol['kind'], lsp.SymbolKind>> = {
  model: lsp.SymbolKind.Module,
  layer: lsp.SymbolKind.Object,
  block: lsp.SymbolKind.Class,
  table: lsp.SymbolKind.Struct,
  function: lsp.SymbolKind.Function,
  constant: lsp.SymbolKind.Constant,
}
