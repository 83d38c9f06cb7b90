/** Values as `.net` writes them. */
import { isList, printPython, type Value } from '../../../layers/value.ts'
import { wordEnd } from '../parse/characters.ts'

/** `2x2`, `same`, `true`, `none`; as Python writes it where `.net` has no form of its own. */
export function printValue(value: Value): string {
  if (value === null) return 'none'
  if (typeof value === 'boolean') return String(value)
  if (typeof value === 'string') return isWord(value) ? value : `"${value.replace(/[\\"]/g, '\\$&')}"`
  if (isList(value) && value.length > 1 && value.every(item => typeof item === 'number' && item >= 0))
    return value.join('x')
  if (isList(value)) return value.length === 1 ? `(${printValue(value[0]!)},)` : `(${value.map(printValue).join(', ')})`
  return printPython(value)
}

/** Whether a text can stand without quotes. */
export const isWord = (text: string): boolean => text !== '' && text !== 'x' && wordEnd(text, 0) === text.length
