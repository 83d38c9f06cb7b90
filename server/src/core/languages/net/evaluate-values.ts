/** What written values mean to a layer. */
import type { LayerKind } from '../../layers/layer.ts'
import type { Value } from '../../layers/value.ts'
import { isSymbolic, symbol, unknown } from '../../tensor/size.ts'
import { type Context, placeOf, reportUnknownName } from './context.ts'
import { makeLayer } from './evaluate-layer.ts'
import type { Slot } from './signature.ts'
import type { Expression, Identifier, LayerNode } from './syntax.ts'

/** The parameter that a value is for; undefined where there is none. */
export interface Target {
  readonly kind: LayerKind
  readonly slot: Slot | undefined
}

const constants: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['true', true],
  ['True', true],
  ['false', false],
  ['False', false],
  ['none', null],
  ['None', null],
])

/** The value for a parameter: one size stands for a tuple of one where only a tuple will do. */
export function evaluate(node: Expression, target: Target, context: Context): Value {
  const value = node.type === 'word' ? evaluateWord(node, target, context) : evaluateValue(node, target, context)
  return target.slot?.takesTuple && isOneSize(node, value) ? [value] : value
}

const isOneSize = (node: Expression, value: Value): boolean =>
  node.type === 'any size' || typeof value === 'number' || isSymbolic(value)

/** What a word means by itself: a constant or a size that has a name; undefined where it means nothing. */
export const knownWord = (name: string, { scope }: Context): Value | undefined =>
  constants.has(name) ? constants.get(name)! : scope.sizes.get(name)

/** A word that means nothing by itself is a text, unless only a size will do. */
function evaluateWord(node: Identifier, target: Target, context: Context): Value {
  const known = knownWord(node.name, context)
  if (known !== undefined) return known
  const { slot } = target
  return !slot || slot.takesText || slot.knowsWords ? node.name : evaluateSizeName(node, target, context)
}

function evaluateValue(node: Expression, target: Target, context: Context): Value {
  switch (node.type) {
    case 'literal':
      return node.value
    case 'any size':
      return null
    case 'sizes':
      return node.items.map(item => evaluateSize(item, target, context))
    case 'list':
      return node.items.map(item => evaluateItem(item, target, context))
    case 'word':
      return knownWord(node.name, context) ?? node.name
    case 'layer':
      return evaluateNested(node, context)
  }
}

const evaluateItem = (node: Expression, target: Target, context: Context): Value =>
  node.type === 'word' ? evaluateWord(node, target, context) : evaluateValue(node, target, context)

function evaluateSize(node: Expression, target: Target, context: Context): Value {
  if (node.type !== 'word') return evaluateValue(node, target, context)
  return knownWord(node.name, context) ?? evaluateSizeName(node, target, context)
}

/** An input gives a name to a size that it leaves open; elsewhere the name must be known. */
function evaluateSizeName(node: Identifier, { kind }: Target, context: Context): Value {
  const { sizes } = context.scope
  if (kind.takes !== 'nothing') {
    reportUnknownName(node, 'a value, or a size that an input names', () => sizes.keys(), kind.name, context)
    return unknown(`${node.name} is not known`, placeOf(node, context))
  }
  const size = symbol(node.name)
  sizes.set(node.name, size)
  return size
}

/** A layer as a value. Parentheses around a single name only hold it. */
function evaluateNested(node: LayerNode, context: Context): Value {
  const { word } = node
  const known = node.arguments.length === 0 ? knownWord(word.name, context) : undefined
  if (known !== undefined) return known
  return (
    makeLayer(node, node, context)?.layer.asArgument ?? unknown(`${word.name} is not known`, placeOf(word, context))
  )
}
