/** A line with a layer: makes the layer and calls it on what it goes on from. */
import { kerasLayers } from '../../layers/keras/catalogue.ts'
import type { CallPlace, Finding } from '../../layers/problem.ts'
import type { Layer, PlainLayer } from '../../model/layer.ts'
import type { Tensors } from '../../model/tensor.ts'
import type { Span } from '../../source/span.ts'
import { isShape } from '../../tensor/shape.ts'
import { unknown } from '../../tensor/size.ts'
import { flatten } from '../../tensor/structure.ts'
import { type Context, placeOf, reportUnknownName } from './context.ts'
import { readArguments, type Written } from './evaluate-arguments.ts'
import { type Flow, unknownTensor } from './flow.ts'
import type { Identifier, LayerNode, LayerStatement } from './syntax.ts'

/** What comes out has the line's names in the lines after it. */
export function evaluateLayerStatement(statement: LayerStatement, flow: Flow, context: Context): void {
  const { layer: node, inputs } = statement
  const made = node && makeLayer(node, statement, context)
  if (!made) return loseLine(statement, flow, context)
  const from = inputs?.map(name => tensorsOf(name, made.layer.className, context))
  flow.add(made.layer, joined(from, made.operands, flow))
  bindTargets(statement, made.layer, flow, context)
}

/** A line that cannot be read: the lines after it go on from the one before it. */
export function loseLine({ targets }: LayerStatement, flow: Flow, context: Context): void {
  flow.lose()
  for (const target of targets) bindUnknown(target, `the line that makes ${target.name} is not understood`, context)
}

function bindUnknown(target: Identifier, why: string, context: Context): void {
  context.scope.tensors.set(target.name, unknownTensor(unknown(why, placeOf(target, context))))
}

/** Several names take apart what a layer puts out; the next line goes on from the first. */
function bindTargets({ targets }: LayerStatement, layer: Layer, flow: Flow, context: Context): void {
  const { current } = flow
  const [target] = targets
  if (targets.length > 1) bindEach(targets, layer, flow, context)
  else if (target && current !== undefined) context.scope.tensors.set(target.name, current)
  else if (target) bindUnknown(target, `${layer.name} has no input`, context)
}

function bindEach(targets: readonly Identifier[], layer: Layer, flow: Flow, context: Context): void {
  const outputs = flow.current === undefined ? [] : flatten(flow.current)
  const isKnown = outputs.length > 1 || outputs.some(output => isShape(output.type.shape))
  if (isKnown && outputs.length !== targets.length) {
    const reason = `it puts out ${count(outputs.length, 'tensor')} for ${count(targets.length, 'name')}`
    const place = placeOf({ from: targets[0]!.from, to: targets.at(-1)!.to }, context)
    context.builder.report({ code: 'refused', facts: { reason } }, layer.className, place, place)
  }
  targets.forEach((target, i) => {
    const output = outputs[i]
    if (output && isKnown) context.scope.tensors.set(target.name, output)
    else bindUnknown(target, `what ${layer.name} puts out is not known`, context)
  })
  flow.current = context.scope.tensors.get(targets[0]!.name)
}

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`

/** A layer and the tensors among its arguments; undefined where there is no such layer, which is reported. */
export function makeLayer(node: LayerNode, span: Span, context: Context): Made | undefined {
  const { builder, file, base } = context
  const kind = kerasLayers.byWord(node.word.name)
  if (!kind) {
    reportUnknownLayer(node.word, context)
    return undefined
  }
  const written = readArguments(kind, node, context)
  const bound = builder.bindOnce(kind, written, () => written)
  const place = new WrittenPlace(file, base, span, written)
  if (bound.findings.some(isUnfinished)) {
    for (const finding of bound.findings) builder.report(finding, kind.name, place, place)
    return undefined
  }
  return { layer: builder.layerOf(bound, place), operands: written.operands }
}

/** A line that lacks an argument is still being written: to the lines after it, it is not there yet. */
const isUnfinished = ({ code }: Finding): boolean => code === 'missing-argument'

interface Made {
  readonly layer: PlainLayer
  readonly operands: readonly Tensors[]
}

/** Where the arguments stand is worked out when a problem asks for it. */
class WrittenPlace implements CallPlace {
  readonly from: number
  readonly to: number

  constructor(
    readonly file: string,
    private readonly base: number,
    span: Span,
    private readonly written: Written,
  ) {
    this.from = base + span.from
    this.to = base + span.to
  }

  get arguments(): ReadonlyMap<string, Span> {
    const { base, written } = this
    return new Map([...written.spans].map(([name, { from, to }]) => [name, { from: base + from, to: base + to }]))
  }
}

function reportUnknownLayer(word: Identifier, context: Context): void {
  const { name } = word
  const place = placeOf(word, context)
  const facts = { name, ...context.suggestions.among(() => kerasLayers.suggestWord(name)) }
  context.builder.report({ code: 'unknown-layer', facts }, name, place, place)
}

/** The tensors under a name; unknown ones where there is none, which is reported. */
export function tensorsOf(name: Identifier, subject: string, context: Context): Tensors {
  const { tensors } = context.scope
  const known = tensors.get(name.name)
  if (known !== undefined) return known
  reportUnknownName(name, 'the name of a tensor', () => tensors.keys(), subject, context)
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
