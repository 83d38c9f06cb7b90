/** Binds what stands side by side after a layer's word to the parameters of its kind, and keeps where each stands. */
import type { Given } from '../../../layers/bind.ts'
import type { LayerKind } from '../../../layers/layer.ts'
import type { Finding } from '../../../layers/problem.ts'
import { type Meaning, type Signature, type Slot, signatureOf } from '../../../layers/side-by-side.ts'
import { isFloat, isList, type Value } from '../../../layers/value.ts'
import type { Tensors } from '../../../model/tensor.ts'
import type { Span } from '../../../source/span.ts'
import { unknown } from '../../../tensor/size.ts'
import type { Argument, Expression, Identifier, LayerNode } from '../syntax.ts'
import { evaluate, evaluateFor } from './argument-values.ts'
import { type Context, placeOf, refuse, reportUnknownName } from './context.ts'
import { fewItems, named, sizeNamed } from './expressions.ts'
import { unknownTensor } from './flow.ts'
import { describe, type NetValue, plain, tensorsOfValue } from './values.ts'

/** What was written after a layer's word. */
export interface Written extends Given {
  /** Where the argument for each parameter stands, counted from where the line starts. */
  readonly spans: ReadonlyMap<string, Span>
  /** The tensors among the arguments, which a layer that merges takes. */
  readonly operands: readonly Tensors[]
  /** The words that were read as such; they mean something else where they are names. */
  readonly words: readonly string[]
}

/** The same while it is being read. */
interface Reading extends Written {
  readonly kind: LayerKind
  readonly signature: Signature
  readonly positional: Value[]
  readonly named: Map<string, Value>
  readonly spans: Map<string, Span>
  readonly operands: Tensors[]
  readonly words: string[]
  /** The words that could not be understood. */
  readonly lost: Identifier[]
}

export function readArguments(kind: LayerKind, node: LayerNode, context: Context): Written {
  const { memory } = context.world
  const known = memory.constants.get(node)
  if (known?.words.every(word => context.scope.get(word) === undefined)) return known
  const reading: Reading = {
    kind,
    signature: signatureOf(kind),
    positional: [],
    named: new Map(),
    spans: new Map(),
    operands: [],
    words: [],
    lost: [],
  }
  for (const argument of node.arguments) readArgument(argument, reading, context)
  if (reading.lost.length > 0) fillMissing(reading, context)
  if (isConstant(reading, node)) memory.constants.set(node, reading)
  return reading
}

/** Whether every argument is written out, so that it means the same wherever it stands. */
const isConstant = ({ positional, named, words, lost }: Reading, { arguments: nodes }: LayerNode): boolean =>
  lost.length === 0 &&
  nodes.every(({ value }) => isWrittenOut(value, words)) &&
  positional.length + named.size === nodes.length &&
  positional.every(isConstantValue) &&
  [...named.values()].every(isConstantValue)

const isWrittenOut = (node: Expression, words: readonly string[]): boolean =>
  node.type === 'literal' ||
  node.type === 'any size' ||
  (node.type === 'word' && words.includes(node.name)) ||
  ((node.type === 'list' || node.type === 'sizes') &&
    node.items.length <= fewItems &&
    node.items.every(item => isWrittenOut(item, words)))

const isConstantValue = (value: Value): boolean =>
  typeof value !== 'object' || value === null || (isList(value) ? value.every(isConstantValue) : isFloat(value))

function readArgument({ name, value }: Argument, reading: Reading, context: Context): void {
  if (name) readNamed(name, value, reading, context)
  else if (value.type === 'word' && named(value.name, context) === undefined) readWord(value, reading, context)
  else readPositional(value, reading, context)
}

function readNamed(name: Identifier, node: Expression, reading: Reading, context: Context): void {
  const { kind, signature } = reading
  const slot = signature.slots.get(name.name)
  noteWord(node, reading, context)
  const value = evaluate(node, { kind, slot }, context)
  give({ name: name.name, value }, slot ? node : name, reading, context)
}

