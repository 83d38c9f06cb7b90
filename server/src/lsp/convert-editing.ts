/** Where what a language does for someone who writes in it becomes what the protocol says. */
import * as lsp from 'vscode-languageserver'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { topicMarkdown } from '../core/features/documentation.ts'
import type {
  Completion,
  CompletionKind,
  Completions,
  Edited,
  FileEdits,
  Fold,
  Refactoring,
  SignatureHelp,
  Token,
  TokenType,
} from '../core/languages/editing.ts'
import { tokenTypes } from '../core/languages/editing.ts'
import type { Place, Span } from '../core/source/span.ts'
import { toMarkup, toRange, toTextEdit } from './convert.ts'

export function toCompletionList({ span, items }: Completions, text: TextDocument): lsp.CompletionList {
  const range = toRange(span, text)
  return { isIncomplete: false, items: items.map(item => toCompletionItem(item, range)) }
}

const toCompletionItem = ({ kind, label, detail, insert, topic, rank }: Completion, range: lsp.Range) =>
  ({
    label,
    kind: completionKinds[kind],
    ...(detail !== undefined && { labelDetails: { description: detail } }),
    ...(topic && { documentation: toMarkup(topicMarkdown(topic)) }),
    sortText: `${String(rank).padStart(3, '0')}${label}`,
    filterText: label,
    textEdit: { range, newText: insert ?? label },
  }) satisfies lsp.CompletionItem

const completionKinds: Readonly<Record<CompletionKind, lsp.CompletionItemKind>> = {
  layer: lsp.CompletionItemKind.Class,
  operation: lsp.CompletionItemKind.Function,
  block: lsp.CompletionItemKind.Struct,
  model: lsp.CompletionItemKind.Class,
  tensor: lsp.CompletionItemKind.Variable,
  value: lsp.CompletionItemKind.Constant,
  table: lsp.CompletionItemKind.Struct,
  column: lsp.CompletionItemKind.Field,
  function: lsp.CompletionItemKind.Function,
  argument: lsp.CompletionItemKind.Property,
  word: lsp.CompletionItemKind.EnumMember,
  keyword: lsp.CompletionItemKind.Keyword,
  file: lsp.CompletionItemKind.File,
  folder: lsp.CompletionItemKind.Folder,
  module: lsp.CompletionItemKind.Module,
}

export const toSignatureHelp = ({ label, topic, parameters, active }: SignatureHelp): lsp.SignatureHelp => ({
  signatures: [
    {
      label,
      documentation: toMarkup(topicMarkdown({ ...topic, code: '' })),
      parameters: parameters.map(({ span, topic }) => ({
        label: [span.from, span.to],
        documentation: toMarkup(topicMarkdown({ ...topic, code: '' })),
      })),
    },
  ],
  activeSignature: 0,
  // Beyond the last one none is highlighted.
  activeParameter: active ?? parameters.length,
})

/** Undefined for a place in a file whose text is not at hand. */
export function toLocation({ file, ...span }: Place, edited: Edited, text: TextDocument): lsp.Location | undefined {
  const found = textIn(file, edited, text)
  return found && { uri: file, range: toRange(span, found) }
}

function textIn(file: string, edited: Edited, text: TextDocument): TextDocument | undefined {
  if (file === text.uri) return text
  const other = edited.other(file)
  return other && TextDocument.create(file, text.languageId, 0, other.text)
}

export function toWorkspaceEdit(
  changed: readonly FileEdits[],
  edited: Edited,
  text: TextDocument,
): lsp.WorkspaceEdit | null {
  const changes: Record<string, lsp.TextEdit[]> = {}
  for (const { file, edits } of changed) {
    const found = textIn(file, edited, text)
    if (!found) return null
    changes[file] = edits.map(edit => toTextEdit(edit, found))
  }
  return { changes }
}

export const toRefactoring = (
  { title, kind, edits }: Refactoring,
  edited: Edited,
  text: TextDocument,
): lsp.CodeAction => ({
  title,
  kind: refactoringKinds[kind],
  edit: toWorkspaceEdit([{ file: text.uri, edits }], edited, text) ?? {},
})

const refactoringKinds: Readonly<Record<Refactoring['kind'], lsp.CodeActionKind>> = {
  extract: lsp.CodeActionKind.RefactorExtract,
  inline: lsp.CodeActionKind.RefactorInline,
  rewrite: lsp.CodeActionKind.RefactorRewrite,
}

/** Lines fold away behind their first. */
export function toFoldingRange({ kind, ...span }: Fold, text: TextDocument): lsp.FoldingRange {
  const { start, end } = toRange(span, text)
  const known = foldKinds[kind]
  return { startLine: start.line, endLine: end.line, ...(known !== undefined && { kind: known }) }
}

const foldKinds: Readonly<Record<Fold['kind'], lsp.FoldingRangeKind | undefined>> = {
  code: undefined,
  comment: lsp.FoldingRangeKind.Comment,
  imports: lsp.FoldingRangeKind.Imports,
}

export const tokenLegend: lsp.SemanticTokensLegend = {
  tokenTypes: [...tokenTypes],
  tokenModifiers: ['declaration', 'readonly', 'defaultLibrary'],
}

/** Tokens over line breaks do not exist in `.net`; each is told by how far it is from the one before. */
export function toSemanticTokens(tokens: readonly Token[], text: TextDocument): lsp.SemanticTokens {
  const builder = new lsp.SemanticTokensBuilder()
  for (const token of tokens) {
    const { line, character } = text.positionAt(token.from)
    builder.push(line, character, token.to - token.from, typeNumber.get(token.type)!, modifiersOf(token))
  }
  return builder.build()
}

const typeNumber: ReadonlyMap<TokenType, number> = new Map(tokenTypes.map((type, i) => [type, i]))

const modifiersOf = ({ isDefinition, isConstant, isLibrary }: Token): number =>
  (isDefinition ? 1 : 0) | (isConstant ? 2 : 0) | (isLibrary ? 4 : 0)

/** Each within the next. */
export function toSelectionRange(spans: readonly Span[], text: TextDocument): lsp.SelectionRange | undefined {
  let outer: lsp.SelectionRange | undefined
  for (const span of spans.toReversed()) outer = { range: toRange(span, text), ...(outer && { parent: outer }) }
  return outer
}
