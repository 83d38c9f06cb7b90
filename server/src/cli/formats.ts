/** What is printed for documents in each format. */
import type { Document } from '../core/features/document.ts'
import { documentJson, type JsonReport } from '../core/features/json.ts'
import { escapeText } from '../core/features/markdown.ts'
import { summariesOf } from '../core/features/summary.ts'
import { summaryMarkdown } from '../core/features/summary-markdown.ts'
import type { Format } from './command.ts'
import { csvText } from './csv.ts'
import type { Paint } from './paint.ts'
import { countProblems, problemLines } from './problems.ts'
import { tableText } from './table.ts'

/** Everything there is to say about some documents. */
export const formats: Readonly<Record<Format, (documents: readonly Document[], paint: Paint) => string>> = {
  table: (documents, paint) => documents.map(document => tableText(document, paint)).join('\n'),
  json: jsonText,
  markdown: documents => documents.map(markdownText).join('\n'),
  csv: csvText,
}

/** The problems alone; JSON has them among everything else. */
export function checkText(documents: readonly Document[], format: Format, paint: Paint): string {
  if (format === 'json') return jsonText(documents)
  if (documents.length === 0) return ''
  const lines = documents.flatMap(document => problemLines(document, paint))
  const files = documents.length === 1 ? '1 file' : `${documents.length} files`
  return `${[...lines, `${files}: ${countProblems(documents)}`].join('\n')}\n`
}

function jsonText(documents: readonly Document[]): string {
  const report: JsonReport = { version: 1, files: documents.map(documentJson) }
  return `${JSON.stringify(report, undefined, 2)}\n`
}

const unfolded = { mostRows: Number.POSITIVE_INFINITY, keptRows: 0 }

function markdownText(document: Document): string {
  const models = summariesOf(document).map(summary => summaryMarkdown(summary, document, unfolded))
  const parts = models.length > 0 ? models : ['No model is made here.']
  return `## ${escapeText(document.file)}\n\n${parts.join('\n\n')}\n`
}
