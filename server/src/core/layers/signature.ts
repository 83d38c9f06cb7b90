/**
 * Under which names an operation is called, and with which arguments: written as Python writes them.
 *
 * `tf.concat(values: xs, axis, name)` says that the argument `values` is the operation's `xs`, that `axis` is its own,
 * and that it takes a `name` that bears on nothing. A default follows as in Python: `axis=-1`; `*operands` takes all
 * that is left.
 */
import type { Finding } from './problem.ts'
import { float, type Value } from './value.ts'
import { closest } from './words.ts'

export interface Signature {
  /** `ops.reshape`, `tf.nn.relu`, `backend.mean`. */
  readonly path: string
  readonly parameters: readonly SignatureParameter[]
}

export interface SignatureParameter {
  /** As the caller writes it. */
  readonly name: string
  /** What the operation calls it. */
  readonly own: string
  readonly default: Value | undefined
  /** Takes all positional arguments that are left. */
  readonly rest: boolean
  /** Comes after a `*`, so that it cannot be given by its place. */
  readonly keywordOnly: boolean
}

/** Reads `path(parameter, parameter, …)`. */
export function readSignature(text: string): Signature {
  const [, path = '', inside = ''] = /^([\w.]+)\((.*)\)$/.exec(text) ?? []
  if (path === '') throw new SyntaxError(`'${text}' is no signature`)
  const parts = inside.split(/, (?![^(]*\))/).filter(part => part !== '')
  const star = parts.findIndex(part => part.startsWith('*'))
  const parameters = parts.map((part, i) => readParameter(part, star >= 0 && i > star))
  return { path, parameters: parameters.filter(({ name }) => name !== '') }
}

function readParameter(part: string, keywordOnly: boolean): SignatureParameter {
  const [, star, name = '', own = name, fallback] = /^(\*?)(\w*)(?:: (\w+))?(?:=(.*))?$/.exec(part) ?? []
  return {
    name,
    own,
    default: fallback === undefined ? undefined : readDefault(fallback),
    rest: star === '*',
    keywordOnly,
  }
}

const words: Readonly<Record<string, Value>> = { None: null, True: true, False: false }

function readDefault(text: string): Value {
  if (text in words) return words[text]!
  if (/^'.*'$/.test(text)) return text.slice(1, -1)
  if (/^\(.*\)$/.test(text)) return text.slice(1, -1).split(', ').map(readDefault)
  return /^-?\d+$/.test(text) ? Number(text) : float(Number(text))
}

/** What was written in a call, by the operation's own names, and what is wrong with it. */
export interface Arranged<T> {
  readonly values: ReadonlyMap<string, T>
  /** What a parameter with a star took. */
  readonly rest: readonly T[]
  readonly findings: readonly Finding[]
}

/** Binds the arguments of a call to the operation's names, as Python does. Defaults are not put in. */
export function arrange<T>(
  { parameters }: Signature,
  positional: readonly T[],
  named: ReadonlyMap<string, T>,
): Arranged<T> {
  const findings: Finding[] = []
  const values = new Map<string, T>()
  const plain = parameters.filter(parameter => !parameter.rest && !parameter.keywordOnly)
  const hasRest = parameters.some(parameter => parameter.rest)
  positional.slice(0, plain.length).forEach((value, i) => {
    values.set(plain[i]!.own, value)
  })
  if (positional.length > plain.length && !hasRest)
    findings.push({ code: 'too-many-arguments', facts: { most: plain.length, received: positional.length } })
  for (const [name, value] of named) {
    const parameter = parameters.find(each => each.name === name && !each.rest)
    if (!parameter) findings.push(unknownArgument(name, parameters))
    else if (values.has(parameter.own))
      findings.push({ code: 'repeated-argument', facts: { argument: name }, argument: parameter.own })
    else values.set(parameter.own, value)
  }
  return { values, rest: positional.slice(plain.length), findings }
}

function unknownArgument(argument: string, parameters: readonly SignatureParameter[]): Finding {
  const suggestion = closest(
    argument,
    parameters.map(parameter => parameter.name),
  )
  return { code: 'unknown-argument', facts: { argument, ...(suggestion && { suggestion }) }, argument }
}
