/** Built-in functions about texts, and those that only show something. */
import type { Function_ } from '../builtins.ts'
import { isAscii } from '../bytes.ts'
import { format } from '../formats.ts'
import { reprOf } from '../texts.ts'

export const textFunctions: Readonly<Record<string, Function_>> = {
  repr: ({ positional: [value] }) => (value === undefined ? undefined : reprOf(value)),
  ascii: ({ positional: [value] }) => {
    const text = value === undefined ? undefined : reprOf(value)
    return text !== undefined && isAscii(text) ? text : undefined
  },
  format: ({ positional: [value, spec = ''] }) =>
    value === undefined || typeof spec !== 'string' ? undefined : format(value, spec),
  chr: ({ positional: [code] }) =>
    typeof code === 'number' && code >= 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined,
  ord: ({ positional: [unit] }) =>
    typeof unit === 'string' && [...unit].length === 1 ? unit.codePointAt(0) : undefined,
  print: () => null,
}
