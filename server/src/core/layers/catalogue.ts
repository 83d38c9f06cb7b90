/** All layer kinds of one framework, found by class name, alias, or the word that `.net` uses. */
import type { LayerKind } from './layer.ts'
import type { Value } from './value.ts'
import { closest, toSnakeCase } from './words.ts'

export interface Catalogue {
  readonly kinds: readonly LayerKind[]
  /** By class name or alias: `MaxPooling2D`, `MaxPool2D`. */
  readonly byClass: (name: string) => LayerKind | undefined
  /** By a function that makes and calls one at once: `add`. */
  readonly byFunction: (name: string) => LayerKind | undefined
  /** By word: `max_pooling2d`, `maxpool`. */
  readonly byWord: (word: string) => LayerKind | undefined
  /** The known word that is closest to one that is not known. */
  readonly suggestWord: (word: string) => string | undefined
  readonly suggestClass: (name: string) => string | undefined
}

/** The word of a kind in `.net`: its class name in lower snake case. */
export const wordOf = (kind: LayerKind): string => toSnakeCase(kind.name)

export function catalogue(kinds: readonly LayerKind[]): Catalogue {
  const classes = new Map(kinds.flatMap(kind => [kind.name, ...kind.aliases].map(name => [name, kind] as const)))
  const functions = new Map(
    kinds.flatMap(kind =>
      Object.entries(kind.functions).map(([name, defaults]) => [name, withDefaults(kind, defaults)] as const),
    ),
  )
  const words = new Map(
    kinds.flatMap(kind =>
      [wordOf(kind), ...kind.aliases.map(toSnakeCase), ...kind.words].map(word => [word, kind] as const),
    ),
  )
  return {
    kinds,
    byClass: name => classes.get(name),
    byFunction: name => functions.get(name),
    byWord: word => words.get(word),
    suggestWord: word => closest(word, words.keys()),
    suggestClass: name => closest(name, classes.keys()),
  }
}

function withDefaults(kind: LayerKind, defaults: Readonly<Record<string, Value>>): LayerKind {
  const changed = Object.entries(defaults).map(([name, value]) => [name, { ...kind.parameters[name]!, default: value }])
  return changed.length === 0 ? kind : { ...kind, parameters: { ...kind.parameters, ...Object.fromEntries(changed) } }
}
