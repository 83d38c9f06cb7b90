/** A line with a layer: makes what its word stands for and calls it on what the line goes on from. */
import { everyLayer } from '../../../layers/keras/catalogue.ts'
import type { CallPlace, Finding } from '../../../layers/problem.ts'
import type { Value } from '../../../layers/value.ts'
import { closest } from '../../../layers/words.ts'
import type { Layer } from '../../../model/layer.ts'
import type { Tensors } from '../../../model/tensor.ts'
import type { Span } from '../../../source/span.ts'
import { isShape } from '../../../tensor/shape.ts'
import { isUnknown, type Unknown, unknown } from '../../../tensor/size.ts'
import { flatten, isLeaf } from '../../../tensor/structure.ts'
import type { Item } from '../parse/outline.ts'
import type { Argument, Identifier, LayerNode, LayerStatement } from '../syntax.ts'
import { evaluateFor } from './argument-values.ts'
import { readArguments } from './arguments.ts'
import { callBlock } from './blocks.ts'
import { type Context, placeOf, refuse } from './context.ts'
import type { Block } from './definitions.ts'
import { tensorsIn } from './expressions.ts'
import { Graph, noOptions, type Options, unknownTensor } from './flow.ts'
import { modelFor, sequentialFor } from './models.ts'
import { isOperation, operate } from './operation.ts'
import {
  describe,
  isBlock,
  isModel,
  isShared,
  isTensors,
  meaningOf,
  type NetValue,
  plain,
  tensorsOfValue,
  tensorsValue,
} from './values.ts'

/** What comes out has the line's names in the lines after it. */
export function evaluateLayerStatement(statement: LayerStatement, item: Item, context: Context): void {
  const { layer: node } = statement
  if (!node) return loseLine(statement, context)
  const { word } = node
  const value = meaningOf(word.name, context.scope)
  if (isStart(word.name, context)) return bindTargets(statement, word.name, word.name, context)
  if (value !== undefined && isBlock(value)) return blockLine(value, node, statement, context)
  if (value !== undefined && isShared(value)) return sharedLine(value.layer, node, statement, context)
  const why = whyOpen(word.name, value, context)
  if (why) return forgetLine(statement, why, context)
  if (isOperation(word.name) && value === undefined) return operationLine(node, statement, context)
  if (value !== undefined && isTensors(value) && !everyLayer.byWord(word.name))
    return tensorLine(value.tensors, node, statement, context)
  const from = inputsOf(statement, word.name, context)
  const made = makeLayer(node, value, statement, item, context)
  if (!made) return loseLine(statement, context)
  const options = optionsOf(statement.options, made.layer, context)
  context.flow.add(made.layer, joined(from, made.operands, context), options, placeOf(statement, context))
  bindTargets(statement, made.layer.name, made.layer.className, context)
}

/** Whether the line is the input of a model that starts from a tensor instead. */
const isStart = (word: string, { flow }: Context): boolean =>
  flow instanceof Graph && flow.hasOrigin && everyLayer.byWord(word)?.takes === 'nothing' && flow.begin()

/** A line that cannot be read: the lines after it go on from the one before it. */
export function loseLine({ targets }: LayerStatement, context: Context): void {
  context.flow.lose()
  for (const target of targets) bindUnknown(target, `the line that makes ${target.name} is not understood`, context)
}

/** Why it is not known what a line's word stands for; undefined where it is, or means nothing. */
function whyOpen(word: string, value: NetValue | undefined, { scope }: Context): Unknown | undefined {
  if (value !== undefined && !isUnknown(value)) return undefined
  return everyLayer.byWord(word) || word === 'sequential' || isOperation(word) ? undefined : (value ?? scope.openness)
}

/** A line that may do anything. */
function forgetLine({ targets }: LayerStatement, why: Unknown, { flow, scope }: Context): void {
  flow.forget(why)
  for (const { name } of targets) scope.set(name, tensorsValue(unknownTensor(why)))
}

// ---- what lines do

function blockLine(block: Block, node: LayerNode, statement: LayerStatement, context: Context): void {
  const from = inputsOf(statement, node.word.name, context)
  for (const { name } of statement.options)
    if (name) refuse(name, `${describe(block)} takes its values after its name`, block.name, context)
  const place = linePlace(statement, context)
  if (callBlock(block, node, from, place, context)) bindTargets(statement, block.name, block.name, context)
  else loseLine(statement, context)
}

