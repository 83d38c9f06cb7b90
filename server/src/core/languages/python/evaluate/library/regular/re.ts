/** `re`: regular expressions on texts that are known. */
import type { Place } from '../../../../../source/span.ts'
import { type Unknown, unknown } from '../../../../../tensor/size.ts'
import { isAscii } from '../../bytes.ts'
import { DictObject, ListObject, TupleObject } from '../../containers.ts'
import { HostObject } from '../../host.ts'
import { iterate } from '../../iterators.ts'
import type { Journal } from '../../journal.ts'
import { type PyValue, unknownValue } from '../../values.ts'
import { callValue } from '../calling.ts'
import type { Library } from '../library.ts'
import type { Members } from '../module.ts'
import { computes, type Given } from '../signature.ts'
import { type Pattern, translate } from './pattern.ts'

const bits = { A: 256, I: 2, L: 4, M: 8, S: 16, U: 32, X: 64 } as const
const names = {
  ASCII: bits.A,
  IGNORECASE: bits.I,
  LOCALE: bits.L,
  MULTILINE: bits.M,
  DOTALL: bits.S,
  UNICODE: bits.U,
  VERBOSE: bits.X,
}

/** A pattern with its flags; `pattern` is undefined where it is not certain what it matches. */
class PatternObject extends HostObject {
  readonly description = 'a regular expression'
  readonly pattern: Pattern | undefined

  constructor(
    readonly source: string,
    readonly flags: number,
    private readonly journal: Journal,
  ) {
    super()
    const isPlain = (flags & ~(bits.A | bits.I | bits.M | bits.S | bits.U)) === 0 && source.length <= 500
    const has = (bit: number) => (flags & bit) !== 0
    this.pattern = isPlain
      ? translate(source, { ignoreCase: has(bits.I), multiline: has(bits.M), dotAll: has(bits.S) })
      : undefined
  }

  override attribute(name: string, at: Place): PyValue {
    if (name === 'pattern') return this.source
    if (name === 'groups' && this.pattern) return this.pattern.groups
    const run = Object.hasOwn(functions, name) ? functions[name] : undefined
    if (!run) return super.attribute(name, at)
    return computes(`${name}${run.signature}`, (given, place) => run.run(this, given, place, this.journal))
  }

  override equals(other: PyValue): boolean {
    return other instanceof PatternObject && other.source === this.source && other.flags === this.flags
  }

  override hashKey(): unknown {
    return `/${this.source}/${this.flags}`
  }

  override copied(): PyValue {
    return this
  }
}

class MatchObject extends HostObject {
  readonly description = 'a match'

  constructor(
    private readonly found: RegExpExecArray,
    private readonly by: PatternObject,
    private readonly subject: string,
  ) {
    super()
  }

  override attribute(name: string, at: Place): PyValue {
    switch (name) {
      case 'group':
        return computes('group(*groups)', (_given, _at, { positional }) => {
          const all = (positional.length === 0 ? [0] : positional).map(each => this.group(each))
          if (!all.every(each => each !== undefined)) return undefined
          return all.length === 1 ? all[0]! : new TupleObject(all)
        })
      case 'groups':
        return computes('groups(default=…)', ({ default: fallback = null }) => {
          const all = Array.from(this.found).slice(1)
          return new TupleObject(all.map(each => (each === undefined ? fallback : each)))
        })
      case 'groupdict':
        return computes('groupdict(default=…)', ({ default: fallback = null }) => {
          const dict = new DictObject()
          for (const [key, i] of this.by.pattern!.names) dict.set(key, this.found[i] ?? fallback)
          return dict
        })
      case 'start':
      case 'end':
      case 'span':
        return computes(`${name}(group=…)`, ({ group = 0 }) => (group === 0 ? this.place(name) : undefined))
      case 'string':
        return this.subject
      case 're':
        return this.by
      default:
        return super.attribute(name, at)
    }
  }

