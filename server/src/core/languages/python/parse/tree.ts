/** Parses a file, and parses it again after an edit, keeping every top-level statement that the edit cannot concern. */
import { difference, type Edit } from '../../../source/span.ts'
import type { Chunk, Statement, Tree } from '../syntax.ts'
import { beginsStatement } from './layout.ts'
import { Lexer } from './lexer.ts'
import { Parser } from './parser.ts'
import { statement } from './statements.ts'
import { Token } from './tokens.ts'

/**
 * The tree of any text: this never throws, and what cannot be read is in the `problems` of its chunk. The chunks cover
 * the text without gaps; blank lines and comments belong to the chunk before them.
 */
export function parse(text: string): Tree {
  const chunks: Chunk[] = []
  const starts: number[] = []
  const read = chunkReader(text)
  for (let position = 0; position < text.length; position += chunks.at(-1)!.length) {
    starts.push(position)
    chunks.push(read(position))
  }
  return { text, chunks, starts }
}

/** Equal to `parse(text)`. Chunks of `previous` that the change between the texts does not concern are kept. */
export function reparse(previous: Tree, text: string): Tree {
  const edit = difference(previous.text, text)
  if (!edit) return previous
  const first = firstAffected(previous, text, edit)
  const chunks = previous.chunks.slice(0, first)
  const starts = previous.starts.slice(0, first)
  const moved = text.length - previous.text.length
  const read = chunkReader(text)
  let position = previous.starts[first] ?? previous.text.length
  let next = first
  while (position < text.length) {
    while (next < previous.chunks.length && !isBehind(previous.starts[next]!, edit, position - moved)) next++
    if (previous.starts[next] === position - moved) break
    const chunk = read(position)
    chunks.push(chunk)
    starts.push(position)
    position += chunk.length
  }
  if (position >= text.length) return { text, chunks, starts }
  const movedStarts = previous.starts.slice(next).map(start => start + moved)
  return { text, chunks: chunks.concat(previous.chunks.slice(next)), starts: starts.concat(movedStarts) }
}

/** Whether a chunk begins after the edit and not before `position`; all in terms of the text before the edit. */
function isBehind(start: number, edit: Edit, position: number): boolean {
  return start >= edit.to && start >= position
}

/**
 * The first chunk that may come out differently: the first that looked at the text that changed, or the one before
 * if the statement after it, which ended it, does not begin there any more.
 */
function firstAffected(previous: Tree, text: string, edit: Edit): number {
  const { chunks, starts } = previous
  const found = chunks.findIndex((chunk, i) => starts[i]! + chunk.lookahead > edit.from)
  const first = found < 0 ? chunks.length : found
  const isEnded = first === 0 || beginsStatement(text, starts[first] ?? previous.text.length)
  return isEnded ? first : first - 1
}

/** Reads the chunk that begins at a place of the text. */
function chunkReader(text: string): (start: number) => Chunk {
  const lexer = new Lexer(text)
  const parser = new Parser(lexer)
  return start => {
    let end = lexer.readChunk(start)
    let body = statements(parser)
    if (lexer.isDoubtful && parser.problems.length > 0) {
      end = lexer.readByLayout(start)
      body = statements(parser)
    }
    const problems = parser.problems.sort((a, b) => a.from - b.from)
    return { body, problems, length: end - start, lookahead: Math.max(end, lexer.reach) - start }
  }
}

/** All that the lexer has read. */
function statements(parser: Parser): Statement[] {
  const body: Statement[] = []
  parser.begin()
  while (!parser.at(Token.EndOfFile)) statement(parser, body)
  return body
}
