/** Functions of the standard library by their signature, as Python's documentation writes it. */
import type { Place } from '../../../../source/span.ts'
import { type Unknown, unknown } from '../../../../tensor/size.ts'
import type { CallArguments } from '../call-arguments.ts'
import { known } from '../foreign.ts'
import { Builtin } from '../native.ts'
import { describe, type PyValue, unknownValue } from '../values.ts'

/** What a function was given, by the names of its parameters; undefined where nothing was given. */
export type Given = Readonly<Record<string, PyValue | undefined>>

/** What `*args` and `**kwargs` of a signature gather. */
export interface Rest {
  readonly positional: readonly PyValue[]
  readonly named: ReadonlyMap<string, PyValue>
}

/** Undefined where the function does not know. */
export type Run = (given: Given, at: Place, rest: Rest) => PyValue | undefined

/**
 * A function that computes: given something unknown it answers with that reason, unless it knows all the same.
 * `math.log(x, base=…)`: what follows `=` only says that the parameter can be left out.
 */
export function computes(signature: string, run: Run): Builtin {
  const header = new Signature(signature)
  return new Builtin(header.name, (args, at) => {
    const bound = header.bind(args, at)
    if (!(bound instanceof Bound)) return bound
    const given = bound.map(value => known(value, at))
    const result = given.run(run, at)
    if (result !== undefined) return result
    return given.lost ?? unknown(`${header.name}(${given.text}) is not known here`, at)
  })
}

/** A function that keeps what it is given, known or not. */
export function takes(signature: string, run: Run): Builtin {
  const header = new Signature(signature)
  return new Builtin(header.name, (args, at) => {
    const bound = header.bind(args, at)
    if (!(bound instanceof Bound)) return bound
    const result = bound.run(run, at)
    return result === undefined ? unknown(`the result of ${header.name} is not known here`, at) : result
  })
}

interface Parameter {
  readonly name: string
  readonly kind: 'usual' | 'positional-only' | 'keyword-only' | 'rest' | 'keywords'
  readonly isOptional: boolean
}

/** The name of a function and its parameters, read when it is called first. */
export class Signature {
  readonly name: string
  private kept: readonly Parameter[] | undefined

  constructor(private readonly text: string) {
    this.name = text.slice(0, text.indexOf('('))
  }

  /** Binds arguments as Python does; the reason where they do not fit. */
  bind(args: CallArguments, at: Place): Bound | Unknown {
    if (args.open) return args.open
    const given: Record<string, PyValue> = {}
    const named = new Map(args.named)
    const places = this.parameters.filter(({ kind }) => kind === 'usual' || kind === 'positional-only')
    places.slice(0, args.positional.length).forEach(({ name }, i) => {
      given[name] = args.positional[i]!
    })
    for (const { name, kind } of this.parameters) {
      const value = kind === 'usual' || kind === 'keyword-only' ? named.get(name) : undefined
      if (value === undefined || name in given) continue
      given[name] = value
      named.delete(name)
    }
    const rest: Rest = { positional: args.positional.slice(places.length), named }
    return this.fits(given, rest) ? new Bound(given, rest) : unknown(`the arguments of ${this.name} do not fit`, at)
  }

  private fits(given: Given, { positional, named }: Rest): boolean {
    const has = (kind: Parameter['kind']) => this.parameters.some(parameter => parameter.kind === kind)
    if ((positional.length > 0 && !has('rest')) || (named.size > 0 && !has('keywords'))) return false
    return this.parameters.every(({ name, kind, isOptional }) => isOptional || isGathering(kind) || name in given)
  }

  private get parameters(): readonly Parameter[] {
    this.kept ??= parseParameters(this.text)
    return this.kept
  }
}

const isGathering = (kind: Parameter['kind']): boolean => kind === 'rest' || kind === 'keywords'

function parseParameters(text: string): readonly Parameter[] {
  const words = text
    .slice(text.indexOf('(') + 1, text.lastIndexOf(')'))
    .split(', ')
    .filter(Boolean)
  const slash = words.indexOf('/')
  const star = words.findIndex(word => /^\*(?!\*)/.test(word))
  return words.flatMap((word, i): Parameter[] => {
    if (word === '/' || word === '*') return []
    const [name = '', optional] = word.replace(/^\**/, '').split('=')
    const kind = word.startsWith('**')
      ? 'keywords'
      : word.startsWith('*')
        ? 'rest'
        : i < slash
          ? 'positional-only'
          : star >= 0 && i > star
            ? 'keyword-only'
            : 'usual'
    return [{ name, kind, isOptional: optional !== undefined }]
  })
}

/** Arguments by the names of their parameters. */
class Bound {
  constructor(
    readonly given: Given,
    readonly rest: Rest,
  ) {}

  run(run: Run, at: Place): PyValue | undefined {
    return run(this.given, at, this.rest)
  }

  map(change: (value: PyValue) => PyValue): Bound {
    const given = Object.fromEntries(Object.entries(this.given).map(([name, value]) => [name, change(value!)]))
    const named = new Map([...this.rest.named].map(([name, value]) => [name, change(value)]))
    return new Bound(given, { positional: this.rest.positional.map(change), named })
  }

  private get values(): readonly PyValue[] {
    return [...(Object.values(this.given) as PyValue[]), ...this.rest.positional, ...this.rest.named.values()]
  }

  get lost(): Unknown | undefined {
    return this.values.map(unknownValue).find(each => each !== undefined)
  }

  get text(): string {
    return this.values.map(describe).join(', ')
  }
}
