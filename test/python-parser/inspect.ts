/** What the tests of the parser look at: the problems, the statements and the nodes of a tree, and what always holds. */
import assert from 'node:assert/strict'
import type { Tree } from '../../server/src/core/languages/python/syntax.ts'

/** Any node or part of one that has a place. */
export interface Placed {
  readonly start: number
  readonly end: number
  readonly type?: string
  readonly [field: string]: unknown
}

/** Each problem after the text that it is about. */
export function problemsOf({ text, chunks, starts }: Tree): string[] {
  return chunks.flatMap((chunk, i) =>
    chunk.problems.map(({ from, to, message }) => {
      const about = text.slice(starts[i]! + from, starts[i]! + to)
      return `${about === '' ? '' : `${about}: `}${message}`
    }),
  )
}

const BLOCKS = ['body', 'orelse', 'finalbody']

/** The source of every statement at any depth. */
export function sourcesOfStatements({ text, chunks, starts }: Tree): string[] {
  return chunks.flatMap((chunk, i) => {
    const sources: string[] = []
    const visit = (node: Placed, isStatement: boolean) => {
      if (isStatement) sources.push(text.slice(starts[i]! + node.start, starts[i]! + node.end))
      for (const [field, child] of childrenOf(node)) visit(child, BLOCKS.includes(field) && node.type !== 'Lambda')
    }
    for (const node of chunk.body) visit(node as unknown as Placed, true)
    return sources
  })
}

/** The nodes below a node, each with the field it stands in. */
export function childrenOf(node: Placed): [string, Placed][] {
  return Object.entries(node).flatMap(([field, value]) =>
    [value]
      .flat()
      .filter(isPlaced)
      .map((child): [string, Placed] => [field, child]),
  )
}

export function isPlaced(value: unknown): value is Placed {
  return typeof value === 'object' && value !== null && 'start' in value
}

/** Chunks cover the text without gaps; nodes lie within their parents; names stand where they are said to. */
export function invariantsHold(tree: Tree): void {
  const { text, chunks, starts } = tree
  let position = 0
  chunks.forEach((chunk, i) => {
    assert.equal(starts[i], position)
    assert.ok(chunk.length > 0 && chunk.lookahead >= chunk.length)
    for (const { from, to } of chunk.problems) assert.ok(from >= 0 && from <= to && position + to <= text.length)
    const source = text.slice(position, position + chunk.length)
    for (const node of chunk.body) nodeHolds(node as unknown as Placed, 0, chunk.length, source)
    position += chunk.length
  })
  assert.equal(position, text.length)
}

/** A loop, not a recursion: trees may be as deep as their text is long. */
function nodeHolds(root: Placed, from: number, to: number, source: string): void {
  const pending = [{ node: root, from, to }]
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { node } = next
    const isWithin = next.from <= node.start && node.start <= node.end && node.end <= next.to
    if (!isWithin) assert.fail(`not within its parent: ${describe(node, source)}`)
    const isBinding = node.type === undefined && Object.keys(node).length === 3
    if (node.type === 'Name' || isBinding) assert.equal(source.slice(node.start, node.end).normalize('NFKC'), node.name)
    for (const [, child] of childrenOf(node)) pending.push({ node: child, from: node.start, to: node.end })
  }
}

function describe(node: Placed, source: string): string {
  return `${node.type ?? 'part'} ${node.start}..${node.end} ${JSON.stringify(source.slice(node.start, node.end))}`
}
