/**
 * Source files that say under each line what is shown there: hints, problems with their fixes, totals of models.
 *
 * `annotate` writes the annotations and `strip` takes them away, so that a file is right if writing gives it back. The
 * form is explained in test/README.md.
 */
import { type Diagnostic, diagnosticsOf } from '../server/src/core/features/diagnostics.ts'
import type { Document } from '../server/src/core/features/document.ts'
import { type Fix, fixesFor } from '../server/src/core/features/fixes.ts'
import { hintsIn } from '../server/src/core/features/hints.ts'
import { lineEnd, lineStart, lineStarts, positionAt } from '../server/src/core/features/lines.ts'
import { defaultsOf, diagnosticSettings, hintSettings } from '../server/src/core/features/options.ts'
import { printCount } from '../server/src/core/features/quantities.ts'
import { summariesOf } from '../server/src/core/features/summary.ts'
import type { Edit, Span } from '../server/src/core/source/span.ts'

const annotation = /^#(?:\|| *[\^↑]| {2,}fix: | model: )/

/** The source without its annotations. */
export const strip = (text: string): string =>
  text
    .split('\n')
    .filter(line => !annotation.test(line))
    .join('\n')

/** The source of `document`, with everything that is shown written under the line at which it is shown. */
export function annotate(document: Document): string {
  const { text } = document
  const notes = new Map<number, string[]>()
  const put = (offset: number, ...lines: readonly string[]) => {
    const line = positionAt(lineStarts(text), offset).line
    notes.set(line, [...(notes.get(line) ?? []), ...lines])
  }
  for (const { place, offset, label } of hintsIn(document, wholeText(text), defaultsOf(hintSettings))) {
    if (offset !== lineEnd(text, offset)) throw new Error(`a hint at ${offset}, which is not the end of its line`)
    put(offset, `${mark(place, offset, text)} ${label}`)
  }
  for (const diagnostic of diagnosticsOf(document, defaultsOf(diagnosticSettings)))
    put(diagnostic.span.to, ...describeProblem(diagnostic, document))
  for (const summary of summariesOf(document)) put(summary.place.to, `# model: ${describeModel(summary)}`)
  return text
    .split('\n')
    .flatMap((line, i) => [line, ...(notes.get(i) ?? [])])
    .join('\n')
}

const wholeText = (text: string): Span => ({ from: 0, to: text.length })

function describeProblem(diagnostic: Diagnostic, document: Document): readonly string[] {
  const { span, severity, code, message, related } = diagnostic
  const starts = lineStarts(document.text)
  const lines = related.map(({ place }) => positionAt(starts, place.from).line + 1)
  const places = lines.length > 0 ? ` [line ${lines.join(', ')}]` : ''
  const fixes = fixesFor(document, diagnostic).map(fix => `#   fix: ${fix.title} → ${changedLines(fix, document.text)}`)
  return [`${mark(span, span.to, document.text)} ${severity} ${code}: ${message}${places}`, ...fixes]
}

/** The lines that a fix changes, as they are afterwards, on one line. */
function changedLines({ edits }: Fix, text: string): string {
  const from = lineStart(text, Math.min(...edits.map(edit => edit.from)))
  const to = lineEnd(text, Math.max(...edits.map(edit => edit.to)))
  const shifted = edits.map(edit => ({ ...edit, from: edit.from - from, to: edit.to - from }))
  return applyEdits(text.slice(from, to), shifted)
    .split('\n')
    .map(line => line.trim())
    .join(' ⏎ ')
}

/** The text after edits that do not overlap. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const backwards = [...edits].sort((a, b) => b.from - a.from)
  return backwards.reduce((done, { from, to, insert }) => done.slice(0, from) + insert + done.slice(to), text)
}

function describeModel({ name, total, nonTrainable, macs }: ReturnType<typeof summariesOf>[number]): string {
  const frozen = nonTrainable === 0 ? '' : `, ${printCount(nonTrainable)} of them not trainable`
  return `${name}, ${printCount(total)} parameters${frozen}, ${printCount(macs)} MACs`
}

/** A comment that marks the part of a span that lies on the line of `offset`. */
function mark({ from, to }: Span, offset: number, text: string): string {
  const start = lineStart(text, offset)
  const above = from < start ? `↑${aboveOf(from, start, text)} ` : ''
  const first = Math.max(from, start) - start
  const last = to - start
  if (last <= first)
    return above === '' && last === first ? `#${' '.repeat(Math.max(first - 1, 0))}^0` : `# ${above.trim()}`
  if (first === 0)
    return last === 1 ? `#|${above && ` ${above.trim()}`}` : `#${'^'.repeat(last - 1)}${above && ` ${above.trim()}`}`
  if (first === 1) throw new Error('a mark cannot begin in column 1')
  return `#${' '.repeat(first - 1)}${'^'.repeat(last - first)}`
}

/** How many lines above, and in which column: `3:9`. */
function aboveOf(from: number, start: number, text: string): string {
  const lines = text.slice(lineStart(text, from), start).split('\n').length - 1
  return `${lines}:${from - lineStart(text, from)}`
}
