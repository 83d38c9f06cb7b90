/** A line with a layer: makes the layer and calls it on what it goes on from. */
import { kerasLayers } from '../../layers/keras/catalogue.ts'
import type { PlainLayer } from '../../model/layer.ts'
import type { Tensors } from '../../model/tensor.ts'
import type { Span } from '../../source/span.ts'
import { unknown } from '../../tensor/size.ts'
import { type Context, placeOf, reportUnknownName } from './context.ts'
import { readArguments } from './evaluate-arguments.ts'
import { type Flow, unknownTensor } from './flow.ts'
import type { Identifier, LayerNode, LayerStatement } from './syntax.ts'

/** What comes out has the line's name in the lines after it. */
export function evaluateLayerStatement(statement: LayerStatement, flow: Flow, context: Context): void {
  const { target, layer: node, inputs } = statement
  const made = makeLayer(node, statement, context)
  if (!made) return loseLine(statement, flow, context)
  const from = inputs?.map(name => tensorsOf(name, context))
  flow.add(made.layer, joined(from, made.operands, flow))
  if (target && flow.current !== undefined) context.scope.tensors.set(target.name, flow.current)
}

/** A line that cannot be read: the lines after it go on from the one before it. */
export function loseLine({ target }: LayerStatement, flow: Flow, context: Context): void {
  flow.lose()
  if (!target) return
  const why = unknown(`the line that makes ${target.name} is not understood`, placeOf(target, context))
  context.scope.tensors.set(target.name, unknownTensor(why))
}

/** A layer and the tensors among its arguments; undefined where there is no such layer, which is reported. */
export function makeLayer(
  { word, arguments: nodes }: LayerNode,
  span: Span,
  context: Context,
): { readonly layer: PlainLayer; readonly operands: readonly Tensors[] } | undefined {
  const kind = kerasLayers.byWord(word.name)
  if (!kind) {
    reportUnknownLayer(word, context)
    return undefined
  }
  const { spans, operands, ...given } = readArguments(kind, nodes, context)
  const place = { ...placeOf(span, context), arguments: spans }
  return { layer: context.builder.layer(kind, given, place), operands }
}

function reportUnknownLayer(word: Identifier, context: Context): void {
  const suggestion = kerasLayers.suggestWord(word.name)
  const place = placeOf(word, context)
  const facts = { name: word.name, ...(suggestion && { suggestion }) }
  context.builder.report({ code: 'unknown-layer', facts }, word.name, place, place)
}

/** The tensors under a name; unknown ones where there is none, which is reported. */
export function tensorsOf(name: Identifier, context: Context): Tensors {
  const { tensors } = context.scope
  const known = tensors.get(name.name)
  if (known !== undefined) return known
  reportUnknownName(name, 'the name of a tensor', tensors.keys(), name.name, context)
  return unknownTensor(unknown(`${name.name} is not known`, placeOf(name, context)))
}

/** One operand alone is merged with what the layer goes on from; undefined where nothing is named. */
function joined(
  from: readonly Tensors[] | undefined,
  operands: readonly Tensors[],
  { current }: Flow,
): readonly Tensors[] | undefined {
  if (from) return [...from, ...operands]
  if (operands.length !== 1 || current === undefined) return operands.length > 0 ? operands : undefined
  return [current, ...operands]
}
