/**
 * The typed syntax tree of Python 3.13, named after CPython's `ast`.
 *
 * A tree is immutable and has no positions of its own above the top level: every node's `start` and `end` count
 * UTF-16 units from the start of its top-level statement, so that an edit leaves all other statements untouched and
 * identical. `Tree.starts[i]` says where statement `i` begins in the text.
 */
import type { Span } from '../../source/span.ts'

/** A whole file: its text and its top-level statements with where each starts. */
export interface Tree {
  readonly text: string
  readonly chunks: readonly Chunk[]
  /** `starts[i]` is the offset in `text` at which `chunks[i]` begins. Ascending. */
  readonly starts: readonly number[]
}

/** One top-level statement (several where `;` joins them), or a stretch that could not be read as one. */
export interface Chunk {
  readonly body: readonly Statement[]
  readonly problems: readonly SyntaxProblem[]
  /** How much text the chunk covers. */
  readonly length: number
  /** How much text, from the chunk's start, the parser looked at to decide; at least `length`, Infinity for all. */
  readonly lookahead: number
  /** The same chunk where it does not begin a cell of a notebook, if that is another. */
  readonly inFile?: Chunk
}

/** What the parser could not read, relative to the chunk. `message` says what was expected and what came. */
export interface SyntaxProblem extends Span {
  readonly message: string
}

interface Node {
  readonly start: number
  readonly end: number
}

// ---- statements

export type Statement =
  | FunctionDef
  | ClassDef
  | Return
  | Delete
  | Assign
  | AugAssign
  | AnnAssign
  | TypeAlias
  | For
  | While
  | If
  | With
  | Match
  | Raise
  | Try
  | Assert
  | Import
  | ImportFrom
  | Global
  | Nonlocal
  | ExpressionStatement
  | Pass
  | Break
  | Continue
  | ErrorStatement

export interface FunctionDef extends Node {
  readonly type: 'FunctionDef'
  readonly name: Identifier
  readonly typeParams: readonly TypeParam[]
  readonly params: readonly Parameter[]
  readonly returns: Expression | null
  readonly body: readonly Statement[]
  readonly decorators: readonly Expression[]
  readonly isAsync: boolean
}
export interface ClassDef extends Node {
  readonly type: 'ClassDef'
  readonly name: Identifier
  readonly typeParams: readonly TypeParam[]
  readonly args: readonly Argument[]
  readonly body: readonly Statement[]
  readonly decorators: readonly Expression[]
}
export interface Return extends Node {
  readonly type: 'Return'
  readonly value: Expression | null
}
export interface Delete extends Node {
  readonly type: 'Delete'
  readonly targets: readonly Expression[]
}
/** `a = b = value`: two targets. */
export interface Assign extends Node {
  readonly type: 'Assign'
  readonly targets: readonly Expression[]
  readonly value: Expression
}
export interface AugAssign extends Node {
  readonly type: 'AugAssign'
  readonly target: Expression
  readonly operator: BinaryOperator
  readonly value: Expression
}
export interface AnnAssign extends Node {
  readonly type: 'AnnAssign'
  readonly target: Expression
  readonly annotation: Expression
  readonly value: Expression | null
}
export interface TypeAlias extends Node {
  readonly type: 'TypeAlias'
  readonly name: Identifier
  readonly typeParams: readonly TypeParam[]
  readonly value: Expression
}
export interface For extends Node {
  readonly type: 'For'
  readonly target: Expression
  readonly iter: Expression
  readonly body: readonly Statement[]
  readonly orelse: readonly Statement[]
  readonly isAsync: boolean
}
export interface While extends Node {
  readonly type: 'While'
  readonly test: Expression
  readonly body: readonly Statement[]
  readonly orelse: readonly Statement[]
}
/** `elif` is an `If` as the only statement of `orelse`. */
export interface If extends Node {
  readonly type: 'If'
  readonly test: Expression
  readonly body: readonly Statement[]
  readonly orelse: readonly Statement[]
}
export interface With extends Node {
  readonly type: 'With'
  readonly items: readonly WithItem[]
  readonly body: readonly Statement[]
  readonly isAsync: boolean
}
export interface WithItem extends Node {
  readonly context: Expression
  readonly target: Expression | null
}
export interface Match extends Node {
  readonly type: 'Match'
  readonly subject: Expression
  readonly cases: readonly MatchCase[]
}
export interface MatchCase extends Node {
  readonly pattern: Pattern
  readonly guard: Expression | null
  readonly body: readonly Statement[]
}
export interface Raise extends Node {
  readonly type: 'Raise'
  readonly exception: Expression | null
  readonly cause: Expression | null
}
export interface Try extends Node {
  readonly type: 'Try'
  readonly body: readonly Statement[]
  readonly handlers: readonly ExceptHandler[]
  readonly orelse: readonly Statement[]
  readonly finalbody: readonly Statement[]
  /** `except*`. */
  readonly isStar: boolean
}
export interface ExceptHandler extends Node {
  readonly exception: Expression | null
  readonly name: Identifier | null
  readonly body: readonly Statement[]
}
export interface Assert extends Node {
  readonly type: 'Assert'
  readonly test: Expression
  readonly message: Expression | null
}
export interface Import extends Node {
  readonly type: 'Import'
  readonly names: readonly Alias[]
}
/** `from ..module import names`: `level` counts the dots; `module` is empty for `from . import x`. `*` is an alias. */
export interface ImportFrom extends Node {
  readonly type: 'ImportFrom'
  readonly level: number
  readonly module: string
  readonly names: readonly Alias[]
}
/** `name` is dotted in `import a.b.c`. */
export interface Alias extends Node {
  readonly name: string
  readonly asName: string | null
}
export interface Global extends Node {
  readonly type: 'Global'
  readonly names: readonly string[]
}
export interface Nonlocal extends Node {
  readonly type: 'Nonlocal'
  readonly names: readonly string[]
}
export interface ExpressionStatement extends Node {
  readonly type: 'Expr'
  readonly value: Expression
}
export interface Pass extends Node {
  readonly type: 'Pass'
}
export interface Break extends Node {
  readonly type: 'Break'
}
export interface Continue extends Node {
  readonly type: 'Continue'
}
/** Something that is no statement; what could be read inside it is kept: the block of a broken header, stray decorators. */
export interface ErrorStatement extends Node {
  readonly type: 'Error'
  readonly body: readonly Statement[]
}

