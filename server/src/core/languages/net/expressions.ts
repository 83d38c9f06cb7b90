/** Values: numbers, strings, words, sizes, lists, and layers in parentheses. Each function begins at the value's first token. */
import { float, type Value } from '../../layers/value.ts'
import { layer } from './layers.ts'
import type { Reader } from './reader.ts'
import type { Expression, WordNode } from './syntax.ts'

/** A value; undefined where there is none, which is reported. */
export function expression(r: Reader): Expression | undefined {
  const first = operand(r)
  return first && sizes(r, first)
}

/** `first` alone, or with the sizes that follow it: `5x5`, `max_len x 128`. */
function sizes(r: Reader, first: Expression): Expression | undefined {
  if (!r.at('x')) return first
  const items = [first]
  while (r.eat('x')) {
    const item = operand(r, "a size after 'x'")
    if (!item) return undefined
    items.push(item)
  }
  return { type: 'sizes', from: first.from, to: r.previousEnd, items }
}

function operand(r: Reader, expected = 'a value'): Expression | undefined {
  const { start: from, end: to } = r
  switch (r.kind) {
    case 'number':
    case '-':
      return numberLiteral(r)
    case 'string': {
      const value = unquote(r.value)
      r.advance()
      return { type: 'literal', from, to, value }
    }
    case 'word':
      return word(r)
    case '?':
      r.advance()
      return { type: 'any size', from, to }
    case '(':
      return r.nested(() => parenthesized(r))
    case '[':
      return r.nested(() => list(r))
    default:
      r.fail(expected)
      return undefined
  }
}

function word(r: Reader): WordNode {
  const { start: from, end: to, value: name } = r
  r.advance()
  return { type: 'word', from, to, name }
}

function numberLiteral(r: Reader): Expression | undefined {
  const { start: from } = r
  const sign = r.eat('-') ? -1 : 1
  if (!r.at('number')) {
    r.fail("a number after '-'")
    return undefined
  }
  const value = numberOf(r.value, sign)
  if (value === undefined) {
    r.fail(`a number of at most ${mostDigits} digits`)
    return undefined
  }
  r.advance()
  return { type: 'literal', from, to: r.previousEnd, value }
}

const mostDigits = 1000

function numberOf(written: string, sign: 1 | -1): Value | undefined {
  if (written.length > mostDigits) return undefined
  const digits = written.replaceAll('_', '')
  if (/[.eE]/.test(digits)) return float(sign * Number(digits))
  const value = sign * Number(digits)
  return Number.isSafeInteger(value) ? value : BigInt(sign) * BigInt(digits)
}

/** The text of a string: a backslash takes the next character as it is, `n` for a line break and `t` for a tab. */
export const unquote = (text: string): string =>
  text
    .slice(1, -1)
    .replace(/\\(.)/gsu, (_, character: string) => (character === 'n' ? '\n' : character === 't' ? '\t' : character))

/** A layer, a list, or one value that the parentheses only hold together. */
function parenthesized(r: Reader): Expression | undefined {
  const { start: from } = r
  r.advance()
  if (!r.at('word')) return tuple(r, from, undefined)
  const first = word(r)
  if (r.at(',') || r.at('x')) return tuple(r, from, sizes(r, first))
  const node = layer(r, { from: first.from, to: first.to, name: first.name })
  return close(r, ')', "')'") ? node : undefined
}

function tuple(r: Reader, from: number, first: Expression | undefined): Expression | undefined {
  const read = items(r, ')', first)
  if (!read) return undefined
  const [only] = read.items
  const to = r.previousEnd
  return only && read.items.length === 1 && !read.separated
    ? { ...only, from, to }
    : { type: 'list', from, to, items: read.items }
}

function list(r: Reader): Expression | undefined {
  const { start: from } = r
  r.advance()
  const read = items(r, ']', undefined)
  return read && { type: 'list', from, to: r.previousEnd, items: read.items }
}

interface Items {
  readonly items: readonly Expression[]
  /** Whether a comma stands behind the last. */
  readonly separated: boolean
}

/** The items up to the closing bracket and the bracket; `first` is one that has been read already. */
function items(r: Reader, closing: ')' | ']', first: Expression | undefined): Items | undefined {
  const read = first ? [first] : []
  let separated = first === undefined || r.eat(',')
  while (separated && !r.at(closing)) {
    const item = expression(r)
    if (!item) return undefined
    read.push(item)
    separated = r.eat(',')
  }
  const expected = separated ? `'${closing}'` : `',' or '${closing}'`
  return close(r, closing, expected) ? { items: read, separated } : undefined
}

function close(r: Reader, closing: ')' | ']', expected: string): boolean {
  if (r.eat(closing)) return true
  r.fail(expected)
  return false
}
