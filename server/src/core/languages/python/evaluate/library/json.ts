/** `json`: texts that stand in the program, read and written. */
import { float } from '../../../../layers/value.ts'
import { DictObject, ListObject } from '../containers.ts'
import { normalize } from '../numbers.ts'
import type { PyValue } from '../values.ts'
import type { Members } from './module.ts'
import { computes } from './signature.ts'

/** The longest text that is read. */
const longest = 20_000

/** JSON keeps integers and floats apart by how they are written, which JavaScript's reader does not tell. */
const token = /\s*(?:([{}[\]:,])|("(?:[^"\\]|\\.)*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?)|(true|false|null))/y

type Token = readonly [kind: string, value: PyValue]

/** The parts of a text; undefined where it is none that Python reads. */
function tokensOf(text: string): readonly Token[] | undefined {
  const tokens: Token[] = []
  const pattern = new RegExp(token)
  while (pattern.lastIndex < text.trimEnd().length) {
    const match = pattern.exec(text)
    const read = match && tokenOf(match)
    if (!read) return undefined
    tokens.push(read)
  }
  return tokens
}

function tokenOf([, mark, quoted, number, word]: RegExpExecArray): Token | undefined {
  if (mark !== undefined) return [mark, null]
  if (word !== undefined) return ['value', word === 'null' ? null : word === 'true']
  if (number !== undefined) return ['value', /[.eE]/.test(number) ? float(Number(number)) : normalize(BigInt(number))]
  try {
    return ['value', JSON.parse(quoted!) as string]
  } catch {
    return undefined
  }
}

/** Reads values one inside the other; undefined where something is not as it must be. */
class Reader {
  private next = 0

  constructor(private readonly tokens: readonly Token[]) {}

  whole(): PyValue | undefined {
    const value = this.value(0)
    return this.next === this.tokens.length ? value : undefined
  }

  private value(depth: number): PyValue | undefined {
    const [kind, value] = this.tokens[this.next++] ?? ['', null]
    if (kind === 'value') return value
    if (depth > 30) return undefined
    return kind === '[' ? this.list(depth + 1) : kind === '{' ? this.dict(depth + 1) : undefined
  }

  private list(depth: number): PyValue | undefined {
    const items: PyValue[] = []
    const read = this.parts(']', () => {
      const item = this.value(depth)
      if (item !== undefined) items.push(item)
      return item !== undefined
    })
    return read ? new ListObject(items) : undefined
  }

  private dict(depth: number): PyValue | undefined {
    const dict = new DictObject()
    const read = this.parts('}', () => {
      const key = this.value(30)
      const value = this.takes(':') ? this.value(depth) : undefined
      if (typeof key !== 'string' || value === undefined) return false
      dict.set(key, value)
      return true
    })
    return read ? dict : undefined
  }

  /** Reads parts with commas between them; false where one is not as it must be. */
  private parts(end: string, read: () => boolean): boolean {
    if (this.takes(end)) return true
    do {
      if (!read()) return false
    } while (this.takes(','))
    return this.takes(end)
  }

  private takes(kind: string): boolean {
    if (this.tokens[this.next]?.[0] !== kind) return false
    this.next++
    return true
  }
}

export const jsonMembers = (): Members => ({
  loads: computes('json.loads(s)', ({ s }) => {
    const tokens = typeof s === 'string' && s.length <= longest ? tokensOf(s) : undefined
    return tokens && new Reader(tokens).whole()
  }),
})
