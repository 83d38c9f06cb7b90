/** Problems as compilers print them, a line each: `file:line:column: severity code: message`. */
import { type Diagnostic, diagnosticsOf } from '../core/features/diagnostics.ts'
import type { Document, Program } from '../core/features/document.ts'
import { lineStartsOf, positionAt } from '../core/features/lines.ts'
import { defaultsOf, diagnosticSettings } from '../core/features/options.ts'
import type { Severity } from '../core/layers/problem.ts'
import type { Place } from '../core/source/span.ts'
import type { Paint, Style } from './paint.ts'

export const problemsOf = (program: Program): readonly Diagnostic[] => program.documents.flatMap(problemsIn)

const problemsIn = (document: Document): readonly Diagnostic[] =>
  diagnosticsOf(document, defaultsOf(diagnosticSettings))

const styles: Readonly<Record<Severity, Style>> = {
  error: ['red', 'bold'],
  warning: ['yellow', 'bold'],
  information: ['blue', 'bold'],
  hint: 'bold',
}

/** The lines of all problems of a program, each followed by the places that it is related to. */
export const problemLines = ({ documents }: Program, paint: Paint): readonly string[] =>
  documents.flatMap(document => linesOf(document, paint))

function linesOf(document: Document, paint: Paint): readonly string[] {
  const { file } = document
  return problemsIn(document).flatMap(({ severity, code, span, message, related }) => [
    `${address({ ...span, file }, document)}: ${paint(styles[severity], severity)} ${code}: ${message}`,
    ...related.map(each => `  ${address(each.place, document)}: ${each.message}`),
  ])
}

/** Lines and columns count from 1, as editors show them and terminals link them. */
function address({ file, from }: Place, document: Document): string {
  const { line, column } = positionAt(lineStartsOf(document, file), from)
  return `${file}:${line + 1}:${column + 1}`
}

/** `2 errors, 1 warning`; `no problems`. */
export function countProblems(programs: readonly Program[]): string {
  const found = programs.flatMap(problemsOf)
  const counts = severityNames.map(([severity, name]) => {
    const count = found.filter(each => each.severity === severity).length
    return count === 0 ? '' : `${count} ${name}${count === 1 ? '' : 's'}`
  })
  return counts.filter(count => count !== '').join(', ') || 'no problems'
}

const severityNames: readonly (readonly [Severity, string])[] = [
  ['error', 'error'],
  ['warning', 'warning'],
  ['information', 'remark'],
  ['hint', 'hint'],
]
