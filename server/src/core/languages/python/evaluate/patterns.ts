/** `match`: the first case whose pattern fits runs; where that is not known, all that may are joined. */
import type { Unknown } from '../../../tensor/size.ts'
import type * as syntax from '../syntax.ts'
import { attributeOf, hasAttribute } from './attributes.ts'
import { either, executeBlock } from './blocks.ts'
import { DictObject, ListObject } from './containers.ts'
import { type Context, notKnown, placeOf } from './context.ts'
import { evaluate } from './expressions.ts'
import { known } from './foreign.ts'
import { HostObject } from './host.ts'
import { copyOf } from './methods/dict.ts'
import { compare, isKey, truthOf } from './operators.ts'
import { isInstance, TypeObject } from './typeobject.ts'
import { itemsOf, type PyValue, unknownValue } from './values.ts'
import { onward, type Ways } from './ways.ts'

export function executeMatch(node: syntax.Match, context: Context, from = 0, given?: PyValue): Ways {
  const subject = given === undefined ? subjectOf(node, context) : given
  for (let i = from; i < node.cases.length; i++) {
    const each = node.cases[i]!
    const fits = fitsCase(each, subject, context)
    if (fits === true) return executeBlock(each.body, context)
    if (fits === false) continue
    if (!context.budget.enter()) return onward
    const why = unknownValue(subject) ?? notKnown('which case fits is not known', node.subject, context)
    const next = () => executeMatch(node, context, i + 1, subject)
    const ways = either(() => executeUnknown(each, subject, why, next, context), next, why, context)
    context.budget.leave()
    return ways
  }
  return onward
}

export const subjectOf = ({ subject }: syntax.Match, context: Context): PyValue =>
  known(evaluate(subject, context), placeOf(subject, context))

/** Whether a case fits, its guard included; its names are bound where its pattern does. */
export function fitsCase(
  { pattern, guard }: syntax.MatchCase,
  subject: PyValue,
  context: Context,
): boolean | undefined {
  const fits = bindPattern(pattern, subject, context)
  return fits && guard ? truthOf(evaluate(guard, context)) : fits
}

function bindPattern(pattern: syntax.Pattern, subject: PyValue, context: Context): boolean | undefined {
  const names = new Map<string, PyValue>()
  const fits = matches(pattern, subject, names, context)
  if (fits) for (const [name, value] of names) context.scope.set(name, value)
  return fits
}

/** A case of which it is not known whether it fits: where not even its pattern does, nothing is known of its names. */
function executeUnknown(
  { pattern, guard, body }: syntax.MatchCase,
  subject: PyValue,
  why: Unknown,
  next: () => Ways,
  context: Context,
): Ways {
  if (!bindPattern(pattern, subject, context)) for (const name of namesIn(pattern)) context.scope.set(name, why)
  return guard && truthOf(evaluate(guard, context)) === false ? next() : executeBlock(body, context)
}

/** The names that a pattern binds. */
export function namesIn(pattern: syntax.Pattern): readonly string[] {
  switch (pattern.type) {
    case 'MatchStar':
      return pattern.name === null ? [] : [pattern.name]
    case 'MatchAs':
      return [...(pattern.name === null ? [] : [pattern.name]), ...(pattern.pattern ? namesIn(pattern.pattern) : [])]
    case 'MatchOr':
    case 'MatchSequence':
      return pattern.patterns.flatMap(namesIn)
    case 'MatchMapping':
      return [...pattern.patterns.flatMap(namesIn), ...(pattern.rest === null ? [] : [pattern.rest])]
    case 'MatchClass':
      return [...pattern.patterns, ...pattern.keywords.map(keyword => keyword.pattern)].flatMap(namesIn)
    default:
      return []
  }
}

type Names = Map<string, PyValue>

/** Whether a pattern fits; undefined where it is not known. */
function matches(pattern: syntax.Pattern, subject: PyValue, names: Names, context: Context): boolean | undefined {
  switch (pattern.type) {
    case 'MatchValue':
      return asBoolean(compare('==', subject, evaluate(pattern.value, context), placeOf(pattern, context)))
    case 'MatchSingleton':
      return asBoolean(compare('is', subject, singletons[pattern.value], placeOf(pattern, context)))
    case 'MatchAs':
      return matchesAs(pattern, subject, names, context)
    case 'MatchOr':
      return matchesOr(pattern, subject, names, context)
    case 'MatchSequence':
      return matchesSequence(pattern, subject, names, context)
    case 'MatchMapping':
      return matchesMapping(pattern, subject, names, context)
    case 'MatchClass':
      return matchesClass(pattern, subject, names, context)
    default:
      return undefined
  }
}

