/** The block in fixed width in which hovers show formulas and weights, aligned like a table. */
import type { Explanation, FormulaRow, WeightRow } from './explain.ts'
import { codeBlock, foldMiddle } from './markdown.ts'

/** Editors wrap longer lines in a hover, so they are broken: before equals signs from here on, … */
const mostColumns = 80
/** … and before plus signs where a formula alone is too long. */
const longestFormula = 90

/** How the sizes come about; then the number of parameters, and below it the weights. Empty where nothing is to be told. */
export function formulaBlock({ formulas, parameterRow, weights }: Explanation): readonly string[] {
  const rows = alignFormulas(parameterRow ? [...formulas, parameterRow] : formulas)
  const sizes = rows.slice(0, formulas.length)
  const counts = rows.slice(formulas.length)
  const gap = sizes.length > 0 && counts.length > 0 ? [''] : []
  const lines = [...sizes.flat(), ...gap, ...counts.flat(), ...alignWeights(weights)]
  return lines.length === 0 ? [] : [codeBlock(lines)]
}

/** The lines of each row. */
function alignFormulas(rows: readonly FormulaRow[]): readonly (readonly string[])[] {
  const cells = rows.map(cellsOf)
  const label = Math.max(0, ...cells.map(row => row.label.length))
  const isShort = ({ names, rest }: Cells) => label + names.length + rest.join('').length < mostColumns
  const names = Math.max(0, ...cells.filter(isShort).map(row => row.names.length))
  return cells.map(row => (isShort(row) ? [alignRow(row, label, names)] : breakRow(row, label)))
}

interface Cells {
  readonly label: string
  readonly names: string
  /** `= numbers` and `= result`. */
  readonly rest: readonly string[]
}

function cellsOf({ label, steps, result, same }: FormulaRow): Cells {
  const [names = result, ...numbers] = same ? ['the same'] : steps
  const rest = steps.length === 0 ? [] : [...numbers, result]
  return { label, names, rest: rest.map(step => `= ${step}`) }
}

const alignRow = ({ label, names, rest }: Cells, first: number, second: number): string =>
  `${label.padEnd(first)}  ${names.padEnd(second)}  ${rest.join(' ')}`.trimEnd()

function breakRow({ label, names, rest }: Cells, width: number): readonly string[] {
  const together = rest.join(' ')
  const steps = width + together.length < mostColumns ? [names, together] : [names, ...rest]
  const [first = '', ...others] = steps.flatMap(step => breakSum(step, longestFormula - width))
  return [`${label.padEnd(width)}  ${first}`, ...others.map(line => `${' '.repeat(width)}  ${line}`)]
}

/** A long sum in several lines, each of which after the first begins with its plus sign. */
function breakSum(text: string, most: number): readonly string[] {
  const lines: string[] = []
  for (const term of text.split(/ (?=\+ )/)) {
    const longer = lines.length === 0 ? term : `${lines.at(-1)} ${term}`
    if (lines.length > 0 && longer.length <= most) lines[lines.length - 1] = longer
    else lines.push(lines.length === 0 ? term : `  ${term}`)
  }
  return lines
}

function alignWeights(weights: readonly WeightRow[]): readonly string[] {
  const { head, hidden, tail } = foldMiddle(weights, 30, 10)
  const shown = [...head, ...tail]
  const width = (read: (row: WeightRow) => string) => Math.max(0, ...shown.map(row => read(row).length))
  const [name, shape, count] = [width(row => row.name), width(row => row.shape), width(row => row.count)]
  const line = (row: WeightRow) => {
    const trains = row.trainable ? 'trainable' : 'not trainable'
    return `  ${row.name.padEnd(name)}  ${row.shape.padEnd(shape)}  ${row.count.padStart(count)}  ${trains}`
  }
  return [...head.map(line), ...(hidden > 0 ? [`  … ${hidden} more weights`] : []), ...tail.map(line)]
}
