/** What a file defines: its models, blocks, tables, functions and constants, for the outline. */

import type { Section } from '../../../source/section.ts'
import type { Edited } from '../../editing.ts'
import type { Item } from '../parse/outline.ts'
import type { Identifier, NetTree } from '../syntax.ts'
import { endOfItem } from './folds.ts'
import { namesOf } from './names.ts'

export function outlineOf({ tree }: Edited<NetTree>): readonly Section[] {
  const { items, scopes, columnsOf } = namesOf(tree)
  return items.flatMap(item => {
    const { statement } = item
    const section = sectionOf(item, tree)
    if (statement?.type === 'model')
      return section(statement.name, 'model', scopes.find(({ owner }) => owner === item)?.to)
    if (statement?.type === 'block') return section(statement.name, 'block')
    if (statement?.type === 'table') {
      const columns = [...(columnsOf(item)?.names.keys() ?? [])]
      return section(statement.name, 'table', undefined, columns.join(' '))
    }
    if (statement?.type !== 'let') return []
    const kind = statement.parameters ? 'function' : 'constant'
    const { value } = statement
    const written = value
      ? tree.text.slice(tree.starts[item.index]! + value.from, tree.starts[item.index]! + value.to)
      : ''
    return statement.names.flatMap(name => section(name, kind, undefined, written))
  })
}

const sectionOf =
  (item: Item, tree: NetTree) =>
  (name: Identifier | undefined, kind: Section['kind'], end?: number, detail = ''): readonly Section[] => {
    if (!name) return []
    const base = tree.starts[item.index]!
    const from = base + (item.statement?.from ?? 0)
    const to = end === undefined ? endOfItem(item, tree) : from + tree.text.slice(from, end).trimEnd().length
    const selection = { from: base + name.from, to: base + name.to }
    return [{ kind, name: name.name, detail, span: { from, to }, selection }]
  }
