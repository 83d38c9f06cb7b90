/** Looks up the words of a tree, when all definitions are known. */
import { kerasLayers } from '../../../layers/keras/catalogue.ts'
import type { Span } from '../../../source/span.ts'
import type { Item } from '../parse/outline.ts'
import type { Expression, LayerNode } from '../syntax.ts'
import type { NotedNames, Pending } from './noted-names.ts'
import {
  type Binding,
  calledKinds,
  calleeOf,
  type Definition,
  definitionFor,
  lookUp,
  type Occurrence,
  type Scope,
} from './scopes.ts'

export class Resolver {
  constructor(private readonly names: NotedNames) {}

  all(): readonly Occurrence[] {
    const found = new Map<Pending, Occurrence>()
    for (const scope of [...this.names.scopes, ...this.names.tables.values()])
      for (const { definitions } of scope.names.values()) (definitions as Definition[]).sort((a, b) => a.from - b.from)
    for (const word of this.names.words) {
      const of = word.of && found.get(word.of)
      found.set(word, { ...word, of, binding: this.meaning(word, of) })
    }
    const inOrder = [...found.values()].sort((a, b) => a.from - b.from || a.to - b.to)
    return inOrder.filter((each, i) => !isSameSpan(each, inOrder[i - 1]))
  }

  private meaning({ name, from, use, scope, of }: Pending, object: Occurrence | undefined): Binding | undefined {
    if (use.as === 'argument name') return this.parameterOf(use.layer, name, scope, from)
    if (of) return object && this.columnsOf(object, from)?.names.get(name)
    const found = lookUp(scope, name, from)
    // The word of a layer is one even where a tensor or a value has that name.
    const isKind = use.as === 'layer' && kerasLayers.byWord(name) !== undefined
    return found && isKind && !calledKinds.has(definitionFor(found, from).kind) ? undefined : found
  }

  /** The parameter of a block or a model of this file that an argument is for. */
  private parameterOf({ word }: LayerNode, name: string, scope: Scope, offset: number): Binding | undefined {
    const callee = lookUp(scope, word.name, offset)
    return callee && this.names.scopes.find(({ owner }) => owner && owner === calleeOf(callee))?.names.get(name)
  }

  /** The columns of the table that a name stands for, or for a row of which it stands. */
  private columnsOf({ binding, of }: Occurrence, offset: number): Scope | undefined {
    if (!binding && of) return this.columnsOf(of, offset)
    const definition = binding && definitionFor(binding, offset)
    const isRow = definition?.kind === 'element' || definition?.kind === 'table'
    return isRow ? this.columnsIn(definition.item, binding!.scope) : undefined
  }

  columnsIn(item: Item, scope: Scope): Scope | undefined {
    const { statement } = item
    if (statement?.type === 'table') return this.names.tables.get(item)
    const table = statement?.type === 'for' && statement.items ? tableNamed(statement.items) : undefined
    const found = table === undefined ? undefined : lookUp(scope, table, this.names.startOf(item))
    const owner = found && definitionFor(found, this.names.startOf(item))
    return owner?.kind === 'table' ? this.names.tables.get(owner.item) : undefined
  }
}

/** A word that names a size where it stands is noted twice, as that first. */
const isSameSpan = (a: Span, b: Span | undefined): boolean => b !== undefined && a.from === b.from && a.to === b.to

/** `stages` of `stages`, `stages[1]`, `enumerate(stages)`. */
function tableNamed(node: Expression): string | undefined {
  if (node.type === 'word') return node.name
  if (node.type === 'call') return node.arguments[0] && tableNamed(node.arguments[0])
  return node.type === 'subscript' ? tableNamed(node.object) : undefined
}
