/** Which lines belong to which: bodies are the lines that are indented deeper than the line which opens them. */
import type { Line, NetTree, Statement } from '../syntax.ts'

/** A line that says something, with its body. */
export interface Item {
  readonly line: Line
  readonly statement: Statement | undefined
  /** Which line of the file it is. */
  readonly index: number
  /** The lines that belong to it; none for a line that opens nothing. */
  readonly body: readonly Item[]
}

/** The items of a file at its left edge. Lines that are blank or comments are no items. */
export function outline({ lines }: NetTree): readonly Item[] {
  const top: Item[] = []
  const open: { readonly indent: number; readonly body: Item[] }[] = []
  for (const [index, line] of lines.entries()) {
    const { statement, indent, problems } = line
    if (!statement && problems.length === 0) continue
    while (open.length > 0 && open.at(-1)!.indent >= indent) open.pop()
    const body = opens(statement, open.length) ? [] : noItems
    ;(open.at(-1)?.body ?? top).push({ line, statement, index, body })
    if (body !== noItems) open.push({ indent, body })
  }
  return top
}

/** The body of a line that opens none. */
const noItems: Item[] = []

/** How deep bodies may be inside each other; what is deeper is read as if it were not. */
const deepest = 100

function opens(statement: Statement | undefined, depth: number): boolean {
  if (!statement || depth >= deepest) return false
  return statement.type === 'layer' ? statement.layer?.word.name === 'sequential' : openers.has(statement.type)
}

const openers: ReadonlySet<Statement['type']> = new Set([
  'model',
  'block',
  'table',
  'branch',
  'repeat',
  'for',
  'if',
  'elif',
  'else',
])
