/** Statements: what one line says. */
import { unquote } from './expressions.ts'
import { isInputs, layer } from './layers.ts'
import type { Reader } from './reader.ts'
import type { Identifier, LayerStatement, ModelStatement, OutputStatement, Statement } from './syntax.ts'

/** The statement that starts at the cursor; undefined where there is none. */
export function statement(r: Reader): Statement | undefined {
  if (r.at('end')) return undefined
  const assigned = r.isFollowedBy('=')
  if (!assigned && r.atWord('model')) return modelStatement(r)
  if (!assigned && r.atWord('output')) return outputStatement(r)
  return layerStatement(r)
}

function modelStatement(r: Reader): ModelStatement {
  const { start: from } = r
  r.advance()
  const name = r.at('string') ? quotedName(r) : r.identifier("the model's name")
  if (!r.at('end')) r.fail("one word, or a text in quotes, as the model's name")
  return { type: 'model', from, to: r.previousEnd, name }
}

function quotedName(r: Reader): Identifier {
  const { start: from, end: to, value } = r
  r.advance()
  return { from, to, name: unquote(value) }
}

function outputStatement(r: Reader): OutputStatement {
  const { start: from } = r
  r.advance()
  const outputs = names(r)
  return { type: 'output', from, to: r.previousEnd, outputs }
}

const noNames: readonly Identifier[] = []

function layerStatement(r: Reader): LayerStatement | undefined {
  const { start: from } = r
  const named = r.isFollowedBy('=') || r.isFollowedBy(',')
  const targets = named ? targetNames(r) : noNames
  const word = r.identifier('a layer')
  if (!word && targets.length === 0) return undefined
  const node = word && layer(r, word)
  const inputs = isInputs(r) ? inputNames(r) : undefined
  if (!r.at('end')) r.fail('the end of the line')
  return { type: 'layer', from, to: r.previousEnd, targets, layer: node, inputs }
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

function inputNames(r: Reader): readonly Identifier[] {
  r.advance()
  return names(r)
}

/** One name or several side by side. */
function names(r: Reader): readonly Identifier[] {
  const read: Identifier[] = []
  do {
    const name = r.identifier("a tensor's name")
    if (name) read.push(name)
  } while (!r.at('end'))
  return read
}
