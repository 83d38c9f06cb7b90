/** Completion: what can be typed at the cursor. */

import { kerasLayers } from '../../../layers/keras/catalogue.ts'
import type { Completion, CompletionKind, Completions, Edited } from '../../editing.ts'
import { statementWords } from '../parse/statements.ts'
import type { NetTree } from '../syntax.ts'
import { argumentItems, parameterItems, valueItems } from './complete-arguments.ts'
import { pathItems } from './complete-paths.ts'
import { effectOf, flowInto } from './effect.ts'
import { functionNames, functionTopic } from './functions.ts'
import { constants, inputTopic, keywordTopic, propertyTopic, tensorProperties } from './keywords.ts'
import { operationsUnder } from './operations.ts'
import { lineStart, type Probe, probeAt, wordStart } from './probe.ts'
import { exportsOf, type File, moduleOf, othersOf, type Target, targetOf, visibleAt } from './resolve.ts'
import { type DefinitionKind, definitionFor, type Occurrence } from './scopes.ts'
import { definitionTopic, layerTopic, operationTopic, wordsOf } from './topics.ts'

/** The text that is edited, as it reads with a name at the cursor. */
export interface Task {
  readonly edited: Edited<NetTree>
  readonly probe: Probe
  readonly file: File
  readonly offset: number
}

export function complete(edited: Edited<NetTree>, offset: number): Completions | undefined {
  const path = pathItems(edited, offset)
  if (path) return path
  const probe = probeAt(edited.tree, offset)
  if (!probe) return keywordBehind(edited.text, offset)
  const file = { file: edited.file, text: probe.tree.text, tree: probe.tree }
  const items = itemsFor({ edited, probe, file, offset })
  return items.length === 0 ? undefined : { span: { from: probe.from, to: endOfWord(edited.text, offset) }, items }
}

/** The word of the language that goes on with what stands before the cursor, where no name can. */
function keywordBehind(text: string, offset: number): Completions | undefined {
  const from = wordStart(text, offset)
  const line = text.slice(lineStart(text, from), from)
  const label = continuations.find(([before]) => before.test(line))?.[1]
  return label === undefined ? undefined : { span: { from, to: endOfWord(text, offset) }, items: [keyword(label, 1)] }
}

