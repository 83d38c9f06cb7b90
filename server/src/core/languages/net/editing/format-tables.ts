/** Tables: their cells stand in columns. */
import type { Item } from '../parse/outline.ts'
import type { Code, Word } from './format-lines.ts'

/** The rows of a table as text, by the lines that they are; rows over several lines stay as they are. */
export function alignedRows({ statement, body }: Item, codes: ReadonlyMap<number, Code>): ReadonlyMap<number, string> {
  if (statement?.type !== 'table') return new Map()
  const rows = body.flatMap(row => {
    const code = codes.get(row.index)
    const cells = code && code.rows.length === 1 ? cellsOf(row, code.words) : undefined
    return cells ? [{ index: row.index, cells }] : []
  })
  const widths: number[] = []
  for (const { cells } of rows)
    for (const [i, cell] of cells.entries()) widths[i] = Math.max(widths[i] ?? 0, cell.length)
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, i) => cell.padEnd(widths[i]!))
      .join(' ')
      .trimEnd()
  return new Map(rows.map(({ index, cells }) => [index, line(cells)]))
}

/** The cells of a row as text; undefined for a line that is no row. */
function cellsOf({ statement }: Item, words: readonly Word[]): readonly string[] | undefined {
  const starts = new Set(startsOf(statement))
  if (starts.size === 0) return undefined
  const cells: string[] = []
  for (const { from, before, text } of words)
    if (starts.has(from)) cells.push(text)
    else cells.push(`${cells.pop() ?? ''}${before}${text}`)
  return cells
}

function startsOf(statement: Item['statement']): readonly number[] {
  if (statement?.type === 'row') return statement.cells.map(({ from }) => from)
  if (statement?.type !== 'layer' || !statement.layer || statement.targets.length > 0 || statement.inputs) return []
  const { word, arguments: rest } = statement.layer
  return [word.from, ...rest.map(({ from }) => from)]
}
