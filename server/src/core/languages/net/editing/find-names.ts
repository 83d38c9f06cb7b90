/** Finds the names of a tree: walks its lines once, collecting definitions and words, and then looks the words up. */
import { kerasLayers } from '../../../layers/keras/catalogue.ts'
import { signatureOf } from '../../../layers/side-by-side.ts'
import type { Span } from '../../../source/span.ts'
import { type Item, outline } from '../parse/outline.ts'
import type { Argument, Expression, Identifier, LayerNode, NetTree, ParameterNode } from '../syntax.ts'
import {
  type Binding,
  calledKinds,
  calleeOf,
  constantWords,
  type Definition,
  type DefinitionKind,
  definitionFor,
  lookUp,
  type Names,
  type Occurrence,
  type Scope,
  type Use,
} from './scopes.ts'

export const findNames = (tree: NetTree): Names => new Finder(tree).find()

interface OpenScope extends Scope {
  readonly names: Map<string, OpenBinding>
}

interface OpenBinding extends Binding {
  readonly definitions: Definition[]
}

/** A word that is looked up when all definitions are known. */
interface Pending extends Span {
  readonly name: string
  readonly use: Use
  readonly scope: OpenScope
  readonly item: Item
  readonly of?: Pending
}

class Finder {
  private readonly items: readonly Item[]
  private readonly scopes: OpenScope[] = []
  private readonly pending: Pending[] = []
  private readonly tables = new Map<Item, OpenScope>()

  constructor(private readonly tree: NetTree) {
    this.items = outline(tree)
  }

  find(): Names {
    const { tree, items } = this
    const file = this.open({ from: 0, to: tree.text.length }, undefined, undefined)
    let current: OpenScope | undefined
    for (const [i, item] of items.entries()) {
      const type = item.statement?.type
      if (type === 'model') current = this.modelScope(item, i, file)
      else if (type === 'block' || type === 'use' || type === 'table' || (type === 'let' && !current)) {
        if (type === 'block') current = undefined
        this.visit(item, file)
      } else {
        if (item.statement) current ??= this.open({ from: this.startOf(item), to: this.endOfModel(i) }, undefined, file)
        this.visit(item, current ?? file)
      }
    }
    const occurrences = this.lookUpAll()
    return { tree, items, file, scopes: this.scopes, occurrences, columnsOf: item => this.columnsIn(item, file) }
  }

  private startOf = ({ index }: Item): number => this.tree.starts[index]!

  private endOf(item: Item): number {
    const last = item.body.at(-1)
    return last ? this.endOf(last) : this.startOf(item) + item.line.length
  }

  private open({ from, to }: Span, owner: Item | undefined, parent: OpenScope | undefined): OpenScope {
    const scope = { from, to, owner, parent, names: new Map() }
    this.scopes.push(scope)
    return scope
  }

  /** A model goes on to the next one, or to the next block, whether its lines are indented or not. */
  private endOfModel(i: number): number {
    const next = this.items
      .slice(i + 1)
      .find(({ statement }) => statement?.type === 'model' || statement?.type === 'block')
    return next ? this.startOf(next) : this.tree.text.length
  }

  private modelScope(item: Item, i: number, file: OpenScope): OpenScope {
    const { statement } = item
    const scope = this.open({ from: this.startOf(item), to: this.endOfModel(i) }, item, file)
    if (statement?.type !== 'model') return scope
    if (statement.name) this.define('model', statement.name, item, file)
    this.parameters(statement.parameters, item, scope)
    for (const each of item.body) this.visit(each, scope)
    return scope
  }

  private visit(item: Item, scope: OpenScope): void {
    const { statement } = item
    switch (statement?.type) {
      case 'block': {
        const own = this.open({ from: this.startOf(item), to: this.endOf(item) }, item, this.fileOf(scope))
        if (statement.name) this.define('block', statement.name, item, this.fileOf(scope))
        this.parameters(statement.parameters, item, own)
        for (const input of statement.inputs ?? []) this.define('tensor', input, item, own)
        for (const each of item.body) this.visit(each, own)
        return
      }
      case 'table':
        if (statement.name) this.define('table', statement.name, item, this.fileOf(scope))
        this.table(item, scope)
        return
      case 'use':
        if (statement.alias) this.define('module', statement.alias, item, this.fileOf(scope))
        return
      case 'let':
        this.let(item, scope)
        break
      case 'branch':
        if (statement.input) this.expression(statement.input, item, scope, { as: 'tensor' })
        for (const each of item.body) this.visit(each, scope)
        if (statement.name) this.define('branch', statement.name, item, scope)
        return
      case 'repeat':
        if (statement.times) this.expression(statement.times, item, scope)
        if (statement.index) this.define('index', statement.index, item, scope)
        break
      case 'for':
        if (statement.items) this.expression(statement.items, item, scope)
        for (const target of statement.targets) this.define('element', target, item, scope)
        break
      case 'if':
      case 'elif':
        if (statement.test) this.expression(statement.test, item, scope)
        break
      case 'shared':
        if (statement.layer) this.layer(statement.layer, item, scope)
        if (statement.name) this.define('shared', statement.name, item, scope)
        break
      case 'layer':
        if (statement.layer) this.layer(statement.layer, item, scope)
        for (const input of statement.inputs ?? []) this.expression(input, item, scope, { as: 'tensor' })
        if (statement.layer) for (const option of statement.options) this.argument(option, statement.layer, item, scope)
        for (const target of statement.targets) this.define('tensor', target, item, scope)
        break
      case 'output':
        for (const output of statement.outputs) this.expression(output, item, scope, { as: 'tensor' })
        break
      case 'row':
        for (const cell of statement.cells) this.expression(cell, item, scope)
        break
    }
    for (const each of item.body) this.visit(each, scope)
  }

