/** What holds for the tree of any text. */
import assert from 'node:assert/strict'
import { parse } from '../../server/src/core/languages/net/parse/parser.ts'
import type { Line, NetTree } from '../../server/src/core/languages/net/syntax.ts'
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
  nodeHolds(statement)
}

/** Every node, in the order of the text, lies behind the one before it and within the one that holds it. */
function nodeHolds(node: Span): void {
  const parts = partsOf(node).sort((a, b) => a.from - b.from || a.to - b.to)
  within(node, parts)
  for (const part of parts) nodeHolds(part)
}

const isNode = (value: unknown): value is Span =>
  typeof value === 'object' && value !== null && 'from' in value && 'to' in value

const partsOf = (node: Span): Span[] =>
  Object.values(node)
    .flatMap(value => (Array.isArray(value) ? value : [value]))
    .filter(isNode)

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
