/** What holds for the tree of any text. */
import assert from 'node:assert/strict'
import { parse } from '../../server/src/core/languages/net/parser.ts'
import type { Expression, Identifier, Line, NetTree } from '../../server/src/core/languages/net/syntax.ts'
import type { Span } from '../../server/src/core/source/span.ts'

/** The lines cover the text, every node lies within its line, and nodes within their parents, in order. */
export function invariantsHold({ text, lines, starts }: NetTree): void {
  let position = 0
  lines.forEach((line, i) => {
    assert.equal(starts[i], position)
    assert.ok(line.length > 0 && line.lookahead >= line.length)
    lineHolds(line)
    position += line.length
  })
  assert.equal(position, text.length)
}

function lineHolds({ statement, problems, length }: Line): void {
  const line = { from: 0, to: length }
  assert.ok(problems.length <= 1)
  for (const problem of problems) within(line, [problem])
  if (!statement) return
  within(line, [statement])
  if (statement.type === 'model') within(statement, statement.name ? [statement.name] : [])
  else if (statement.type === 'output') within(statement, statement.outputs)
  else {
    const { targets, layer, inputs } = statement
    within(statement, [...targets, ...(layer ? [layer] : []), ...(inputs ?? [])])
    if (layer) expressionHolds(layer)
  }
}

function expressionHolds(node: Expression): void {
  const parts: readonly (Expression | Identifier)[] = partsOf(node)
  within(node, parts)
  for (const part of parts) if ('type' in part) expressionHolds(part)
}

function partsOf(node: Expression): readonly (Expression | Identifier)[] {
  if (node.type === 'sizes' || node.type === 'list') return node.items
  if (node.type !== 'layer') return []
  return [node.word, ...node.arguments.flatMap(({ name, value }) => (name ? [name, value] : [value]))]
}

function within({ from, to }: Span, parts: readonly Span[]): void {
  let position = from
  for (const part of parts) {
    assert.ok(part.from >= position && part.to >= part.from, `${part.from}-${part.to} begins before ${position}`)
    position = part.to
  }
  assert.ok(position <= to, `${position} is behind ${to}`)
}

/** Everything that a tree holds, to compare trees by. */
export const contents = ({ lines, starts }: NetTree): string =>
  JSON.stringify([lines, starts], (_, value) => (typeof value === 'bigint' ? `${value}n` : value))

/** Whether a tree is what a fresh parse of its text gives. */
export const assertFresh = (tree: NetTree): void => assert.equal(contents(tree), contents(parse(tree.text)))
