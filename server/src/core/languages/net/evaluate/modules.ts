/** Files as sets of names: what a file defines, and what it uses of others. */
import type { Sources } from '../../../source/sources.ts'
import type { Unknown } from '../../../tensor/size.ts'
import { libraryFile, libraryText } from '../library.ts'
import { type Item, outline } from '../parse/outline.ts'
import { parse } from '../parse/parser.ts'
import type { BlockStatement, Identifier, ModelStatement, NetTree, UseStatement } from '../syntax.ts'
import { contextOf } from './body.ts'
import { type Context, type Frame, placeOf, refuse, type World } from './context.ts'
import type { Block, ModelDefinition } from './definitions.ts'
import { Graph } from './flow.ts'
import type { Memory } from './memory.ts'
import { evaluateLet, evaluateTable, loseNames } from './names.ts'
import { Scope } from './scope.ts'
import { isDefinition } from './values.ts'

/** A file with what its names mean. */
export interface Module {
  readonly kind: 'module'
  readonly file: string
  readonly tree: NetTree
  readonly scope: Scope
  readonly blocks: readonly Block[]
  readonly models: readonly ModelDefinition[]
}

/** Reads a file's definitions, its constants and what it uses; its models are not made yet. */
export function startModule(file: string, tree: NetTree, world: World, register: (module: Module) => void): Module {
  const scope = new Scope()
  const blocks: Block[] = []
  const models: ModelDefinition[] = []
  const module: Module = { kind: 'module', file, tree, scope, blocks, models }
  register(module)
  const names: Item[] = []
  for (const section of sectionsOf(outline(tree))) {
    if (section.type === 'name') names.push(section.item)
    else if (section.type === 'block') define(blockOf(section.item, module), blocks, scope)
    else {
      const model = modelOf(section.head, section.body, module)
      if (model) define(model, models, scope)
    }
  }
  const flow = new Graph({ builder: world.builder, name: '', place: nowhere(file) })
  const frame: Frame = { world, module, scope, flow, outputs: [] }
  for (const item of names) readName(item, frame)
  for (const block of blocks) reportRepeated(block, { ...frame, base: block.base })
  return module
}

const nowhere = (file: string) => ({ file, from: 0, to: 0, arguments: new Map() })

function define<D extends Block | ModelDefinition>(definition: D, list: D[], scope: Scope): void {
  list.push(definition)
  if (definition.name !== '' && scope.own(definition.name) === undefined) scope.set(definition.name, definition)
}

/** Only the first of several blocks of one name is used. */
function reportRepeated(block: Block, context: Context): void {
  const { name } = block.statement
  if (!name || context.scope.own(block.name) === block) return
  refuse(name, `there is a ${block.name} in this file already`, 'block', context)
}

// ---- how a file falls into parts

type Section =
  | { readonly type: 'name'; readonly item: Item }
  | { readonly type: 'block'; readonly item: Item }
  | { readonly type: 'model'; readonly head: Item | undefined; readonly body: readonly Item[] }

/**
 * A model has the lines below it up to the next model or block, whether they are indented or not. Lines before the first
 * model are one without a name; names that are given before it begins are the file's.
 */
function sectionsOf(items: readonly Item[]): readonly Section[] {
  const sections: Section[] = []
  let body: Item[] | undefined
  for (const item of items) {
    const type = item.statement?.type
    if (type === 'use' || type === 'table' || (type === 'let' && !body)) sections.push({ type: 'name', item })
    else if (type === 'block') {
      body = undefined
      sections.push({ type: 'block', item })
    } else if (type === 'model') {
      body = [...item.body]
      sections.push({ type: 'model', head: item, body })
    } else if (body) body.push(item)
    else {
      body = [item]
      sections.push({ type: 'model', head: undefined, body })
    }
  }
  return sections
}

function blockOf(item: Item, module: Module): Block {
  const statement = item.statement as BlockStatement
  const { name, parameters } = statement
  const base = module.tree.starts[item.index]!
  return { kind: 'block', name: name?.name ?? '', module, base, parameters, statement, body: item.body, isUsed: false }
}

