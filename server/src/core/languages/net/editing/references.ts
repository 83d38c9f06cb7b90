/** Where names are defined and used, in all files, and what renaming them changes. */
import { kerasLayers } from '../../../layers/keras/catalogue.ts'
import type { Edit, Place, Span } from '../../../source/span.ts'
import type { Edited, FileEdits, Reference, Refusal } from '../../editing.ts'
import { wordEnd } from '../parse/characters.ts'
import { statementWords } from '../parse/statements.ts'
import type { NetTree } from '../syntax.ts'
import { linksOf } from './links.ts'
import { namesOf, occurrenceAt } from './names.ts'
import { type File, isShared, othersOf, type Target, targetOf, usesOf } from './resolve.ts'
import { constantWords, type DefinitionKind, definitionFor } from './scopes.ts'
import { isLibrary } from './uses.ts'

type Text = Edited<NetTree>

function targetAt(edited: Text, offset: number): Target | undefined {
  const word = occurrenceAt(namesOf(edited.tree), offset)
  return word && targetOf(word, edited, othersOf(edited))
}

/** The last definition before `offset`, or the first one; of a path in a `use`, its file. */
export function definitions(edited: Text, offset: number): readonly Place[] {
  const link = linksOf(edited).find(({ from, to }) => from <= offset && offset <= to)
  if (link) return [{ file: link.file, from: 0, to: 0 }]
  const target = targetAt(edited, offset)
  if (!target) return []
  const { file, binding } = target
  const found = definitionFor(binding, file.file === edited.file ? offset : Number.POSITIVE_INFINITY)
  return [{ file: file.file, from: found.from, to: found.to }]
}

export function references(edited: Text, offset: number, where: 'here' | 'everywhere'): readonly Reference[] {
  const target = targetAt(edited, offset)
  if (!target) return []
  return where === 'here' ? usesIn(edited, target, edited) : allUses(target, edited)
}

/** The files in which a name is looked for are those that hold it at all. */
function allUses(target: Target, edited: Text): readonly Reference[] {
  const { name } = target.binding
  const files = new Map<string, File>([[edited.file, edited]])
  files.set(target.file.file, target.file)
  if (isShared(target.binding))
    for (const file of edited.others()) {
      const other = files.has(file) ? undefined : edited.other(file)
      if (other?.text.includes(name)) files.set(file, other)
    }
  return [...files.values()].flatMap(file => usesIn(file, target, edited))
}

const usesIn = (file: File, target: Target, edited: Text): readonly Reference[] =>
  usesOf(target, file, othersOf(edited)).map(({ from, to, use }) => ({
    place: { file: file.file, from, to },
    isDefinition: use.as === 'definition',
  }))

export function renameable(edited: Text, offset: number): Span | Refusal | undefined {
  const word = occurrenceAt(namesOf(edited.tree), offset)
  if (!word) return undefined
  const target = targetOf(word, edited, othersOf(edited))
  if (!target) return { refusal: `'${word.name}' is no name of a file.` }
  if (isLibrary(target.file.file)) return { refusal: `'${word.name}' is a name of the library.` }
  return { from: word.from, to: word.to }
}

export function rename(edited: Text, offset: number, name: string): readonly FileEdits[] | Refusal | undefined {
  const place = renameable(edited, offset)
  const target = targetAt(edited, offset)
  if (!place || 'refusal' in place || !target) return place && 'refusal' in place ? place : undefined
  const uses = allUses(target, edited)
  const why = refusal(name, target, uses, edited)
  if (why !== undefined) return { refusal: why }
  const files = new Map<string, Edit[]>()
  for (const { place } of uses) {
    const edits = files.get(place.file) ?? []
    edits.push({ from: place.from, to: place.to, insert: isName(name) ? name : quote(name) })
    files.set(place.file, edits)
  }
  return [...files].map(([file, edits]) => ({ file, edits }))
}

/** Why a name cannot be another one; undefined where it can. */
function refusal(name: string, target: Target, uses: readonly Reference[], edited: Text): string | undefined {
  const { binding } = target
  const isTitle = binding.definitions.every(({ kind }) => kind === 'model') && uses.every(use => use.isDefinition)
  if (!isName(name) && !(isTitle && /^[^\n\r]+$/.test(name)))
    return `'${name}' cannot be a name: a name is a letter, then letters, digits and '_'.`
  if (reservedWords.has(name)) return `'${name}' is a word of the language.`
  if (binding.definitions.some(({ kind }) => isCalled(kind)) && kerasLayers.byWord(name)) return `'${name}' is a layer.`
  const isParameter = binding.definitions.some(({ kind }) => kind === 'parameter')
  const special = isParameter && [name, binding.name].find(each => each === 'name' || each === 'trainable')
  if (special && name !== binding.name) return `A parameter '${special}' has a meaning of its own.`
  const files = new Set([target.file.file, ...uses.map(({ place }) => place.file)])
  const isTaken = [...files].some(file => isMentioned(name, target, othersOf(edited)(file)))
  return isTaken && name !== binding.name ? `'${name}' means something here already.` : undefined
}

const isCalled = (kind: DefinitionKind): boolean => kind === 'block' || kind === 'model' || kind === 'shared'

/** Whether a word stands where it would come to mean the target, or the target's name would come to mean it. */
function isMentioned(name: string, { file: home, binding: { scope } }: Target, file: File | undefined): boolean {
  const isHere = file?.file === home.file && scope.parent !== undefined
  const reach = isHere ? scope : { from: 0, to: Number.POSITIVE_INFINITY }
  const occurrences = file ? namesOf(file.tree).occurrences : []
  return occurrences.some(each => each.name === name && each.from >= reach.from && each.to <= reach.to)
}

const isName = (name: string): boolean => name !== '' && wordEnd(name, 0) === name.length

const quote = (name: string): string => `"${name.replace(/[\\"]/g, '\\$&')}"`

/** Words that a name cannot be everywhere. */
const reservedWords: ReadonlySet<string> = new Set([
  ...statementWords,
  ...constantWords,
  ...['x', 'from', 'as', 'in', 'and', 'or', 'not', 'if', 'else'],
])
