/** Names and scopes: where names are defined, which of them holds where, and what a word is used as. */
import type { Span } from '../../../source/span.ts'
import type { Item } from '../parse/outline.ts'
import type { Argument, LayerNode, NetTree, ParameterNode } from '../syntax.ts'

export type DefinitionKind =
  | 'block'
  | 'model'
  | 'table'
  | 'column'
  | 'function'
  | 'constant'
  | 'module'
  | 'parameter'
  | 'tensor'
  | 'shared'
  | 'branch'
  | 'index'
  | 'element'
  | 'size'

/** Where a name gets a meaning; spans count from the start of the text. */
export interface Definition extends Span {
  readonly kind: DefinitionKind
  readonly name: string
  /** From where on it holds. */
  readonly since: number
  /** The line that says so. */
  readonly item: Item
  /** The node with what is said: a parameter with its default. */
  readonly parameter?: ParameterNode
}

/** One name in one scope. All that define it anew define the same name. */
export interface Binding {
  readonly name: string
  readonly scope: Scope
  /** In the order of the text. */
  readonly definitions: readonly Definition[]
}

/** Where names are known: the file, a model, a block, a function of values; or the columns of a table. */
export interface Scope extends Span {
  readonly owner: Item | undefined
  readonly parent: Scope | undefined
  readonly names: ReadonlyMap<string, Binding>
}

/** What a name is used as. */
export type Use =
  | { readonly as: 'layer'; readonly layer: LayerNode }
  /** A value by itself among the arguments of a layer: a name, or a word that the layer knows. */
  | { readonly as: 'argument'; readonly layer: LayerNode; readonly argument: Argument }
  | { readonly as: 'argument name'; readonly layer: LayerNode }
  | { readonly as: 'value' }
  | { readonly as: 'function' }
  | { readonly as: 'tensor' }
  | { readonly as: 'member' }
  | { readonly as: 'definition' }

/** A word of the text that is a name, or may be one. Spans count from the start of the text. */
export interface Occurrence extends Span {
  readonly name: string
  readonly use: Use
  readonly scope: Scope
  /** Undefined for what this file does not define. */
  readonly binding: Binding | undefined
  /** What stands before the point, for a member. */
  readonly of: Occurrence | undefined
  readonly item: Item
}

export interface Names {
  readonly tree: NetTree
  /** What `outline` gives. */
  readonly items: readonly Item[]
  readonly file: Scope
  readonly scopes: readonly Scope[]
  /** In the order of the text. */
  readonly occurrences: readonly Occurrence[]
  /** The columns of the table that a line defines, or of the one that it goes through row by row. */
  readonly columnsOf: (item: Item) => Scope | undefined
}

/** What a name means in a scope at `offset`: what was defined there before, or anywhere outside, or else later. */
export function lookUp(scope: Scope, name: string, offset: number): Binding | undefined {
  const own = scope.names.get(name)
  if (own && (scope.parent === undefined || own.definitions.some(({ since }) => since <= offset))) return own
  return (scope.parent && lookUp(scope.parent, name, Number.POSITIVE_INFINITY)) ?? own
}

/** The definition that holds at `offset`: the one that stands there, or the last one before, or else the first. */
export function definitionFor({ definitions }: Binding, offset: number): Definition {
  let low = 0
  let high = definitions.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (definitions[middle]!.from <= offset) low = middle + 1
    else high = middle
  }
  let found = definitions[low - 1]
  if (found && offset <= found.to) return found
  for (let i = low - 1; found && found.since > offset; i--) found = definitions[i - 1]
  return found ?? definitions[0]!
}

/** What a line may call by its name. */
export const calledKinds: ReadonlySet<DefinitionKind> = new Set(['block', 'model', 'shared'])

export const constantWords: ReadonlySet<string> = new Set(['true', 'True', 'false', 'False', 'none', 'None'])

/** The block or model that a name stands for as a layer. */
export const calleeOf = (binding: Binding): Item | undefined =>
  binding.definitions.find(({ kind }) => kind === 'block' || kind === 'model')?.item
