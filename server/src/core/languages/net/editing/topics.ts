/** What there is to read about layers, arguments, operations, and what a file defines. */
import { parametersOf } from '../../../layers/bind.ts'
import { wordOf } from '../../../layers/catalogue.ts'
import { kerasLayers } from '../../../layers/keras/catalogue.ts'
import type { LayerKind } from '../../../layers/layer.ts'
import type { OperationFunction } from '../../../layers/operation-catalogue.ts'
import type { Parameter } from '../../../layers/parameters.ts'
import type { Signature, SignatureParameter } from '../../../layers/signature.ts'
import type { Topic } from '../../../layers/topic.ts'
import { toSnakeCase } from '../../../layers/words.ts'
import { printValue } from './print.ts'
import type { File } from './resolve.ts'
import type { Definition } from './scopes.ts'

/** All words that mean a kind, the short ones first. */
export const wordsOf = (kind: LayerKind): readonly string[] => {
  const words = new Set([...kind.words, wordOf(kind), ...kind.aliases.map(toSnakeCase)])
  return [...words].filter(word => kerasLayers.byWord(word) === kind)
}

/** What a layer is, and the arguments that it takes by their place. */
export function layerTopic(kind: LayerKind, word: string = wordsOf(kind)[0] ?? wordOf(kind)): Topic {
  const others = wordsOf(kind).filter(each => each !== word)
  return {
    code: layerCode(kind, word),
    text: kind.summary,
    facts: others.length > 0 ? [`${kind.name} · also ${others.join(', ')}`] : [kind.name],
    link: kind.link,
  }
}

function layerCode(kind: LayerKind, word: string): string {
  const own = Object.entries(kind.parameters).filter(([, { keywordOnly }]) => !keywordOnly)
  const shown = own.slice(0, mostShown).map(([name, parameter]) => parameterCode(name, parameter))
  return [word, ...shown, ...(own.length > mostShown ? ['…'] : [])].join(' ')
}

const mostShown = 8

/** `filters`, `strides=1x1`. */
export const parameterCode = (name: string, { default: fallback }: Pick<Parameter<unknown>, 'default'>): string =>
  fallback === undefined ? name : `${name}=${printValue(fallback)}`

export function parameterTopic(kind: LayerKind, name: string): Topic | undefined {
  const parameter = parametersOf(kind).find(([each]) => each === name)?.[1]
  if (!parameter) return undefined
  return {
    code: `${name}: ${parameter.type}${parameter.default === undefined ? '' : ` = ${printValue(parameter.default)}`}`,
    text: parameter.meaning,
    facts: [...choicesOf(parameter), `argument of ${kind.name}${parameter.keywordOnly ? ', only by name' : ''}`],
    link: kind.link,
  }
}

const choicesOf = ({ names = [] }: Parameter<unknown>): readonly string[] =>
  names.length === 0 ? [] : [names.join(', ')]

export const operationTopic = ({ kind, signature }: OperationFunction): Topic => ({
  code: operationCode(signature),
  text: kind.summary,
  facts: [],
  link: kind.link,
})

/** The first tensor is what the line goes on from. */
export const operationCode = ({ path, parameters }: Signature): string =>
  [path, ...parameters.slice(1).map(operationParameter)].join(' ')

export const operationParameter = ({ name, default: fallback }: SignatureParameter): string =>
  fallback === undefined ? name : `${name}=${printValue(fallback)}`

/** The head of what a file defines, and the comment above it. */
export function definitionTopic(
  { item, kind, parameter, name }: Definition,
  { tree, file }: File,
  from: string,
): Topic {
  const start = tree.starts[item.index]!
  const { statement } = item
  const head = statement ? tree.text.slice(start + statement.from, start + statement.to) : name
  const isColumn = kind === 'column'
  const isParameter = kind === 'parameter' && parameter
  return {
    code: isParameter
      ? tree.text.slice(start + parameter.from, start + parameter.to)
      : isColumn
        ? name
        : plainHead(head),
    text: isParameter || isColumn ? '' : commentAbove(tree.text, start),
    facts: [
      `${describe(kind)}${isParameter && statement && 'name' in statement ? ` of ${nameIn(statement.name)}` : ''}`,
      ...(file === from ? [] : [`in ${file.slice(file.lastIndexOf('/') + 1)}`]),
    ],
  }
}

const nameIn = (name: { readonly name: string } | undefined): string => name?.name ?? 'this'

const plainHead = (head: string): string => head.replace(/\s*[\n\r]\s*/g, ' ')

const describe = (kind: Definition['kind']): string => descriptions[kind]

const descriptions: Readonly<Record<Definition['kind'], string>> = {
  block: 'a block',
  model: 'a model',
  table: 'a table',
  column: 'a column',
  function: 'a function of values',
  constant: 'a constant',
  module: 'a file that is used',
  parameter: 'a parameter',
  tensor: 'a tensor',
  shared: 'a layer that is shared',
  branch: 'what a branch puts out',
  index: 'counts the repetitions',
  element: 'an element of the list',
  size: 'a size that stays open',
}

/** The comment lines that stand right above a line. */
export function commentAbove(text: string, start: number): string {
  const lines = text.slice(0, start).split(/\r\n|\n|\r/)
  const comments: string[] = []
  lines.pop()
  for (let line = lines.pop(); line !== undefined && /^\s*#/.test(line); line = lines.pop())
    comments.unshift(line.replace(/^\s*#+ ?/, ''))
  return comments.join(' ').trim()
}
