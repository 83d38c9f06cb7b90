/**
 * The facade: texts in, analyses out. The composition root too: the languages and frameworks there are stand here.
 *
 * No editor, protocol or platform: offsets count UTF-16 units, files are names.
 */

import type { Document, Program } from './features/document.ts'
import type { Edited, Editing, Readable } from './languages/editing.ts'
import type { Evaluation, Language } from './languages/language.ts'
import { libraryText } from './languages/net/library.ts'
import { net, shippedModels } from './languages/net/net.ts'
import { keras } from './languages/python/frameworks/keras/keras.ts'
import { numpy } from './languages/python/frameworks/numpy/numpy.ts'
import { python } from './languages/python/python.ts'
import { Inference } from './layers/inference.ts'
import { InputLayer } from './layers/keras/input.ts'
import type { Analysis } from './model/analysis.ts'
import { ModelBuilder } from './model/builder.ts'
import type { ModelLibrary } from './model/library.ts'
import { noSources, type Sources } from './source/sources.ts'

const languages: readonly Language[] = [python([keras, numpy]), net] as readonly Language[]

export { libraryScheme, libraryText } from './languages/net/library.ts'

export interface Service {
  /** Takes a new text for `file`; undefined where the language is not known. */
  readonly update: (file: string, language: string, text: string) => Document | undefined
  /**
   * Takes the cells of a notebook that are in its language: they are one program in their order. Undefined where the
   * language is not known.
   */
  readonly updateNotebook: (notebook: string, language: string, cells: readonly Cell[]) => Program | undefined
  readonly get: (file: string) => Document | undefined
  /** What the language of an open file does for someone who writes in it; undefined where it does nothing. */
  readonly editor: (file: string) => Editor | undefined
  /** Forgets a file or a notebook with its cells. */
  readonly close: (file: string) => void
  /** The text of a file that is not open has changed, come or gone. The documents that it concerns are analysed anew. */
  readonly changed: (file: string) => readonly Document[]
}

/** What a language does, and the text that it does it to. */
export interface Editor {
  readonly editing: Editing
  readonly edited: Edited
}

/** A cell of a notebook, under its own name. */
export interface Cell {
  readonly file: string
  /** Counted from 1 among all cells of the notebook, those in other languages too. */
  readonly number: number
  readonly text: string
}

/** The ids of the languages that there are. */
export const languageIds: readonly string[] = languages.map(language => language.id)

/** What the languages do that do something for those who write in them. */
export const editings: readonly Editing[] = languages.flatMap(({ editing }) => editing ?? [])

/** The language of a file by its ending; undefined where there is none for it. */
export const languageOf = (file: string): string | undefined =>
  languages.find(language => language.extensions.some(extension => file.endsWith(`.${extension}`)))?.id

export function createService(sources: Sources = noSources, library: ModelLibrary = shippedModels): Service {
  const inference = new Inference()
  const programs = new Map<string, OpenProgram>()
  const documents = new Map<string, OpenDocument>()
  const trees: Neighbors['trees'] = new Map()
  const read = (file: string) => documents.get(file)?.text ?? sources.read(file)
  /** Makes the programs that read `file` anew, so that they read it again. */
  const changed = (file: string): readonly OpenDocument[] =>
    [...programs.values()].filter(program => program.hasRead(file)).flatMap(program => open(program.again()))
  const open = (program: OpenProgram): readonly OpenDocument[] => {
    programs.set(program.file, program)
    for (const document of program.documents) documents.set(document.file, document)
    return program.documents
  }
  const update = (name: string, id: string, parts: readonly Part[]): OpenProgram | undefined => {
    const language = languages.find(each => each.id === id)
    const previous = programs.get(name)
    const kept = previous?.spoken === language ? previous : undefined
    if (kept && isSame(kept.parts, parts)) return kept
    for (const { file } of previous?.documents ?? []) documents.delete(file)
    programs.delete(name)
    if (!language) return undefined
    const program = new OpenProgram(name, language, parts, { inference, library, read }, kept)
    open(program)
    for (const { file } of parts) changed(file)
    return program
  }
  return {
    update: (file, language, text) => update(file, language, [{ file, text }])?.documents[0],
    updateNotebook: update,
    get: file => documents.get(file),
    editor(file) {
      const document = documents.get(file)
      const editing = document?.program.spoken.editing
      if (!document || !editing || document.tree === undefined) return undefined
      return { editing, edited: new EditedDocument(document, { documents, sources, trees }) }
    },
    close(file) {
      const program = programs.get(file)
      programs.delete(file)
      for (const document of program?.documents ?? []) documents.delete(document.file)
      for (const document of program?.documents ?? []) changed(document.file)
    },
    changed,
  }
}

/** A text of a program: a file, or a cell with its number. */
type Part = Omit<Cell, 'number'> & Partial<Cell>

const isSame = (before: readonly Part[], after: readonly Part[]): boolean =>
  before.length === after.length &&
  before.every(({ file, number, text }, i) => {
    const now = after[i]!
    return file === now.file && number === now.number && text === now.text
  })

