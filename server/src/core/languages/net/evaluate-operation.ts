/** A line with an operation on tensors: `ops.add 3.0`, `ops.subtract b from a`. */
import { kerasOperations } from '../../layers/keras/operations/catalogue.ts'
import { sortArguments } from '../../layers/operation.ts'
import type { CallPlace } from '../../layers/problem.ts'
import type { Value } from '../../layers/value.ts'
import { closest } from '../../layers/words.ts'
import type { Tensors } from '../../model/tensor.ts'
import { isUnknown, unknown } from '../../tensor/size.ts'
import { type Context, placeOf } from './context.ts'
import { evaluateExpression, type Reading } from './evaluate-expressions.ts'
import { layerValue } from './evaluate-values.ts'
import { unknownTensor } from './flow.ts'
import type { LayerNode } from './syntax.ts'
import { type NetValue, plain, tensorsOfValue, tensorsValue } from './values.ts'

/** Whether a line's word names an operation, known or not. */
export const isOperation = (word: string): boolean => word.startsWith('ops.')

/** What the operation gives on the tensors and then on its arguments; undefined where there is no such operation. */
export function operate(
  node: LayerNode,
  tensors: readonly Tensors[],
  place: CallPlace,
  context: Context,
): Tensors | undefined {
  const { word } = node
  const known = kerasOperations.byPath(word.name)
  const { builder, suggestions } = context.world
  if (!known) {
    const at = placeOf(word, context)
    const facts = { name: word.name, ...suggestions.among(() => closest(word.name, paths())) }
    builder.report({ code: 'unknown-layer', facts }, word.name, at, at)
    return undefined
  }
  const { kind, signature } = known
  const positional: NetValue[] = kind.call.length > 0 ? tensors.map(tensorsValue) : []
  const named = new Map<string, NetValue>()
  for (const { name, value } of node.arguments) {
    const read = evaluateExpression(value, loose, context)
    if (name) named.set(name.name, read)
    else positional.push(read)
  }
  const { operands, parameters, rest, findings } = sortArguments<NetValue>(kind, signature, positional, named)
  for (const finding of findings) builder.report(finding, kind.name, place, place)
  const given = new Map<string, Tensors>()
  const options = new Map<string, Value>()
  for (const [name, value] of [...operands, ...(rest ? [[rest.name, rest.items] as const] : [])]) {
    const tensors = tensorsOfValue(value)
    if (tensors === undefined) options.set(name, plain(value))
    else given.set(name, tensors)
  }
  const lost = findings.length > 0 ? unknown(`the arguments of ${word.name} do not fit`, place) : undefined
  if (lost) return unknownTensor(lost)
  if (given.size === 0 && operands.size > 0) return unknownTensor(noTensor(options, place))
  const settings = { positional: [], named: new Map([...parameters].map(([name, value]) => [name, plain(value)])) }
  return builder.operate(kind, settings, { tensors: given, options }, place)
}

const noTensor = (options: ReadonlyMap<string, Value>, place: CallPlace) =>
  [...options.values()].find(isUnknown) ?? unknown('it computes with no tensor', place)

const paths = (): readonly string[] =>
  kerasOperations.kinds.flatMap(({ signatures }) => signatures.map(({ path }) => path)).filter(isOperation)

const loose: Reading = { word: node => node.name, layer: layerValue }
