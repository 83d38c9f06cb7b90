/** What is printed for programs in each format. */
import type { Program } from '../core/features/document.ts'
import { type JsonReport, programJson } from '../core/features/json.ts'
import { escapeText } from '../core/features/markdown.ts'
import { summariesOf } from '../core/features/summary.ts'
import { summaryMarkdown } from '../core/features/summary-markdown.ts'
import type { Format } from './command.ts'
import { csvText } from './csv.ts'
import type { Paint } from './paint.ts'
import { countProblems, problemLines } from './problems.ts'
import { tableText } from './table.ts'

/** Everything there is to say about some programs. */
export const formats: Readonly<Record<Format, (programs: readonly Program[], paint: Paint) => string>> = {
  table: (programs, paint) => programs.map(program => tableText(program, paint)).join('\n'),
  json: jsonText,
  markdown: programs => programs.map(markdownText).join('\n'),
  csv: csvText,
}

/** The problems alone; JSON has them among everything else. */
export function checkText(programs: readonly Program[], format: Format, paint: Paint): string {
  if (format === 'json') return jsonText(programs)
  if (programs.length === 0) return ''
  const lines = programs.flatMap(program => problemLines(program, paint))
  const files = programs.length === 1 ? '1 file' : `${programs.length} files`
  return `${[...lines, `${files}: ${countProblems(programs)}`].join('\n')}\n`
}

function jsonText(programs: readonly Program[]): string {
  const report: JsonReport = { version: 1, files: programs.map(programJson) }
  return `${JSON.stringify(report, undefined, 2)}\n`
}

const unfolded = { mostRows: Number.POSITIVE_INFINITY, keptRows: 0 }

function markdownText(program: Program): string {
  const models = summariesOf(program).map(summary => summaryMarkdown(summary, program, unfolded))
  const parts = models.length > 0 ? models : ['No model is made here.']
  return `## ${escapeText(program.file)}\n\n${parts.join('\n\n')}\n`
}