/** A layer that was made before: what stands after its name is given to the call. */
function sharedLine(layer: Layer, node: LayerNode, statement: LayerStatement, context: Context): void {
  const from = inputsOf(statement, node.word.name, context)
  const options = optionsOf([...node.arguments, ...statement.options], layer, context)
  const { current } = context.flow
  const given = from ?? (current === undefined ? [] : [current])
  if (given.length === 0) context.flow.lose()
  else context.flow.add(layer, given, options, placeOf(statement, context))
  bindTargets(statement, layer.name, layer.className, context)
}

function operationLine(node: LayerNode, statement: LayerStatement, context: Context): void {
  const { flow } = context
  const from = inputsOf(statement, node.word.name, context)
  const given = from ?? (flow.current === undefined ? [] : [flow.current])
  const result = operate(node, given, linePlace(statement, context), context)
  if (result === undefined) return loseLine(statement, context)
  flow.goOnFrom(result, placeOf(statement, context))
  bindTargets(statement, node.word.name, node.word.name, context)
}

/** A tensor's name alone: the line goes on from it. */
function tensorLine(tensors: Tensors, node: LayerNode, statement: LayerStatement, context: Context): void {
  const [argument] = [...node.arguments, ...(statement.inputs ?? [])]
  if (argument) refuse(argument, 'it is a tensor, which takes no arguments', node.word.name, context)
  context.flow.goOnFrom(tensors, placeOf(statement, context))
  bindTargets(statement, node.word.name, node.word.name, context)
}

// ---- tensors

function inputsOf({ inputs }: LayerStatement, subject: string, context: Context): readonly Tensors[] | undefined {
  return inputs?.map(
    node => tensorsIn(node, subject, context) ?? unknownTensor(unknown('this is no tensor', placeOf(node, context))),
  )
}

/** One operand alone is merged with what the layer goes on from; undefined where nothing is named. */
function joined(
  from: readonly Tensors[] | undefined,
  operands: readonly Tensors[],
  { flow: { current } }: Context,
): readonly Tensors[] | undefined {
  if (from) return [...from, ...operands]
  if (operands.length !== 1 || current === undefined) return operands.length > 0 ? operands : undefined
  return [current, ...operands]
}

/** What a call is given by name. */
function optionsOf(nodes: readonly Argument[], layer: Layer, context: Context): Options {
  if (nodes.length === 0) return noOptions
  const tensors = new Map<string, Tensors>()
  const values = new Map<string, Value>()
  const target = { kind: layer.layerKind, slot: undefined }
  for (const { name, value } of nodes) {
    if (!name) {
      refuse(value, `${layer.name} is made already; what a call of it is given has a name`, layer.className, context)
      continue
    }
    const read = evaluateFor(value, target, context)
    const given = tensorsOfValue(read)
    if (given) tensors.set(name.name, given)
    else values.set(name.name, plain(read))
  }
  return { tensors, values }
}

function bindUnknown(target: Identifier, why: string, context: Context): void {
  context.scope.set(target.name, tensorsValue(unknownTensor(unknown(why, placeOf(target, context)))))
}

/** Several names take apart what a layer puts out; the next line goes on from the first. */
function bindTargets({ targets }: LayerStatement, maker: string, subject: string, context: Context): void {
  const { current } = context.flow
  const [target] = targets
  if (targets.length > 1) bindEach(targets, maker, subject, context)
  else if (target && current !== undefined) nameTensors(target.name, current, context)
  else if (target) bindUnknown(target, `${maker} has no input`, context)
}

/** The lines after this one know the tensors by the name. */
export function nameTensors(name: string, tensors: Tensors, { scope, world }: Context): void {
  scope.set(name, tensorsValue(tensors))
  if (isLeaf(tensors)) world.builder.nameTensor(tensors, name)
}

function bindEach(targets: readonly Identifier[], maker: string, subject: string, context: Context): void {
  const { flow, scope } = context
  const outputs = flow.current === undefined ? [] : topLevel(flow.current)
  const isKnown = outputs.length > 1 || outputs.some(output => flatten(output).some(({ type }) => isShape(type.shape)))
  if (isKnown && outputs.length !== targets.length) {
    const reason = `it puts out ${count(outputs.length, 'tensor')} for ${count(targets.length, 'name')}`
    refuse({ from: targets[0]!.from, to: targets.at(-1)!.to }, reason, subject, context)
  }
  targets.forEach((target, i) => {
    const output = outputs[i]
    if (output !== undefined && isKnown) nameTensors(target.name, output, context)
    else bindUnknown(target, `what ${maker} puts out is not known`, context)
  })
  flow.current = tensorsOfValue(scope.get(targets[0]!.name)!)
}