/** What programs share. */
interface Surroundings {
  readonly inference: Inference
  readonly library: ModelLibrary
  readonly read: Sources['read']
}

/** Texts that are evaluated as one program, at one version each. */
class OpenProgram implements Program {
  readonly documents: readonly OpenDocument[]
  private kept: Analysis | undefined
  /** What the analysis was made by, or, before there is one, what a program before this one was. */
  private building: Building | undefined
  /** The texts of other files that the analysis read, and the files that it looked for in vain. */
  private readonly others = new Map<string, string | undefined>()

  constructor(
    readonly file: string,
    readonly spoken: Language,
    readonly parts: readonly Part[],
    private readonly around: Surroundings,
    previous: OpenProgram | undefined,
  ) {
    const isRelevant = parts.some(({ text }) => spoken.isRelevant(text))
    const treeBefore = (file: string) => previous?.documents.find(document => document.file === file)?.tree
    this.documents = parts.map(part => {
      const { file, text } = part
      return new OpenDocument(file, text, isRelevant ? treeOf(part, spoken, treeBefore(file)) : undefined, this)
    })
    this.building = previous?.handOver()
  }

  get language(): string {
    return this.spoken.id
  }

  get analysis(): Analysis {
    this.kept ??= this.analyse()
    return this.kept
  }

  hasRead(file: string): boolean {
    return this.others.has(file)
  }

  textOf(file: string): string | undefined {
    return this.parts.find(part => part.file === file)?.text ?? this.others.get(file) ?? libraryText(file)
  }

  cellOf(file: string): number | undefined {
    return this.parts.find(part => part.file === file)?.number
  }

  /** The same program, not analysed yet. */
  again(): OpenProgram {
    return new OpenProgram(this.file, this.spoken, this.parts, this.around, this)
  }

  /** Gives away what the analysis was made by: it goes on changing, so this program would be analysed anew. */
  private handOver(): Building | undefined {
    const { building } = this
    this.building = undefined
    this.kept = undefined
    return building
  }

  private analyse(): Analysis {
    const { inference, library, read } = this.around
    const sources: Sources = {
      read: file => {
        if (!this.others.has(file)) this.others.set(file, read(file))
        return this.others.get(file)
      },
    }
    const parts = this.documents.flatMap(({ file, tree }) => (tree === undefined ? [] : { file, tree }))
    const before = this.handOver()
    const builder = before?.builder ?? new ModelBuilder(inference, InputLayer)
    if (before) before.evaluation.goOn(parts, sources)
    const evaluation =
      before?.evaluation ??
      (parts.length > 0 ? this.spoken.evaluate(parts, { file: this.file, builder, sources, library }) : undefined)
    this.building = evaluation && { builder, evaluation }
    return builder.finish()
  }
}

/** An evaluation, and what it has built. */
interface Building {
  readonly builder: ModelBuilder
  readonly evaluation: Evaluation
}

function treeOf({ number, text }: Part, language: Language, before: unknown): unknown {
  const parse = number === undefined ? language.parse : (language.parseCell ?? language.parse)
  return parse(text, before)
}

class OpenDocument implements Document {
  constructor(
    readonly file: string,
    readonly text: string,
    readonly tree: unknown,
    readonly program: OpenProgram,
  ) {}

  get language(): string {
    return this.program.language
  }

  get analysis(): Analysis {
    return this.program.analysis
  }

  textOf(file: string): string | undefined {
    return file === this.file ? this.text : this.program.textOf(file)
  }

  cellOf(file: string): number | undefined {
    return this.program.cellOf(file)
  }
}

/** What an open text can be looked at together with. */
interface Neighbors {
  readonly documents: ReadonlyMap<string, OpenDocument>
  readonly sources: Sources
  /** Texts that are not open, as they were read last. */
  readonly trees: Map<string, Readable>
}

class EditedDocument implements Edited {
  constructor(
    private readonly document: OpenDocument,
    private readonly around: Neighbors,
  ) {}

  get file(): string {
    return this.document.file
  }

  get text(): string {
    return this.document.text
  }

  get tree(): unknown {
    return this.document.tree
  }

  get analysis(): Analysis {
    return this.document.analysis
  }

  other(file: string): Readable | undefined {
    const { documents, sources, trees } = this.around
    const open = documents.get(file)
    if (open) return open.tree === undefined ? undefined : open
    const text = sources.read(file) ?? libraryText(file)
    if (text === undefined) return undefined
    const known = trees.get(file)
    if (known?.text === text) return known
    const read = { file, text, tree: this.document.program.spoken.parse(text, known?.tree) }
    trees.set(file, read)
    return read
  }

  others(): readonly string[] {
    const { documents, sources } = this.around
    const { spoken } = this.document.program
    const open = [...documents.values()].filter(({ program }) => program.spoken === spoken).map(({ file }) => file)
    const near = spoken.extensions.flatMap(extension => sources.near?.(`.${extension}`) ?? [])
    return [...new Set([...open, ...near])].filter(file => file !== this.file)
  }

  list(folder: string): readonly string[] {
    return this.around.sources.list?.(folder) ?? []
  }
}
