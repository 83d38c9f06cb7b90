/** What a name stands for across files: a block of a file that is used is the same block there and here. */
import type { Edited, Readable } from '../../editing.ts'
import type { NetTree } from '../syntax.ts'
import { namesOf, occurrenceAt } from './names.ts'
import { type Binding, calleeOf, lookUp, type Names, type Occurrence, type Scope } from './scopes.ts'
import { usedFile } from './uses.ts'

export type File = Readable<NetTree>

/** How the files beside a text are read. */
export const othersOf =
  (edited: Edited<NetTree>): Others =>
  file =>
    file === edited.file ? edited : edited.other(file)

/** Another file by its name; undefined where it cannot be read. */
export type Others = (file: string) => File | undefined

/** A name in the file that defines it. */
export interface Target {
  readonly file: File
  readonly binding: Binding
}

/** What a word stands for; undefined for what no file defines. */
export function targetOf(word: Occurrence, file: File, others: Others): Target | undefined {
  if (word.binding) return { file, binding: word.binding }
  if (word.use.as === 'argument name') return parameterOf(word, file, others)
  if (word.use.as === 'tensor') return undefined
  const module = word.of
  if (!module) return importsOf(file, others).get(word.name)
  return module.binding && memberOf(module.binding, word.name, file, others)
}

/** What the files that are used without a name of their own bring along; the first that has a name gives it. */
export function importsOf(file: File, others: Others): ReadonlyMap<string, Target> {
  const known = imports.get(others)?.get(file)
  if (known) return known
  const found = collectImports(file, others, new Map(), new Set([file.file]))
  const kept = imports.get(others) ?? new Map<File, ReadonlyMap<string, Target>>()
  imports.set(others, kept.set(file, found))
  return found
}

/** What one answer has found already. */
const imports = new WeakMap<Others, Map<File, ReadonlyMap<string, Target>>>()

function collectImports(
  file: File,
  others: Others,
  found: Map<string, Target>,
  seen: Set<string>,
): ReadonlyMap<string, Target> {
  for (const { statement } of namesOf(file.tree).items) {
    if (statement?.type !== 'use' || statement.alias || !statement.path) continue
    const used = usedFile(file.file, statement.path.name)
    const other = used === undefined || seen.has(used) ? undefined : others(used)
    if (!other) continue
    seen.add(other.file)
    for (const [name, binding] of namesOf(other.tree).file.names)
      if (!found.has(name)) found.set(name, { file: other, binding })
    collectImports(other, others, found, seen)
  }
  return found
}

/** What others may use of a file: its own names, and those that it uses itself. */
export function exportsOf(file: File, others: Others): ReadonlyMap<string, Target> {
  const found = new Map<string, Target>(importsOf(file, others))
  for (const [name, binding] of namesOf(file.tree).file.names) found.set(name, { file, binding })
  return found
}

/** The members of a name that stands for a file. */
export function moduleOf(binding: Binding, file: File, others: Others): File | undefined {
  const use = binding.definitions.findLast(({ kind }) => kind === 'module')?.item.statement
  const used = use?.type === 'use' && use.path ? usedFile(file.file, use.path.name) : undefined
  return used === undefined ? undefined : others(used)
}

function memberOf(module: Binding, name: string, file: File, others: Others): Target | undefined {
  const used = moduleOf(module, file, others)
  return used && exportsOf(used, others).get(name)
}

/** The parameter of a block or model of another file. */
function parameterOf(word: Occurrence, file: File, others: Others): Target | undefined {
  if (word.use.as !== 'argument name') return undefined
  const callee = calleeAt(word.use.layer.word.to + startOf(word, file), file, others)
  const binding = callee && parametersOf(callee)?.names.get(word.name)
  return binding && { file: callee.file, binding }
}

const startOf = ({ item }: Occurrence, { tree }: File): number => tree.starts[item.index]!

/** What the word of a layer stands for that ends at `offset`. */
export function calleeAt(offset: number, file: File, others: Others): Target | undefined {
  const word = occurrenceAt(namesOf(file.tree), offset)
  return word && targetOf(word, file, others)
}

/** The scope in which the parameters of a block, a model or a function stand. */
export function parametersOf({ file, binding }: Target): Scope | undefined {
  const owner = calleeOf(binding) ?? binding.definitions.find(({ kind }) => kind === 'function')?.item
  return owner && scopeOf(namesOf(file.tree), owner)
}

const scopeOf = ({ scopes }: Names, owner: Scope['owner']): Scope | undefined =>
  scopes.find(scope => scope.owner === owner)

/** All words of a file that stand for a target. */
export function usesOf({ file: home, binding }: Target, file: File, others: Others): readonly Occurrence[] {
  const { occurrences } = namesOf(file.tree)
  const named = occurrences.filter(({ name }) => name === binding.name)
  return named.filter(word => {
    const target = targetOf(word, file, others)
    return target?.binding === binding && target.file.file === home.file
  })
}

/** Whether a word is the name that a block gives what it is called on, where its head gives it no other. */
export const isInput = ({ name, use, scope: { owner }, binding }: Occurrence): boolean =>
  name === 'input' &&
  !binding &&
  (use.as === 'tensor' || use.as === 'value' || use.as === 'argument') &&
  owner?.statement?.type === 'block' &&
  !owner.statement.inputs

/** Whether a name may be used in other files. */
export const isShared = ({ scope, definitions }: Binding): boolean =>
  (scope.parent === undefined && definitions.every(({ kind }) => kind !== 'column' && kind !== 'module')) ||
  (definitions.some(({ kind }) => kind === 'parameter') && scope.owner?.statement?.type !== 'let')

/** The names that can be used at `offset`, those of the innermost scope first. */
export function visibleAt(offset: number, scope: Scope, file: File, others: Others): ReadonlyMap<string, Target> {
  const found = new Map<string, Target>()
  for (let at: Scope | undefined = scope; at; at = at.parent)
    for (const name of at.names.keys()) {
      const binding = found.has(name) ? undefined : lookUp(scope, name, offset)
      if (binding && isVisible(binding, offset)) found.set(name, { file, binding })
    }
  for (const [name, target] of importsOf(file, others)) if (!found.has(name)) found.set(name, target)
  return found
}

/** Names of the file are known everywhere in it, others after they have been made. */
const isVisible = ({ scope, definitions }: Binding, offset: number): boolean =>
  scope.parent === undefined || definitions.some(({ since }) => since <= offset)
