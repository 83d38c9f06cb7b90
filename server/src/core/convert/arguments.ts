/** The arguments of a layer as one writes them: those that are not what they are anyway, in Keras's order. */
import { parametersOf } from '../layers/bind.ts'
import type { LayerKind } from '../layers/layer.ts'
import type { Parameter } from '../layers/parameters.ts'
import { isList, unknownIn, type Value, valueKey } from '../layers/value.ts'
import { type Layer, PlainLayer } from '../model/layer.ts'

export interface WrittenArgument {
  readonly name: string
  readonly value: Value
  readonly parameter: Parameter<unknown>
  /** Whether one gives it by its place. */
  readonly isPositional: boolean
}

/** What is written, and what is left out because it is not known and bears on nothing but how training goes. */
export interface Arguments {
  readonly written: readonly WrittenArgument[]
  readonly leftOut: readonly string[]
}

export function argumentsOf({ bound }: PlainLayer): Arguments {
  const { kind, values } = bound
  const written: WrittenArgument[] = []
  const leftOut: string[] = []
  let isLeading = true
  for (const [name, parameter] of parametersOf(kind)) {
    const value = bound.written.has(name) ? values.get(name) : undefined
    const isFirst: boolean = isLeading && isByPlace(name, parameter, kind, written.length)
    if (value === undefined || apart.has(name) || isHistoric(name, kind)) isLeading = false
    else if (isDefault(value, parameter) && !isFirst) isLeading = false
    else if (unknownIn(value) && isImmaterial(name, parameter)) leftOut.push(name)
    else {
      isLeading = isFirst
      written.push({ name, value, parameter, isPositional: isLeading })
    }
  }
  return { written, leftOut }
}

/** What is written by itself. */
const apart: ReadonlySet<string> = new Set(['name', 'trainable'])

/** What Keras takes in the place of an input. */
const isHistoric = (name: string, { parameters }: LayerKind): boolean => /^input_/.test(name) && !(name in parameters)

function isDefault(value: Value, parameter: Parameter<unknown>): boolean {
  const { default: fallback } = parameter
  if (fallback === undefined) return false
  if (sameValue(value, fallback)) return true
  return parameter.holds === 'sizes' && sameValue(spread(value, fallback), spread(fallback, value))
}

function sameValue(a: Value, b: Value): boolean {
  const key = valueKey(a)
  return key !== undefined && key === valueKey(b)
}

/** One size as it stands for several. */
const spread = (value: Value, like: Value): Value =>
  typeof value === 'number' && isList(like) ? like.map(() => value) : value

/** What bears on training alone: how weights start, what they are held to. */
const isImmaterial = (name: string, { type }: Parameter<unknown>): boolean =>
  /\b(initializer|regularizer|constraint)$/.test(type) || type === 'any' || name === 'seed'

/** Those that must be given, two at most, or the size of a window. */
function isByPlace(name: string, parameter: Parameter<unknown>, { parameters }: LayerKind, at: number): boolean {
  if (!(name in parameters) || parameter.keywordOnly || at >= 2) return false
  return parameter.default === undefined || (at === 0 && /^int or tuple of \d/.test(parameter.type))
}

/** The name that the program gave to a layer; undefined where Keras numbered it. */
export function givenName(layer: Layer): string | undefined {
  const name = layer instanceof PlainLayer && !layer.implicit ? layer.bound.values.get('name') : undefined
  return typeof name === 'string' ? name : undefined
}

/** Whether a layer has weights and is kept from training. */
export const isStill = ({ trainable, counts }: Layer): boolean => trainable === false && counts.total !== 0