const continuations: readonly (readonly [before: RegExp, keyword: string])[] = [
  [/^\s*use\s*(["']).*\1\s+$/, 'as'],
  [/^\s*repeat\s[^#]*\S\s+$/, 'as'],
  [/^\s*for\s+[\p{L}\p{N}_]+(?:\s*,\s*[\p{L}\p{N}_]+)*\s+$/u, 'in'],
  [/^\s*branch\s+[\p{L}\p{N}_]+\s+$/u, 'from'],
]

const endOfWord = (text: string, offset: number): number =>
  offset + /^[\p{ID_Continue}_]*/u.exec(text.slice(offset, offset + 200))![0].length

function itemsFor(task: Task): readonly Completion[] {
  const { word } = task.probe
  if (word.of) return memberItems(word, word.of, task)
  switch (word.use.as) {
    case 'layer':
      return isRow(word) ? named(task, isValue) : layerItems(word, task)
    case 'argument':
      return word.use.argument.name
        ? [...valueItems(word.use.layer, word.use.argument.name.name, task), ...named(task, isValue)]
        : [...argumentItems(word.use.layer, word.use.argument, task), ...namesBeside(task), keyword('from', 8)]
    case 'argument name':
      return parameterItems(word.use.layer, undefined, task)
    case 'tensor':
      return [...named(task, isTensor), ...inputItem(word)]
    case 'value':
    case 'function':
      return valueItemsFor(task)
    default:
      return []
  }
}

/** A line of a table is no layer. */
const isRow = ({ item, scope }: Occurrence): boolean =>
  item.statement?.type === 'row' || scope.owner?.statement?.type === 'table'

// ---- the first word of a line

function layerItems(word: Occurrence, task: Task): readonly Completion[] {
  const { edited, probe } = task
  const start = probe.tree.starts[word.item.index]!
  const isFirst = word.item.statement?.from === word.from - start
  const input = flowInto(word, probe.names, edited)
  const layers = kerasLayers.kinds.flatMap(kind => {
    const effect = effectOf(kind, input)
    return wordsOf(kind).map(label => ({
      kind: 'layer' as const,
      label,
      ...(effect !== undefined && { detail: effect }),
      topic: layerTopic(kind, label),
      rank: input && effect === undefined && kind.takes === 'tensor' ? 6 : kind.words.includes(label) ? 3 : 4,
    }))
  })
  return [
    ...named(task, isLayerLike),
    ...layers,
    module('ops'),
    keyword('sequential', 5),
    ...(isFirst ? statementWords.map(each => keyword(each, 5)) : []),
  ]
}

const isLayerLike = (kind: DefinitionKind): boolean =>
  ['block', 'model', 'shared', 'module'].includes(kind) || isTensor(kind)

const keyword = (label: string, rank: number): Completion => {
  const topic = keywordTopic(label)
  return { kind: 'keyword', label, ...(topic && { topic }), rank }
}

const module = (label: string): Completion => ({ kind: 'module', label, rank: 5 })

// ---- names

/** The names in scope of some kinds. */
function named(task: Task, isWanted: (kind: DefinitionKind) => boolean): readonly Completion[] {
  const { edited, probe, file, offset } = task
  const found = visibleAt(probe.word.from, probe.word.scope, file, othersOf(edited))
  return [...found].flatMap(([label, target]) => {
    const item = nameItem(label, target, task, offset)
    return isWanted(item.definition) ? item.completion : []
  })
}

function nameItem(label: string, { binding, file }: Target, { edited }: Task, offset: number) {
  const before = binding.scope.parent ? offset : Number.POSITIVE_INFINITY
  const definition = definitionFor(binding, before)
  const topic = definitionTopic(definition, file, edited.file)
  const completion: Completion = { kind: kinds[definition.kind], label, topic, rank: 1 }
  return { definition: definition.kind, completion }
}

const kinds: Readonly<Record<DefinitionKind, CompletionKind>> = {
  block: 'block',
  model: 'model',
  table: 'table',
  column: 'column',
  function: 'function',
  constant: 'value',
  module: 'module',
  parameter: 'value',
  tensor: 'tensor',
  shared: 'layer',
  branch: 'tensor',
  index: 'value',
  element: 'value',
  size: 'value',
}

const isTensor = (kind: DefinitionKind): boolean => kind === 'tensor' || kind === 'branch'

const isValue = (kind: DefinitionKind): boolean =>
  ['parameter', 'constant', 'function', 'table', 'index', 'element', 'size', 'module'].includes(kind)

/** Values, and the tensors that a layer which merges takes. */
function namesBeside(task: Task): readonly Completion[] {
  const { use } = task.probe.word
  const takesTensors = use.as === 'argument' && kerasLayers.byWord(use.layer.word.name)?.takes === 'list'
  return named(task, kind => isValue(kind) || (takesTensors && isTensor(kind)))
}

/** What a block is called on, where it gives it no other name. */
const inputItem = ({ scope: { owner } }: Occurrence): readonly Completion[] =>
  owner?.statement?.type === 'block' && !owner.statement.inputs
    ? [{ kind: 'tensor', label: 'input', topic: inputTopic, rank: 1 }]
    : []

function valueItemsFor(task: Task): readonly Completion[] {
  const functions = functionNames.map((label): Completion => {
    const topic = functionTopic(label)
    return { kind: 'function', label, ...(topic && { topic }), rank: 3 }
  })
  const fixed = constants.map((label): Completion => ({ kind: 'word', label, rank: 4 }))
  return [...named(task, kind => isValue(kind) || isTensor(kind)), ...properties(2), ...functions, ...fixed]
}

const properties = (rank: number): readonly Completion[] =>
  tensorProperties.map(label => ({ kind: 'column', label, topic: propertyTopic(label)!, rank }))

// ---- behind a point

function memberItems(word: Occurrence, object: Occurrence, task: Task): readonly Completion[] {
  const { edited, file } = task
  const target = targetOf(object, file, othersOf(edited))
  if (!target) return word.use.as === 'layer' ? operationItems(object.name) : []
  const definition = definitionFor(target.binding, object.from)
  if (definition.kind === 'module') return moduleItems(target, task)
  if (isTensor(definition.kind)) return properties(1)
  return columnItems(definition.item, task)
}

function moduleItems({ binding, file }: Target, task: Task): readonly Completion[] {
  const others = othersOf(task.edited)
  const used = moduleOf(binding, file, others)
  const names = used ? [...exportsOf(used, others)] : []
  return names.map(([label, target]) => nameItem(label, target, task, 0).completion)
}

/** The columns of the table that a name stands for, or of whose rows it is one. */
function columnItems(owner: Occurrence['item'], { probe, file, edited }: Task): readonly Completion[] {
  const columns = probe.names.columnsOf(owner)
  return [...(columns?.names.values() ?? [])].map(({ name, definitions: [definition] }) => ({
    kind: 'column',
    label: name,
    topic: definitionTopic(definition!, file, edited.file),
    rank: 1,
  }))
}

const operationItems = (path: string): readonly Completion[] =>
  operationsUnder(path).map(operation => ({
    kind: 'operation',
    label: operation.signature.path.slice(path.length + 1),
    topic: operationTopic(operation),
    rank: 2,
  }))
