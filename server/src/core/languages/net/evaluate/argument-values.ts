/** What the arguments of a layer mean to it. */
import type { LayerKind } from '../../../layers/layer.ts'
import type { Slot } from '../../../layers/side-by-side.ts'
import type { Value } from '../../../layers/value.ts'
import { isSymbolic, symbol } from '../../../tensor/size.ts'
import type { Expression, LayerNode, WordNode } from '../syntax.ts'
import { type Context, reportUnknownName } from './context.ts'
import { evaluateExpression, named, type Reading, sizeNamed } from './expressions.ts'
import { makeArgument } from './layer.ts'
import { type NetValue, plain } from './values.ts'

/** The parameter that a value is for; undefined where there is none. */
export interface Target {
  readonly kind: LayerKind
  readonly slot: Slot | undefined
}

/** The value for a parameter: one size stands for a tuple of one where only a tuple will do. */
export function evaluateFor(node: Expression, target: Target, context: Context): NetValue {
  const value = evaluateExpression(node, readingFor(target, node.type === 'sizes'), context)
  return target.slot?.takesTuple && isOneSize(node, value) ? [value] : value
}

/** The same as layers take it. */
export const evaluate = (node: Expression, target: Target, context: Context): Value =>
  plain(evaluateFor(node, target, context))

const isOneSize = (node: Expression, value: NetValue): boolean =>
  node.type === 'any size' || typeof value === 'number' || isSymbolic(value)

/** A word that means nothing by itself is a text, unless only a size will do. */
const readingFor = (target: Target, amongSizes: boolean): Reading => ({
  word(node, context) {
    const { slot } = target
    if (!amongSizes && (!slot || slot.takesText || slot.knowsWords)) return node.name
    return sizeOfName(node, target, context)
  },
  layer: (node, context) => layerValue(node, context),
})

/** An input gives a name to a size that it leaves open; elsewhere the name must be known. */
function sizeOfName(node: WordNode, { kind }: Target, context: Context): NetValue {
  const { scope } = context
  if (kind.takes !== 'nothing') {
    const size = sizeNamed(node.name, context)
    return (
      size ?? reportUnknownName(node, 'a value, or a size that has a name', () => scope.known(), kind.name, context)
    )
  }
  const size = symbol(node.name)
  scope.set(node.name, size)
  return size
}

/** A layer as a value. Parentheses around a single name only hold it. */
export function layerValue(node: LayerNode, context: Context): NetValue {
  const { word } = node
  const known = node.arguments.length === 0 ? named(word.name, context) : undefined
  return known === undefined ? makeArgument(node, context) : known
}
