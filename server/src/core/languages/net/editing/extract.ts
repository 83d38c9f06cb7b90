/** Makes a block of lines: they move in front of the model or block that they stand in, and a line that uses it stays. */

import { kerasLayers } from '../../../layers/keras/catalogue.ts'
import type { Span } from '../../../source/span.ts'
import type { Edited, Refactoring } from '../../editing.ts'
import type { Item } from '../parse/outline.ts'
import type { NetTree } from '../syntax.ts'
import { endOfItem } from './folds.ts'
import { namesOf } from './names.ts'
import { type DefinitionKind, definitionFor, type Names, type Occurrence } from './scopes.ts'

export function extractions({ tree }: Edited<NetTree>, within: Span): readonly Refactoring[] {
  const names = namesOf(tree)
  const lines = linesWithin(names.items, within, tree)
  if (!lines?.every(item => canMove(item))) return []
  const [first, last] = [lines[0]!, lines.at(-1)!]
  const span = { from: tree.starts[first.index]!, to: endOfItem(last, tree) }
  const needs = needsOf(span, first, names)
  const owner = names.scopes.find(
    scope => scope.parent === names.file && scope.from <= span.from && span.to <= scope.to,
  )
  if (!needs || !owner || owner.from === span.from) return []
  const name = freeName(names)
  const head = [`block ${name}`, ...needs.values, ...from(needs.tensors)].join(' ')
  const call = [name, ...needs.values, ...from(needs.tensors)].join(' ')
  const lineBreak = /\r\n|\n|\r/.exec(tree.text)?.[0] ?? '\n'
  const body = tree.text.slice(span.from, span.to).split(/\r\n|\n|\r/)
  const indent = /^\s*/.exec(body[0]!)![0]
  const moved = body.map(line =>
    line.trim() === '' ? '' : `  ${line.startsWith(indent) ? line.slice(indent.length) : line}`,
  )
  const at = aboveComments(tree, owner.from)
  return [
    {
      title: lines.length === 1 ? 'Extract the line as a block' : `Extract ${lines.length} lines as a block`,
      kind: 'extract',
      edits: [
        { from: at, to: at, insert: [head, ...moved, '', ''].join(lineBreak) },
        { from: span.from, to: span.to, insert: indent + call },
      ],
    },
  ]
}

const from = (tensors: readonly string[]): readonly string[] => (tensors.length === 0 ? [] : ['from', ...tensors])

/** Lines after each other in one body that a selection touches; undefined where it touches others too. */
function linesWithin(items: readonly Item[], within: Span, tree: NetTree): readonly Item[] | undefined {
  if (within.from === within.to) return undefined
  const touched = items.filter(
    item => tree.starts[item.index]! + (item.statement?.from ?? 0) < within.to && endOfItem(item, tree) > within.from,
  )
  const [only] = touched
  const isInside =
    touched.length === 1 &&
    only &&
    opensFlow(only) &&
    within.from > tree.starts[only.index]! + (only.statement?.to ?? 0)
  if (isInside) return linesWithin(only.body, within, tree)
  const rest = items[items.indexOf(touched.at(-1)!) + 1]
  const isCut = isContinuation(only) || isContinuation(rest)
  return touched.length === 0 || isCut ? undefined : touched
}

const isContinuation = (item: Item | undefined): boolean =>
  item?.statement?.type === 'elif' || item?.statement?.type === 'else'

const opensFlow = ({ body }: Item): boolean => body.length > 0

/** Whether a line does the same in a block. */
function canMove({ statement, line, body }: Item): boolean {
  if (line.problems.length > 0 || !statement) return false
  if (!movable.has(statement.type)) return false
  const word = statement.type === 'layer' ? statement.layer?.word.name : undefined
  const isInput = word !== undefined && kerasLayers.byWord(word)?.takes === 'nothing'
  return !isInput && body.every(canMove)
}

const movable: ReadonlySet<string> = new Set(['layer', 'branch', 'repeat', 'for', 'if', 'elif', 'else', 'let'])

interface Needs {
  readonly values: readonly string[]
  readonly tensors: readonly string[]
}

/** The names that lines use and do not make; undefined where they cannot be given to a block, or others use theirs. */
function needsOf(span: Span, first: Item, { occurrences }: Names): Needs | undefined {
  const values = new Set<string>()
  const tensors = new Set<string>()
  for (const word of occurrences) {
    const { binding } = word
    if (!binding || binding.scope.parent === undefined || binding.scope.owner?.statement?.type === 'let') continue
    const isInside = word.from >= span.from && word.to <= span.to
    const definition = definitionFor(binding, word.from)
    const isMadeInside = definition.from >= span.from && definition.to <= span.to
    if (word.use.as === 'argument name' || word.use.as === 'definition' || word.of) continue
    if (!isInside && isMadeInside) return undefined
    if (!isInside || isMadeInside) continue
    if (isTensor(definition.kind)) tensors.add(word.name)
    else if (definition.kind === 'shared') return undefined
    else values.add(word.name)
  }
  const startsAnew = first.statement?.type === 'layer' && first.statement.inputs !== undefined
  return tensors.size > 0 && !startsAnew ? undefined : { values: [...values], tensors: [...tensors] }
}

const isTensor = (kind: DefinitionKind): boolean => kind === 'tensor' || kind === 'branch'

function freeName({ occurrences }: Names): string {
  const taken = new Set(occurrences.map(({ name }: Occurrence) => name))
  const names = ['part', ...Array.from({ length: taken.size + 1 }, (_, i) => `part${i + 2}`)]
  return names.find(name => !taken.has(name))!
}

/** Where the comments right above a line begin. */
function aboveComments(tree: NetTree, start: number): number {
  let at = tree.starts.indexOf(start)
  while (at > 0 && isComment(tree, at - 1)) at--
  return tree.starts[at]!
}

function isComment({ lines, starts, text }: NetTree, index: number): boolean {
  const { statement, problems, length } = lines[index]!
  return (
    !statement &&
    problems.length === 0 &&
    text
      .slice(starts[index]!, starts[index]! + length)
      .trim()
      .startsWith('#')
  )
}
