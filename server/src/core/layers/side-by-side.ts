/** What the arguments of a layer kind look like to someone who writes them side by side. */
import { parametersOf } from './bind.ts'
import type { LayerKind } from './layer.ts'
import { accepts, type Parameter } from './parameters.ts'
import type { Value } from './value.ts'

export interface Signature {
  /** The names that arguments without a name go to, in order. */
  readonly order: readonly string[]
  readonly slots: ReadonlyMap<string, Slot>
  /** What a word may mean, in Keras's order of parameters: `relu` is `activation=relu`. */
  readonly words: ReadonlyMap<string, readonly Meaning[]>
}

/** An argument that is written as a word alone. */
export interface Meaning {
  readonly name: string
  readonly value: Value
}

/** One parameter as arguments see it. */
export interface Slot {
  readonly name: string
  /** Takes several sizes and not one: a single size stands for a tuple of one. */
  readonly takesTuple: boolean
  /** Takes words that it does not list, as names and types; what holds sizes takes names of sizes instead. */
  readonly takesText: boolean
  /** Knows some words: another one is a mistake that binding explains. */
  readonly knowsWords: boolean
}

const signatures = new WeakMap<LayerKind, Signature>()

/** Worked out once for each kind. */
export function signatureOf(kind: LayerKind): Signature {
  let signature = signatures.get(kind)
  if (!signature) {
    signature = makeSignature(kind)
    signatures.set(kind, signature)
  }
  return signature
}

function makeSignature(kind: LayerKind): Signature {
  const slots = new Map<string, Slot>()
  const words = new Map<string, Meaning[]>()
  for (const [name, parameter] of parametersOf(kind)) {
    const known = wordsOf(name, parameter)
    slots.set(name, {
      name,
      takesTuple: !accepts(parameter, 1, name) && accepts(parameter, [1], name),
      takesText: parameter.holds === undefined && accepts(parameter, 'text', name),
      knowsWords: known.length > 0,
    })
    for (const [word, value] of known) words.set(word, [...(words.get(word) ?? []), { name, value }])
  }
  const order = Object.keys(kind.parameters).filter(name => !kind.parameters[name]!.keywordOnly)
  return { order, slots, words }
}

/** The strings that a parameter lists, and its own name where it is a switch, which the name turns on. */
function wordsOf(name: string, parameter: Parameter<unknown>): readonly (readonly [word: string, value: Value])[] {
  const { choices = [], names = [] } = parameter
  const strings = new Set([...choices, ...names].filter(choice => typeof choice === 'string'))
  const listed = [...strings].map(word => [word, word] as const)
  return parameter.type === 'bool' ? [...listed, [name, true]] : listed
}
