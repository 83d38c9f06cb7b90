/** What a walk through a tree notes: scopes with the names defined in them, and words to look up when all of them are known. */
import type { Span } from '../../../source/span.ts'
import type { Item } from '../parse/outline.ts'
import type { Identifier, NetTree, ParameterNode } from '../syntax.ts'
import type { Binding, Definition, DefinitionKind, Scope, Use } from './scopes.ts'

export interface OpenScope extends Scope {
  readonly names: Map<string, OpenBinding>
}

export interface OpenBinding extends Binding {
  readonly definitions: Definition[]
}

/** A word that is looked up when all definitions are known. */
export interface Pending extends Span {
  readonly name: string
  readonly use: Use
  readonly scope: OpenScope
  readonly item: Item
  readonly of?: Pending
}

export class NotedNames {
  readonly scopes: OpenScope[] = []
  readonly words: Pending[] = []
  /** The columns of tables, by the line that the table begins with. */
  readonly tables = new Map<Item, OpenScope>()

  constructor(readonly tree: NetTree) {}

  startOf = ({ index }: Item): number => this.tree.starts[index]!

  endOf(item: Item): number {
    const last = item.body.at(-1)
    return last ? this.endOf(last) : this.startOf(item) + item.line.length
  }

  open({ from, to }: Span, owner: Item | undefined, parent: OpenScope | undefined): OpenScope {
    const scope = { from, to, owner, parent, names: new Map() }
    this.scopes.push(scope)
    return scope
  }

  /** Notes a word whose span counts from the start of its line. */
  note(node: Identifier, use: Use, item: Item, scope: OpenScope, of?: Pending): Pending {
    const base = this.startOf(item)
    const word: Pending = {
      from: base + node.from,
      to: base + node.to,
      name: node.name,
      use,
      scope,
      item,
      ...(of && { of }),
    }
    this.words.push(word)
    return word
  }

  define(
    kind: DefinitionKind,
    node: Identifier,
    item: Item,
    scope: OpenScope,
    { parameter, line = item }: { readonly parameter?: ParameterNode; readonly line?: Item } = {},
  ): void {
    const base = this.startOf(line)
    const { name } = node
    const [from, to] = [base + node.from, base + node.to]
    const since = this.since(kind, item, from)
    const binding = scope.names.get(name) ?? { name, scope, definitions: [] }
    binding.definitions.push({ kind, name, from, to, since, item, ...(parameter && { parameter }) })
    scope.names.set(name, binding)
    this.words.push({ from, to, name, use: { as: 'definition' }, scope, item })
  }

  /** What a line makes is there when it has been made, what a branch makes when its body has. */
  private since(kind: DefinitionKind, item: Item, from: number): number {
    if (kind === 'branch') return this.endOf(item)
    const isMade = kind === 'tensor' && item.statement?.type !== 'block'
    return isMade || laterKinds.has(kind) ? this.startOf(item) + item.line.length : from
  }
}

const laterKinds: ReadonlySet<DefinitionKind> = new Set(['shared', 'constant', 'function', 'index', 'element'])