/** What several names take apart: the parts of a list, each of which may be a list. */
const topLevel = (tensors: Tensors): readonly Tensors[] =>
  Array.isArray(tensors) ? (tensors as readonly Tensors[]) : flatten(tensors)

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`

// ---- layers

interface Made {
  readonly layer: Layer
  readonly operands: readonly Tensors[]
}

/** A layer and the tensors among its arguments; undefined where there is no such layer, which is reported. */
function makeLayer(
  node: LayerNode,
  value: NetValue | undefined,
  span: Span,
  item: Item | undefined,
  context: Context,
): Made | undefined {
  const { builder } = context.world
  if (value !== undefined && isModel(value)) return alone(modelFor(value, node, span, context))
  if (node.word.name === 'sequential' && item) return alone(sequentialFor(node, item, span, context))
  const kind = everyLayer.byWord(node.word.name)
  if (!kind) {
    reportUnknownLayer(node.word, value, context)
    return undefined
  }
  const written = readArguments(kind, node, context)
  const bound = builder.bindOnce(kind, written, () => written)
  const place = new WrittenPlace(context, span, written.spans)
  if (bound.findings.some(isUnfinished)) {
    for (const finding of bound.findings) builder.report(finding, kind.name, place, place)
    return undefined
  }
  return { layer: builder.layerOf(bound, place), operands: written.operands }
}

const alone = (layer: Layer | undefined): Made | undefined => layer && { layer, operands: [] }

/** A layer in parentheses, as another one's argument. */
export function makeArgument(node: LayerNode, context: Context): NetValue {
  const made = makeLayer(node, meaningOf(node.word.name, context.scope), node, undefined, context)
  return made?.layer.asArgument ?? unknown(`${node.word.name} is not known`, placeOf(node.word, context))
}

/** A layer for several lines, which is not called yet. */
export function makeShared(node: LayerNode, context: Context): NetValue | undefined {
  const value = meaningOf(node.word.name, context.scope)
  if (value !== undefined && isBlock(value)) {
    refuse(node.word, `${describe(value)} is no layer; a model can be shared`, value.name, context)
    return undefined
  }
  const made = makeLayer(node, value, node, undefined, context)
  return made && { kind: 'shared', layer: made.layer }
}

/** A line that lacks an argument is still being written: to the lines after it, it is not there yet. */
const isUnfinished = ({ code }: Finding): boolean => code === 'missing-argument'

function reportUnknownLayer(word: Identifier, value: NetValue | undefined, context: Context): void {
  const { builder, suggestions } = context.world
  const { name } = word
  const place = placeOf(word, context)
  if (value !== undefined) {
    builder.report({ code: 'not-a-layer', facts: { received: describe(value) } }, name, place, place)
    return
  }
  const facts = { name, ...suggestions.among(() => suggestionFor(name, context)) }
  builder.report({ code: 'unknown-layer', facts }, name, place, place)
}

/** The closest of the layers' words and of the file's own blocks and models. */
function suggestionFor(name: string, { scope }: Context): string | undefined {
  const own = [...scope.known()].filter(each => isMaker(scope.get(each)!))
  return closest(name, own) ?? everyLayer.suggestWord(name)
}

const isMaker = (value: NetValue): boolean => isBlock(value) || isModel(value) || isShared(value)

const linePlace = (span: Span, context: Context): CallPlace => ({ ...placeOf(span, context), arguments: new Map() })

/** Where the arguments stand is worked out when a problem asks for it. */
class WrittenPlace implements CallPlace {
  readonly file: string
  readonly from: number
  readonly to: number
  private readonly base: number

  constructor(
    { module, base }: Context,
    span: Span,
    private readonly spans: ReadonlyMap<string, Span>,
  ) {
    this.file = module.file
    this.base = base
    this.from = base + span.from
    this.to = base + span.to
  }

  get arguments(): ReadonlyMap<string, Span> {
    const { base, spans } = this
    return new Map([...spans].map(([name, { from, to }]) => [name, { from: base + from, to: base + to }]))
  }
}
