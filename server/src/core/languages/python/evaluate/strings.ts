/** Formatted strings: f-strings, as far as what they hold is known. */
import type * as syntax from '../syntax.ts'
import { type Context, notKnown, placeOf } from './context.ts'
import { evaluate } from './expressions.ts'
import { numberValue, toFloat } from './numbers.ts'
import { describe, HostObject, known, type PyValue, unknownValue } from './values.ts'

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
  const text = node.conversion === 'r' ? describe(value) : format(value, spec)
  return text === undefined
    ? notKnown(`the text of ${describe(value)} is not known here`, node, context)
    : (node.text ?? '') + text
}

/** `format(value, spec)` for the plain cases: no spec, zero-padded and plain integers, floats with fixed digits. */
export function format(value: PyValue, spec: string): string | undefined {
  if (value instanceof HostObject && spec === '') return value.text()
  if (spec === '') return typeof value === 'string' ? value : describe(value)
  const number = numberValue(value)
  const integer = /^(0?)(\d*)d?$/.exec(spec)
  if (integer && number !== undefined && typeof number !== 'object')
    return integer[1]
      ? String(number).padStart(Number(integer[2] || 0), '0')
      : String(number).padStart(Number(integer[2] || 0), ' ')
  const fixed = /^\.(\d{1,2})f$/.exec(spec)
  return fixed && number !== undefined ? toFloat(number).toFixed(Number(fixed[1])) : undefined
}
