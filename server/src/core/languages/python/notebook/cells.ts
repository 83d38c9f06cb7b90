/**
 * Cells of notebooks hold lines that are meant for IPython and not for Python: `%magic`, `!shell`, `help?`, and `%%magic`
 * for the whole cell. They are masked by text of the same length, so that everything else stays in its place.
 */
import { endOfLine } from '../parse/characters.ts'
import { unexpectedIndentation } from '../parse/layout.ts'
import { parse, reparse } from '../parse/tree.ts'
import type { SyntaxProblem, Tree } from '../syntax.ts'
import { type LogicalLine, logicalLine } from './logical-lines.ts'

/** The tree of a cell. IPython takes the indentation of its first line away, so it is none that is unexpected. */
export function parseCell(text: string, previous: Tree | undefined): Tree {
  const python = pythonOfCell(text)
  if (previous?.text === python) return previous
  const tree = previous ? reparse(asInFile(previous), python) : parse(python)
  const [first, ...others] = tree.chunks
  if (!first?.problems.some(isIndentation) || !indented.test(python)) return tree
  const problems = first.problems.filter(problem => !isIndentation(problem))
  return { ...tree, chunks: [{ ...first, problems, inFile: first }, ...others] }
}

/** The tree as it would be of a file: after an edit the statement that began the cell may stand behind others. */
function asInFile(tree: Tree): Tree {
  const [first, ...others] = tree.chunks
  return first?.inFile ? { ...tree, chunks: [first.inFile, ...others] } : tree
}

/** Text whose first line that is not blank is indented. */
const indented = /^(?:[^\S\n]*\n)*[^\S\n]+\S/

const isIndentation = ({ message }: SyntaxProblem): boolean => message === unexpectedIndentation

/** What of a cell is Python, everything in its place. */
export function pythonOfCell(text: string): string {
  const magic = cellMagic.exec(text)
  if (magic ? !runsHere.has(magic[1]!) : isCommand(text)) return blank(text)
  const start = magic?.[0].length ?? 0
  return /[%!?]/.test(text) ? blank(text.slice(0, start)) + pythonLines(text, start) : text
}

/** `%%name` and the rest of its line; nothing but comments stands before it. */
const cellMagic = /^(?:[^\S\n]*(?:#.*)?\r?\n)*%%(\w*|!).*/

/** Cell magics whose cell is run as Python and binds names as any other cell does. */
const runsHere: ReadonlySet<string> = new Set(['time', 'capture', 'prun', 'memit', 'debug'])

/** IPython takes a cell of one line for a command where it begins with the name of one: `pip install keras`. */
const isCommand = (text: string): boolean =>
  /^\s*(?:(?:pip3?|conda|mamba|uv)\s+[a-z]|(?:cd|ls|cat|mkdir|rm|cp|mv)\s+[-\w./~$])[^=(\n]*\s*$/.test(text)

function pythonLines(text: string, start: number): string {
  const pieces: string[] = []
  for (let at = start; at < text.length; ) {
    const line = logicalLine(text, at)
    pieces.push(pythonLine(text.slice(at, line.end), line, at))
    at = line.end
  }
  return pieces.join('')
}

/** Statements that a line magic runs as if they stood alone: `%time model = build()`. */
const timed = /^(\s*)%(?:time|prun|memit)[^\S\n]+(?=[^-\s])/

/** A statement of several clauses cannot stand behind another one on the same line. */
const compound = /^(?:for|while|if|with|try|def|class|async|match)\b/

function pythonLine(line: string, { assigned, asksHelp }: LogicalLine, start: number): string {
  const [before, indentation] = timed.exec(line) ?? []
  if (before !== undefined && !compound.test(line.slice(before.length)))
    return `${indentation}${masked(before.slice(indentation!.length), '0;')}${line.slice(before.length)}`
  if (/^\s*[%!?]/.test(line) || asksHelp) return masked(line, '0')
  if (assigned !== undefined) return line.slice(0, assigned - start) + masked(line.slice(assigned - start), '__')
  return line
}

/** What Python reads and what does nothing, in the place of what is not Python; the rest is blank. */
function masked(text: string, by: string): string {
  const start = text.search(/\S/)
  const shown = by.slice(0, endOfLine(text, start) - start)
  return text.slice(0, start) + shown + blank(text.slice(start + shown.length))
}

const blank = (text: string): string => text.replace(/[^\r\n]/g, ' ')
