/** Formatted strings: f-strings, as far as what they hold is known. */
import type * as syntax from '../syntax.ts'
import { type Context, notKnown, placeOf } from './context.ts'
import { evaluate } from './expressions.ts'
import { known } from './foreign.ts'
import { formatted as formatValue } from './templates.ts'
import { describe, type PyValue, unknownValue } from './values.ts'

export function evaluateJoinedStr(node: syntax.JoinedStr, context: Context): PyValue {
  let text = ''
  for (const part of node.parts) {
    const piece = part.type === 'String' ? part.value : formatted(part, context)
    if (typeof piece !== 'string') return piece
    text += piece
  }
  return text
}

function formatted(node: syntax.FormattedValue, context: Context): PyValue {
  const value = known(evaluate(node.value, context), placeOf(node.value, context))
  const spec = node.spec === null ? '' : evaluateJoinedStr({ ...node, type: 'JoinedStr', parts: node.spec }, context)
  const lost = unknownValue(value) ?? (typeof spec === 'string' ? undefined : unknownValue(spec))
  if (lost || typeof spec !== 'string') return lost ?? notKnown('a format is not known here', node, context)
  const conversion = node.conversion ?? (node.text !== null && spec === '' ? 'r' : null)
  const text = formatValue(value, conversion, spec)
  return text === undefined
    ? notKnown(`the text of ${describe(value)} is not known here`, node, context)
    : (node.text ?? '') + text
}
