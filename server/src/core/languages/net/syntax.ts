/**
 * The syntax tree of `.net` files: a list of lines, each a statement.
 *
 * Positions inside a line count from where the line starts, so that lines which an edit leaves alone stay the same
 * objects. What cannot be read is in `problems`; the statement then holds what came before it.
 */
import type { Value } from '../../layers/value.ts'
import type { Span } from '../../source/span.ts'

export interface NetTree {
  readonly text: string
  /** The lines cover the text without gaps. */
  readonly lines: readonly Line[]
  /** Where each line starts in the text. */
  readonly starts: readonly number[]
}

/** One line, or several where brackets are open and the lines after it are indented deeper. */
export interface Line {
  /** Undefined for a line that is blank or a comment. */
  readonly statement: Statement | undefined
  readonly problems: readonly SyntaxProblem[]
  /** How many characters it takes, its line break included. */
  readonly length: number
  /** How many characters from its start were looked at to read it. */
  readonly lookahead: number
}

export interface SyntaxProblem extends Span {
  readonly message: string
}

export type Statement = ModelStatement | LayerStatement | OutputStatement

/** `model LeNet5`: the lines up to the next model are its layers. */
export interface ModelStatement extends Span {
  readonly type: 'model'
  readonly name: Identifier | undefined
}

/** `skip = conv 64 1x1 from a`, `out, h, c = lstm 64 return_state`: a layer and the call of it. */
export interface LayerStatement extends Span {
  readonly type: 'layer'
  /** The names of the tensors that come out, before `=`. */
  readonly targets: readonly Identifier[]
  /** Undefined where it is not written yet. */
  readonly layer: LayerNode | undefined
  /** The names after `from`; undefined where the layer goes on from the line before. */
  readonly inputs: readonly Identifier[] | undefined
}

/** `output a b`. */
export interface OutputStatement extends Span {
  readonly type: 'output'
  readonly outputs: readonly Identifier[]
}

export interface Identifier extends Span {
  readonly name: string
}

export type Expression = LiteralNode | WordNode | AnySizeNode | SizesNode | ListNode | LayerNode

/** A number or a string. */
export interface LiteralNode extends Span {
  readonly type: 'literal'
  readonly value: Value
}

/** `relu`, `same`, `true`, `max_len`: what it means depends on where it stands. */
export interface WordNode extends Identifier {
  readonly type: 'word'
}

/** `?`: any size will do. */
export interface AnySizeNode extends Span {
  readonly type: 'any size'
}

/** `5x5`, `max_len x 128`; at least two. */
export interface SizesNode extends Span {
  readonly type: 'sizes'
  readonly items: readonly Expression[]
}

/** `(1, 2)` or `[1, 2]`. */
export interface ListNode extends Span {
  readonly type: 'list'
  readonly items: readonly Expression[]
}

/** `conv 8 5x5 relu`; as a value in parentheses: `bidirectional (lstm 64)`. */
export interface LayerNode extends Span {
  readonly type: 'layer'
  readonly word: Identifier
  readonly arguments: readonly Argument[]
}

export interface Argument extends Span {
  /** Absent for an argument that is given by its place, or by its value alone. */
  readonly name: Identifier | undefined
  readonly value: Expression
}