const singletons = { None: null, True: true, False: false } as const

const asBoolean = (value: PyValue): boolean | undefined => (typeof value === 'boolean' ? value : undefined)

function matchesAs(node: syntax.MatchAs, subject: PyValue, names: Names, context: Context): boolean | undefined {
  const fits = node.pattern ? matches(node.pattern, subject, names, context) : true
  if (fits && node.name !== null) names.set(node.name, subject)
  return fits
}

function matchesOr(node: syntax.MatchOr, subject: PyValue, names: Names, context: Context): boolean | undefined {
  for (const pattern of node.patterns) {
    const fits = matches(pattern, subject, names, context)
    if (fits !== false) return fits
  }
  return false
}

/** Whether all parts fit; the first that does not decides, and one that is not known leaves it open. */
function all(parts: Iterable<boolean | undefined>): boolean | undefined {
  let result: boolean | undefined = true
  for (const part of parts) {
    if (part === false) return false
    if (part === undefined) result = undefined
  }
  return result
}

function matchesSequence(
  { patterns }: syntax.MatchSequence,
  subject: PyValue,
  names: Names,
  context: Context,
): boolean | undefined {
  const items =
    itemsOf(subject) ?? (subject instanceof HostObject && !(subject instanceof TypeObject) ? undefined : null)
  if (unknownValue(subject) || items === undefined) return undefined
  if (items === null) return false
  const star = patterns.findIndex(({ type }) => type === 'MatchStar')
  if (star < 0 ? items.length !== patterns.length : items.length < patterns.length - 1) return false
  const extra = items.length - patterns.length + 1
  return all(
    patterns.map((pattern, i) => {
      if (pattern.type !== 'MatchStar')
        return matches(pattern, items[star >= 0 && i > star ? i + extra - 1 : i]!, names, context)
      if (pattern.name !== null) names.set(pattern.name, new ListObject(items.slice(i, i + extra)))
      return true
    }),
  )
}

function matchesMapping(
  node: syntax.MatchMapping,
  subject: PyValue,
  names: Names,
  context: Context,
): boolean | undefined {
  if (unknownValue(subject) || subject instanceof HostObject) return undefined
  if (!(subject instanceof DictObject)) return false
  const keys = node.keys.map(key => evaluate(key, context))
  if (!keys.every(isKey)) return undefined
  const fits = all(
    keys.map((key, i) => {
      const value = subject.get(key)
      return value === undefined ? false : matches(node.patterns[i]!, value, names, context)
    }),
  )
  if (!fits || node.rest === null) return fits
  const rest = copyOf(subject)
  for (const key of keys) rest.delete(key)
  names.set(node.rest, rest)
  return true
}

function matchesClass(node: syntax.MatchClass, subject: PyValue, names: Names, context: Context): boolean | undefined {
  const made = evaluate(node.cls, context)
  const fits = isInstance(subject, made)
  if (!fits) return fits
  const place = placeOf(node, context)
  const attributes = attributeNames(made, node.patterns.length, context, node)
  if (!attributes) return undefined
  const part = (name: string | null, pattern: syntax.Pattern): boolean | undefined => {
    if (name === null) return matches(pattern, subject, names, context)
    const has = hasAttribute(subject, name, context.journal)
    return has === true
      ? matches(pattern, known(attributeOf(subject, name, context.journal, place), place), names, context)
      : has
  }
  return all([
    ...node.patterns.map((pattern, i) => part(attributes[i]!, pattern)),
    ...node.keywords.map(({ name, pattern }) => part(name, pattern)),
  ])
}

/** What the patterns without names are about: the value itself (null) for Python's own classes, else `__match_args__`. */
function attributeNames(
  made: PyValue,
  count: number,
  context: Context,
  node: syntax.MatchClass,
): readonly (string | null)[] | undefined {
  if (count === 0) return []
  if (made instanceof TypeObject) return count === 1 ? [null] : undefined
  const names = itemsOf(attributeOf(made, '__match_args__', context.journal, placeOf(node, context)))
  return names && names.length >= count && names.every(name => typeof name === 'string') ? names : undefined
}
