/** A program as people read it in a terminal: the summary of each model as a table, then the problems. */
import Table from 'cli-table3'
import type { Program } from '../core/features/document.ts'
import { lineNumber } from '../core/features/lines.ts'
import { plain } from '../core/features/markdown.ts'
import { printBytes, printCount } from '../core/features/quantities.ts'
import { reason } from '../core/features/reasons.ts'
import { type Summary, type SummaryRow, summariesOf } from '../core/features/summary.ts'
import type { Paint } from './paint.ts'
import { problemLines } from './problems.ts'

export function tableText(program: Program, paint: Paint): string {
  const models = summariesOf(program).map(summary => modelText(summary, program, paint))
  const found = models.length > 0 ? models : [`${program.file}: no model is made here.\n`]
  return [
    ...found,
    problemLines(program, paint)
      .map(line => `${line}\n`)
      .join(''),
  ]
    .filter(part => part !== '')
    .join('\n')
}

function modelText(summary: Summary, program: Program, paint: Paint): string {
  const where = `${summary.place.file}:${lineNumber(program, summary.place)}`
  const by = summary.uncalled === undefined ? '' : ` in ${plain(summary.uncalled)}, which nobody calls`
  const title = `${paint('bold', plain(summary.name))} (${summary.className})${by} ${paint('dim', where)}`
  const unknowns = summary.unknowns.map(each => `? ${plain(reason(each, program))}`)
  return `${[title, layerTable(summary, paint), ...totals(summary, paint), ...unknowns].join('\n')}\n`
}

function layerTable({ rows, isLinear }: Summary, paint: Paint): string {
  const head = ['Layer (type)', 'Output shape', 'Params', ...(isLinear ? [] : ['Connected to'])]
  const table = new Table({
    head: head.map(each => paint('bold', each)),
    colAligns: ['left', 'left', 'right', 'left'],
    style: { head: [], border: [] },
  })
  for (const [i, row] of rows.entries()) {
    const cells = cellsOf(row, isLinear, paint)
    table.push(i === 0 ? cells : cells.map(content => ({ content, chars: noRule })))
  }
  return table.toString()
}

/** Only the first row has a line above it. */
const noRule = { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' }

function cellsOf(
  { name, className, output, params, connectedTo }: SummaryRow,
  isLinear: boolean,
  paint: Paint,
): string[] {
  const layer = `${plain(name)} (${paint('cyan', className)})`
  const cells = [layer, plain(output), params === 0 ? paint('dim', '0') : paint('green', plain(printCount(params)))]
  return isLinear ? cells : [...cells, plain(connectedTo.join(', '))]
}

function totals(summary: Summary, paint: Paint): readonly string[] {
  const { total, trainable, nonTrainable, macs, weightBytes, activationBytes } = summary
  const parameters = paint(['bold', 'green'], plain(printCount(total)))
  return [
    `Parameters: ${parameters} (${printBytes(weightBytes)}), trainable ${printCount(trainable)}, non-trainable ${printCount(nonTrainable)}`,
    `Per sample: ${printCount(macs)} MACs (multiply–accumulates, biases not counted), activations ${printBytes(activationBytes)}`,
  ]
}
