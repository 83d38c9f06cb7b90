/** The growing buffer that the lexer fills with a chunk's tokens and the parser reads. */
import { Token } from './tokens.ts'

/** Parallel arrays, one entry a token: much less to allocate than an object each. */
export class TokenBuffer {
  kinds = new Uint8Array(256)
  starts = new Int32Array(256)
  ends = new Int32Array(256)
  /** Of a name its number in `Names`; of a string its flags; of a token without text `FORCED` or 0. */
  values = new Int32Array(256)
  count = 0

  push(kind: Token, start: number, end: number, value: number): void {
    const index = this.count
    if (index === this.kinds.length) this.grow()
    this.kinds[index] = kind
    this.starts[index] = start
    this.ends[index] = end
    this.values[index] = value
    this.count = index + 1
  }

  /** The kind of the last token, or `EndOfFile` if there is none. */
  last(): Token {
    return this.count === 0 ? Token.EndOfFile : this.kinds[this.count - 1]!
  }

  /** Where the last token ends, or 0 if there is none. */
  lastEnd(): number {
    return this.count === 0 ? 0 : this.ends[this.count - 1]!
  }

  private grow(): void {
    const size = this.kinds.length * 2
    this.kinds = enlarged(this.kinds, new Uint8Array(size))
    this.starts = enlarged(this.starts, new Int32Array(size))
    this.ends = enlarged(this.ends, new Int32Array(size))
    this.values = enlarged(this.values, new Int32Array(size))
  }
}

function enlarged<Numbers extends Uint8Array | Int32Array>(from: Numbers, to: Numbers): Numbers {
  to.set(from)
  return to
}
