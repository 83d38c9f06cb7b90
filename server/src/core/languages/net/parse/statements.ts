/** Statements: what one line says. Each function begins at the statement's first word. */

import type {
  Argument,
  BlockStatement,
  BranchStatement,
  Expression,
  ForStatement,
  Identifier,
  IfStatement,
  LayerStatement,
  LetStatement,
  ModelStatement,
  OutputStatement,
  ParameterNode,
  RepeatStatement,
  RowStatement,
  SharedStatement,
  Statement,
  TableStatement,
  UseStatement,
} from '../syntax.ts'
import { argumentValue, expression } from './expressions.ts'
import { argument, isInputs, layer } from './layers.ts'
import { reference, unquote } from './operands.ts'
import type { Reader } from './reader.ts'

/** The statement that starts at the cursor; undefined where there is none. */
export function statement(r: Reader): Statement | undefined {
  if (r.at('end')) return undefined
  if (beginsValue.has(r.kind)) return rowStatement(r)
  if (!r.at('word')) return layerStatement(r)
  const read = r.isFollowedBy('=') ? undefined : statements[r.value]
  return read ? whole(r, read) : layerStatement(r)
}

/** How values begin that are no words. */
const beginsValue: ReadonlySet<string> = new Set(['number', 'string', '-', '?', '(', '['])

/** A statement that begins with a word of the language, to the end of its line. */
function whole(r: Reader, read: (r: Reader, from: number) => Statement): Statement {
  const { start: from } = r
  const statement = read(r, from)
  if (!r.at('end')) r.fail('the end of the line')
  return statement
}

const statements: Readonly<Record<string, (r: Reader, from: number) => Statement>> = {
  __proto__: null as never,
  model: modelStatement,
  block: blockStatement,
  use: useStatement,
  let: letStatement,
  table: tableStatement,
  branch: branchStatement,
  repeat: repeatStatement,
  for: forStatement,
  if: (r, from) => ifStatement(r, from, 'if'),
  elif: (r, from) => ifStatement(r, from, 'elif'),
  else: (r, from) => {
    r.advance()
    return { type: 'else', from, to: r.previousEnd }
  },
  shared: sharedStatement,
  output: outputStatement,
}

/** The words that begin a statement which is no layer. */
export const statementWords: readonly string[] = Object.keys(statements)

function modelStatement(r: Reader, from: number): ModelStatement {
  r.advance()
  const name = r.at('string') ? quoted(r) : r.identifier("the model's name")
  const parameters = name ? parameterList(r) : []
  return { type: 'model', from, to: r.previousEnd, name, parameters }
}

function blockStatement(r: Reader, from: number): BlockStatement {
  r.advance()
  const name = r.identifier("the block's name")
  const parameters = name ? parameterList(r) : []
  const inputs = isInputs(r) ? inputNames(r) : undefined
  return { type: 'block', from, to: r.previousEnd, name, parameters, inputs }
}

/** `filters strides=1`, up to what cannot be one. */
function parameterList(r: Reader): readonly ParameterNode[] {
  const read: ParameterNode[] = []
  while (!r.at('end') && !isInputs(r)) {
    const name = r.identifier('a parameter, as `filters` or `strides=1`')
    if (!name) break
    const value = r.eat('=') ? argumentValue(r) : undefined
    read.push({ from: name.from, to: r.previousEnd, name, default: value })
    if (r.at(',')) r.fail('a space between parameters')
  }
  return read
}

function inputNames(r: Reader): readonly Identifier[] {
  r.advance()
  return identifiers(r, "a tensor's name")
}

/** One name or several side by side, to the end of the line. */
function identifiers(r: Reader, expected: string): readonly Identifier[] {
  const read: Identifier[] = []
  do {
    const name = r.identifier(expected)
    if (name) read.push(name)
  } while (!r.at('end'))
  return read
}

function useStatement(r: Reader, from: number): UseStatement {
  r.advance()
  const path = r.at('string') ? quoted(r) : lost(r, 'a path in quotes')
  let alias: Identifier | undefined
  if (path && r.atWord('as')) {
    r.advance()
    alias = r.identifier('a name')
  }
  return { type: 'use', from, to: r.previousEnd, path, alias }
}

function lost(r: Reader, expected: string): undefined {
  r.fail(expected)
}

function quoted(r: Reader): Identifier {
  const { start: from, end: to, value } = r
  r.advance()
  return { from, to, name: unquote(value) }
}

function letStatement(r: Reader, from: number): LetStatement {
  r.advance()
  const names = nameList(r)
  const parameters = names.length === 1 && r.at('(') && r.glued ? functionParameters(r) : undefined
  const value = r.eat('=') ? expression(r) : lost(r, "'=' and a value")
  return { type: 'let', from, to: r.previousEnd, names, parameters, value }
}

/** Names with commas between them. */
function nameList(r: Reader): readonly Identifier[] {
  const read: Identifier[] = []
  do {
    const name = r.identifier('a name')
    if (!name) break
    read.push(name)
  } while (r.eat(','))
  return read
}

