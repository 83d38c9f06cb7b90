/** A line with an operation on tensors: `ops.add 3.0`, `ops.subtract b from a`. */
import { kerasOperations } from '../../../layers/keras/operations/catalogue.ts'
import { type OperationKind, sortArguments } from '../../../layers/operation.ts'
import type { CallPlace } from '../../../layers/problem.ts'
import type { Value } from '../../../layers/value.ts'
import { closest } from '../../../layers/words.ts'
import type { Tensors } from '../../../model/tensor.ts'
import { isUnknown, unknown } from '../../../tensor/size.ts'
import type { Identifier, LayerNode } from '../syntax.ts'
import { layerValue } from './argument-values.ts'
import { type Context, placeOf } from './context.ts'
import { evaluateExpression, type Reading } from './expressions.ts'
import { unknownTensor } from './flow.ts'
import { isItems, isTensors, type NetValue, plain, tensorsOfValue, tensorsValue } from './values.ts'

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
  const { builder } = context.world
  if (!known) return reportUnknown(word, context)
  const { kind, signature } = known
  const { written, named } = argumentsOf(node, context)
  const hasTensor = [...written, ...named.values()].some(value => tensorsOfValue(value) !== undefined)
  if (kind.call.length > 0 && tensors.length === 0 && !hasTensor) {
    context.flow.reportMissingInput(word.name, place)
    return undefined
  }
  const positional = operandsOf(kind, tensors, written)
  const { operands, parameters, rest, findings } = sortArguments<NetValue>(kind, signature, positional, named)
  for (const finding of findings) builder.report(finding, kind.name, place, place)
  if (findings.length > 0) return unknownTensor(unknown(`the arguments of ${word.name} do not fit`, place))
  const { given, options } = sorted([...operands, ...(rest ? [[rest.name, rest.items] as const] : [])])
  if (given.size === 0 && operands.size > 0) return unknownTensor(noTensor(options, place))
  const settings = { positional: [], named: new Map([...parameters].map(([name, value]) => [name, plain(value)])) }
  return builder.operate(kind, settings, { tensors: given, options }, place)
}

function reportUnknown(word: Identifier, context: Context): undefined {
  const { builder, suggestions } = context.world
  const at = placeOf(word, context)
  const facts = { name: word.name, ...suggestions.among(() => closest(word.name, paths())) }
  builder.report({ code: 'unknown-layer', facts }, word.name, at, at)
}

/** What stands after the word, without and with a name. */
function argumentsOf(node: LayerNode, context: Context) {
  const written: NetValue[] = []
  const named = new Map<string, NetValue>()
  for (const { name, value } of node.arguments) {
    const read = evaluateExpression(value, loose, context)
    if (name) named.set(name.name, read)
    else written.push(read)
  }
  return { written, named }
}

/** Operands that are tensors, and those that are numbers. */
function sorted(operands: readonly (readonly [name: string, value: NetValue])[]) {
  const given = new Map<string, Tensors>()
  const options = new Map<string, Value>()
  for (const [name, value] of operands) {
    const tensors = tensorsOfValue(value)
    if (tensors === undefined) options.set(name, plain(value))
    else given.set(name, tensors)
  }
  return { given, options }
}

/**
 * The tensors that a line goes on from stand before what it gives. An operation with one operand takes several as a list,
 * and none but those of a list that it is given.
 */
function operandsOf(
  { call }: OperationKind,
  tensors: readonly Tensors[],
  written: readonly NetValue[],
): readonly NetValue[] {
  if (call.length === 0) return written
  const given = tensors.map(tensorsValue)
  if (call.length > 1) return [...given, ...written]
  const [first] = written
  if (first !== undefined && isItems(first) && tensorsOfValue(first) !== undefined) return written
  const others = written.findIndex(value => !isTensors(value))
  const all = [...given, ...written.slice(0, others < 0 ? written.length : others)]
  return [all.length === 1 ? all[0]! : all, ...written.slice(all.length - given.length)]
}

const noTensor = (options: ReadonlyMap<string, Value>, place: CallPlace) =>
  [...options.values()].find(isUnknown) ?? unknown('it computes with no tensor', place)

const paths = (): readonly string[] =>
  kerasOperations.kinds.flatMap(({ signatures }) => signatures.map(({ path }) => path)).filter(isOperation)

const loose: Reading = { word: node => node.name, layer: layerValue }
