/** How each language writes what quick fixes put into a text. */
import type { CallPlace } from '../layers/problem.ts'
import type { Edit } from '../source/span.ts'

/** A value that a fix sets. */
export type FixValue = number | boolean | string | readonly number[]

export interface Notation {
  readonly value: (value: FixValue, near: string) => string
  /** An argument behind the others; undefined where it is not certain that it can stand there. */
  readonly append: (text: string, call: CallPlace, argument: string) => Edit | undefined
  /** The word for a layer of `className` that takes no arguments. `like` is how a layer is written nearby. */
  readonly layer: (className: string, like: string) => string
}

/** The notation of a language; undefined where none is known. */
export const notationOf = (language: string): Notation | undefined => notations[language]

const insert = (at: number, text: string): Edit => ({ from: at, to: at, insert: text })

/** The end of what is written in a call, and what stands between it and the call's end. */
function lastArgument(text: string, call: CallPlace): { readonly end: number; readonly rest: string } | undefined {
  const ends = [...call.arguments.values()].map(span => span.to)
  const open = text.lastIndexOf('(', call.to - 2)
  const end = ends.length > 0 ? Math.max(...ends) : open + 1
  if (text[call.to - 1] !== ')' || end < call.from || end > call.to - 1) return undefined
  return { end, rest: text.slice(end, call.to - 1).replace(/#.*$/gm, '') }
}

const python: Notation = {
  value(value, near) {
    if (typeof value === 'string') return near.includes("'") && !near.includes('"') ? `'${value}'` : `"${value}"`
    if (typeof value === 'boolean') return value ? 'True' : 'False'
    if (typeof value === 'number') return String(value)
    return value.length === 1 ? `(${value[0]},)` : `(${value.join(', ')})`
  },
  append(text, call, argument) {
    const last = lastArgument(text, call)
    if (!last || !/^\s*,?\s*$/.test(last.rest)) return undefined
    return insert(last.end, call.arguments.size > 0 ? `, ${argument}` : argument)
  },
  layer: (className, like) => `${/^(?:[\w.]*\.)?/.exec(like)![0]}${className}()`,
}

const net: Notation = {
  value: value => (typeof value === 'object' ? value.join('x') : String(value)),
  append: (_text, call, argument) => insert(call.to, ` ${argument}`),
  layer: className => className.toLowerCase(),
}

const notations: Readonly<Record<string, Notation>> = { python, net }
