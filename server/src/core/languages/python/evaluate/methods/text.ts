/** Methods of strings. */
import type { Place } from '../../../../source/span.ts'
import { isAscii } from '../bytes.ts'
import { argumentsOf, type CallArguments } from '../call-arguments.ts'
import { DictObject, ListObject, SliceObject, TupleObject } from '../containers.ts'
import { encode } from '../conversions.ts'
import { raised, raisedAs } from '../exceptions.ts'
import { itemsIn } from '../iterators.ts'
import { argument, type Method, type Methods } from '../methods.ts'
import { bounded } from '../operators.ts'
import { sliceBounds } from '../subscripts.ts'
import { formatText } from '../templates.ts'
import type { PyValue } from '../values.ts'

type TextMethod = Method<string>

/** What Python takes for white space. */
const space = '\\t-\\r\\x1c- \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000'

const mapText =
  (change: (self: string) => string): TextMethod =>
  self =>
    change(self)

/** Tells something of ASCII text; other letters and digits are left open. */
const ascii =
  <T extends PyValue>(tell: (self: string) => T): TextMethod =>
  self =>
    isAscii(self) ? tell(self) : undefined

const matches = (pattern: RegExp): TextMethod => ascii(self => pattern.test(self))

export const textMethods: Methods<string> = {
  lower: mapText(self => self.toLowerCase()),
  upper: mapText(self => self.toUpperCase()),
  casefold: ascii(self => self.toLowerCase()),
  capitalize: ascii(self => self.charAt(0).toUpperCase() + self.slice(1).toLowerCase()),
  title: ascii(self => self.toLowerCase().replace(/[a-z]+/g, word => word.charAt(0).toUpperCase() + word.slice(1))),
  swapcase: ascii(self => self.replace(/[a-z]/gi, unit => (unit < 'a' ? unit.toLowerCase() : unit.toUpperCase()))),
  isalpha: matches(/^[a-z]+$/i),
  isdigit: matches(/^\d+$/),
  isdecimal: matches(/^\d+$/),
  isnumeric: matches(/^\d+$/),
  isalnum: matches(/^[a-z\d]+$/i),
  isidentifier: matches(/^[a-z_]\w*$/i),
  isspace: matches(new RegExp(`^[${space}]+$`)),
  islower: matches(/^(?=.*[a-z])[^A-Z]*$/s),
  isupper: matches(/^(?=.*[A-Z])[^a-z]*$/s),
  istitle: matches(/^(?=.*[A-Z])[^a-z]*(?:[A-Z][a-z]*(?:[^a-zA-Z]+|$))+$/s),
  isascii: self => isAscii(self),
  strip: (self, { positional: [chars = null] }) => strip(self, chars, true, true),
  lstrip: (self, { positional: [chars = null] }) => strip(self, chars, true, false),
  rstrip: (self, { positional: [chars = null] }) => strip(self, chars, false, true),
  startswith: (self, args) => affix(self, args, (text, part) => text.startsWith(part)),
  endswith: (self, args) => affix(self, args, (text, part) => text.endsWith(part)),
  removeprefix: (self, { positional: [part] }) =>
    typeof part === 'string' ? (self.startsWith(part) ? self.slice(part.length) : self) : undefined,
  removesuffix: (self, { positional: [part] }) =>
    typeof part === 'string' ? (part && self.endsWith(part) ? self.slice(0, -part.length) : self) : undefined,
  replace: (self, args) => replace(self, args),
  join: (self, { positional: [items] }, at) => (items === undefined ? undefined : join(self, items, at)),
  split: (self, args) => split(self, args, false),
  rsplit: (self, args) => split(self, args, true),
  splitlines: (self, args) => splitLines(self, argument(args, 0, 'keepends') ?? false),
  partition: (self, { positional: [separator] }) => partition(self, separator, false),
  rpartition: (self, { positional: [separator] }) => partition(self, separator, true),
  find: (self, args) => search(self, args, false),
  rfind: (self, args) => search(self, args, true),
  index: (self, args, at) => found(search(self, args, false), at),
  rindex: (self, args, at) => found(search(self, args, true), at),
  count: (self, args) => count(self, args),
  zfill: (self, { positional: [width] }) => {
    const [, sign = '', rest = ''] = /^([-+]?)(.*)$/s.exec(self)!
    return pad(self, width, ' ', missing => sign + '0'.repeat(missing) + rest)
  },
  ljust: (self, { positional: [width, fill = ' '] }) =>
    pad(self, width, fill, (missing, unit) => self + unit.repeat(missing)),
  rjust: (self, { positional: [width, fill = ' '] }) =>
    pad(self, width, fill, (missing, unit) => unit.repeat(missing) + self),
  center: (self, { positional: [width, fill = ' '] }) =>
    pad(self, width, fill, (missing, unit) => {
      const left = Math.floor(missing / 2) + (missing & Number(width) & 1)
      return unit.repeat(left) + self + unit.repeat(missing - left)
    }),
  expandtabs: (self, args) => expandTabs(self, argument(args, 0, 'tabsize') ?? 8),
  encode: self => encode(self),
  format: (self, args, at) => formatText(self, args, at),
  format_map: (self, { positional: [map] }, at) =>
    map instanceof DictObject && !map.lost ? formatText(self, withNames(map), at) : undefined,
}

