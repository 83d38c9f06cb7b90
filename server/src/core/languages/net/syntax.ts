/**
 * The syntax tree of `.net` files: a list of lines, each a statement; `parse/outline.ts` says which lines are the body of which.
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
  /** The column at which its code starts; a tab goes to the next multiple of eight. */
  readonly indent: number
  /** How many characters it takes, its line break included. */
  readonly length: number
  /** How many characters from its start were looked at to read it. */
  readonly lookahead: number
}

export interface SyntaxProblem extends Span {
  readonly message: string
}

/** Statements that the lines after them, if they are indented deeper, belong to. */
export type Opening =
  | ModelStatement
  | BlockStatement
  | TableStatement
  | BranchStatement
  | RepeatStatement
  | ForStatement
  | IfStatement
  | ElseStatement
  | LayerStatement

export type Statement = Opening | UseStatement | LetStatement | RowStatement | SharedStatement | OutputStatement

/** `model ResNet50 classes=1000`: what follows, indented or up to the next model, are its layers. */
export interface ModelStatement extends Span {
  readonly type: 'model'
  readonly name: Identifier | undefined
  readonly parameters: readonly ParameterNode[]
}

/** `block attention heads=8 from query memory`. */
export interface BlockStatement extends Span {
  readonly type: 'block'
  readonly name: Identifier | undefined
  readonly parameters: readonly ParameterNode[]
  /** The names of the tensors that it is called on; undefined where none are given, for a single one. */
  readonly inputs: readonly Identifier[] | undefined
}

/** `strides=1` in the head of a block or model; `v` in that of a function. */
export interface ParameterNode extends Span {
  readonly name: Identifier
  readonly default: Expression | undefined
}

/** `use "keras/resnet" as resnet`. */
export interface UseStatement extends Span {
  readonly type: 'use'
  /** The path, without its quotes; the span is that of the string. */
  readonly path: Identifier | undefined
  readonly alias: Identifier | undefined
}

/** `let width = 64`, `let h, w = sizes`, `let half(n) = n // 2`. */
export interface LetStatement extends Span {
  readonly type: 'let'
  readonly names: readonly Identifier[]
  /** Undefined where no function is defined. */
  readonly parameters: readonly ParameterNode[] | undefined
  readonly value: Expression | undefined
}

/** `table stages`: the lines of its body are the names of its columns and then rows. */
export interface TableStatement extends Span {
  readonly type: 'table'
  readonly name: Identifier | undefined
}

/** A line of values side by side that does not begin with a word: the row of a table. */
export interface RowStatement extends Span {
  readonly type: 'row'
  readonly cells: readonly Expression[]
}

/** `branch shortcut from x`: lines beside the others. */
export interface BranchStatement extends Span {
  readonly type: 'branch'
  readonly name: Identifier | undefined
  readonly input: Expression | undefined
}

/** `repeat 3 as i`. */
export interface RepeatStatement extends Span {
  readonly type: 'repeat'
  readonly times: Expression | undefined
  readonly index: Identifier | undefined
}

/** `for filters, strides in stages`. */
export interface ForStatement extends Span {
  readonly type: 'for'
  readonly targets: readonly Identifier[]
  readonly items: Expression | undefined
}

/** `if strides > 1`, `elif channels == filters`. */
export interface IfStatement extends Span {
  readonly type: 'if' | 'elif'
  readonly test: Expression | undefined
}

export interface ElseStatement extends Span {
  readonly type: 'else'
}

/** `shared encoder = dense 64`: a layer that the lines after it call by its name. */
export interface SharedStatement extends Span {
  readonly type: 'shared'
  readonly name: Identifier | undefined
  readonly layer: LayerNode | undefined
}

/** `skip = conv 64 1x1 from a`, `out, h, c = lstm 64 return_state`: a layer and the call of it. */
export interface LayerStatement extends Span {
  readonly type: 'layer'
  /** The names of the tensors that come out, before `=`. */
  readonly targets: readonly Identifier[]
  /** Undefined where it is not written yet. */
  readonly layer: LayerNode | undefined
  /** The tensors after `from`; undefined where the layer goes on from the line before. */
  readonly inputs: readonly Expression[] | undefined
  /** What else the call is given, after the tensors: `reverse=true`. */
  readonly options: readonly Argument[]
}

/** `output a b`. */
export interface OutputStatement extends Span {
  readonly type: 'output'
  readonly outputs: readonly Expression[]
}

export interface Identifier extends Span {
  readonly name: string
}

export type Expression =
  | LiteralNode
  | TemplateNode
  | WordNode
  | AnySizeNode
  | SizesNode
  | ListNode
  | LayerNode
  | UnaryNode
  | BinaryNode
  | ConditionalNode
  | MemberNode
  | SubscriptNode
  | CallNode

/** A number or a string. */
export interface LiteralNode extends Span {
  readonly type: 'literal'
  readonly value: Value
}

/** `"stage{i}_conv"`: texts and, between them, expressions. */
export interface TemplateNode extends Span {
  readonly type: 'template'
  readonly parts: readonly (string | Expression)[]
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
  /** `conv`, or a path: `ops.add`, `resnet.ResNet50`. */
  readonly word: Identifier
  readonly arguments: readonly Argument[]
}

export interface Argument extends Span {
  /** Absent for an argument that is given by its place, or by its value alone. */
  readonly name: Identifier | undefined
  readonly value: Expression
}

export type UnaryOperator = '-' | 'not'
export type BinaryOperator = (typeof binaryOperators)[number]
export const binaryOperators = [
  ...(['or', 'and', 'in', 'not in', '==', '!=', '<', '<=', '>', '>='] as const),
  ...(['+', '-', '*', '/', '//', '%', '**'] as const),
] as const

export interface UnaryNode extends Span {
  readonly type: 'unary'
  readonly operator: UnaryOperator
  readonly operand: Expression
}

export interface BinaryNode extends Span {
  readonly type: 'binary'
  readonly operator: BinaryOperator
  readonly left: Expression
  readonly right: Expression
}

/** `2 if i == 0 else 1`. */
export interface ConditionalNode extends Span {
  readonly type: 'conditional'
  readonly test: Expression
  readonly then: Expression
  readonly otherwise: Expression
}

/** `stage.filters`, `x.channels`. */
export interface MemberNode extends Span {
  readonly type: 'member'
  readonly object: Expression
  readonly name: Identifier
}

/** `sizes[0]`. */
export interface SubscriptNode extends Span {
  readonly type: 'subscript'
  readonly object: Expression
  readonly index: Expression
}

/** `max(8, channels)`. */
export interface CallNode extends Span {
  readonly type: 'call'
  readonly callee: Expression
  readonly arguments: readonly Expression[]
}
