/** Finds the names of a tree: walks its lines once, noting definitions and words, and then looks the words up. */
import { type Item, outline } from '../parse/outline.ts'
import type { Expression, Identifier, NetTree, ParameterNode } from '../syntax.ts'
import { NotedNames, type OpenScope } from './noted-names.ts'
import { Resolver } from './resolve-names.ts'
import type { Names } from './scopes.ts'
import { ValueNames } from './value-names.ts'

export const findNames = (tree: NetTree): Names => new Finder(tree).find()

class Finder {
  private readonly items: readonly Item[]
  private readonly names: NotedNames
  private readonly values: ValueNames

  constructor(private readonly tree: NetTree) {
    this.items = outline(tree)
    this.names = new NotedNames(tree)
    this.values = new ValueNames(this.names)
  }

  find(): Names {
    const { tree, items } = this
    const file = this.names.open({ from: 0, to: tree.text.length }, undefined, undefined)
    let current: OpenScope | undefined
    for (const [i, item] of items.entries()) {
      const type = item.statement?.type
      if (type === 'model') current = this.modelScope(item, i, file)
      else if (type === 'block' || type === 'use' || type === 'table' || (type === 'let' && !current)) {
        if (type === 'block') current = undefined
        this.visit(item, file)
      } else {
        if (item.statement)
          current ??= this.names.open({ from: this.names.startOf(item), to: this.endOfModel(i) }, undefined, file)
        this.visit(item, current ?? file)
      }
    }
    const resolver = new Resolver(this.names)
    const { scopes } = this.names
    return { tree, items, file, scopes, occurrences: resolver.all(), columnsOf: item => resolver.columnsIn(item, file) }
  }

  /** A model goes on to the next one, or to the next block, whether its lines are indented or not. */
  private endOfModel(i: number): number {
    const next = this.items
      .slice(i + 1)
      .find(({ statement }) => statement?.type === 'model' || statement?.type === 'block')
    return next ? this.names.startOf(next) : this.tree.text.length
  }

  private modelScope(item: Item, i: number, file: OpenScope): OpenScope {
    const { statement } = item
    const scope = this.names.open({ from: this.names.startOf(item), to: this.endOfModel(i) }, item, file)
    if (statement?.type !== 'model') return scope
    if (statement.name) this.names.define('model', statement.name, item, file)
    this.parameters(statement.parameters, item, scope)
    for (const each of item.body) this.visit(each, scope)
    return scope
  }

  private visit(item: Item, scope: OpenScope): void {
    const { statement } = item
    switch (statement?.type) {
      case 'block': {
        const own = this.names.open(
          { from: this.names.startOf(item), to: this.names.endOf(item) },
          item,
          this.fileOf(scope),
        )
        if (statement.name) this.names.define('block', statement.name, item, this.fileOf(scope))
        this.parameters(statement.parameters, item, own)
        for (const input of statement.inputs ?? []) this.names.define('tensor', input, item, own)
        for (const each of item.body) this.visit(each, own)
        return
      }
      case 'table':
        if (statement.name) this.names.define('table', statement.name, item, this.fileOf(scope))
        this.table(item, scope)
        return
      case 'use':
        if (statement.alias) this.names.define('module', statement.alias, item, this.fileOf(scope))
        return
      case 'let':
        this.let(item, scope)
        break
      case 'branch':
        if (statement.input) this.values.expression(statement.input, item, scope, { as: 'tensor' })
        for (const each of item.body) this.visit(each, scope)
        if (statement.name) this.names.define('branch', statement.name, item, scope)
        return
      case 'repeat':
        if (statement.times) this.values.expression(statement.times, item, scope)
        if (statement.index) this.names.define('index', statement.index, item, scope)
        break
      case 'for':
        if (statement.items) this.values.expression(statement.items, item, scope)
        for (const target of statement.targets) this.names.define('element', target, item, scope)
        break
      case 'if':
      case 'elif':
        if (statement.test) this.values.expression(statement.test, item, scope)
        break
      case 'shared':
        if (statement.layer) this.values.layer(statement.layer, item, scope)
        if (statement.name) this.names.define('shared', statement.name, item, scope)
        break
      case 'layer':
        if (statement.layer) this.values.layer(statement.layer, item, scope)
        for (const input of statement.inputs ?? []) this.values.expression(input, item, scope, { as: 'tensor' })
        if (statement.layer)
          for (const option of statement.options) this.values.argument(option, statement.layer, item, scope)
        for (const target of statement.targets) this.names.define('tensor', target, item, scope)
        break
      case 'output':
        for (const output of statement.outputs) this.values.expression(output, item, scope, { as: 'tensor' })
        break
      case 'row':
        for (const cell of statement.cells) this.values.expression(cell, item, scope)
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
      if (parameter.default) this.values.expression(parameter.default, item, scope)
      this.names.define('parameter', parameter.name, item, scope, { parameter })
    }
  }

  /** A constant, or a function of values, whose parameters are known in it alone. */
  private let(item: Item, scope: OpenScope): void {
    const { statement } = item
    if (statement?.type !== 'let') return
    if (statement.parameters) {
      const from = this.names.startOf(item)
      const own = this.names.open({ from, to: from + statement.to }, item, scope)
      this.parameters(statement.parameters, item, own)
      if (statement.value) this.values.expression(statement.value, item, own)
    } else if (statement.value) this.values.expression(statement.value, item, scope)
    for (const name of statement.names)
      this.names.define(statement.parameters ? 'function' : 'constant', name, item, scope)
  }

  /** The first line of a table has the names of its columns. */
  private table(item: Item, scope: OpenScope): void {
    const columns: OpenScope = { from: 0, to: 0, owner: item, parent: undefined, names: new Map() }
    this.names.tables.set(item, columns)
    const [head, ...rows] = item.body
    for (const name of head ? wordsOf(head) : []) this.names.define('column', name, item, columns, { line: head! })
    for (const row of rows) {
      const { statement } = row
      if (statement?.type !== 'layer') this.visit(row, scope)
      else
        for (const cell of cellsOf(row))
          if ('type' in cell) this.values.expression(cell, row, scope)
          else this.names.note(cell, { as: 'value' }, row, scope)
    }
  }
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