/** A name where it is bound, with its own place. `name` is empty where it is missing. */
export interface Identifier extends Node {
  readonly name: string
}
export interface Parameter extends Node {
  readonly kind: 'positional-only' | 'positional' | 'rest' | 'keyword-only' | 'keywords'
  readonly name: string
  readonly annotation: Expression | null
  readonly default: Expression | null
}
export interface TypeParam extends Node {
  readonly name: string
  /** '' for `T`, '*' for `*Ts`, '**' for `**P`. */
  readonly star: '' | '*' | '**'
  readonly bound: Expression | null
  readonly default: Expression | null
}

// ---- expressions

export type Expression =
  | BoolOp
  | NamedExpr
  | BinOp
  | UnaryOp
  | Lambda
  | IfExp
  | Dict
  | SetExpression
  | Comprehension
  | Await
  | Yield
  | YieldFrom
  | Compare
  | Call
  | JoinedStr
  | NumberConstant
  | StringConstant
  | BytesConstant
  | NamedConstant
  | Attribute
  | Subscript
  | Starred
  | Name
  | List
  | Tuple
  | Slice
  | Missing

export type BinaryOperator = '+' | '-' | '*' | '/' | '//' | '%' | '**' | '@' | '<<' | '>>' | '&' | '|' | '^'
export type UnaryOperator = '-' | '+' | '~' | 'not'
export type ComparisonOperator = '<' | '>' | '<=' | '>=' | '==' | '!=' | 'in' | 'not in' | 'is' | 'is not'

