/** Puts the value of a constant in the place of its name, and takes its line away. */
import type { Edit } from '../../../source/span.ts'
import type { Edited, Refactoring } from '../../editing.ts'
import { wordEnd } from '../parse/characters.ts'
import type { Expression, LetStatement, NetTree } from '../syntax.ts'
import { tensorProperties } from './keywords.ts'
import { namesOf, occurrenceAt } from './names.ts'
import { lineStart } from './probe.ts'
import { references } from './references.ts'
import type { Binding, Occurrence } from './scopes.ts'

export function inlinings(edited: Edited<NetTree>, offset: number): readonly Refactoring[] {
  const { tree, file } = edited
  const names = namesOf(tree)
  const { binding } = occurrenceAt(names, offset) ?? {}
  const definition = binding?.definitions.length === 1 ? binding.definitions[0]! : undefined
  const statement = definition?.item.statement
  if (!binding || !definition || statement?.type !== 'let' || !canInline(statement, names.occurrences, definition.item))
    return []
  const uses = names.occurrences.filter(word => word.binding === binding && word.use.as !== 'definition')
  const base = tree.starts[definition.item.index]!
  const written = tree.text.slice(base + statement.value!.from, base + statement.value!.to)
  const edits = uses.map(use => replacement(use, statement.value!, written, edited))
  if (uses.length === 0 || edits.some(edit => edit === undefined)) return []
  if (references(edited, definition.from, 'everywhere').some(({ place }) => place.file !== file)) return []
  const line = { from: base, to: base + definition.item.line.length, insert: '' }
  return [{ title: `Inline ${binding.name}`, kind: 'inline', edits: [line, ...(edits as readonly Edit[])] }]
}

/** A value that is the same wherever it stands. */
function canInline(
  { names, parameters, value }: LetStatement,
  words: readonly Occurrence[],
  item: Occurrence['item'],
): boolean {
  if (names.length !== 1 || parameters || !value || value.type === 'any size' || item.line.problems.length > 0)
    return false
  const used = words.filter(word => word.item === item && word.use.as !== 'definition')
  return used.every(({ binding, name, use }) =>
    binding ? isSettled(binding) : use.as === 'function' || (use.as === 'value' && !tensorProperties.includes(name)),
  )
}

const isSettled = ({ definitions, scope }: Binding): boolean => definitions.length === 1 && scope.parent === undefined

/** Undefined where the value cannot stand in the place of the name. */
function replacement(
  { from, to, use }: Occurrence,
  value: Expression,
  written: string,
  { text }: Edited<NetTree>,
): Edit | undefined {
  const isText = value.type === 'literal' ? typeof value.value === 'string' : value.type === 'template'
  if (!isText) return { from, to, insert: isOne(value) || isHeld(text, from, to) ? written : `(${written})` }
  if (isInText(text, from)) return undefined
  if (use.as !== 'argument' || use.argument.name) return { from, to, insert: written }
  const word = value.type === 'literal' ? String(value.value) : ''
  return word !== '' && wordEnd(word, 0) === word.length ? { from, to, insert: word } : undefined
}

/** Whether nothing around a value can come between its parts. */
const isOne = ({ type }: Expression): boolean =>
  ['literal', 'list', 'word', 'call', 'subscript', 'member'].includes(type)

/** Whether brackets stand around a name already. */
const isHeld = (text: string, from: number, to: number): boolean => text[from - 1] === '(' && text[to] === ')'

/** Whether a place is within a text: quotes before it on its line are open. */
function isInText(text: string, offset: number): boolean {
  let quote = ''
  for (const character of text.slice(lineStart(text, offset), offset))
    if (quote === '' && (character === '"' || character === "'")) quote = character
    else if (character === quote) quote = ''
  return quote !== ''
}
