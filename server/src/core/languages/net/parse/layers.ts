/** A layer: its word and the arguments that stand side by side after it. */

import type { Argument, Identifier, LayerNode } from '../syntax.ts'
import { argumentValue } from './expressions.ts'
import type { Reader } from './reader.ts'

/** The word has been read; the cursor is behind it. */
export function layer(r: Reader, word: Identifier): LayerNode {
  const read: Argument[] = []
  if (r.at('(') && r.glued) r.fail(`a space after '${word.name}', and its arguments side by side`)
  while (!r.at('end') && !r.at(')') && !r.at(']') && !isInputs(r)) {
    const next = argument(r)
    if (!next) break
    read.push(next)
    if (r.at(',')) r.fail('a space between arguments')
  }
  return { type: 'layer', from: word.from, to: r.previousEnd, word, arguments: read }
}

/** Whether the names of a layer's inputs begin. */
export const isInputs = (r: Reader): boolean => r.atWord('from') && !r.isFollowedBy('=')

/** `strides=2`, or a value alone. */
export function argument(r: Reader): Argument | undefined {
  const { start: from } = r
  const name = r.at('word') && r.isFollowedBy('=') ? r.identifier('a name') : undefined
  if (name) r.advance()
  const value = name && r.at('end') ? missingValue(r, name) : argumentValue(r)
  return value && { from, to: r.previousEnd, name, value }
}

function missingValue(r: Reader, name: Identifier): undefined {
  r.fail(`a value for ${name.name}`)
}
