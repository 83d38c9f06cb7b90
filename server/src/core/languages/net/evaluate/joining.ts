/**
 * Whether lines name tensors that others go on from. Layers that just follow each other are a Sequential model; where
 * they are joined otherwise, or the model is called by several lines, it is a functional one.
 */
import { everyLayer } from '../../../layers/keras/catalogue.ts'
import type { Item } from '../parse/outline.ts'
import type { Identifier, LayerStatement, Statement } from '../syntax.ts'
import type { Block } from './definitions.ts'
import { isOperation } from './operation.ts'
import type { Scope } from './scope.ts'
import { isBlock, isModel, meaningOf } from './values.ts'

/** Whether something in a body joins lines, in the blocks that it uses too. */
export function isJoining(body: readonly Item[], scope: Scope): boolean {
  return joins(body, { scope, targets: targetsIn(body), seen: new Set() })
}

interface Known {
  readonly scope: Scope
  /** The names of tensors. */
  readonly targets: ReadonlySet<string>
  /** The blocks that were looked into. */
  readonly seen: Set<object>
}

function targetsIn(body: readonly Item[], found = new Set<string>()): ReadonlySet<string> {
  for (const { statement, body: inner } of body) {
    for (const { name } of namesIn(statement)) found.add(name)
    targetsIn(inner, found)
  }
  return found
}

/** The names that a line gives, of whatever. */
function namesIn(statement: Statement | undefined): readonly Identifier[] {
  if (statement?.type === 'layer' || statement?.type === 'for') return statement.targets
  return statement?.type === 'let' ? statement.names : []
}

function joins(body: readonly Item[], known: Known): boolean {
  return body.some(({ statement, body: inner }) => {
    if (!statement) return false
    if (statement.type === 'branch' || statement.type === 'output' || statement.type === 'shared') return true
    if (statement.type === 'layer') return lineJoins(statement, known)
    return joins(inner, known)
  })
}

function lineJoins({ layer, inputs, targets, options }: LayerStatement, known: Known): boolean {
  if (inputs !== undefined || targets.length > 1 || options.length > 0) return true
  if (!layer) return false
  const { name } = layer.word
  const value = meaningOf(name, known.scope)
  if (value !== undefined && isBlock(value)) return blockJoins(value, known)
  if (value !== undefined && isModel(value)) return layer.arguments.length === 0
  if (name === 'sequential') return false
  const kind = everyLayer.byWord(name)
  if (!kind) return isOperation(name) || known.targets.has(name)
  return kind.takes === 'list' && layer.arguments.some(argument => !argument.name && argument.value.type !== 'literal')
}

function blockJoins({ statement: { inputs = [] }, parameters, body, module }: Block, { seen }: Known): boolean {
  if (inputs.length > 1) return true
  if (seen.has(body)) return false
  seen.add(body)
  const given = [...parameters.map(({ name }) => name.name), ...inputs.map(({ name }) => name)]
  return joins(body, { scope: module.scope, targets: new Set([...targetsIn(body), ...given, 'input']), seen })
}
