/** The one place where what features give becomes what the protocol says, and the other way round. */
import * as lsp from 'vscode-languageserver'
import type { TextDocument } from 'vscode-languageserver-textdocument'
import type { Diagnostic } from '../core/features/diagnostics.ts'
import type { Fix } from '../core/features/fixes.ts'
import type { Hint } from '../core/features/hints.ts'
import type { Hover } from '../core/features/hover.ts'
import type { Symbol as OutlineSymbol } from '../core/features/symbols.ts'
import type { Severity } from '../core/layers/problem.ts'
import type { Place, Span } from '../core/source/span.ts'

/** Offsets behind the text are moved to its end. */
const toRange = ({ from, to }: Span, text: TextDocument): lsp.Range => ({
  start: text.positionAt(from),
  end: text.positionAt(to),
})

/** Positions outside the text are moved to the nearest place in it. */
export const toSpan = ({ start, end }: lsp.Range, text: TextDocument): Span => ({
  from: text.offsetAt(start),
  to: text.offsetAt(end),
})

/** A place in the document itself; undefined for one in another file, whose text is not at hand. */
const toLocation = (place: Place, text: TextDocument): lsp.Location | undefined =>
  place.file === text.uri ? { uri: text.uri, range: toRange(place, text) } : undefined

const toMarkup = (value: string): lsp.MarkupContent => ({ kind: lsp.MarkupKind.Markdown, value })

/** Where the layer of a hint stands, as a client sends it back to have the tooltip. */
export interface HintData {
  readonly uri: string
  readonly version: number
  readonly offset: number
}

/** A click on the label goes to where the shape came from. */
export function toInlayHint({ offset, label, place, origin }: Hint, text: TextDocument): lsp.InlayHint {
  const location = origin && toLocation(origin, text)
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

export function toDiagnostic(diagnostic: Diagnostic, text: TextDocument): lsp.Diagnostic {
  const { code, severity, span, message, related, unnecessary } = diagnostic
  return {
    range: toRange(span, text),
    severity: severities[severity],
    code,
    source: 'Shapeline',
    message,
    relatedInformation: related.flatMap(({ place, message }) => {
      const location = toLocation(place, text)
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
  text: TextDocument,
): readonly lsp.CodeAction[] =>
  fixes.map(({ title, edits }) => ({
    title,
    kind: lsp.CodeActionKind.QuickFix,
    diagnostics: [toDiagnostic(diagnostic, text)],
    isPreferred: fixes.length === 1,
    edit: { changes: { [text.uri]: edits.map(edit => ({ range: toRange(edit, text), newText: edit.insert })) } },
  }))

export const toDocumentSymbol = (
  { kind, name, detail, ...rest }: OutlineSymbol,
  text: TextDocument,
): lsp.DocumentSymbol => ({
  name: name || kind,
  detail,
  kind: kind === 'model' ? lsp.SymbolKind.Module : lsp.SymbolKind.Object,
  range: toRange(rest.span, text),
  selectionRange: toRange(rest.selection, text),
  children: rest.children.map(child => toDocumentSymbol(child, text)),
})
