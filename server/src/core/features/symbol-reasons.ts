/** Says what the names in shapes and counts stand for. */
import type { SymbolReasons } from '../model/symbols.ts'
import { isSymbolic, type Size, symbolsIn, type Unknown } from '../tensor/size.ts'

/** `n is len(vocab), which only data decides`, once for each name in the sizes. */
export function symbolReasons(sizes: readonly Size[], reasons: SymbolReasons): readonly Unknown[] {
  const names = new Map<string, string>()
  for (const size of sizes) if (isSymbolic(size)) symbolsIn(size, names)
  return [...names].flatMap(([key, name]) => {
    const reason = reasons.get(key)
    return reason ? [{ ...reason, why: said(name, reason.why) }] : []
  })
}

/** Not that a name is itself. */
const said = (name: string, why: string): string =>
  why.startsWith(`${name}, `) ? `${name} is decided by data` : `${name} is ${why}`