/** A model begins with its head, or with its first line where it has none; undefined where no line is understood. */
function modelOf(head: Item | undefined, body: readonly Item[], module: Module): ModelDefinition | undefined {
  const first = head ?? body.find(({ statement }) => statement)
  if (!first) return undefined
  const base = module.tree.starts[first.index]!
  const statement = head?.statement as ModelStatement | undefined
  const name = statement?.name
  return {
    kind: 'model',
    name: name?.name ?? '',
    module,
    base,
    parameters: statement?.parameters ?? [],
    statement,
    body,
    place: placeOf(first.statement!, { module, base }),
    nameAt: name && placeOf(name, { module, base }),
    instance: undefined,
    isUsed: false,
  }
}

// ---- names

function readName(item: Item, frame: Frame): void {
  const { statement, line } = item
  const context = contextOf(item, frame)
  if (statement?.type === 'table') evaluateTable(statement, item.body, frame)
  else if (line.problems.length > 0) loseNames(statement, context)
  else if (statement?.type === 'let') evaluateLet(statement, context)
  else if (statement?.type === 'use') use(statement, context)
}

/** Makes the blocks, models and functions of another file known in this one, or all its names behind a name. */
function use({ path, alias }: UseStatement, context: Context): void {
  if (!path) return
  const { scope, world, module } = context
  const other = world.moduleOf(path.name, module)
  if (!other) {
    const why = reportMissing(path, context)
    return alias ? scope.set(alias.name, why) : scope.leaveOpen(why)
  }
  reportBroken(path, other, context)
  if (alias) return scope.set(alias.name, other)
  for (const [name, value] of other.scope.entries())
    if (isDefinition(value) && scope.own(name) === undefined) scope.set(name, value)
}

function reportMissing(path: Identifier, context: Context): Unknown {
  const reason = path.name.endsWith('.net')
    ? `there is no file ${path.name}`
    : `there is no file ${path.name} in the library; the name of a file of your own ends in .net`
  return refuse(path, reason, 'use', context)
}

/** A line that cannot be read lacks in what uses it: that is said where the file is used. */
function reportBroken(path: Identifier, { tree }: Module, context: Context): void {
  const index = tree.lines.findIndex(({ problems }) => problems.length > 0)
  if (index < 0) return
  const line = tree.text.slice(0, tree.starts[index]).split(/\r\n|[\r\n]/).length
  const { message } = tree.lines[index]!.problems[0]!
  refuse(path, `${path.name} cannot be read in line ${line}: ${message}`, 'use', context)
}

/** Finds the files that `use` names: each is read once in an evaluation. */
export function moduleFinder(sources: Sources, memory: Memory, world: () => World): World['moduleOf'] {
  const found = new Map<string, Module>()
  return (path, from) => {
    const file = fileOf(path, from.file)
    if (file === undefined) return undefined
    const known = found.get(file)
    if (known) return known
    const text = libraryText(file) ?? sources.read(file)
    if (text === undefined) return undefined
    return startModule(file, memory.treeOf(file, text, parse), world(), module => found.set(file, module))
  }
}

/** The name of the file that a path names: one of the library, or one beside the file that uses it. */
export function fileOf(path: string, from: string): string | undefined {
  if (!path.endsWith('.net')) return libraryFile(path)
  const folder = from.slice(0, from.lastIndexOf('/') + 1)
  const root = /^[a-z][\w+.-]+:(?:\/\/[^/]*)?/i.exec(folder)?.[0] ?? ''
  if (path.startsWith('/')) return `${root}${root ? path.split('/').map(encodeURIComponent).join('/') : path}`
  const parts = `${folder}${isUri(folder) ? path.split('/').map(encodeURIComponent).join('/') : path}`.split('/')
  const kept: string[] = []
  for (const part of parts)
    if (part === '..' && kept.length > 0 && kept.at(-1) !== '..') kept.pop()
    else if (part !== '.') kept.push(part)
  return kept.join('/')
}

const isUri = (file: string): boolean => /^[a-z][\w+.-]+:/i.test(file)