  private fileOf(scope: OpenScope): OpenScope {
    let file = scope
    while (file.parent) file = file.parent as OpenScope
    return file
  }

  private parameters(nodes: readonly ParameterNode[], item: Item, scope: OpenScope): void {
    for (const parameter of nodes) {
      if (parameter.default) this.expression(parameter.default, item, scope)
      this.define('parameter', parameter.name, item, scope, { parameter })
    }
  }

  /** A constant, or a function of values, whose parameters are known in it alone. */
  private let(item: Item, scope: OpenScope): void {
    const { statement } = item
    if (statement?.type !== 'let') return
    if (statement.parameters) {
      const from = this.startOf(item)
      const own = this.open({ from, to: from + statement.to }, item, scope)
      this.parameters(statement.parameters, item, own)
      if (statement.value) this.expression(statement.value, item, own)
    } else if (statement.value) this.expression(statement.value, item, scope)
    for (const name of statement.names) this.define(statement.parameters ? 'function' : 'constant', name, item, scope)
  }

  /** The first line of a table has the names of its columns. */
  private table(item: Item, scope: OpenScope): void {
    const columns: OpenScope = { from: 0, to: 0, owner: item, parent: undefined, names: new Map() }
    this.tables.set(item, columns)
    const [head, ...rows] = item.body
    for (const name of head ? wordsOf(head) : []) this.define('column', name, item, columns, { line: head! })
    for (const row of rows) {
      const { statement } = row
      if (statement?.type !== 'layer') this.visit(row, scope)
      else
        for (const cell of cellsOf(row))
          if ('type' in cell) this.expression(cell, row, scope)
          else this.note(cell, { as: 'value' }, row, scope)
    }
  }

  private layer(node: LayerNode, item: Item, scope: OpenScope): void {
    this.path(node.word, { as: 'layer', layer: node }, item, scope)
    const kind = kerasLayers.byWord(node.word.name)
    for (const argument of node.arguments) {
      if (kind?.takes === 'nothing') this.sizes(argument, node, item, scope)
      this.argument(argument, node, item, scope)
    }
  }

  /** Names between points: `ops.add`, `resnet.ResNet50`. */
  private path({ from, to, name }: Identifier, use: Use, item: Item, scope: OpenScope): void {
    const parts = name.split('.')
    if (parts.length === 1) return void this.note({ from, to, name }, use, item, scope)
    const [head, last] = [parts.slice(0, -1).join('.'), parts.at(-1)!]
    const object = this.note({ from, to: from + head.length, name: head }, { as: 'value' }, item, scope)
    this.note({ from: to - last.length, to, name: last }, use, item, scope, object)
  }

  private argument(argument: Argument, layer: LayerNode, item: Item, scope: OpenScope): void {
    const { name, value } = argument
    if (name) this.note(name, { as: 'argument name', layer }, item, scope)
    const use: Use = { as: 'argument', layer, argument }
    this.expression(value, item, scope, value.type === 'word' ? use : { as: 'value' })
  }

  /** A word in the shape of an input that means nothing yet names a size. */
  private sizes({ name, value }: Argument, { word }: LayerNode, item: Item, scope: OpenScope): void {
    if (name && name.name !== 'shape' && name.name !== 'batch_shape') return
    const kind = kerasLayers.byWord(word.name)
    const known = kind ? signatureOf(kind).words : new Map()
    const nodes = value.type === 'sizes' || value.type === 'list' ? value.items : [value]
    const from = this.startOf(item)
    for (const node of nodes)
      if (node.type === 'word' && !known.has(node.name) && !constantWords.has(node.name))
        if (!lookUp(scope, node.name, from)) this.define('size', node, item, scope)
  }

