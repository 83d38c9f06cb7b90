/** The lines of a file as they should be: their code, and the comment behind it. */
import { afterLineBreak, endOfLine } from '../parse/characters.ts'
import type { Line, NetTree } from '../syntax.ts'
import { between, type Stances, stancesOf, type Token, tokensOf } from './format-spaces.ts'

/** A line of code without its indentation, or of several where brackets are open. */
export interface Code {
  /** Its lines; those after the first with how much deeper they are indented than the first. */
  readonly rows: readonly Row[]
  /** Its tokens as they are written, for tables. */
  readonly words: readonly Word[]
}

interface Row {
  readonly deeper: number
  readonly code: string
  /** With its `#`; empty where there is none. */
  readonly comment: string
}

/** A token with what stands between it and the one before. */
export interface Word {
  readonly from: number
  readonly before: string
  readonly text: string
}

export function codeOf(tree: NetTree, index: number): Code {
  const line = tree.lines[index]!
  const tokens = tokensOf(tree, index)
  const stances = stancesOf(line, tokens)
  const start = tree.starts[index]!
  const written = tree.text.slice(start, start + line.length)
  return { rows: rowsOf(written, tokens, stances, line), words: wordsOf(written, tokens, stances) }
}

const wordsOf = (written: string, tokens: readonly Token[], stances: Stances): readonly Word[] =>
  tokens.map((token, i) => ({
    from: token.from,
    before: i === 0 ? '' : between(tokens[i - 1]!, token, stances),
    text: written.slice(token.from, token.to),
  }))

/** Line breaks stay where they are; what follows them is indented by the brackets that are open. */
function rowsOf(written: string, tokens: readonly Token[], stances: Stances, line: Line): readonly Row[] {
  const rows: Row[] = []
  let code = ''
  let deeper = 0
  let open = 0
  tokens.forEach((token, i) => {
    const previous = tokens[i - 1]
    const gap = previous ? written.slice(previous.to, token.from) : ''
    const isClosing = token.kind === ')' || token.kind === ']'
    const breaks = linesIn(gap)
    if (breaks.length > 1) {
      rows.push({ deeper, code, comment: breaks[0]! })
      rows.push(...inner(breaks.slice(1, -1), open))
      deeper = open - (isClosing ? 1 : 0)
      code = ''
    } else if (previous) code += between(previous, token, stances)
    code += written.slice(token.from, token.to)
    if (token.kind === '(' || token.kind === '[') open++
    if (isClosing && open > 0) open--
  })
  const rest = written.slice(tokens.at(-1)?.to ?? 0, line.length)
  rows.push({ deeper, code, comment: linesIn(rest)[0] ?? '' })
  return rows
}

/** Comments on lines of their own between brackets; at most one blank line in a row. */
function inner(lines: readonly string[], deeper: number): readonly Row[] {
  const kept = lines.filter((line, i) => line !== '' || lines[i - 1] !== '')
  return kept.map(comment => ({ deeper, code: '', comment }))
}

/** The lines of a text without the spaces around them. */
export function linesIn(text: string): readonly string[] {
  const lines: string[] = []
  for (let at = 0; ; ) {
    const end = endOfLine(text, at)
    lines.push(text.slice(at, end).trim())
    if (end === text.length) return lines
    at = afterLineBreak(text, end)
  }
}
