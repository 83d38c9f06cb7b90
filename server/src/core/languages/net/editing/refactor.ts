/** What can be made of a selection: a block, a value in place of a name, arguments with their names. */
import { kerasLayers } from '../../../layers/keras/catalogue.ts'
import type { Edit, Span } from '../../../source/span.ts'
import type { Edited, Refactoring } from '../../editing.ts'
import type { LayerNode, NetTree } from '../syntax.ts'
import { placed } from './callee.ts'
import { extractions } from './extract.ts'
import { inlinings } from './inline.ts'
import { namesOf } from './names.ts'
import { othersOf, targetOf } from './resolve.ts'
import type { Occurrence } from './scopes.ts'

export const refactorings = (edited: Edited<NetTree>, within: Span): readonly Refactoring[] => [
  ...extractions(edited, within),
  ...(within.from === within.to ? [...inlinings(edited, within.from), ...namings(edited, within.from)] : []),
]

/** Writes the names of the arguments of the layer at `offset`. */
function namings(edited: Edited<NetTree>, offset: number): readonly Refactoring[] {
  const { occurrences } = namesOf(edited.tree)
  const word = occurrences.find(({ from, to, use }) => use.as === 'layer' && from <= offset && offset <= to)
  if (word?.use.as !== 'layer' || word.item.line.problems.length > 0) return []
  const { layer } = word.use
  const kind = kerasLayers.byWord(layer.word.name)
  if (!kind || kind.takes === 'list' || word.binding || usesNames(layer, word, edited)) return []
  const base = edited.tree.starts[word.item.index]!
  const edits = [...placed(kind, layer)].flatMap(([{ name, value, from }, parameter]): readonly Edit[] => {
    if (name) return []
    const isSwitch = value.type === 'word' && value.name === parameter
    return isSwitch
      ? [{ from: base + value.to, to: base + value.to, insert: '=true' }]
      : [{ from: base + from, to: base + from, insert: `${parameter}=` }]
  })
  return edits.length === 0 ? [] : [{ title: 'Write the names of the arguments', kind: 'rewrite', edits }]
}

/** A name may be any value, also a word that another argument takes. */
function usesNames({ arguments: all }: LayerNode, { item }: Occurrence, edited: Edited<NetTree>): boolean {
  const others = othersOf(edited)
  const bare = all.filter(({ name }) => !name).map(({ value }) => value)
  return namesOf(edited.tree).occurrences.some(
    word =>
      word.item === item &&
      word.use.as === 'argument' &&
      bare.includes(word.use.argument.value) &&
      targetOf(word, edited, others) !== undefined,
  )
}