/** Positions in a text with characters beyond 16 bits are not JavaScript's. */
const isPlain = (text: string): boolean => !/[\ud800-\udfff]/.test(text)

function strip(self: string, chars: PyValue, left: boolean, right: boolean): string | undefined {
  if (chars !== null && (typeof chars !== 'string' || !isPlain(chars))) return undefined
  const set = chars === null ? space : chars.replace(/[\\\]^-]/g, '\\$&')
  if (set === '') return self
  const start = left ? self.replace(new RegExp(`^[${set}]+`), '') : self
  if (!right) return start
  let end = start.length
  const inSet = new RegExp(`[${set}]`)
  while (end > 0 && inSet.test(start.charAt(end - 1))) end--
  return start.slice(0, end)
}

/** The part of a text between two optional positions; undefined where they are not known. */
function within(self: string, bounds: readonly PyValue[]): { text: string; from: number } | undefined {
  const [start = null, stop = null] = bounds
  if (!isPlain(self)) return start === null && stop === null ? { text: self, from: 0 } : undefined
  const range = sliceBounds(new SliceObject(start, stop, null), self.length)
  return range && { text: self.slice(range.start, range.stop), from: range.start }
}

function affix(
  self: string,
  { positional: [part, ...bounds] }: CallArguments,
  has: (text: string, part: string) => boolean,
): boolean | undefined {
  const text = within(self, bounds)?.text
  const parts = part instanceof TupleObject ? part.items : [part]
  if (text === undefined || !parts.every(each => typeof each === 'string')) return undefined
  return parts.some(each => has(text, each))
}

function search(self: string, { positional: [part, ...bounds] }: CallArguments, last: boolean): number | undefined {
  const place = within(self, bounds)
  if (typeof part !== 'string' || !place || !isPlain(self)) return undefined
  const position = last ? place.text.lastIndexOf(part) : place.text.indexOf(part)
  return position < 0 ? -1 : position + place.from
}

const found = (position: number | undefined, at: Place): PyValue | undefined =>
  position === -1 ? raisedAs('ValueError', 'substring not found', at) : position

function count(self: string, { positional: [part, ...bounds] }: CallArguments): number | undefined {
  const text = within(self, bounds)?.text
  if (typeof part !== 'string' || text === undefined) return undefined
  return part === '' ? [...text].length + 1 : text.split(part).length - 1
}

function replace(self: string, { positional: [from, to, most = -1] }: CallArguments): PyValue | undefined {
  if (typeof from !== 'string' || typeof to !== 'string' || typeof most !== 'number' || !isPlain(self)) return undefined
  const parts = self.split(from)
  const pieces = from === '' ? ['', ...parts, ''] : parts
  const times = most < 0 ? pieces.length - 1 : Math.min(most, pieces.length - 1)
  return bounded(self.length + times * to.length, () => {
    const head = pieces.slice(0, times + 1).join(to)
    return [head, ...pieces.slice(times + 1)].join(from)
  })
}

function join(self: string, items: PyValue, at: Place): PyValue | undefined {
  const texts = itemsIn(items)
  if (!texts) return undefined
  const wrong = texts.find(text => typeof text === 'number' || text === null)
  if (wrong !== undefined) return raised('TypeError', 'join() takes strings only', at)
  if (!texts.every(text => typeof text === 'string')) return undefined
  const length = texts.reduce((sum, text) => sum + text.length + self.length, 0)
  return bounded(length, () => texts.join(self))
}

