/** Signature help: the arguments of the layer, block, operation or function that is being written. */
import { kerasLayers } from '../../../layers/keras/catalogue.ts'
import type { LayerKind } from '../../../layers/layer.ts'
import type { Topic } from '../../../layers/topic.ts'
import type { Edited, SignatureHelp } from '../../editing.ts'
import type { Argument, Expression, LayerNode, NetTree, Statement } from '../syntax.ts'
import { placed } from './callee.ts'
import { functionTopic } from './functions.ts'
import { partsOf, valuesOf } from './nodes.ts'
import { operationNamed } from './operations.ts'
import { probeAt } from './probe.ts'
import { calleeAt, type File, othersOf, parametersOf, type Target } from './resolve.ts'
import { definitionFor } from './scopes.ts'
import {
  definitionTopic,
  layerTopic,
  operationParameter,
  operationTopic,
  parameterCode,
  parameterTopic,
  wordsOf,
} from './topics.ts'

/** A parameter as the label shows it. */
interface Shown {
  readonly name: string
  readonly code: string
  readonly topic: Topic | undefined
}

export function signatureHelp(edited: Edited<NetTree>, offset: number): SignatureHelp | undefined {
  const probe = probeAt(edited.tree, offset)
  const tree = probe?.tree ?? edited.tree
  const index = probe?.word.item.index ?? tree.starts.findLastIndex(start => start <= offset)
  const base = tree.starts[index] ?? 0
  const called = calledAround(tree.lines[index]?.statement, offset - base)
  if (!called) return undefined
  if (called.type === 'call') return functionHelp(called, offset - base)
  return layerHelp(called, offset - base, base, { file: edited.file, text: tree.text, tree }, edited)
}

type Called = LayerNode | Extract<Expression, { readonly type: 'call' }>

/** The innermost layer or call whose arguments the cursor is among. Offsets count from the start of the line. */
function calledAround(statement: Statement | undefined, at: number): Called | undefined {
  let found: Called | undefined
  const visit = (node: Expression): void => {
    if (node.type === 'layer' ? at > node.word.to : node.type === 'call' && at > node.callee.to)
      if (at >= node.from && at <= node.to) found = node as Called
    for (const part of partsOf(node)) if (at >= part.from && at <= part.to) visit(part)
  }
  for (const node of valuesOf(statement)) visit(node)
  return found
}

function layerHelp(
  layer: LayerNode,
  at: number,
  base: number,
  file: File,
  edited: Edited<NetTree>,
): SignatureHelp | undefined {
  const current = layer.arguments.find(({ from, to }) => from <= at && at <= to)
  const callee = calleeAt(base + layer.word.to, file, othersOf(edited))
  if (callee) return ownHelp(callee, layer, current, edited)
  const kind = kerasLayers.byWord(layer.word.name)
  if (kind) return kindHelp(kind, layer, current)
  const operation = operationNamed(layer.word.name)
  if (!operation) return undefined
  const shown = operation.signature.parameters
    .slice(1)
    .map(parameter => ({ name: parameter.name, code: operationParameter(parameter), topic: undefined }))
  return help(layer.word.name, operationTopic(operation), shown, byPlace(layer, current, shown))
}

function kindHelp(kind: LayerKind, layer: LayerNode, current: Argument | undefined): SignatureHelp {
  const parameters = Object.entries(kind.parameters).filter(([, { type }]) => type !== 'None')
  const shown = parameters.map(([name, parameter]) => ({
    name,
    code: parameterCode(name, parameter),
    topic: parameterTopic(kind, name),
  }))
  const name = current && placed(kind, layer).get(current)
  return help(layer.word.name, layerTopic(kind, wordsOf(kind)[0]), shown, name)
}

function ownHelp(
  callee: Target,
  layer: LayerNode,
  current: Argument | undefined,
  edited: Edited<NetTree>,
): SignatureHelp | undefined {
  const scope = parametersOf(callee)
  if (!scope) return undefined
  const definitions = [...scope.names.values()].map(binding => definitionFor(binding, 0))
  const shown = definitions
    .filter(({ kind }) => kind === 'parameter')
    .map(definition => {
      const topic = definitionTopic(definition, callee.file, edited.file)
      return { name: definition.name, code: topic.code, topic }
    })
  const definition = definitionFor(callee.binding, Number.POSITIVE_INFINITY)
  const topic = definitionTopic(definition, callee.file, edited.file)
  return help(layer.word.name, topic, shown, byPlace(layer, current, shown))
}

/** The parameter of an argument that has a name, or of the next place. */
function byPlace({ arguments: all }: LayerNode, current: Argument | undefined, shown: readonly Shown[]) {
  if (!current || current.name) return current?.name?.name
  const place = all.filter(({ name }) => !name).indexOf(current)
  return shown[place]?.name
}

function functionHelp({ callee, arguments: all }: Extract<Called, { readonly type: 'call' }>, at: number) {
  const topic = callee.type === 'word' ? functionTopic(callee.name) : undefined
  if (!topic) return undefined
  const [, head = '', inside = ''] = /^(\w+)\((.*)\)$/.exec(topic.code) ?? []
  const shown = inside.split(', ').map(code => ({ name: code, code, topic: undefined }))
  const place = all.findIndex(({ from, to }) => from <= at && at <= to)
  const active = shown[Math.min(place, shown.length - 1)]?.name
  return help(`${head}(`, topic, shown, active, ', ', ')')
}

function help(
  head: string,
  topic: Topic,
  shown: readonly Shown[],
  active: string | undefined,
  between = ' ',
  end = '',
): SignatureHelp {
  let label = head
  const parameters = shown.map(({ code, topic }, i) => {
    label += i === 0 && between !== ' ' ? '' : between
    const from = label.length
    label += code
    return { span: { from, to: label.length }, topic: topic ?? { code: '', text: '' } }
  })
  const at = shown.findIndex(({ name }) => name === active)
  return { label: label + end, topic, parameters, active: at < 0 ? undefined : at }
}