function noteWord(node: Expression, { words }: Reading, context: Context): void {
  if (node.type === 'word' && context.scope.get(node.name) === undefined) words.push(node.name)
}

/** A text that some parameter lists goes to that one, wherever it comes from; other values go to the next place. */
function readPositional(node: Expression, reading: Reading, context: Context): void {
  const { kind, positional, spans, operands, signature } = reading
  const slot = nextSlot(reading)
  const value = evaluateFor(node, { kind, slot }, context)
  const tensors = kind.takes === 'list' ? tensorsOfValue(value) : undefined
  const meanings = node.type !== 'literal' && typeof value === 'string' ? signature.words.get(value) : undefined
  if (tensors !== undefined) operands.push(...(isTensorList(value) ? (tensors as readonly Tensors[]) : [tensors]))
  else if (meanings) give(firstFree(meanings, reading), node, reading, context)
  else {
    positional.push(argumentOf(value, node, kind, context))
    if (slot) spans.set(slot.name, node)
  }
}

/** A value as the layer takes it: what it is called on is none of its arguments. */
function argumentOf(value: NetValue, node: Expression, { name }: LayerKind, context: Context): Value {
  return tensorsOfValue(value) === undefined
    ? plain(value)
    : refuse(node, `${describe(value)} is no argument; what it is called on stands after 'from'`, name, context)
}

const isTensorList = (value: NetValue): boolean => Array.isArray(value)

/** A word goes to the first parameter that knows it and has not been given. */
function readWord(node: Identifier, reading: Reading, context: Context): void {
  const { kind, signature, operands, words } = reading
  const meanings = signature.words.get(node.name)
  const slot = nextSlot(reading)
  const size = meanings ? undefined : sizeNamed(node.name, context)
  if (meanings) {
    words.push(node.name)
    give(firstFree(meanings, reading), node, reading, context)
  } else if ((kind.takes === 'nothing' && slot?.takesTuple) || (size !== undefined && slot && !slot.takesText))
    readPositional({ type: 'word', ...node }, reading, context)
  else {
    reportUnknownWord(node, reading, context)
    if (kind.takes === 'list')
      operands.push(unknownTensor(unknown(`${node.name} is not known`, placeOf(node, context))))
    else reading.lost.push(node)
  }
}

const firstFree = (meanings: readonly Meaning[], reading: Reading): Meaning =>
  meanings.find(({ name }) => !isGiven(name, reading)) ?? meanings[0]!

function give({ name, value }: Meaning, node: Span, { kind, named, spans }: Reading, context: Context): void {
  if (named.has(name)) {
    const place = placeOf(node, context)
    const finding: Finding = { code: 'repeated-argument', facts: { argument: name } }
    context.world.builder.report(finding, kind.name, place, place)
    return
  }
  named.set(name, value)
  spans.set(name, node)
}

const nextSlot = ({ signature, positional }: Reading): Slot | undefined =>
  signature.slots.get(signature.order[positional.length] ?? '')

const isGiven = (name: string, { signature, positional, named }: Reading): boolean =>
  named.has(name) || signature.order.slice(0, positional.length).includes(name)

function reportUnknownWord(node: Identifier, { kind, signature }: Reading, context: Context): void {
  const value = context.scope.get(node.name)
  if (value !== undefined)
    return void refuse(node, `${describe(value)} is no value for an argument`, kind.name, context)
  const known = () => [...signature.words.keys(), ...context.scope.known()]
  const expected = kind.takes === 'list' ? 'the name of a tensor' : `a word that ${kind.name} knows`
  reportUnknownName(node, expected, known, kind.name, context)
}

/** A word that is not understood may be what lacks, so that nothing is said about that. */
function fillMissing({ kind, lost, positional, named, signature }: Reading, context: Context): void {
  for (const name of signature.order.slice(positional.length)) {
    const [node] = lost
    if (!node || kind.parameters[name]!.default !== undefined || named.has(name)) continue
    named.set(name, unknown(`${node.name} is not known`, placeOf(node, context)))
    lost.shift()
  }
}
