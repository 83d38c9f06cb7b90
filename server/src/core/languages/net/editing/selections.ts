/** What can be selected around the cursor, step by step: a word, a value, an argument, a line, a body, a model, all. */
import type { Span } from '../../../source/span.ts'
import type { Edited } from '../../editing.ts'
import type { Item } from '../parse/outline.ts'
import type { Expression, NetTree } from '../syntax.ts'
import { endOfItem } from './folds.ts'
import { namesOf, occurrenceAt } from './names.ts'
import { partsOf } from './nodes.ts'

export function selections(edited: Edited<NetTree>, offset: number): readonly Span[] {
  const { tree } = edited
  const names = namesOf(tree)
  const word = occurrenceAt(names, offset)
  const spans: Span[] = [{ from: 0, to: tree.text.length }]
  for (const scope of names.scopes) if (scope.owner?.statement?.type === 'model') spans.push(trimmed(scope, tree.text))
  const visit = (item: Item): void => {
    const from = tree.starts[item.index]! + (item.statement?.from ?? 0)
    const span = { from, to: endOfItem(item, tree) }
    if (!isAround(span, offset)) return
    spans.push(span, ...inLine(item, tree))
    const [first] = item.body
    if (first) spans.push({ from: tree.starts[first.index]! + (first.statement?.from ?? 0), to: span.to })
    item.body.forEach(visit)
  }
  names.items.forEach(visit)
  if (word) spans.push({ from: word.from, to: word.to })
  return nested(spans.filter(span => isAround(span, offset)))
}

const isAround = ({ from, to }: Span, offset: number): boolean => from <= offset && offset <= to

const trimmed = ({ from, to }: Span, text: string): Span => ({ from, to: from + text.slice(from, to).trimEnd().length })

/** The statement, and its arguments and values. */
function inLine({ statement, index }: Item, tree: NetTree): readonly Span[] {
  if (!statement) return []
  const base = tree.starts[index]!
  const found: Span[] = [statement]
  const visit = (node: Expression): void => {
    found.push(node, ...(node.type === 'layer' ? node.arguments : []))
    partsOf(node).forEach(visit)
  }
  if ((statement.type === 'layer' || statement.type === 'shared') && statement.layer) visit(statement.layer)
  else if (statement.type === 'let' && statement.value) visit(statement.value)
  else if ((statement.type === 'if' || statement.type === 'elif') && statement.test) visit(statement.test)
  return found.map(({ from, to }) => ({ from: base + from, to: base + to }))
}

/** The innermost first, each within the next. */
function nested(spans: readonly Span[]): readonly Span[] {
  const found: Span[] = []
  for (const span of spans.toSorted((a, b) => a.to - a.from - (b.to - b.from))) {
    const inner = found.at(-1)
    const isLarger = !inner || span.to - span.from > inner.to - inner.from
    if (isLarger && (!inner || (span.from <= inner.from && inner.to <= span.to))) found.push(span)
  }
  return found
}
