/** Semantic tokens: what the words of a text are, for its colours. */
import { kerasLayers } from '../../../layers/keras/catalogue.ts'
import type { Edited, Token, TokenType } from '../../editing.ts'
import type { NetTree } from '../syntax.ts'
import { functionTopic } from './functions.ts'
import { propertyTopic } from './keywords.ts'
import { namesOf } from './names.ts'
import { operationNamed } from './operations.ts'
import { type File, isInput, type Others, othersOf, type Target, targetOf } from './resolve.ts'
import { constantWords, type DefinitionKind, definitionFor, type Occurrence } from './scopes.ts'

/** The words that are names; the grammar colours all else. */
export function tokens(edited: Edited<NetTree>): readonly Token[] {
  const others = othersOf(edited)
  return namesOf(edited.tree).occurrences.flatMap(word => {
    if (word.name === '' || isQuoted(word, edited)) return []
    const look = lookOf(word, edited, others)
    return look ? { from: word.from, to: word.to, ...look } : []
  })
}

const isQuoted = ({ from }: Occurrence, { text }: File): boolean => text[from] === '"' || text[from] === "'"

type Look = Omit<Token, 'from' | 'to'>

function lookOf(word: Occurrence, file: File, others: Others): Look | undefined {
  const target = targetOf(word, file, others)
  if (target) return definedLook(word, target)
  if (isInput(word)) return { type: 'variable' }
  switch (word.use.as) {
    case 'layer':
      return isKnownLayer(word.use.layer.word.name) ? { type: 'function', isLibrary: true } : undefined
    case 'argument name':
      return { type: 'parameter' }
    case 'argument':
      return constantWords.has(word.name) ? undefined : (propertyLook(word.name) ?? { type: 'enumMember' })
    case 'function':
      return functionTopic(word.name) ? { type: 'function', isLibrary: true } : undefined
    case 'member':
      return { type: 'property' }
    default:
      return word.name === 'ops' ? { type: 'namespace' } : propertyLook(word.name)
  }
}

const isKnownLayer = (name: string): boolean =>
  name === 'sequential' || kerasLayers.byWord(name) !== undefined || operationNamed(name) !== undefined

const propertyLook = (name: string): Look | undefined =>
  propertyTopic(name) ? { type: 'property', isConstant: true } : undefined

function definedLook({ use, from }: Occurrence, { binding }: Target): Look {
  const { kind } = definitionFor(binding, from)
  const type = types[kind]
  const isConstant = kind === 'constant' || kind === 'size'
  return { type, ...(use.as === 'definition' && { isDefinition: true }), ...(isConstant && { isConstant }) }
}

const types: Readonly<Record<DefinitionKind, TokenType>> = {
  block: 'class',
  model: 'class',
  table: 'type',
  column: 'property',
  function: 'function',
  constant: 'variable',
  module: 'namespace',
  parameter: 'parameter',
  tensor: 'variable',
  shared: 'function',
  branch: 'variable',
  index: 'variable',
  element: 'variable',
  size: 'variable',
}