export interface BoolOp extends Node {
  readonly type: 'BoolOp'
  readonly operator: 'and' | 'or'
  readonly values: readonly Expression[]
}
export interface NamedExpr extends Node {
  readonly type: 'NamedExpr'
  readonly target: Name
  readonly value: Expression
}
export interface BinOp extends Node {
  readonly type: 'BinOp'
  readonly left: Expression
  readonly operator: BinaryOperator
  readonly right: Expression
}
export interface UnaryOp extends Node {
  readonly type: 'UnaryOp'
  readonly operator: UnaryOperator
  readonly operand: Expression
}
export interface Lambda extends Node {
  readonly type: 'Lambda'
  readonly params: readonly Parameter[]
  readonly body: Expression
}
export interface IfExp extends Node {
  readonly type: 'IfExp'
  readonly test: Expression
  readonly body: Expression
  readonly orelse: Expression
}
/** `keys[i]` is null for `**values[i]`. */
export interface Dict extends Node {
  readonly type: 'Dict'
  readonly keys: readonly (Expression | null)[]
  readonly values: readonly Expression[]
}
export interface SetExpression extends Node {
  readonly type: 'Set'
  readonly elements: readonly Expression[]
}
/** List, set, dict and generator comprehensions. `value` is there for a dict only; then `element` is the key. */
export interface Comprehension extends Node {
  readonly type: 'ListComp' | 'SetComp' | 'DictComp' | 'GeneratorExp'
  readonly element: Expression
  readonly value: Expression | null
  readonly generators: readonly Generator[]
}
export interface Generator extends Node {
  readonly target: Expression
  readonly iter: Expression
  readonly conditions: readonly Expression[]
  readonly isAsync: boolean
}
export interface Await extends Node {
  readonly type: 'Await'
  readonly value: Expression
}
export interface Yield extends Node {
  readonly type: 'Yield'
  readonly value: Expression | null
}
export interface YieldFrom extends Node {
  readonly type: 'YieldFrom'
  readonly value: Expression
}
export interface Compare extends Node {
  readonly type: 'Compare'
  readonly left: Expression
  readonly operators: readonly ComparisonOperator[]
  readonly comparators: readonly Expression[]
}
export interface Call extends Node {
  readonly type: 'Call'
  readonly callee: Expression
  readonly args: readonly Argument[]
}
/** One argument of a call or class header: `value`, `name=value`, `*value`, `**value`. */
export interface Argument extends Node {
  readonly name: Identifier | null
  readonly star: '' | '*' | '**'
  readonly value: Expression
}
/** An f-string (or t-string), together with the plain strings it is implicitly joined to. */
export interface JoinedStr extends Node {
  readonly type: 'JoinedStr'
  readonly parts: readonly (StringConstant | FormattedValue)[]
}
/** `{value!conversion:spec}`; `text` is the source between the braces for `{x=}`, else null. */
export interface FormattedValue extends Node {
  readonly type: 'FormattedValue'
  readonly value: Expression
  readonly text: string | null
  readonly conversion: string | null
  readonly spec: readonly (StringConstant | FormattedValue)[] | null
}
/** `value` is a bigint for integers beyond 2^53, of which more than 4,300 digits are not read (CPython's limit): null. */
export interface NumberConstant extends Node {
  readonly type: 'Number'
  readonly kind: 'int' | 'float' | 'complex'
  readonly value: number | bigint | null
}
/** The cooked value: escapes resolved, adjacent literals joined. */
export interface StringConstant extends Node {
  readonly type: 'String'
  readonly value: string
}
/** `value` has one UTF-16 unit for each byte. */
export interface BytesConstant extends Node {
  readonly type: 'Bytes'
  readonly value: string
}
export interface NamedConstant extends Node {
  readonly type: 'Constant'
  readonly value: 'None' | 'True' | 'False' | '...'
}
export interface Attribute extends Node {
  readonly type: 'Attribute'
  readonly value: Expression
  readonly attribute: Identifier
}
/** Several indices (`x[1, :]`) are a Tuple without parentheses. */
export interface Subscript extends Node {
  readonly type: 'Subscript'
  readonly value: Expression
  readonly slice: Expression
}
export interface Starred extends Node {
  readonly type: 'Starred'
  readonly value: Expression
}
export interface Name extends Node {
  readonly type: 'Name'
  readonly name: string
}
export interface List extends Node {
  readonly type: 'List'
  readonly elements: readonly Expression[]
}
export interface Tuple extends Node {
  readonly type: 'Tuple'
  readonly elements: readonly Expression[]
}
export interface Slice extends Node {
  readonly type: 'Slice'
  readonly lower: Expression | null
  readonly upper: Expression | null
  readonly step: Expression | null
}
/** Where an expression should stand and none does; empty span. */
export interface Missing extends Node {
  readonly type: 'Missing'
}

// ---- patterns of `match`

export type Pattern =
  | MatchValue
  | MatchSingleton
  | MatchSequence
  | MatchMapping
  | MatchClass
  | MatchStar
  | MatchAs
  | MatchOr
  | MatchMissing

export interface MatchValue extends Node {
  readonly type: 'MatchValue'
  readonly value: Expression
}
export interface MatchSingleton extends Node {
  readonly type: 'MatchSingleton'
  readonly value: 'None' | 'True' | 'False'
}
export interface MatchSequence extends Node {
  readonly type: 'MatchSequence'
  readonly patterns: readonly Pattern[]
}
export interface MatchMapping extends Node {
  readonly type: 'MatchMapping'
  readonly keys: readonly Expression[]
  readonly patterns: readonly Pattern[]
  readonly rest: string | null
}
export interface MatchClass extends Node {
  readonly type: 'MatchClass'
  readonly cls: Expression
  readonly patterns: readonly Pattern[]
  readonly keywords: readonly KeywordPattern[]
}
export interface KeywordPattern extends Node {
  readonly name: string
  readonly pattern: Pattern
}
/** `*rest`; `name` is null for `*_`. */
export interface MatchStar extends Node {
  readonly type: 'MatchStar'
  readonly name: string | null
}
/** `pattern as name`; a bare name has no pattern, `_` has neither. */
export interface MatchAs extends Node {
  readonly type: 'MatchAs'
  readonly pattern: Pattern | null
  readonly name: string | null
}
export interface MatchOr extends Node {
  readonly type: 'MatchOr'
  readonly patterns: readonly Pattern[]
}
export interface MatchMissing extends Node {
  readonly type: 'MatchMissing'
}
