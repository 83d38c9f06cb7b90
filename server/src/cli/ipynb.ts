/** Reads notebooks as Jupyter writes them: JSON of nbformat 3 or 4. */

export interface Notebook {
  /** As its metadata names it: `python`, `R`. */
  readonly language: string
  readonly cells: readonly CodeCell[]
}

export interface CodeCell {
  /** Counted from 1 among all cells, texts too. */
  readonly number: number
  readonly text: string
}

/** A text that is no notebook; the message says what was expected. */
export class NotebookError extends Error {}

/** @throws NotebookError */
export function readNotebook(text: string): Notebook {
  const notebook = recordOf(parse(text))
  const cells = cellsOf(notebook)
  if (!cells) throw new NotebookError('expected a notebook, which is a JSON object with a list of cells')
  const language = languageOf(notebook, cells)
  return {
    language,
    cells: cells.flatMap((cell, i) =>
      cell.cell_type === 'code' && languageOfCell(cell, language) === language
        ? { number: i + 1, text: sourceOf(cell.source ?? cell.input) }
        : [],
    ),
  }
}

function parse(text: string): unknown {
  if (text.trim() === '') return { cells: [] }
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new NotebookError(`expected a notebook, which is JSON (${error instanceof Error ? error.message : error})`)
  }
}

/** Of nbformat 4; else those of all worksheets, as nbformat 3 has them. */
function cellsOf({ cells, worksheets }: Json): readonly Json[] | undefined {
  if (Array.isArray(cells)) return cells.map(recordOf)
  if (!Array.isArray(worksheets)) return undefined
  return worksheets.flatMap(sheet => recordOf(sheet).cells ?? []).map(recordOf)
}

/** Where nothing says it, notebooks are in Python. */
function languageOf({ metadata }: Json, cells: readonly Json[]): string {
  const { kernelspec, language_info } = recordOf(metadata)
  const named = [recordOf(language_info).name, recordOf(kernelspec).language, cells.find(isCode)?.language]
  const name = named.find(each => typeof each === 'string' && each !== '')
  return typeof name === 'string' ? plainName(name) : 'python'
}

const isCode = (cell: Json): boolean => cell.cell_type === 'code'

/** Editors with several languages in one notebook say which one a cell is in. */
function languageOfCell({ metadata }: Json, otherwise: string): string {
  const { languageId } = recordOf(recordOf(metadata).vscode)
  return typeof languageId === 'string' ? plainName(languageId) : otherwise
}

/** `python3` and `ipython` are Python. */
const plainName = (name: string): string => (/^i?python\d*$/i.test(name) ? 'python' : name)

/** A text, or a list of its lines with their line breaks. */
function sourceOf(source: unknown): string {
  if (Array.isArray(source)) return source.filter(line => typeof line === 'string').join('')
  return typeof source === 'string' ? source : ''
}

type Json = Readonly<Record<string, unknown>>

const recordOf = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {})
