/** What values are made of: numbers, texts, names, brackets, and what stands right behind a name. */
import { float, type Value } from '../../../layers/value.ts'
import type { Expression, Identifier, WordNode } from '../syntax.ts'
import { continues, expression, goOn } from './expressions.ts'
import { layer } from './layers.ts'
import type { Reader } from './reader.ts'

/** One operand with its members, subscripts and calls; undefined where there is none, which is reported. */
export function operand(r: Reader, expected: string): Expression | undefined {
  const { start: from, end: to } = r
  switch (r.kind) {
    case 'number':
      return numberLiteral(r)
    case 'string': {
      const value = text(r)
      return value && behind(r, value)
    }
    case 'word':
      return reserved.has(r.value) ? lost(r, expected) : behind(r, word(r))
    case '?':
      r.advance()
      return { type: 'any size', from, to }
    case '(': {
      const value = r.nested(() => parenthesized(r))
      return value && behind(r, value)
    }
    case '[': {
      const value = r.nested(() => list(r))
      return value && behind(r, value)
    }
    default:
      return lost(r, expected)
  }
}

/** The name of a tensor, or a member of something: `x`, `skips[0]`. */
export function reference(r: Reader, expected: string): Expression | undefined {
  const name = r.identifier(expected)
  return name && behind(r, { type: 'word', ...name })
}

/** Words that cannot be names where a value is expected. */
const reserved: ReadonlySet<string> = new Set(['if', 'else', 'and', 'or', 'not', 'in'])

function lost(r: Reader, expected: string): undefined {
  r.fail(expected)
}

function word(r: Reader): WordNode {
  const { start: from, end: to, value: name } = r
  r.advance()
  return { type: 'word', from, to, name }
}

/** What touches an operand: `.filters`, `[0]`, `(8, channels)`. */
function behind(r: Reader, first: Expression): Expression | undefined {
  let read: Expression | undefined = first
  while (read && r.glued) {
    if (r.at('.')) read = member(r, read)
    else if (r.at('[')) read = subscript(r, read)
    else if (r.at('(') && isCallable(read)) read = call(r, read)
    else break
  }
  return read
}

const isCallable = ({ type }: Expression): boolean => type === 'word' || type === 'member'

function member(r: Reader, object: Expression): Expression | undefined {
  if (!r.operator()) return undefined
  const name = r.identifier("a name after '.'")
  return name && { type: 'member', from: object.from, to: name.to, object, name }
}

function subscript(r: Reader, object: Expression): Expression | undefined {
  if (!r.operator()) return undefined
  const index = r.nested(() => expression(r))
  return index && close(r, ']', "']'")
    ? { type: 'subscript', from: object.from, to: r.previousEnd, object, index }
    : undefined
}

function call(r: Reader, callee: Expression): Expression | undefined {
  if (!r.operator()) return undefined
  const read = r.nested(() => items(r, ')', undefined))
  return read && { type: 'call', from: callee.from, to: r.previousEnd, callee, arguments: read.items }
}

function numberLiteral(r: Reader): Expression | undefined {
  const { start: from } = r
  const value = numberOf(r.value)
  if (value === undefined) return lost(r, `a number of at most ${mostDigits} digits`)
  r.advance()
  return { type: 'literal', from, to: r.previousEnd, value }
}

const mostDigits = 1000

function numberOf(written: string): Value | undefined {
  if (written.length > mostDigits) return undefined
  const digits = written.replaceAll('_', '')
  if (/[.eE]/.test(digits)) return float(Number(digits))
  const value = Number(digits)
  return Number.isSafeInteger(value) ? value : BigInt(digits)
}

/** A text; one that has braces is a template. */
function text(r: Reader): Expression | undefined {
  const { start: from, end: to, value } = r
  r.advance()
  if (!value.includes('{') && !value.includes('}')) return { type: 'literal', from, to, value: unquote(value) }
  const parts = templateParts(r, value, from)
  if (!parts) return undefined
  if (parts.every(part => typeof part === 'string')) return { type: 'literal', from, to, value: parts.join('') }
  return { type: 'template', from, to, parts }
}

function templateParts(r: Reader, written: string, from: number): readonly (string | Expression)[] | undefined {
  const parts: (string | Expression)[] = []
  let start = 1
  const end = written.length - 1
  const take = (to: number, doubled = '') => {
    if (to > start || doubled) parts.push(withoutEscapes(written.slice(start, to)) + doubled)
  }
  for (let at = 1; at < end; at++) {
    const character = written[at]!
    if (character === '\\') at++
    else if (character !== '{' && character !== '}') continue
    else if (written[at + 1] === character && at + 1 < end) {
      take(at, character)
      start = at + 2
      at++
    } else {
      take(at)
      const closing = character === '{' ? written.indexOf('}', at) : -1
      if (closing < 0 || closing >= end)
        return lostIn(r, from + at, from + at + 1, `'${character}${character}' for a brace in a text`)
      const inner = r.within(from + at + 1, from + closing)
      const value = expression(inner)
      if (value && !inner.at('end')) inner.fail("'}'")
      if (inner.problem) r.failAt(inner.problem.from, inner.problem.to, inner.problem.message)
      if (!value || inner.problem) return undefined
      parts.push(value)
      at = closing
      start = closing + 1
    }
  }
  take(end)
  return parts
}

function lostIn(r: Reader, from: number, to: number, expected: string): undefined {
  r.failAt(from, to, `expected ${expected}`)
}

/** The text of a string: a backslash takes the next character as it is, `n` for a line break and `t` for a tab. */
export const unquote = (text: string): string => withoutEscapes(text.slice(1, -1))

const withoutEscapes = (text: string): string =>
  text.replace(/\\(.)/gsu, (_, character: string) => (character === 'n' ? '\n' : character === 't' ? '\t' : character))

/** A layer, a list, or one value that the parentheses only hold together. */
function parenthesized(r: Reader): Expression | undefined {
  const { start: from } = r
  r.advance()
  if (!r.at('word') || reserved.has(r.value)) return tuple(r, from, undefined)
  const first = behind(r, word(r))
  if (!first) return undefined
  const path = pathOf(first)
  if (!path || continues(r)) {
    const value = goOn(r, first)
    return value && tuple(r, from, value)
  }
  const node = layer(r, path)
  return close(r, ')', "')'") ? node : undefined
}

/** Names with points between them, as one; undefined for anything else. */
function pathOf(node: Expression): Identifier | undefined {
  if (node.type === 'word') return { from: node.from, to: node.to, name: node.name }
  const object = node.type === 'member' ? pathOf(node.object) : undefined
  return object && node.type === 'member'
    ? { from: node.from, to: node.to, name: `${object.name}.${node.name.name}` }
    : undefined
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
