/**
 * Formatting: bodies are indented by two spaces, words stand side by side with one space between them, tables in columns.
 * Lines that cannot be read stay as they are, and what a text means never changes.
 */
import { difference, type Edit, type Span } from '../../../source/span.ts'
import type { Edited } from '../../editing.ts'
import { isLineBreak } from '../parse/characters.ts'
import { type Item, outline } from '../parse/outline.ts'
import type { NetTree } from '../syntax.ts'
import { type Code, codeOf } from './format-lines.ts'
import { alignedRows } from './format-tables.ts'
import { namesOf } from './names.ts'
import { lineStart } from './probe.ts'

/** The edits that touch no line outside `within`. */
export function format({ tree }: Edited<NetTree>, within: Span): readonly Edit[] {
  const isWhole = within.from <= 0 && within.to >= tree.text.length
  const touched = tree.lines.map((_, i) => isWhole || isTouched(i, within, tree))
  const lines = formatted(tree, touched)
  return lines.flatMap((line, i) => {
    const start = tree.starts[i]!
    const edit = touched[i] ? difference(tree.text.slice(start, start + tree.lines[i]!.length), line) : undefined
    return edit ? [{ from: start + edit.from, to: start + edit.to, insert: edit.insert }] : []
  })
}

/** After a line break, the line before it. */
export const formatTyped = (edited: Edited<NetTree>, offset: number, typed: string): readonly Edit[] =>
  typed === '\n' && offset > 0 ? format(edited, { from: lineBefore(edited.text, offset), to: offset - 1 }) : []

/** The start of the line before the one of `offset`. */
function lineBefore(text: string, offset: number): number {
  let at = lineStart(text, offset)
  while (at > 0 && isLineBreak(text.charCodeAt(at - 1))) at--
  return lineStart(text, at)
}

function isTouched(i: number, { from, to }: Span, { starts, lines }: NetTree): boolean {
  const start = starts[i]!
  return start < to && from < start + lines[i]!.length
}

/** A line that is being put together. */
interface Draft {
  readonly indent: number
  readonly code: Code | undefined
  /** Its code in columns, for the row of a table. */
  readonly row: string | undefined
}

/** Each line of the file as it should be, with its line break; empty for a blank line too many. */
function formatted(tree: NetTree, touched: readonly boolean[]): readonly string[] {
  const { items } = namesOf(tree)
  const codes = new Map<number, Code>()
  for (const [i, line] of tree.lines.entries())
    if (line.statement && line.problems.length === 0) codes.set(i, codeOf(tree, i))
  const rows = new Map<number, string>()
  forEachItem(items, item => {
    for (const [index, row] of alignedRows(item, codes)) rows.set(index, row)
  })
  const indents = indentsOf(tree, items, touched)
  const drafts = tree.lines.map((_, i) => ({ indent: indents[i]!, code: codes.get(i), row: rows.get(i) }))
  return withoutBlanks(written(drafts, tree), tree)
}

function forEachItem(items: readonly Item[], visit: (item: Item, depth: number) => void, depth = 0): void {
  for (const item of items) {
    visit(item, depth)
    forEachItem(item.body, visit, depth + 1)
  }
}

// ---- indentation

/**
 * How far each line is indented. Lines that cannot be read, and those that are not to be touched, stay, and so do those
 * around one that stands elsewhere than it should; where a line would then belong to another body, all stay.
 */
function indentsOf(tree: NetTree, items: readonly Item[], touched: readonly boolean[]): readonly number[] {
  const now = tree.lines.map(({ indent }) => indent)
  const after = [...now]
  const moved = new Set<number>()
  const isFixed = ({ index, line }: Item) => !touched[index] || line.problems.length > 0
  for (const item of items) {
    let isMovable = true
    forEachItem([item], (each, depth) => {
      if (isFixed(each) && each.line.indent !== 2 * depth) isMovable = false
    })
    if (!isMovable) continue
    forEachItem([item], ({ index }, depth) => {
      after[index] = 2 * depth
      moved.add(index)
    })
  }
  const lines = tree.lines.map((line, i) => ({ ...line, indent: after[i]! }))
  if (!isSame(items, outline({ ...tree, lines }))) return now
  for (const [i, { depth, next }] of commentDepths(tree).entries()) {
    const { statement, problems } = tree.lines[i]!
    if (!statement && problems.length === 0 && (next < 0 || moved.has(next))) after[i] = 2 * depth
  }
  return after
}

