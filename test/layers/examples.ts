/** The examples of layer records as questions in the form of golden rows: what scripts/layer-examples.mjs prints. */

import { parse } from '../../server/src/core/languages/python/parse/tree.ts'
import type { Argument, Call, Expression } from '../../server/src/core/languages/python/syntax.ts'
import type { Catalogue } from '../../server/src/core/layers/catalogue.ts'
import { everyLayer } from '../../server/src/core/layers/keras/catalogue.ts'
import type { Example, LayerKind } from '../../server/src/core/layers/layer.ts'
import { isArray, isShape, type Json, type Row } from './rows.ts'

export interface Question {
  readonly kind: LayerKind
  readonly example: Example
  readonly row: Row
}

/** Every example of every kind, in the catalogue's order. */
export const questions = (catalogue: Catalogue = everyLayer): readonly Question[] =>
  catalogue.kinds.flatMap(kind =>
    kind.examples.map(example => ({ kind, example, row: questionOf(kind, example, catalogue) })),
  )

function questionOf(kind: LayerKind, example: Example, catalogue: Catalogue): Row {
  const config = configOf(kind, callOf(example.call), catalogue)
  const { text, args } = callOf(example.with ?? '')
  const further = Object.fromEntries(
    args.map(({ name, value }) => [name!.name, furtherOf(kind, name!.name, value, text)]),
  )
  return {
    class: kind.name,
    config,
    ...(kind.takes !== 'nothing' && { inputs: shapesOf(example.input) }),
    ...(Object.keys(further).length > 0 && { call: further }),
  }
}

/** Python source and the expression in it. */
interface Source {
  readonly text: string
  readonly expression: Expression
}

/** The arguments as they would stand in a call. */
function callOf(text: string): { readonly text: string; readonly args: readonly Argument[] } {
  const source = sourceOf(`f(${text})`)
  if (source.expression.type !== 'Call') throw new SyntaxError(`expected arguments: ${text}`)
  return { text: source.text, args: source.expression.args }
}

function sourceOf(text: string): Source {
  const [chunk] = parse(text).chunks
  const [statement] = chunk?.body ?? []
  if (statement?.type !== 'Expr' || chunk!.problems.length > 0) throw new SyntaxError(`expected an expression: ${text}`)
  return { text, expression: statement.value }
}

/** The form of shapes and nests of them, as `inputs` and `outputs` of rows have it. */
export function shapesOf(text: string): Json {
  const source = sourceOf(text)
  return jsonOf(source.expression, source.text)
}

/** Arguments by name; positional ones get the names of the kind's parameters. */
function configOf(
  kind: LayerKind,
  { text, args }: { readonly text: string; readonly args: readonly Argument[] },
  catalogue: Catalogue,
): Record<string, Json> {
  const names = Object.keys(kind.parameters)
  return Object.fromEntries(args.map(({ name, value }, i) => [name?.name ?? names[i]!, jsonOf(value, text, catalogue)]))
}

/** Tensors among a call's further arguments are written in full. */
function furtherOf(kind: LayerKind, name: string, value: Expression, text: string): Json {
  const json = jsonOf(value, text)
  return kind.call.includes(name) ? inFull(json) : json
}

function inFull(json: Json): Json {
  if (isShape(json)) return { shape: json }
  return isArray(json) ? json.map(inFull) : json
}

/** A literal in the form of rows; an inner layer is written as its call, a function as a lambda. */
function jsonOf(node: Expression, text: string, catalogue?: Catalogue): Json {
  const inner = (each: Expression) => jsonOf(each, text, catalogue)
  switch (node.type) {
    case 'Number':
      return numberJson(Number(node.value), node.kind === 'float')
    case 'String':
      return node.value
    case 'Constant':
      return node.value === 'None' ? null : node.value === 'True'
    case 'Tuple':
    case 'List':
      return node.elements.map(inner)
    case 'Dict':
      return Object.fromEntries(node.values.map((value, i) => [String(inner(node.keys[i]!)), inner(value)]))
    case 'Lambda':
      return { lambda: text.slice(node.start, node.end) }
    case 'UnaryOp':
    case 'BinOp':
      return arithmetic(node, inner)
    case 'Call':
      return callJson(node, text, catalogue)
    default:
      throw new SyntaxError(`an example cannot hold ${text.slice(node.start, node.end)}`)
  }
}

const numberJson = (value: number, isFloat: boolean): Json =>
  isFloat && Number.isInteger(value) ? { float: value } : value

function arithmetic(node: Expression, inner: (node: Expression) => Json): Json {
  const numberIn = (each: Expression): number => {
    const json = inner(each)
    return Number(json !== null && typeof json === 'object' && 'float' in json ? json.float : json)
  }
  if (node.type === 'UnaryOp' && node.operator === '-') return -numberIn(node.operand)
  if (node.type === 'BinOp' && node.operator === '/')
    return numberJson(numberIn(node.left) / numberIn(node.right), true)
  throw new SyntaxError('examples hold no arithmetic but - and /')
}

/** `LSTM(8)` is an inner layer, `Input(batch_shape=(None, 1), dtype='string')` a tensor with its type. */
function callJson(node: Call, text: string, catalogue: Catalogue | undefined): Json {
  const name = node.callee.type === 'Name' ? node.callee.name : ''
  const kind = (catalogue ?? everyLayer).byClass(name)
  if (!kind) throw new SyntaxError(`an example cannot call ${name}`)
  const config = configOf(kind, { text, args: node.args }, catalogue ?? everyLayer)
  return name === 'Input' ? { shape: config.batch_shape!, dtype: config.dtype! } : { layer: kind.name, config }
}