function functionParameters(r: Reader): readonly ParameterNode[] {
  const read: ParameterNode[] = []
  r.advance()
  while (!r.at(')') && !r.at('end')) {
    const name = r.identifier('a parameter')
    if (!name) break
    const value = r.eat('=') ? expression(r) : undefined
    read.push({ from: name.from, to: r.previousEnd, name, default: value })
    if (!r.eat(',')) break
  }
  if (!r.eat(')')) r.fail("',' or ')'")
  return read
}

function tableStatement(r: Reader, from: number): TableStatement {
  r.advance()
  const name = r.identifier("the table's name")
  return { type: 'table', from, to: r.previousEnd, name }
}

function rowStatement(r: Reader): RowStatement {
  const { start: from } = r
  const cells: Expression[] = []
  while (!r.at('end')) {
    const cell = argumentValue(r)
    if (!cell) break
    cells.push(cell)
    if (r.at(',')) r.fail('a space between the values of a row')
  }
  return { type: 'row', from, to: r.previousEnd, cells }
}

function branchStatement(r: Reader, from: number): BranchStatement {
  r.advance()
  const name = r.identifier("the branch's name")
  let input: Expression | undefined
  if (name && isInputs(r)) {
    r.advance()
    input = reference(r, "a tensor's name")
  }
  return { type: 'branch', from, to: r.previousEnd, name, input }
}

function repeatStatement(r: Reader, from: number): RepeatStatement {
  r.advance()
  const times = expression(r)
  let index: Identifier | undefined
  if (times && r.atWord('as')) {
    r.advance()
    index = r.identifier('a name')
  }
  return { type: 'repeat', from, to: r.previousEnd, times, index }
}

function forStatement(r: Reader, from: number): ForStatement {
  r.advance()
  const targets = nameList(r)
  let items: Expression | undefined
  if (r.atWord('in')) {
    r.advance()
    items = expression(r)
  } else r.fail("'in' and a list")
  return { type: 'for', from, to: r.previousEnd, targets, items }
}

function ifStatement(r: Reader, from: number, type: 'if' | 'elif'): IfStatement {
  r.advance()
  const test = expression(r)
  return { type, from, to: r.previousEnd, test }
}

function sharedStatement(r: Reader, from: number): SharedStatement {
  r.advance()
  const name = r.identifier('a name')
  const made = name && (r.eat('=') ? layerWord(r) : lost(r, "'=' and a layer"))
  const node = made && layer(r, made)
  return { type: 'shared', from, to: r.previousEnd, name, layer: node }
}

function outputStatement(r: Reader, from: number): OutputStatement {
  r.advance()
  const outputs: Expression[] = []
  do {
    const output = reference(r, "a tensor's name")
    if (output) outputs.push(output)
  } while (!r.at('end'))
  return { type: 'output', from, to: r.previousEnd, outputs }
}

const noNames: readonly Identifier[] = []
const noOptions: readonly Argument[] = []

function layerStatement(r: Reader): LayerStatement | undefined {
  const { start: from } = r
  const named = r.isFollowedBy('=') || r.isFollowedBy(',')
  const targets = named ? targetNames(r) : noNames
  const word = layerWord(r)
  if (!word && targets.length === 0) return undefined
  const node = word && layer(r, word)
  const called = isInputs(r) ? callArguments(r) : undefined
  if (!r.at('end')) r.fail('the end of the line')
  const { inputs, options = noOptions } = called ?? {}
  return { type: 'layer', from, to: r.previousEnd, targets, layer: node, inputs, options }
}

/** `conv`, `ops.add`: names with points between them. */
function layerWord(r: Reader): Identifier | undefined {
  let word = r.identifier('a layer')
  while (word && r.at('.') && r.glued) {
    r.advance()
    const next = r.identifier("a name after '.'")
    word = next && { from: word.from, to: next.to, name: `${word.name}.${next.name}` }
  }
  return word
}

function targetNames(r: Reader): readonly Identifier[] {
  const read: Identifier[] = []
  do {
    const name = r.identifier('a name')
    if (name) read.push(name)
  } while (r.eat(','))
  if (!r.eat('=')) r.fail("'='")
  return read
}

/** What stands after `from`: tensors, and then what else the call is given. */
function callArguments(r: Reader): { readonly inputs: readonly Expression[]; readonly options: readonly Argument[] } {
  const inputs: Expression[] = []
  const options: Argument[] = []
  r.advance()
  do {
    if (inputs.length > 0 && r.at('word') && r.isFollowedBy('=')) {
      const option = argument(r)
      if (option) options.push(option)
    } else if (options.length > 0) r.fail('the tensors before what has a name')
    else {
      const input = reference(r, "a tensor's name")
      if (input) inputs.push(input)
    }
  } while (!r.at('end'))
  return { inputs, options }
}
