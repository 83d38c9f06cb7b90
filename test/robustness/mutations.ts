/** Random changes of texts as people and accidents make them, the same for the same seed. */

/** `count` texts, each a few changes away from one of `texts`. */
export function* mutations(texts: readonly string[], count: number, seed: number): Generator<string> {
  const random = generator(seed)
  const pick = (below: number) => Math.floor(random() * below)
  for (let i = 0; i < count; i++) {
    let text = texts[pick(texts.length)]!
    for (let changes = 1 + pick(3); changes > 0; changes--) text = mutate(text, pick)
    yield text
  }
}

const insertions = [
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
  ',',
  '=',
  ':',
  '"',
  "'",
  '"""',
  '\n',
  '    ',
  '\t',
  '#',
  '*',
  '**',
  '.',
  '-1',
  '0',
  'None',
  '1e400',
  '10**10**10',
  ' for x in ',
  ' if ',
  'lambda: ',
  'def f(',
  'class A(A):',
  '\\',
  '\0',
  '\r',
  '\uD800',
  '😀',
  'x'.repeat(5000),
  '\u202E',
  '@',
  '!',
  '%',
]

function mutate(text: string, pick: (below: number) => number): string {
  const from = pick(text.length + 1)
  const to = Math.min(text.length, from + 1 + pick(12))
  const other = pick(text.length + 1)
  switch (pick(5)) {
    case 0:
      return text.slice(0, from) + text.slice(to)
    case 1:
      return text.slice(0, from) + insertions[pick(insertions.length)]! + text.slice(from)
    case 2:
      return text.slice(0, from) + text.slice(other, other + 40) + text.slice(to)
    case 3:
      return text.slice(0, from)
    default:
      return text.replace(/\d+/g, digits => (pick(4) === 0 ? String(pick(1000)) : digits))
  }
}

/** Mulberry32: small, seeded, good enough to choose mutations. */
export function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
