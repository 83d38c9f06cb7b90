/** Random edits as people make them: whole lines, numbers, and what is being typed. The same for the same seed. */
import { generator } from './mutations.ts'

/** A chain of `count` texts, each an edit of the one before; from time to time back to the start. `others` are lines to insert. */
export function* edits(start: string, count: number, seed: number, others: readonly string[]): Generator<string> {
  const random = generator(seed)
  const pick = (below: number) => Math.floor(random() * below)
  let text = start
  for (let i = 0; i < count; i++) {
    text = i % 40 === 39 || text.length > 2 * start.length + 500 ? start : edit(text, others, pick)
    yield text
  }
}

type Pick = (below: number) => number

function edit(text: string, others: readonly string[], pick: Pick): string {
  const lines = text.split('\n')
  const at = pick(lines.length)
  const line = lines[at]!
  switch (pick(10)) {
    case 0:
      lines.splice(at, 1)
      break
    case 1:
      lines.splice(at, 0, line)
      break
    case 2:
      lines.splice(pick(lines.length), 0, ...lines.splice(at, 1 + pick(3)))
      break
    case 3:
      lines.splice(at, 0, others[pick(others.length)]!)
      break
    case 4:
      lines[at] = line.startsWith('#') ? line.slice(1) : `#${line}`
      break
    case 5:
      lines[at] = pick(2) === 0 ? `    ${line}` : line.slice(4)
      break
    case 6:
      lines[at] = line.slice(0, pick(line.length + 1))
      break
    case 7:
      lines.splice(at, 0, pick(2) === 0 ? '' : 'if unknown:')
      break
    default:
      return otherNumber(text, pick)
  }
  return lines.join('\n')
}

/** Another digit somewhere in the text, or the same text where it has none. */
function otherNumber(text: string, pick: Pick): string {
  const digits = [...text.matchAll(/\d/g)].map(match => match.index)
  const at = digits[pick(digits.length)]
  return at === undefined ? text : text.slice(0, at) + String(1 + pick(9)) + text.slice(at + 1)
}
