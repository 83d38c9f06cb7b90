/** How the tokens of a statement stand to each other: with a space between them, or touching. */
import { Lexer, type TokenKind } from '../parse/lexer.ts'
import type { Argument, Expression, LayerNode, Line, NetTree, ParameterNode, Statement } from '../syntax.ts'
import { partsOf } from './nodes.ts'

/** Positions count from where the line starts. */
export interface Token {
  readonly kind: TokenKind
  readonly from: number
  readonly to: number
}

/** The tokens of a line, or of several where brackets are open. */
export function tokensOf(tree: NetTree, index: number): readonly Token[] {
  const lexer = new Lexer(tree.text)
  const found: Token[] = []
  for (lexer.begin(tree.starts[index]!); lexer.kind !== 'end'; lexer.advance())
    found.push({ kind: lexer.kind, from: lexer.start, to: lexer.end })
  return found
}

/** `tight` touches both neighbors, `prefix` the next one, `behind` the one before. */
type Stance = 'tight' | 'prefix' | 'behind'
export type Stances = ReadonlyMap<number, Stance>

/** What stands between two tokens of one line. */
export function between(a: Token, b: Token, stances: Stances): '' | ' ' {
  if (a.kind === '(' || a.kind === '[' || b.kind === ')' || b.kind === ']' || b.kind === ',') return ''
  if (a.kind === ',') return ' '
  if (a.kind === '.' || b.kind === '.') return ''
  const [left, right] = [stances.get(a.from), stances.get(b.from)]
  return left === 'tight' || left === 'prefix' || right === 'tight' || right === 'behind' ? '' : ' '
}

/** How the signs of a statement stand, where that is not with a space on both sides. */
export function stancesOf({ statement }: Line, tokens: readonly Token[]): Stances {
  const finder = new Finder(tokens)
  if (statement) finder.statement(statement)
  return finder.stances
}

class Finder {
  readonly stances = new Map<number, Stance>()

  constructor(private readonly tokens: readonly Token[]) {}

  statement(statement: Statement): void {
    switch (statement.type) {
      case 'model':
      case 'block':
        for (const parameter of statement.parameters) this.parameter(parameter, true)
        break
      case 'let': {
        const { names, parameters, value } = statement
        if (parameters) this.stand('behind', names[0]!.to, names[0]!.to + 1)
        for (const parameter of parameters ?? []) this.parameter(parameter, false)
        if (value) this.value(value, false)
        break
      }
      case 'shared':
        if (statement.layer) this.layer(statement.layer)
        break
      case 'layer':
        if (statement.layer) this.layer(statement.layer)
        for (const input of statement.inputs ?? []) this.value(input, true)
        for (const option of statement.options) this.argument(option)
        break
      case 'output':
        for (const output of statement.outputs) this.value(output, true)
        break
      case 'row':
        for (const cell of statement.cells) this.value(cell, true)
        break
      case 'branch':
        if (statement.input) this.value(statement.input, true)
        break
      case 'repeat':
        if (statement.times) this.value(statement.times, false)
        break
      case 'for':
        if (statement.items) this.value(statement.items, false)
        break
      case 'if':
      case 'elif':
        if (statement.test) this.value(statement.test, false)
        break
    }
  }

  private parameter({ name, default: value }: ParameterNode, isBare: boolean): void {
    if (!value) return
    this.stand('tight', name.to, value.from)
    this.value(value, isBare)
  }

  private layer(node: LayerNode): void {
    for (const argument of node.arguments) this.argument(argument)
  }

  private argument({ name, value }: Argument): void {
    if (name) this.stand('tight', name.to, value.from)
    this.value(value, true)
  }

  /** `isBare` where values stand side by side, so that operators touch what they compute with. */
  private value(node: Expression, isBare: boolean): void {
    switch (node.type) {
      case 'layer':
        this.layer(node)
        return
      case 'literal':
        this.sign(node.from, node.to)
        return
      case 'unary':
        if (node.operator === '-') this.sign(node.from, node.operand.from)
        this.value(node.operand, isBare && !this.isHeld(node))
        return
      case 'binary': {
        const isTight = isBare && node.left.from === node.from
        if (isTight) this.stand('tight', node.left.to, node.right.from)
        this.value(node.left, isTight)
        this.value(node.right, isTight)
        return
      }
      case 'sizes': {
        const isTight = node.items.every(({ type }) => type === 'literal' || type === 'any size')
        const isHeld = node.items[0]!.from !== node.from
        node.items.forEach((item, i) => {
          if (isTight && i > 0) this.stand('tight', node.items[i - 1]!.to, item.from)
          this.value(item, isBare && !isHeld)
        })
        return
      }
      case 'call':
      case 'subscript': {
        const object = node.type === 'call' ? node.callee : node.object
        this.stand('behind', object.to, object.to + 1)
        this.value(object, isBare)
        for (const part of partsOf(node)) if (part !== object) this.value(part, false)
        return
      }
      case 'member':
        this.value(node.object, isBare)
        return
      case 'template':
        return
      default:
        for (const part of partsOf(node)) this.value(part, false)
    }
  }

  /** Whether parentheses hold a value. */
  private isHeld({ from }: Expression): boolean {
    return this.tokens.some(token => token.from === from && token.kind === '(')
  }

  /** The sign of a number. */
  private sign(from: number, to: number): void {
    for (const token of this.tokens)
      if (token.from >= from && token.to <= to && token.kind === '-') this.stances.set(token.from, 'prefix')
  }

  private stand(stance: Stance, from: number, to: number): void {
    for (const token of this.tokens) if (token.from >= from && token.to <= to) this.stances.set(token.from, stance)
  }
}
