/** Python's text from expressions: on one line where it fits, else each argument on a line of its own. */

export type Expression = string | Call

/** Something and what stands in brackets behind it: a call, a list where `callee` is empty. */
export interface Call {
  readonly callee: Expression
  readonly brackets: '()' | '[]'
  readonly items: readonly Item[]
  /** Whether each item stands on a line of its own even where all would fit on one. */
  readonly isLong?: boolean
}

export interface Item {
  readonly name?: string
  readonly value: Expression
  /** Comments that stand above it. */
  readonly comments?: readonly string[]
}

export const call = (callee: Expression, items: readonly Item[]): Call => ({ callee, brackets: '()', items })
export const list = (values: readonly Expression[]): Call => ({
  callee: '',
  brackets: '[]',
  items: values.map(value => ({ value })),
})

const width = 88

/** The lines of `prefix` and the expression, all indented by `indent` spaces; `tail` more characters follow the last. */
export function layOut(prefix: string, expression: Expression, indent: number, tail = 0): readonly string[] {
  const space = ' '.repeat(indent)
  const line = `${space}${prefix}${flat(expression)}`
  if (typeof expression === 'string' || !(isLong(expression) || line.length + tail > width)) return [line]
  const { callee, brackets, items } = expression
  const alone = { ...expression, callee: '' }
  if (typeof callee === 'object' && (items.length < 2 || isLong(callee)) && !isLong(alone)) {
    const end = flat(alone)
    return suffixed(layOut(prefix, callee, indent, end.length + tail), end)
  }
  const head = `${space}${prefix}${flat(callee)}${brackets[0]}`
  if (items.length === 0) return [line]
  const body = `${space}    ${items.map(itemText).join(', ')}`
  const lines = isLong(expression) || body.length > width ? items.flatMap(item => itemLines(item, indent + 4)) : [body]
  return [head, ...lines, `${space}${brackets[1]}`]
}

const isLong = ({ callee, items, isLong: own }: Call): boolean =>
  own === true ||
  (typeof callee === 'object' && isLong(callee)) ||
  items.some(({ comments, value }) => (comments?.length ?? 0) > 0 || (typeof value === 'object' && isLong(value)))

function itemLines({ name, value, comments = [] }: Item, indent: number): readonly string[] {
  const lines = layOut(name === undefined ? '' : `${name}=`, value, indent, 1)
  return [...comments.map(comment => `${' '.repeat(indent)}# ${comment}`), ...suffixed(lines, ',')]
}

const suffixed = (lines: readonly string[], suffix: string): readonly string[] => [
  ...lines.slice(0, -1),
  `${lines.at(-1)}${suffix}`,
]

/** The expression on one line. */
export function flat(expression: Expression): string {
  if (typeof expression === 'string') return expression
  const { callee, brackets, items } = expression
  return `${flat(callee)}${brackets[0]}${items.map(itemText).join(', ')}${brackets[1]}`
}

const itemText = ({ name, value }: Item): string => (name === undefined ? flat(value) : `${name}=${flat(value)}`)

/** A string as Python's usual formatters write it. */
export const quoted = (text: string): string => {
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
    .replaceAll('\0', '\\x00')
  return escaped.includes('"') && !escaped.includes("'") ? `'${escaped}'` : `"${escaped.replaceAll('"', '\\"')}"`
}

/** Names that mean something in Python, or that one does not hide. */
export const pythonNames: ReadonlySet<string> = new Set([
  ...['False', 'None', 'True', 'and', 'as', 'assert', 'async', 'await', 'break', 'class', 'continue', 'def', 'del'],
  ...['elif', 'else', 'except', 'finally', 'for', 'from', 'global', 'if', 'import', 'in', 'is', 'lambda', 'nonlocal'],
  ...['not', 'or', 'pass', 'raise', 'return', 'try', 'while', 'with', 'yield', 'match', 'case', '_'],
  ...['abs', 'all', 'any', 'filter', 'hash', 'id', 'input', 'iter', 'len', 'list', 'map', 'max', 'min', 'next'],
  ...['object', 'print', 'range', 'set', 'slice', 'sorted', 'str', 'sum', 'tuple', 'type', 'zip', 'int', 'float'],
  ...['keras', 'layers', 'ops'],
])
