// Assertions that need no platform, because node:assert does not exist in a web worker.

/** Compares as JSON. */
export function equal(actual: unknown, expected: unknown): void {
  const [got, wanted] = [JSON.stringify(actual, undefined, 1), JSON.stringify(expected, undefined, 1)]
  if (got !== wanted) throw new Error(`Expected ${wanted}, got ${got}.`)
}

export function contains(text: string, part: string): void {
  if (!text.includes(part)) throw new Error(`Expected '${part}' in: ${text}`)
}

/** Asks again every 50 ms until the answer equals what is expected; the last difference is the failure. */
export async function eventually(ask: () => unknown, expected: unknown, milliseconds = 10_000): Promise<void> {
  const end = Date.now() + milliseconds
  for (;;) {
    const actual = await ask()
    if (JSON.stringify(actual) === JSON.stringify(expected) || Date.now() > end) return equal(actual, expected)
    await new Promise(resolve => setTimeout(resolve, 50))
  }
}
