/** A summary as Markdown, for hovers and for copying. */
import type { Size } from '../tensor/size.ts'
import type { Evaluated } from './document.ts'
import { codeCell, escapeText, foldMiddle, table } from './markdown.ts'
import { printBytes, printCount } from './quantities.ts'
import { reasonLines } from './reasons.ts'
import type { Summary, SummaryRow } from './summary.ts'

export interface SummaryForm {
  /** More rows than this are folded in the middle. */
  readonly mostRows: number
  /** How many of the first and of the last rows are left. */
  readonly keptRows: number
}

/** As hovers show it. */
export const foldedForm: SummaryForm = { mostRows: 40, keptRows: 15 }

export const summaryMarkdown = (summary: Summary, document: Evaluated, form: SummaryForm = foldedForm): string =>
  [`**${escapeText(summary.name)}** · ${escapeText(summary.className)}`, summaryBody(summary, document, form)].join(
    '\n\n',
  )

/** The table and what stands under it, without a heading. */
export function summaryBody(summary: Summary, document: Evaluated, form: SummaryForm = foldedForm): string {
  const header = ['Layer (type)', 'Output shape', 'Param #', ...(summary.isLinear ? [] : ['Connected to'])]
  const { head, hidden, tail } = foldMiddle(summary.rows, form.mostRows, form.keptRows)
  const more = hidden > 0 ? [[`… ${hidden} more layers`, '', '', ''].slice(0, header.length)] : []
  const cells = (row: SummaryRow) => cellsOf(row, summary.isLinear)
  const rows = [...head.map(cells), ...more, ...tail.map(cells)]
  return [
    table(header, rows, ['left', 'left', 'right', 'left']),
    totals(summary).join('  \n'),
    ...reasonLines(summary.unknowns, document),
  ].join('\n\n')
}

function cellsOf({ name, className, output, params, connectedTo }: SummaryRow, isLinear: boolean): readonly string[] {
  const cells = [`${escapeText(name)} (${escapeText(className)})`, codeCell(output), escapeText(printCount(params))]
  return isLinear ? cells : [...cells, connectedTo.length === 0 ? '-' : escapeText(connectedTo.join(', '))]
}

/** The lines under the table. */
function totals({ total, trainable, nonTrainable, macs, weightBytes, activationBytes }: Summary): readonly string[] {
  const count = (size: Size) => escapeText(printCount(size))
  const bytes = (size: Size) => escapeText(printBytes(size))
  return [
    `**${count(total)}** parameters: ${count(trainable)} trainable, ${count(nonTrainable)} non-trainable`,
    `Memory: weights ${bytes(weightBytes)}, activations ${bytes(activationBytes)} per sample`,
    `MACs: ${count(macs)} per sample${typeof macs === 'number' && macs > 0 ? ` (${macsMeaning})` : ''}`,
  ]
}

/** Said once wherever MACs are shown. */
export const macsMeaning = 'multiply–accumulates of the matrix products; biases are not counted'
