/** What can be folded: bodies, models, brackets over several lines, comments, and what is used. */
import type { Edited, Fold } from '../../editing.ts'
import type { Item } from '../parse/outline.ts'
import type { NetTree } from '../syntax.ts'
import { namesOf } from './names.ts'

export function folds(edited: Edited<NetTree>): readonly Fold[] {
  const { tree } = edited
  const { items, file, scopes } = namesOf(tree)
  const bodies = items.flatMap(item => bodyFolds(item, tree))
  const models = scopes.filter(({ owner, parent }) => parent === file && owner?.statement?.type === 'model')
  const flat = models.filter(({ owner }) => owner!.body.length === 0)
  return [
    ...bodies,
    ...flat.map(({ from, to }): Fold => ({ kind: 'code', from, to: endOfCode(tree.text, from, to) })),
    ...runs(tree, isComment).map(({ from, to }): Fold => ({ kind: 'comment', from, to })),
    ...runs(tree, isUse).map(({ from, to }): Fold => ({ kind: 'imports', from, to })),
  ].filter(({ from, to }) => /[\n\r]/.test(tree.text.slice(from, to)))
}

/** The fold of a line that opens a body, or goes over several lines itself, and those in its body. */
function bodyFolds(item: Item, tree: NetTree): readonly Fold[] {
  const from = tree.starts[item.index]! + (item.statement?.from ?? 0)
  const own: Fold = { kind: 'code', from, to: endOfItem(item, tree) }
  return [own, ...item.body.flatMap(each => bodyFolds(each, tree))]
}

/** Where the last line of an item ends, before its line break. */
export function endOfItem(item: Item, tree: NetTree): number {
  const last = item.body.at(-1)
  if (last) return endOfItem(last, tree)
  const from = tree.starts[item.index]!
  return endOfCode(tree.text, from, from + item.line.length)
}

/** The end of the last line with anything on it. */
const endOfCode = (text: string, from: number, to: number): number => from + text.slice(from, to).trimEnd().length

interface Run {
  readonly from: number
  readonly to: number
}

/** Lines after each other that are alike, two at least. */
function runs(tree: NetTree, isAlike: (line: NetTree['lines'][number], text: string) => boolean): readonly Run[] {
  const found: Run[] = []
  let first = -1
  for (let i = 0; i <= tree.lines.length; i++) {
    const line = tree.lines[i]
    const start = tree.starts[i] ?? tree.text.length
    const alike = line !== undefined && isAlike(line, tree.text.slice(start, start + line.length))
    if (alike && first < 0) first = i
    if (alike || first < 0) continue
    if (i - first > 1) found.push({ from: tree.starts[first]!, to: endOfCode(tree.text, tree.starts[first]!, start) })
    first = -1
  }
  return found
}

const isComment = ({ statement, problems }: NetTree['lines'][number], text: string): boolean =>
  !statement && problems.length === 0 && text.trimStart().startsWith('#')

const isUse = ({ statement }: NetTree['lines'][number]): boolean => statement?.type === 'use'
