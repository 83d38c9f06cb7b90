/** The symbols of one program: sizes that stand nowhere in its text, such as `len(vocab)`. */
import { type Symbolic, symbol, type Unknown } from '../tensor/size.ts'
import { noteUndo } from './history.ts'

/** Why the value of each symbol is not known, by the symbol's key. */
export type SymbolReasons = ReadonlyMap<string, Unknown>

/** Makes symbols that differ however they are called: two things of one name need not be equal. */
export class Symbols {
  private readonly found = new Map<string, Unknown>()
  private readonly counts = new Map<string, number>()

  get reasons(): SymbolReasons {
    return this.found
  }

  /** The same program always gives the same keys, so that kept results are found again. */
  make(name: string, why: Unknown): Symbolic {
    const count = (this.counts.get(name) ?? 0) + 1
    this.counts.set(name, count)
    const key = keyOf(name, count)
    this.found.set(key, why)
    noteUndo(Symbols.takeBack, this, name, count)
    return symbol(name, key)
  }

  /** Takes back the symbol of that number, which was made last of its name. */
  static takeBack({ counts, found }: Symbols, name: string, count: number): void {
    counts.set(name, count - 1)
    found.delete(keyOf(name, count))
  }
}

const keyOf = (name: string, count: number): string => `${name}#${count}`