  /** Walks a value. `use` is what it is where it is a name by itself. */
  private expression(node: Expression, item: Item, scope: OpenScope, use: Use = { as: 'value' }): Pending | undefined {
    const inside = (each: Expression) => void this.expression(each, item, scope)
    switch (node.type) {
      case 'word':
        return this.note(node, use, item, scope)
      case 'member': {
        const of = this.expression(node.object, item, scope, use.as === 'tensor' ? use : { as: 'value' })
        return this.note(node.name, { as: 'member' }, item, scope, of ?? nothing)
      }
      case 'call':
        if (node.callee.type === 'word') this.note(node.callee, { as: 'function' }, item, scope)
        else inside(node.callee)
        node.arguments.forEach(inside)
        return undefined
      case 'subscript': {
        inside(node.index)
        return this.expression(node.object, item, scope, use)
      }
      case 'sizes':
      case 'list':
        node.items.forEach(inside)
        return undefined
      case 'layer':
        this.layer(node, item, scope)
        return undefined
      case 'unary':
        inside(node.operand)
        return undefined
      case 'binary':
        inside(node.left)
        inside(node.right)
        return undefined
      case 'conditional':
        inside(node.then)
        inside(node.test)
        inside(node.otherwise)
        return undefined
      case 'template':
        for (const part of node.parts) if (typeof part !== 'string') inside(part)
        return undefined
      default:
        return undefined
    }
  }

  /** Notes a word whose span counts from the start of its line. */
  private note(node: Identifier, use: Use, item: Item, scope: OpenScope, of?: Pending): Pending {
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
    this.pending.push(word)
    return word
  }

  private define(
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
    this.pending.push({ from, to, name, use: { as: 'definition' }, scope, item })
  }

  /** What a line makes is there when it has been made, what a branch makes when its body has. */
  private since(kind: DefinitionKind, item: Item, from: number): number {
    if (kind === 'branch') return this.endOf(item)
    const isMade = kind === 'tensor' && item.statement?.type !== 'block'
    return isMade || laterKinds.has(kind) ? this.startOf(item) + item.line.length : from
  }

  private lookUpAll(): readonly Occurrence[] {
    const found = new Map<Pending, Occurrence>()
    for (const scope of [...this.scopes, ...this.tables.values()])
      for (const { definitions } of scope.names.values()) (definitions as Definition[]).sort((a, b) => a.from - b.from)
    for (const word of this.pending) {
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
    return callee && this.scopes.find(({ owner }) => owner && owner === calleeOf(callee))?.names.get(name)
  }

  /** The columns of the table that a name stands for, or for a row of which it stands. */
  private columnsOf({ binding, of }: Occurrence, offset: number): Scope | undefined {
    if (!binding && of) return this.columnsOf(of, offset)
    const definition = binding && definitionFor(binding, offset)
    const isRow = definition?.kind === 'element' || definition?.kind === 'table'
    return isRow ? this.columnsIn(definition.item, binding!.scope) : undefined
  }

  private columnsIn(item: Item, scope: Scope): Scope | undefined {
    const { statement } = item
    if (statement?.type === 'table') return this.tables.get(item)
    const table = statement?.type === 'for' && statement.items ? tableNamed(statement.items) : undefined
    const found = table === undefined ? undefined : lookUp(scope, table, this.startOf(item))
    const owner = found && definitionFor(found, this.startOf(item))
    return owner?.kind === 'table' ? this.tables.get(owner.item) : undefined
  }
}

/** Stands for something without a name, whose members are not known. */
const nothing: Pending = {
  from: 0,
  to: 0,
  name: '',
  use: { as: 'value' },
  scope: { from: 0, to: 0, owner: undefined, parent: undefined, names: new Map() },
  item: undefined as never,
}

const laterKinds: ReadonlySet<DefinitionKind> = new Set(['shared', 'constant', 'function', 'index', 'element'])

/** A word that names a size where it stands is noted twice, as that first. */
const isSameSpan = (a: Span, b: Span | undefined): boolean => b !== undefined && a.from === b.from && a.to === b.to

/** `stages` of `stages`, `stages[1]`, `enumerate(stages)`. */
function tableNamed(node: Expression): string | undefined {
  if (node.type === 'word') return node.name
  if (node.type === 'call') return node.arguments[0] && tableNamed(node.arguments[0])
  return node.type === 'subscript' ? tableNamed(node.object) : undefined
}

/** The words of a line that was read as a layer or a row. */
function wordsOf({ statement }: Item): readonly Identifier[] {
  if (statement?.type === 'row') return statement.cells.flatMap(cell => (cell.type === 'word' ? [cell] : []))
  return statement?.type === 'layer' && statement.layer
    ? [
        statement.layer.word,
        ...statement.layer.arguments.flatMap(({ value }) => (value.type === 'word' ? [value] : [])),
      ]
    : []
}

/** The values of a row that was read as a layer, because it begins with a name. */
const cellsOf = ({ statement }: Item): readonly (Expression | Identifier)[] =>
  statement?.type === 'layer' && statement.layer
    ? [statement.layer.word, ...statement.layer.arguments.map(({ value }) => value)]
    : []
