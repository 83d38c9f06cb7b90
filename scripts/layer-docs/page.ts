/** docs/layers.md: every layer kind with its parameters, formulas and examples, as the records declare them. */
import { code, codeCell, table } from '../../server/src/core/features/markdown.ts'
import { parametersOf } from '../../server/src/core/layers/bind.ts'
import { wordOf } from '../../server/src/core/layers/catalogue.ts'
import { commonParameters } from '../../server/src/core/layers/common.ts'
import { applicationFamily, everyLayer, families } from '../../server/src/core/layers/keras/catalogue.ts'
import type { LayerKind } from '../../server/src/core/layers/layer.ts'
import type { Parameter } from '../../server/src/core/layers/parameters.ts'
import { printPython } from '../../server/src/core/layers/value.ts'
import { toSnakeCase } from '../../server/src/core/layers/words.ts'
import { exampleLines } from './examples.ts'

/** The whole page. */
export function page(): string {
  const tables = new Map<string, string>()
  const sections = all.flatMap(({ title, kinds }) => [
    `## ${title} layers`,
    ...kinds.flatMap(kind => section(kind, tables)),
  ])
  return `${[...introduction, contents(), ...common(), ...sections].join('\n\n')}\n`
}

const all = [...families, applicationFamily]

const introduction = [
  '# Layers',
  'Written by `npm run docs` from the records in `server/src/core/layers/keras`.',
  `Each layer of Keras, and of the models of keras.applications, with what it takes, and an example: its call, the
shapes that go in and come out, and its parameters, all of them as real Keras 3 gives them. Below the first example
stands how each size of the output, the number of parameters and the multiply–accumulates (MACs: those of the matrix
products for one sample, biases not counted) come about, in names and in numbers. A size that is not told there is that
of the input.`,
]

const contents = (): string =>
  all
    .map(({ title, kinds }) => `- ${link(`${title} layers`)}: ${kinds.map(({ name }) => link(name)).join(', ')}`)
    .join('\n')

const link = (heading: string): string => `[${heading}](#${heading.toLowerCase().replaceAll(' ', '-')})`

const common = (): readonly string[] => [
  '## Parameters of all layers',
  'Every layer takes these too, by name, unless its section says otherwise.',
  parameterTable(Object.entries(commonParameters)),
]

/** A table that an earlier section has already is not repeated. */
function section(kind: LayerKind, tables: Map<string, string>): readonly string[] {
  const parameters = Object.entries(kind.parameters).filter(([, { type }]) => type !== 'None')
  return [`### ${kind.name}`, heading(kind), ...parameterLines(kind.name, parameters, tables), ...exampleLines(kind)]
}

function heading(kind: LayerKind): string {
  const lacking = Object.keys(commonParameters).filter(name => !parametersOf(kind).some(([each]) => each === name))
  const facts = [
    `[${kind.link.startsWith('https://keras.io/') ? 'keras.io' : 'tensorflow.org'}](${kind.link})`,
    ...listed('also', kind.aliases),
    ...listed(
      'as a function',
      Object.keys(kind.functions).map(name => `${name}()`),
    ),
    ...listed('in .net', wordsOf(kind)),
    ...listed('without', lacking),
    ...(kind.traits.keepsShape ? ['keeps the shape'] : []),
  ]
  return `${kind.summary}  \n${facts.join(' · ')}`
}

const listed = (label: string, names: readonly string[]): readonly string[] =>
  names.length === 0 ? [] : [`${label} ${names.map(code).join(', ')}`]

/** The words that mean this kind in `.net`. */
function wordsOf(kind: LayerKind): readonly string[] {
  const words = [wordOf(kind), ...kind.aliases.map(toSnakeCase), ...kind.words]
  return [...new Set(words)].filter(word => everyLayer.byWord(word) === kind)
}

type Parameters = readonly (readonly [name: string, parameter: Parameter<unknown>])[]

function parameterLines(name: string, parameters: Parameters, tables: Map<string, string>): readonly string[] {
  if (parameters.length === 0) return []
  const written = parameterTable(parameters)
  const before = tables.get(written)
  if (before !== undefined) return [`Parameters as of ${link(before)}.`]
  tables.set(written, name)
  return [written]
}

const parameterTable = (parameters: Parameters): string =>
  table(
    ['parameter', 'type', 'default', 'meaning'],
    parameters.map(([name, { type, default: fallback, meaning, keywordOnly }]) => [
      code(name),
      type.replaceAll('|', '\\|'),
      fallback === undefined ? '' : codeCell(printPython(fallback)),
      keywordOnly ? `${meaning} Only by name.` : meaning,
    ]),
  )