  override subscript(index: PyValue, at: Place): PyValue {
    const group = this.group(index)
    return group === undefined ? super.subscript(index, at) : group
  }

  /** A group that took no part is None. */
  group(index: PyValue): string | null | undefined {
    const number = typeof index === 'string' ? this.by.pattern!.names.get(index) : index
    if (typeof number !== 'number' || !(number in this.found)) return undefined
    return this.found[number] ?? null
  }

  private place(name: 'start' | 'end' | 'span'): PyValue {
    const { index } = this.found
    const end = index + this.found[0].length
    return name === 'start' ? index : name === 'end' ? end : new TupleObject([index, end])
  }
}

/** How much trying is done at most. */
const mostTries = 5e6

/** Four control characters that are white space to Python alone. */
const hasSeparators = (text: string): boolean => ['\x1c', '\x1d', '\x1e', '\x1f'].some(unit => text.includes(unit))

/** JavaScript's expression for a text that it certainly treats as Python does, and in no long time. */
function expressionFor({ pattern }: PatternObject, text: PyValue | undefined, flags: string): RegExp | undefined {
  if (!pattern || typeof text !== 'string' || !isAscii(text) || hasSeparators(text)) return undefined
  const tries = text.length ** (pattern.retries + 1) * pattern.choices
  if (text.length > 100_000 || tries > mostTries) return undefined
  return new RegExp(pattern.source, `u${pattern.ignoresCase ? 'i' : ''}${flags}`)
}

/** All matches, one behind the other; undefined where they are not known. */
function matchesOf(by: PatternObject, text: PyValue | undefined): readonly RegExpExecArray[] | undefined {
  const expression = by.pattern?.canBeEmpty ? undefined : expressionFor(by, text, 'g')
  const all = expression && [...(text as string).matchAll(expression)]
  return all && all.length <= 10_000 ? (all as RegExpExecArray[]) : undefined
}

function first(by: PatternObject, text: PyValue | undefined, flags: string, isWhole = false): PyValue | undefined {
  const expression = expressionFor(by, text, flags)
  if (!expression) return undefined
  const whole = isWhole ? new RegExp(`(?:${expression.source})(?![^])`, expression.flags) : expression
  const found = whole.exec(text as string)
  return found && new MatchObject(found, by, text as string)
}

interface Function_ {
  /** The parameters after the pattern. */
  readonly signature: string
  readonly run: (by: PatternObject, given: Given, at: Place, journal: Journal) => PyValue | undefined
}

const groupsOf = (found: RegExpExecArray, absent: PyValue): readonly PyValue[] =>
  Array.from(found)
    .slice(1)
    .map(each => (each === undefined ? absent : each))

const functions: Readonly<Record<string, Function_>> = {
  match: { signature: '(string)', run: (by, { string }) => first(by, string, 'y') },
  fullmatch: { signature: '(string)', run: (by, { string }) => first(by, string, 'y', true) },
  search: { signature: '(string)', run: (by, { string }) => first(by, string, '') },
  findall: {
    signature: '(string)',
    run: (by, { string }) => {
      const all = matchesOf(by, string)?.map(found => {
        const groups = groupsOf(found, '')
        return groups.length === 0 ? found[0] : groups.length === 1 ? groups[0]! : new TupleObject(groups)
      })
      return all && new ListObject(all)
    },
  },
  finditer: {
    signature: '(string)',
    run: (by, { string }, _at, journal) => {
      const all = matchesOf(by, string)?.map(found => new MatchObject(found, by, string as string))
      return all && iterate(all, journal)
    },
  },
  split: {
    signature: '(string, maxsplit=…)',
    run: (by, { string, maxsplit = 0 }) => {
      const all = typeof maxsplit === 'number' ? matchesOf(by, string) : undefined
      return all && split(string as string, maxsplit === 0 ? all : all.slice(0, Math.max(maxsplit as number, 0)))
    },
  },
  sub: {
    signature: '(repl, string, count=…)',
    run: (by, given, at) => substitute(by, given, at)?.text,
  },
  subn: {
    signature: '(repl, string, count=…)',
    run: (by, given, at) => {
      const done = substitute(by, given, at)
      return done && new TupleObject([done.text, done.count])
    },
  },
}

