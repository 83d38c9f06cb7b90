/** Completion of arguments: the names and words that a layer still takes, and the values of one. */
import { parametersOf } from '../../../layers/bind.ts'
import { commonParameters } from '../../../layers/common.ts'
import { kerasLayers } from '../../../layers/keras/catalogue.ts'
import type { LayerKind } from '../../../layers/layer.ts'
import { accepts, type Parameter } from '../../../layers/parameters.ts'
import { type Meaning, signatureOf } from '../../../layers/side-by-side.ts'
import type { Topic } from '../../../layers/topic.ts'
import type { Completion } from '../../editing.ts'
import type { Argument, LayerNode } from '../syntax.ts'
import { givenTo } from './callee.ts'
import type { Task } from './complete.ts'
import { operationNamed } from './operations.ts'
import { isWord, printValue } from './print.ts'
import { calleeAt, othersOf, parametersOf as ownParametersOf, type Target } from './resolve.ts'
import { definitionFor } from './scopes.ts'
import { definitionTopic, operationParameter, parameterTopic } from './topics.ts'

/** What can stand after a layer's word and the arguments that are there. */
export function argumentItems(layer: LayerNode, at: Argument, task: Task): readonly Completion[] {
  const kind = kindOf(layer, task)
  const words = kind ? wordItems(kind, layer, at) : []
  return [...words, ...parameterItems(layer, at, task)]
}

/** The arguments that have not been given; `at` is the one that is being typed. */
export function parameterItems(layer: LayerNode, at: Argument | undefined, task: Task): readonly Completion[] {
  const suffix = at ? '=' : ''
  const kind = kindOf(layer, task)
  if (kind) {
    const given = givenTo(kind, layer, at)
    const open = parametersOf(kind).filter(([name, { type }]) => !given.has(name) && type !== 'None')
    return open.map(([name, parameter]) =>
      argumentItem(name, suffix, printDefault(parameter), parameterTopic(kind, name), rankOf(name, kind, parameter)),
    )
  }
  const written = new Set(layer.arguments.flatMap(({ name }) => name?.name ?? []))
  const operation = operationNamed(layer.word.name)
  if (operation)
    return operation.signature.parameters
      .slice(1)
      .filter(({ name }) => !written.has(name))
      .map(each => argumentItem(each.name, suffix, operationParameter(each), undefined, 2))
  const callee = calleeOf(layer, task)
  const own = callee ? ownItems(callee, written, suffix, task) : []
  return isModel(layer, callee)
    ? [...own, ...modelItems(new Set([...written, ...own.map(({ label }) => label)]), suffix)]
    : own
}

/** Whether a line makes a model, which takes a name and whether it trains besides its own parameters. */
const isModel = ({ word }: LayerNode, callee: Target | undefined): boolean =>
  callee ? callee.binding.definitions.some(({ kind }) => kind === 'model') : word.name === 'sequential'

const modelItems = (taken: ReadonlySet<string>, suffix: string): readonly Completion[] =>
  (['name', 'trainable'] as const)
    .filter(name => !taken.has(name) && !taken.has(name + suffix))
    .map(name => {
      const parameter = commonParameters[name]
      return argumentItem(name, suffix, printDefault(parameter), { code: name, text: parameter.meaning }, 5)
    })

/** The layer kind that a word means where no name is in its way. */
export function kindOf(layer: LayerNode, task: Task): LayerKind | undefined {
  return calleeOf(layer, task) ? undefined : kerasLayers.byWord(layer.word.name)
}

const calleeOf = ({ word }: LayerNode, { probe, file, edited }: Task): Target | undefined =>
  calleeAt(probe.tree.starts[probe.word.item.index]! + word.to, file, othersOf(edited))

const argumentItem = (
  name: string,
  suffix: string,
  detail: string,
  topic: Topic | undefined,
  rank: number,
): Completion => ({ kind: 'argument', label: name + suffix, detail, ...(topic && { topic }), rank })

const printDefault = ({ type, default: fallback }: Parameter<unknown>): string =>
  fallback === undefined ? type : `${type} = ${printValue(fallback)}`

const rankOf = (name: string, kind: LayerKind, { default: fallback }: Parameter<unknown>): number =>
  fallback === undefined ? 1 : name in commonParameters && !(name in kind.parameters) ? 5 : 3

/** Words that a parameter lists, each for the first parameter that it can go to. */
function wordItems(kind: LayerKind, layer: LayerNode, at: Argument): readonly Completion[] {
  const given = givenTo(kind, layer, at)
  return [...signatureOf(kind).words].flatMap(([label, meanings]) => {
    const meaning = meanings.find(({ name }) => !given.has(name))
    return meaning && isWord(label) ? wordItem(label, kind, meaning) : []
  })
}

function wordItem(label: string, kind: LayerKind, { name, value }: Meaning): Completion {
  const topic = parameterTopic(kind, name)
  const detail = value === true ? 'switch' : name
  return { kind: 'word', label, detail, ...(topic && { topic }), rank: name in kind.parameters ? 2 : 6 }
}

/** The values that an argument is known to take. */
export function valueItems(layer: LayerNode, name: string, task: Task): readonly Completion[] {
  const kind = kindOf(layer, task)
  const parameter = kind && parametersOf(kind).find(([each]) => each === name)?.[1]
  if (!parameter) return []
  const { choices = [], names = [] } = parameter
  const fallback = parameter.default === null ? [null] : []
  const values = [...choices, ...names, ...fallback].filter(value => accepts(parameter, value, name))
  const topic = parameterTopic(kind, name)
  return [...new Set(values.map(printValue))].map(label => ({
    kind: 'word',
    label,
    ...(topic && { topic }),
    rank: label === 'none' ? 3 : 2,
  }))
}

/** The parameters of a block or a model that a file defines. */
function ownItems(
  callee: Target,
  written: ReadonlySet<string>,
  suffix: string,
  { edited }: Task,
): readonly Completion[] {
  const scope = ownParametersOf(callee)
  const parameters = [...(scope?.names.values() ?? [])].map(binding => definitionFor(binding, 0))
  return parameters
    .filter(({ kind, name }) => kind === 'parameter' && !written.has(name))
    .map(definition => {
      const topic = definitionTopic(definition, callee.file, edited.file)
      return argumentItem(definition.name, suffix, topic.code, topic, definition.parameter?.default ? 3 : 1)
    })
}
