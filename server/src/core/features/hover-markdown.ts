/** Explanations as Markdown: the form in which hovers show a layer. */
import type { Visit } from '../model/layer.ts'
import { isUnknown, type Size } from '../tensor/size.ts'
import type { Document } from './document.ts'
import { type Explanation, explainVisit, type FormulaRow, type WeightRow } from './explain.ts'
import { code, codeBlock, codeCell, escapeText, foldMiddle, table } from './markdown.ts'
import { printBytes, printCount } from './quantities.ts'
import { reasonLines } from './reasons.ts'
import { macsMeaning } from './summary-markdown.ts'

/** One call: output, input, formulas, weights, costs. */
export function visitMarkdown(explanation: Explanation, document: Document): string {
  return [
    heading(explanation),
    flow(explanation),
    ...block(explanation),
    ...costs(explanation),
    ...reasonLines(explanation.unknowns, document),
    ...link(explanation),
  ].join('\n\n')
}

/** One call of a model: what comes out and goes in; its summary says the rest. */
export const modelCallMarkdown = (explanation: Explanation, summary: string): string =>
  [heading(explanation), flow(explanation), summary].join('\n\n')

/** A layer that has not been called yet. */
export const layerMarkdown = (explanation: Explanation, document: Document): string =>
  [heading(explanation), ...reasonLines(explanation.unknowns, document), ...link(explanation)].join('\n\n')

/** Several different calls of one place: a table of all, the first and the last ones where they are many. */
export function visitsMarkdown(visits: readonly Visit[], document: Document): string {
  const numbered = visits.map((visit, i) => ({ visit, number: i + 1 }))
  const { head, hidden, tail } = foldMiddle(numbered, 40, 15)
  const shown = [...head, ...tail].map(({ visit, number }) => ({ ...explainVisit(visit), number }))
  const rows = shown.map(visitCells)
  const more = hidden > 0 ? [['…', `${hidden} more`, '', '', '']] : []
  const unknowns = new Map(shown.flatMap(each => each.unknowns.map(reason => [reason.why, reason])))
  return [
    `**${escapeText(shown[0]!.className)}** · visited ${visits.length} times`,
    table(
      ['', 'Layer', 'Input', 'Output', 'Param #'],
      [...rows.slice(0, head.length), ...more, ...rows.slice(head.length)],
      ['right', 'left', 'left', 'left', 'right'],
    ),
    ...reasonLines([...unknowns.values()], document),
    ...link(shown[0]!),
  ].join('\n\n')
}

type Numbered = Explanation & { readonly number: number }

const visitCells = ({ name, inputs, outputs, parameters, number }: Numbered): readonly string[] => [
  String(number),
  escapeText(name),
  codeCell(inputs.join(', ')),
  codeCell(outputs.join(', ')),
  escapeText(printCount(parameters)),
]

const heading = ({ className, name }: Explanation): string => `**${escapeText(className)}** · ${escapeText(name)}`

function flow({ outputs, inputs, parameters }: Explanation): string {
  const output = `output ${shapes(outputs)} · **${escapeText(printCount(parameters))}** parameter${plural(parameters)}`
  return inputs.length === 0 ? output : `${output}  \ninput ${shapes(inputs)}`
}

const shapes = (texts: readonly string[]): string => texts.map(code).join(', ')

const plural = (count: Size): string => (count === 1 ? '' : 's')

const link = ({ link }: Explanation): readonly string[] =>
  link === undefined ? [] : [`[${escapeText(link.replace(/^https:\/\/|\/$/g, ''))}](${link})`]

// ---- the block in fixed width

function block({ formulas, parameterRow, weights }: Explanation): readonly string[] {
  const rows = parameterRow ? [...formulas, parameterRow] : formulas
  const lines = alignFormulas(rows)
  const sizes = lines.slice(0, lines.length - (parameterRow ? 1 : 0))
  const counts = lines.slice(sizes.length)
  const gap = sizes.length > 0 && counts.length > 0 ? [''] : []
  const all = [...sizes, ...gap, ...counts, ...alignWeights(weights)].flat()
  return all.length === 0 ? [] : [codeBlock(all)]
}

/** Longer lines are broken before each equals sign. */
const mostColumns = 100

function alignFormulas(rows: readonly FormulaRow[]): readonly (readonly string[])[] {
  const width = Math.max(0, ...rows.map(({ label }) => label.length))
  const cells = rows.map(cellsOfRow)
  const isShort = ({ names, rest }: Cells) => width + names.length + rest.join('').length < mostColumns
  const column = Math.max(0, ...cells.filter(isShort).map(({ names }) => names.length))
  return cells.map(row => {
    const { label, names, rest } = row
    const start = `${label.padEnd(width)}  ${names}`
    const indent = ' '.repeat(width)
    return isShort(row)
      ? [`${label.padEnd(width)}  ${names.padEnd(column)} ${rest.join('')}`.trimEnd()]
      : [start, ...rest.map(step => `${indent} ${step}`)]
  })
}

interface Cells {
  readonly label: string
  readonly names: string
  /** `= numbers` and `= result`, each with a space before it. */
  readonly rest: readonly string[]
}

function cellsOfRow({ label, steps, result, same }: FormulaRow): Cells {
  const [names = result, ...numbers] = same ? ['the same'] : steps
  const rest = steps.length === 0 ? [] : [...numbers, result]
  return { label, names, rest: rest.map(step => ` = ${step}`) }
}

function alignWeights(weights: readonly WeightRow[]): readonly (readonly string[])[] {
  const width = (read: (row: WeightRow) => string) => Math.max(0, ...weights.map(row => read(row).length))
  const [name, shape, count] = [width(row => row.name), width(row => row.shape), width(row => row.count)]
  return weights.map(row => [
    `  ${row.name.padEnd(name)}  ${row.shape.padEnd(shape)}  ${row.count.padStart(count)}  ${row.trainable ? 'trainable' : 'not trainable'}`,
  ])
}

// ---- what it costs

function costs({ macs, activations, field }: Explanation): readonly string[] {
  const hasMacs = macs !== 0 && !isUnknown(macs)
  const parts = [
    ...(hasMacs ? [`MACs ${escapeText(printCount(macs))}`] : []),
    ...(activations === 0 || isUnknown(activations) ? [] : [`activations ${escapeText(printBytes(activations))}`]),
    ...(field === undefined ? [] : [`receptive field ${escapeText(field)}`]),
  ]
  const meaning = typeof macs === 'number' && hasMacs ? [`*MACs: ${macsMeaning}.*`] : []
  return parts.length === 0 ? [] : [[parts.join(' · '), ...meaning].join('  \n')]
}