function split(self: string, args: CallArguments, fromRight: boolean): PyValue | undefined {
  const [separator, most] = [argument(args, 0, 'sep') ?? null, argument(args, 1, 'maxsplit') ?? -1]
  if (typeof most !== 'number' || (separator !== null && (typeof separator !== 'string' || separator === '')))
    return undefined
  const parts = separator === null ? splitSpace(self, most, fromRight) : splitBy(self, separator, most, fromRight)
  return new ListObject(parts)
}

function splitBy(self: string, separator: string, most: number, fromRight: boolean): string[] {
  const parts = fromRight ? splitFromRight(self, separator) : self.split(separator)
  if (most < 0 || parts.length <= most + 1) return parts
  return fromRight
    ? [parts.slice(0, parts.length - most).join(separator), ...parts.slice(parts.length - most)]
    : [...parts.slice(0, most), parts.slice(most).join(separator)]
}

/** `'aaa'.rsplit('aa')` finds the last one. */
function splitFromRight(self: string, separator: string): string[] {
  const parts: string[] = []
  let end = self.length
  for (;;) {
    const position = end < separator.length ? -1 : self.lastIndexOf(separator, end - separator.length)
    if (position < 0) return [self.slice(0, end), ...parts]
    parts.unshift(self.slice(position + separator.length, end))
    end = position
  }
}

/** Without a separator any white space is one, and there are no empty parts. */
function splitSpace(self: string, most: number, fromRight: boolean): string[] {
  const words = [...self.matchAll(new RegExp(`[^${space}]+`, 'g'))]
  if (most < 0 || words.length <= most) return words.map(([word]) => word)
  if (!fromRight) {
    const rest = words[most]
    const kept = words.slice(0, most).map(([word]) => word)
    return rest ? [...kept, self.slice(rest.index)] : kept
  }
  const last = words[words.length - most - 1]
  const kept = words.slice(words.length - most).map(([word]) => word)
  return last ? [strip(self.slice(0, last.index + last[0].length), null, false, true)!, ...kept] : kept
}

/** What Python ends a line with. */
const lineEnds = '\\n\\r\\v\\f\\x1c-\\x1e\\x85\\u2028\\u2029'
const lineBreak = new RegExp(`\\r\\n|[${lineEnds}]`, 'g')

function splitLines(self: string, keep: PyValue): PyValue | undefined {
  if (typeof keep !== 'boolean') return undefined
  const lines: string[] = []
  let start = 0
  for (const found of self.matchAll(lineBreak)) {
    const end = found.index + found[0].length
    lines.push(self.slice(start, keep ? end : found.index))
    start = end
  }
  return new ListObject(start < self.length ? [...lines, self.slice(start)] : lines)
}

function partition(self: string, separator: PyValue | undefined, last: boolean): PyValue | undefined {
  if (typeof separator !== 'string' || separator === '') return undefined
  const position = last ? self.lastIndexOf(separator) : self.indexOf(separator)
  if (position < 0) return new TupleObject(last ? ['', '', self] : [self, '', ''])
  return new TupleObject([self.slice(0, position), separator, self.slice(position + separator.length)])
}

/** A text that is filled up to a width. */
function pad(
  self: string,
  width: PyValue | undefined,
  fill: PyValue,
  make: (missing: number, fill: string) => string,
): PyValue | undefined {
  if (typeof width !== 'number' || typeof fill !== 'string' || [...fill].length !== 1) return undefined
  const missing = width - [...self].length
  return missing <= 0 ? self : bounded(width, () => make(missing, fill))
}

function expandTabs(self: string, size: PyValue): PyValue | undefined {
  if (typeof size !== 'number' || size < 0 || !isPlain(self)) return undefined
  const tabs = self.split('\t').length - 1
  return bounded(self.length + tabs * size, () => {
    let [text, column] = ['', 0]
    for (const unit of self) {
      const width = unit === '\t' ? (size === 0 ? 0 : size - (column % size)) : 1
      text += unit === '\t' ? ' '.repeat(width) : unit
      column = unit === '\n' || unit === '\r' ? 0 : column + width
    }
    return text
  })
}

const withNames = (map: DictObject): CallArguments =>
  argumentsOf([], new Map([...map].flatMap(([key, value]) => (typeof key === 'string' ? [[key, value]] : []))))