/** What stands between the matches, and their groups. */
function split(text: string, all: readonly RegExpExecArray[]): ListObject {
  const parts: PyValue[] = []
  let from = 0
  for (const found of all) {
    parts.push(text.slice(from, found.index), ...groupsOf(found, null))
    from = found.index + found[0].length
  }
  return new ListObject([...parts, text.slice(from)])
}

function substitute(
  by: PatternObject,
  { repl, string, count = 0 }: Given,
  at: Place,
): { readonly text: PyValue; readonly count: number } | undefined {
  const all = typeof count === 'number' && count >= 0 ? matchesOf(by, string) : undefined
  if (!all || typeof string !== 'string') return undefined
  const chosen = count === 0 ? all : all.slice(0, count as number)
  let [text, from] = ['', 0]
  for (const found of chosen) {
    const piece = replacement(by, repl!, found, string, at)
    if (typeof piece !== 'string') return piece && { text: piece, count: 0 }
    text += string.slice(from, found.index) + piece
    from = found.index + found[0].length
  }
  return { text: text + string.slice(from), count: chosen.length }
}

/** What stands for a match: what a function gives, or a text in which groups are named. */
function replacement(
  by: PatternObject,
  repl: PyValue,
  found: RegExpExecArray,
  text: string,
  at: Place,
): string | Unknown | undefined {
  if (repl instanceof HostObject) {
    const given = callValue(repl, [new MatchObject(found, by, text)], at)
    return typeof given === 'string' ? given : (unknownValue(given) ?? unknown('what stands for a match', at))
  }
  if (typeof repl !== 'string') return undefined
  let isKnown = true
  const made = repl.replace(/\\(g<(\w+)>|.|$)/gs, (_, code: string, name: string | undefined) => {
    const index = name ?? (/^\d$/.test(code) ? code : undefined)
    const number = index === undefined ? undefined : (by.pattern!.names.get(index) ?? Number(index))
    if (number !== undefined && number in found) return found[number] ?? ''
    if (code === '\\') return code
    const plain = number === undefined ? { n: '\n', t: '\t', r: '\r' }[code] : undefined
    isKnown &&= plain !== undefined
    return plain ?? ''
  })
  return isKnown && !/\\\d\d/.test(repl) ? made : undefined
}

/** The pattern that a function of the module is given, as text or compiled. */
function patternOf(pattern: PyValue, flags: PyValue, journal: Journal): PatternObject | undefined {
  if (pattern instanceof PatternObject) return flags === 0 ? pattern : undefined
  return typeof pattern === 'string' && typeof flags === 'number'
    ? new PatternObject(pattern, flags, journal)
    : undefined
}

export const reMembers = ({ journal }: Library): Members => ({
  ...bits,
  ...names,
  ...Object.fromEntries(
    Object.entries(functions).map(([name, { signature, run }]) => [
      name,
      computes(`re.${name}(pattern, ${signature.slice(1, -1)}, flags=…)`, (given, at) => {
        const by = patternOf(given.pattern!, given.flags ?? 0, journal)
        return by && run(by, given, at, journal)
      }),
    ]),
  ),
  compile: computes('re.compile(pattern, flags=…)', ({ pattern, flags = 0 }) => patternOf(pattern!, flags, journal)),
  escape: computes('re.escape(pattern)', ({ pattern }) =>
    typeof pattern === 'string' && isAscii(pattern)
      ? pattern.replace(/[^A-Za-z0-9_!"%',/:;<=>@`]/g, unit => `\\${unit}`)
      : undefined,
  ),
  purge: computes('re.purge()', () => null),
})