const isSame = (a: readonly Item[], b: readonly Item[]): boolean =>
  a.length === b.length && a.every((item, i) => item.index === b[i]!.index && isSame(item.body, b[i]!.body))

/** In how many bodies a comment is that stands where each line does, and the line of code before it, or the first. */
function commentDepths(tree: NetTree): readonly { readonly depth: number; readonly next: number }[] {
  const openers = new Set<number>()
  forEachItem(namesOf(tree).items, ({ index, body }) => {
    if (body.length > 0) openers.add(index)
  })
  const open: number[] = []
  let before = tree.lines.findIndex(({ statement, problems }) => statement || problems.length > 0)
  return tree.lines.map(({ indent, statement, problems }, i) => {
    const depth = open.filter(opened => opened < indent).length
    if (statement || problems.length > 0) {
      open.length = depth
      before = i
    }
    if (openers.has(i)) open.push(indent)
    return { depth, next: before }
  })
}

// ---- text

/** The lines as text; comments behind code that stand below each other begin in one column. */
function written(drafts: readonly Draft[], tree: NetTree): readonly string[] {
  const columns = commentColumns(drafts)
  return drafts.map((draft, i) => {
    const start = tree.starts[i]!
    const { length, statement, problems } = tree.lines[i]!
    const before = tree.text.slice(start, start + length)
    if (problems.length > 0) return before
    if (!statement || !draft.code) return comment(before, draft.indent) + breakOf(before)
    return codeText(draft, columns[i]!, breakOf(before)) + breakOf(before)
  })
}

const comment = (line: string, indent: number): string => {
  const text = line.trim()
  return text === '' ? '' : ' '.repeat(indent) + text
}

const breakOf = (line: string): string => /(?:\r\n|\n|\r)?$/.exec(line)![0]

function codeText({ indent, code, row }: Draft, column: number, lineBreak: string): string {
  const rows = code!.rows.map(({ deeper, code, comment }, _, { length }) => {
    const text = ' '.repeat(indent + 2 * deeper) + (length === 1 && row !== undefined ? row : code)
    if (comment === '') return text.trimEnd()
    if (code === '') return text + comment
    return `${length === 1 ? text.padEnd(column) : text}  ${comment}`
  })
  return rows.join(lineBreak === '' ? '\n' : lineBreak)
}

/** Where the comment of each line begins, less the two spaces before it. */
function commentColumns(drafts: readonly Draft[]): readonly number[] {
  const widths = drafts.map(({ indent, code, row }) => {
    const only = code?.rows.length === 1 ? code.rows[0]! : undefined
    return only?.comment ? indent + (row ?? only.code).length : undefined
  })
  const columns: number[] = []
  for (let i = 0; i < widths.length; ) {
    let end = i
    while (widths[end] !== undefined) end++
    const widest = Math.max(0, ...widths.slice(i, end).map(width => width!))
    for (; i < end; i++) columns[i] = widest
    if (i < widths.length) columns[i++] = 0
  }
  return columns
}

/** One blank line at most stands between others, none at the start or the end; the last line ends with a line break. */
function withoutBlanks(lines: readonly string[], tree: NetTree): readonly string[] {
  const last = lines.findLastIndex(line => !isBlank(line))
  let isAfterBlank = true
  return lines.map((line, i) => {
    const isDropped = i > last || (isAfterBlank && isBlank(line))
    isAfterBlank = isBlank(line)
    if (isDropped) return ''
    const isOpen = i === last && breakOf(line) === '' && tree.lines[i]!.problems.length === 0
    return isOpen ? line + (/\r\n|\n|\r/.exec(tree.text)?.[0] ?? '\n') : line
  })
}

const isBlank = (line: string): boolean => line.trim() === ''
