/** Layers as comma-separated values, as RFC 4180 writes them: a row for each layer of each model. */
import type { Program } from '../core/features/document.ts'
import { lineNumber } from '../core/features/lines.ts'
import { type Summary, type SummaryRow, summariesOf } from '../core/features/summary.ts'
import { isNone, isUnknown, printSize, type Size } from '../core/tensor/size.ts'

const header = ['file', 'line', 'model', 'layer', 'class', 'output', 'params', 'trainable', 'connected_to']

/** The rows of all programs under one header. Counts are plain numbers; what is not known is empty. */
export const csvText = (programs: readonly Program[]): string =>
  [header, ...programs.flatMap(rowsOf)].map(row => `${row.map(quote).join(',')}\r\n`).join('')

const rowsOf = (program: Program): readonly (readonly string[])[] =>
  summariesOf(program).flatMap(summary => summary.rows.map(row => fields(row, summary, program)))

function fields(row: SummaryRow, { name }: Summary, program: Program): readonly string[] {
  const { params, trainable, connectedTo } = row
  const line = String(lineNumber(program, row.place))
  const isTrainable = isUnknown(trainable) ? '' : String(trainable)
  const layer = [row.name, row.className, row.output, printPlain(params), isTrainable, connectedTo.join(' ')]
  return [row.place.file, line, name, ...layer]
}

const printPlain = (size: Size): string => (isUnknown(size) || isNone(size) ? '' : printSize(size, '*'))

const quote = (field: string): string => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)
