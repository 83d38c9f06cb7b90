/** Gives each name of a file one number and one string, found by a hash that the lexer computes as it reads. */
import { KEYWORDS } from './tokens.ts'

/** The words that are keywords in some places only. Their numbers follow those of the keywords. */
const SOFT_KEYWORDS = ['match', 'case', 'type', '_']

export const MATCH = KEYWORDS.length
export const CASE = MATCH + 1
export const TYPE = MATCH + 2
export const UNDERSCORE = MATCH + 3

/** Adds a character to the hash of the characters before it; start with 0. */
export function hashed(hash: number, code: number): number {
  return (Math.imul(hash, 31) + code) | 0
}

/** An open-addressing table. Numbers below `KEYWORDS.length` are the keywords. */
export class Names {
  private readonly texts: string[] = []
  private readonly hashes: number[] = []
  /** The number plus one; 0 is free. The length is a power of two, at least twice the count of names. */
  private slots = new Int32Array(512)

  constructor() {
    for (const word of [...KEYWORDS, ...SOFT_KEYWORDS]) this.numberOf(word)
  }

  text(id: number): string {
    return this.texts[id]!
  }

  /** The number of a name that is not a stretch of the source, such as a normalized one. */
  numberOf(name: string): number {
    let hash = 0
    for (let i = 0; i < name.length; i++) hash = hashed(hash, name.charCodeAt(i))
    return this.find(name, 0, name.length, hash)
  }

  /** The number of the name `text[start, end)`, whose characters hash to `hash`. */
  find(text: string, start: number, end: number, hash: number): number {
    const mask = this.slots.length - 1
    let slot = spread(hash) & mask
    for (;;) {
      const id = this.slots[slot]! - 1
      if (id < 0) return this.add(slot, detached(text.slice(start, end)), hash)
      if (this.hashes[id] === hash && this.isText(id, text, start, end)) return id
      slot = (slot + 1) & mask
    }
  }

  private isText(id: number, text: string, start: number, end: number): boolean {
    const known = this.texts[id]!
    return known.length === end - start && text.startsWith(known, start)
  }

  private add(slot: number, name: string, hash: number): number {
    const id = this.texts.length
    this.texts.push(name)
    this.hashes.push(hash)
    this.slots[slot] = id + 1
    if (this.texts.length * 2 > this.slots.length) this.grow()
    return id
  }

  private grow(): void {
    const slots = new Int32Array(this.slots.length * 2)
    const mask = slots.length - 1
    this.hashes.forEach((hash, id) => {
      let slot = spread(hash) & mask
      while (slots[slot] !== 0) slot = (slot + 1) & mask
      slots[slot] = id + 1
    })
    this.slots = slots
  }
}

/** Brings the high bits of a hash down to where the slot is chosen. */
function spread(hash: number): number {
  return Math.imul(hash, 0x9e3779b1) >>> 12
}

/**
 * The same text as a string of its own. A slice of 13 characters or more would keep the whole source alive in V8, for
 * as long as the chunk lives that it ends up in.
 */
export function detached(slice: string): string {
  return slice.length < 13 ? slice : ` ${slice}`.slice(1)
}
