/** Notes the words in values and in the arguments of layers. */
import { kerasLayers } from '../../../layers/keras/catalogue.ts'
import { signatureOf } from '../../../layers/side-by-side.ts'
import type { Item } from '../parse/outline.ts'
import type { Argument, Expression, Identifier, LayerNode } from '../syntax.ts'
import type { NotedNames, OpenScope, Pending } from './noted-names.ts'
import { constantWords, lookUp, type Use } from './scopes.ts'

export class ValueNames {
  constructor(private readonly names: NotedNames) {}

  layer(node: LayerNode, item: Item, scope: OpenScope): void {
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
    if (parts.length === 1) return void this.names.note({ from, to, name }, use, item, scope)
    const [head, last] = [parts.slice(0, -1).join('.'), parts.at(-1)!]
    const object = this.names.note({ from, to: from + head.length, name: head }, { as: 'value' }, item, scope)
    this.names.note({ from: to - last.length, to, name: last }, use, item, scope, object)
  }

  argument(argument: Argument, layer: LayerNode, item: Item, scope: OpenScope): void {
    const { name, value } = argument
    if (name) this.names.note(name, { as: 'argument name', layer }, item, scope)
    const use: Use = { as: 'argument', layer, argument }
    this.expression(value, item, scope, value.type === 'word' ? use : { as: 'value' })
  }

  /** A word in the shape of an input that means nothing yet names a size. */
  private sizes({ name, value }: Argument, { word }: LayerNode, item: Item, scope: OpenScope): void {
    if (name && name.name !== 'shape' && name.name !== 'batch_shape') return
    const kind = kerasLayers.byWord(word.name)
    const known = kind ? signatureOf(kind).words : new Map()
    const nodes = value.type === 'sizes' || value.type === 'list' ? value.items : [value]
    const from = this.names.startOf(item)
    for (const node of nodes)
      if (node.type === 'word' && !known.has(node.name) && !constantWords.has(node.name))
        if (!lookUp(scope, node.name, from)) this.names.define('size', node, item, scope)
  }

  /** Walks a value. `use` is what it is where it is a name by itself. */
  expression(node: Expression, item: Item, scope: OpenScope, use: Use = { as: 'value' }): Pending | undefined {
    const inside = (each: Expression) => void this.expression(each, item, scope)
    switch (node.type) {
      case 'word':
        return this.names.note(node, use, item, scope)
      case 'member': {
        const of = this.expression(node.object, item, scope, use.as === 'tensor' ? use : { as: 'value' })
        return this.names.note(node.name, { as: 'member' }, item, scope, of ?? nothing)
      }
      case 'call':
        if (node.callee.type === 'word') this.names.note(node.callee, { as: 'function' }, item, scope)
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
