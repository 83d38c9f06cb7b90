/** The tokens of Python and the tables that describe them. */

/** Layout first, then what carries text, then operators, then keywords: the order is used by the tables below. */
export enum Token {
  EndOfFile,
  Newline,
  Indent,
  Dedent,
  Name,
  Number,
  String,
  FStringStart,
  FStringMiddle,
  FStringEnd,
  FieldStart,
  FieldEnd,
  BrokenField,
  Bad,
  LeftParen,
  RightParen,
  LeftBracket,
  RightBracket,
  LeftBrace,
  RightBrace,
  Comma,
  Colon,
  Semicolon,
  Dot,
  Equal,
  Arrow,
  Walrus,
  Exclamation,
  Ellipsis,
  Tilde,
  Less,
  Greater,
  LessEqual,
  GreaterEqual,
  EqualEqual,
  NotEqual,
  Plus,
  Minus,
  Star,
  Slash,
  DoubleSlash,
  Percent,
  DoubleStar,
  At,
  LeftShift,
  RightShift,
  Ampersand,
  Bar,
  Caret,
  PlusEqual,
  MinusEqual,
  StarEqual,
  SlashEqual,
  DoubleSlashEqual,
  PercentEqual,
  DoubleStarEqual,
  AtEqual,
  LeftShiftEqual,
  RightShiftEqual,
  AmpersandEqual,
  BarEqual,
  CaretEqual,
  False,
  None,
  True,
  And,
  As,
  Assert,
  Async,
  Await,
  Break,
  Class,
  Continue,
  Def,
  Del,
  Elif,
  Else,
  Except,
  Finally,
  For,
  From,
  Global,
  If,
  Import,
  In,
  Is,
  Lambda,
  Nonlocal,
  Not,
  Or,
  Pass,
  Raise,
  Return,
  Try,
  While,
  With,
  Yield,
}

/** The texts of the operators, from `Token.LeftParen` on. */
const OPERATORS = (
  '( ) [ ] { } , : ; . = -> := ! ... ~ < > <= >= == != + - * / // % ** @ << >> & | ^ ' +
  '+= -= *= /= //= %= **= @= <<= >>= &= |= ^='
).split(' ')

/** The keywords, from `Token.False` on. */
export const KEYWORDS: readonly string[] = (
  'False None True and as assert async await break class continue def del elif else except finally for from global ' +
  'if import in is lambda nonlocal not or pass raise return try while with yield'
).split(' ')

/** The text of every operator and keyword; '' for other tokens. */
export const TOKEN_TEXT: readonly string[] = [
  ...Array.from({ length: Token.LeftParen }, () => ''),
  ...OPERATORS,
  ...KEYWORDS,
]

export const TOKEN_COUNT = TOKEN_TEXT.length

/** `set[token]` is 1 for the given tokens and 0 for others. */
export function tokenSet(...tokens: readonly Token[]): Uint8Array {
  const set = new Uint8Array(TOKEN_COUNT)
  for (const token of tokens) set[token] = 1
  return set
}

/** What an operand, or a starred one, can begin with. */
export const STARTS_EXPRESSION = tokenSet(
  Token.Name,
  Token.Number,
  Token.String,
  Token.FStringStart,
  Token.LeftParen,
  Token.LeftBracket,
  Token.LeftBrace,
  Token.Plus,
  Token.Minus,
  Token.Tilde,
  Token.Ellipsis,
  Token.Star,
  Token.DoubleStar,
  Token.Not,
  Token.Lambda,
  Token.Await,
  Token.None,
  Token.True,
  Token.False,
  Token.Yield,
)

/** What an operand can end with. */
export const ENDS_OPERAND = tokenSet(
  Token.Name,
  Token.Number,
  Token.String,
  Token.FStringEnd,
  Token.RightParen,
  Token.RightBracket,
  Token.RightBrace,
  Token.Ellipsis,
  Token.None,
  Token.True,
  Token.False,
)

/** Words that begin an operand, and so cannot follow one. */
export const OPERAND_WORD = tokenSet(
  Token.Name,
  Token.None,
  Token.True,
  Token.False,
  Token.Lambda,
  Token.Await,
  Token.Yield,
)

/** Keywords that occur at the start of a statement and nowhere inside brackets. */
export const STATEMENT_KEYWORD = tokenSet(
  Token.Assert,
  Token.Break,
  Token.Class,
  Token.Continue,
  Token.Def,
  Token.Del,
  Token.Elif,
  Token.Except,
  Token.Finally,
  Token.Global,
  Token.Import,
  Token.Nonlocal,
  Token.Pass,
  Token.Raise,
  Token.Return,
  Token.Try,
  Token.While,
  Token.With,
)

/** Keywords that begin the header of a block. */
export const HEADER_KEYWORD = tokenSet(
  Token.Async,
  Token.Class,
  Token.Def,
  Token.Elif,
  Token.Except,
  Token.For,
  Token.If,
  Token.While,
  Token.With,
)

/** How a string literal is written: the flags of `String` and of the f-string tokens. */
export enum StringFlag {
  Raw = 1,
  Bytes = 2,
  Triple = 4,
  Unterminated = 8,
  /** The text is part of a format specification, where braces are not doubled. */
  Specification = 16,
  /** An f-string or t-string. */
  Formatted = 32,
}

/** The flag of a token without text that stands where brackets were given up: the problem has been reported. */
export const FORCED = 1
