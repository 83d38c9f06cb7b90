/** Explanations as Markdown: the form in which hovers show a layer. */
import type { Visit } from '../model/layer.ts'
import { isUnknown, type Size } from '../tensor/size.ts'
import type { Document } from './document.ts'
import { type Explanation, explainVisit } from './explain.ts'
import { formulaBlock } from './formula-block.ts'
import { code, codeCell, escapeText, foldMiddle, table } from './markdown.ts'
import { printBytes, printCount } from './quantities.ts'
import { reasonLines } from './reasons.ts'
import { macsMeaning } from './summary-markdown.ts'

/** One call: output, input, formulas, weights, costs. */
export function visitMarkdown(explanation: Explanation, document: Document): string {
  return [
    heading(explanation),
    flow(explanation),
    ...formulaBlock(explanation),
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
  const shown = [...head, ...tail].map(({ visit, number }) => ({
    ...explainVisit(visit, document.analysis.symbols),
    number,
  }))
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

/** What a call costs: operations, memory, and how much of the input an element sees. */
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
