/** Which parameters the arguments of a layer go to. */
import type { LayerKind } from '../../../layers/layer.ts'
import { type Signature, signatureOf } from '../../../layers/side-by-side.ts'
import type { Argument, LayerNode } from '../syntax.ts'
import { constantWords } from './scopes.ts'

/** The parameters that have been given, but by `except`. */
export const givenTo = (kind: LayerKind, layer: LayerNode, except: Argument | undefined): ReadonlySet<string> =>
  new Set([...placed(kind, layer)].flatMap(([argument, name]) => (argument === except ? [] : name)))

/** The parameter for each argument, as the evaluation finds it where names are no words that the layer knows. */
export function placed(kind: LayerKind, layer: LayerNode): ReadonlyMap<Argument, string> {
  const signature = signatureOf(kind)
  const found = new Map<Argument, string>()
  let place = 0
  for (const argument of layer.arguments) {
    const word = wordMeaning(argument, signature, new Set(found.values()))
    const name = argument.name?.name ?? word ?? signature.order[place]
    if (!argument.name && word === undefined) place++
    if (name !== undefined) found.set(argument, name)
  }
  return found
}

/** The parameter that a word goes to; undefined for what takes the next place. */
function wordMeaning({ name, value }: Argument, { words }: Signature, given: ReadonlySet<string>): string | undefined {
  if (name || value.type !== 'word' || constantWords.has(value.name)) return undefined
  const meanings = words.get(value.name)
  return (meanings?.find(each => !given.has(each.name)) ?? meanings?.[0])?.name
}
