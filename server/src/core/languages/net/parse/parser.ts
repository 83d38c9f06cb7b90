/** Parses a file line by line, and parses it again after an edit, keeping every line that the edit cannot concern. */
import { difference, type Edit } from '../../../source/span.ts'
import type { Line, NetTree } from '../syntax.ts'
import { Reader } from './reader.ts'
import { statement } from './statements.ts'

/** The tree of any text: this never throws, and what cannot be read costs its own line. */
export function parse(text: string): NetTree {
  const lines: Line[] = []
  const starts: number[] = []
  const reader = new Reader(text)
  for (let position = 0; position < text.length; position += lines.at(-1)!.length) {
    starts.push(position)
    lines.push(readLine(reader, position))
  }
  return { text, lines, starts }
}

/** Equal to `parse(text)`. Lines of `previous` that the change between the texts does not concern are kept. */
export function reparse(previous: NetTree, text: string): NetTree {
  const edit = difference(previous.text, text)
  if (!edit) return previous
  const first = firstAffected(previous, edit)
  const lines = previous.lines.slice(0, first)
  const starts = previous.starts.slice(0, first)
  const moved = text.length - previous.text.length
  const reader = new Reader(text)
  let position = previous.starts[first] ?? previous.text.length
  let next = first
  while (position < text.length) {
    while (next < previous.starts.length && previous.starts[next]! < Math.max(edit.to, position - moved)) next++
    if (previous.starts[next] === position - moved) break
    const line = readLine(reader, position)
    lines.push(line)
    starts.push(position)
    position += line.length
  }
  if (position >= text.length) return { text, lines, starts }
  const movedStarts = previous.starts.slice(next).map(start => start + moved)
  return { text, lines: lines.concat(previous.lines.slice(next)), starts: starts.concat(movedStarts) }
}

/** The first line that looked at the text that changed. */
function firstAffected({ lines, starts }: NetTree, edit: Edit): number {
  const found = lines.findIndex((line, i) => starts[i]! + line.lookahead > edit.from)
  return found < 0 ? lines.length : found
}

const noProblems: Line['problems'] = []

function readLine(reader: Reader, start: number): Line {
  reader.begin(start)
  const indent = reader.column
  const read = statement(reader)
  const { length, lookahead } = reader.finish()
  return { statement: read, problems: reader.problem ? [reader.problem] : noProblems, indent, length, lookahead }
}
