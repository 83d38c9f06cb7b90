/** What there is to read about the word under the cursor. */
import { kerasLayers } from '../../../layers/keras/catalogue.ts'
import { signatureOf } from '../../../layers/side-by-side.ts'
import type { Topic } from '../../../layers/topic.ts'
import type { Edited, Explained } from '../../editing.ts'
import { wordEnd } from '../parse/characters.ts'
import { statementWords } from '../parse/statements.ts'
import type { LayerNode, NetTree } from '../syntax.ts'
import { placed } from './callee.ts'
import { functionTopic } from './functions.ts'
import { inputTopic, keywordTopic, propertyTopic } from './keywords.ts'
import { namesOf, occurrenceAt } from './names.ts'
import { operationNamed } from './operations.ts'
import { isInput, othersOf, type Target, targetOf } from './resolve.ts'
import { type Definition, definitionFor, type Occurrence } from './scopes.ts'
import { definitionTopic, layerTopic, operationTopic, parameterTopic } from './topics.ts'

type Text = Edited<NetTree>

export function explain(edited: Text, offset: number): Explained | undefined {
  const word = occurrenceAt(namesOf(edited.tree), offset)
  if (!word) return explainKeyword(edited, offset)
  const { from, to } = word
  const target = targetOf(word, edited, othersOf(edited))
  if (target) return explainTarget(word, target, edited)
  const topic = topicOf(word)
  return topic && { span: { from, to }, topic, ...(word.use.as === 'layer' && { layerAt: from }) }
}

/** With the layer that is made there: by this word, or by the line that makes a tensor. */
function explainTarget(word: Occurrence, { binding, file }: Target, edited: Text): Explained {
  const { from, to } = word
  const isHere = file.file === edited.file
  const definition = definitionFor(binding, isHere ? from : Number.POSITIVE_INFINITY)
  const topic = definitionTopic(definition, file, edited.file)
  const layerAt = isHere && definition.kind === 'tensor' ? layerIn(definition, edited) : modelAt(word, definition)
  return { span: { from, to }, topic, ...(layerAt !== undefined && { layerAt }) }
}

/** Where the layer stands whose line gives a tensor its name. */
function layerIn({ item: { statement, index } }: Definition, { tree }: Text): number | undefined {
  const made = statement?.type === 'layer' ? statement.layer : undefined
  return made && tree.starts[index]! + made.from
}

const modelAt = ({ use, from }: Occurrence, { kind }: Definition): number | undefined =>
  use.as === 'layer' || (use.as === 'definition' && kind === 'model') ? from : undefined

function topicOf(word: Occurrence): Topic | undefined {
  const { name, use, of } = word
  if (isInput(word)) return inputTopic
  switch (use.as) {
    case 'layer':
      return layerWordTopic(use.layer)
    case 'argument name':
      return argumentTopic(use.layer, name)
    case 'argument':
      return argumentTopic(use.layer, nameOf(use.layer, use.argument, name)) ?? propertyTopic(name)
    case 'function':
      return functionTopic(name)
    case 'member':
      return propertyTopic(name)
    default:
      return of ? undefined : propertyTopic(name)
  }
}

function layerWordTopic({ word: { name } }: LayerNode): Topic | undefined {
  const kind = kerasLayers.byWord(name)
  const operation = operationNamed(name)
  return kind ? layerTopic(kind, name) : operation ? operationTopic(operation) : keywordTopic(name)
}

function argumentTopic({ word }: LayerNode, name: string | undefined): Topic | undefined {
  const kind = kerasLayers.byWord(word.name) ?? operationNamed(word.name)?.kind
  return kind && name !== undefined ? parameterTopic(kind, name) : undefined
}

/** The parameter that a word goes to, if it is one that the layer knows. */
function nameOf(layer: LayerNode, argument: LayerNode['arguments'][number], word: string): string | undefined {
  const kind = kerasLayers.byWord(layer.word.name)
  if (argument.name) return argument.name.name
  return kind && signatureOf(kind).words.has(word) ? placed(kind, layer).get(argument) : undefined
}

/** Words of the language stand where no names do. */
function explainKeyword({ text, tree }: Text, offset: number): Explained | undefined {
  const line = tree.starts.findLastIndex(start => start <= offset)
  const { statement } = tree.lines[line] ?? {}
  const start = tree.starts[line] ?? 0
  if (!statement || offset < start + statement.from || offset > start + statement.to) return undefined
  let from = offset
  while (from > 0 && /[a-z]/.test(text[from - 1]!)) from--
  const to = wordEnd(text, from)
  const word = text.slice(from, to)
  // A model's summary says more.
  if (word === 'model') return undefined
  const isKeyword = statementWords.includes(word)
    ? from === start + statement.from
    : ['from', 'as', 'in'].includes(word)
  const topic = isKeyword ? keywordTopic(word) : undefined
  return topic && { span: { from, to }, topic }
}
