/**
 * The facade: texts in, analyses out. The composition root too: the languages and frameworks there are stand here.
 *
 * No editor, protocol or platform: offsets count UTF-16 units, files are names.
 */

import type { Document } from './features/document.ts'
import type { Language } from './languages/language.ts'
import { net } from './languages/net/net.ts'
import { keras } from './languages/python/frameworks/keras/keras.ts'
import { python } from './languages/python/python.ts'
import { Inference } from './layers/inference.ts'
import { InputLayer } from './layers/keras/input.ts'
import type { Analysis } from './model/analysis.ts'
import { ModelBuilder } from './model/builder.ts'
import { noSources, type Sources } from './source/sources.ts'

const languages: readonly Language[] = [python([keras]), net] as readonly Language[]

export interface Service {
  /** Takes a new text for `file`; undefined where the language is not known. */
  readonly update: (file: string, language: string, text: string) => Document | undefined
  /**
   * Takes the cells of a notebook, which are one program in their order. The documents are those of the cells; a cell
   * whose language is not the first one's has none.
   */
  readonly updateNotebook: (notebook: string, cells: readonly Cell[]) => readonly Document[]
  readonly get: (file: string) => Document | undefined
  /** Forgets a file or a notebook with its cells. */
  readonly close: (file: string) => void
  /** The text of a file that is not open has changed, come or gone. The documents that it concerns are analysed anew. */
  readonly changed: (file: string) => readonly Document[]
}

/** A cell of a notebook, under its own name. */
export interface Cell {
  readonly file: string
  readonly language: string
  readonly text: string
}

/** The ids of the languages that there are. */
export const languageIds: readonly string[] = languages.map(language => language.id)

/** The language of a file by its ending; undefined where there is none for it. */
export const languageOf = (file: string): string | undefined =>
  languages.find(language => language.extensions.some(extension => file.endsWith(`.${extension}`)))?.id

export function createService(sources: Sources = noSources): Service {
  const inference = new Inference()
  const programs = new Map<string, OpenProgram>()
  const documents = new Map<string, OpenDocument>()
  const read = (file: string) => documents.get(file)?.text ?? sources.read(file)
  /** Makes the programs that read `file` anew, so that they read it again. */
  const changed = (file: string): readonly OpenDocument[] =>
    [...programs.values()].filter(program => program.hasRead(file)).flatMap(program => open(program.again()))
  const open = (program: OpenProgram): readonly OpenDocument[] => {
    programs.set(program.name, program)
    for (const document of program.documents) documents.set(document.file, document)
    return program.documents
  }
  const update = (name: string, cells: readonly Cell[]): readonly OpenDocument[] => {
    const language = languages.find(each => each.id === cells[0]?.language)
    const previous = programs.get(name)
    const kept = previous?.language === language ? previous : undefined
    if (previous && kept && isSame(previous, cells)) return previous.documents
    for (const { file } of previous?.documents ?? []) documents.delete(file)
    if (!language) return []
    const opened = open(new OpenProgram(name, language, cells, { inference, read }, kept))
    for (const { file } of cells) changed(file)
    return opened
  }
  return {
    update: (file, language, text) => update(file, [{ file, language, text }])[0],
    updateNotebook: (notebook, cells) => {
      const [first] = cells
      return update(
        notebook,
        cells.filter(cell => cell.language === first?.language),
      )
    },
    get: file => documents.get(file),
    close(file) {
      const program = programs.get(file)
      programs.delete(file)
      for (const document of program?.documents ?? []) documents.delete(document.file)
      for (const document of program?.documents ?? []) changed(document.file)
    },
    changed,
  }
}

const isSame = ({ documents }: OpenProgram, cells: readonly Cell[]): boolean =>
  documents.length === cells.length &&
  documents.every(({ file, text }, i) => file === cells[i]!.file && text === cells[i]!.text)

/** What programs share. */
interface Surroundings {
  readonly inference: Inference
  readonly read: Sources['read']
}

/** Texts that are evaluated as one program, at one version each. */
class OpenProgram {
  readonly documents: readonly OpenDocument[]
  private kept: Analysis | undefined
  /** The texts of other files that the analysis read, and the files that it looked for in vain. */
  private readonly others = new Map<string, string | undefined>()

  constructor(
    readonly name: string,
    readonly language: Language,
    private readonly cells: readonly Cell[],
    private readonly around: Surroundings,
    previous: OpenProgram | undefined,
  ) {
    const isRelevant = cells.some(({ text }) => language.isRelevant(text))
    const treeBefore = (file: string) => previous?.documents.find(document => document.file === file)?.tree
    this.documents = cells.map(
      ({ file, text }) =>
        new OpenDocument(file, text, isRelevant ? language.parse(text, treeBefore(file)) : undefined, this),
    )
  }

  get analysis(): Analysis {
    this.kept ??= this.analyse()
    return this.kept
  }

  hasRead(file: string): boolean {
    return this.others.has(file)
  }

  textOf(file: string): string | undefined {
    return this.others.get(file)
  }

  /** The same program, not analysed yet. */
  again(): OpenProgram {
    return new OpenProgram(this.name, this.language, this.cells, this.around, this)
  }

  private analyse(): Analysis {
    const { inference, read } = this.around
    const builder = new ModelBuilder(inference, InputLayer)
    const sources: Sources = {
      read: file => {
        if (!this.others.has(file)) this.others.set(file, read(file))
        return this.others.get(file)
      },
    }
    const parts = this.documents.flatMap(({ file, tree }) => (tree === undefined ? [] : { file, tree }))
    if (parts.length > 0) this.language.evaluate(parts, { file: this.name, builder, sources })
    return builder.finish()
  }
}

class OpenDocument implements Document {
  constructor(
    readonly file: string,
    readonly text: string,
    readonly tree: unknown,
    private readonly program: OpenProgram,
  ) {}

  get language(): string {
    return this.program.language.id
  }

  get analysis(): Analysis {
    return this.program.analysis
  }

  textOf(file: string): string | undefined {
    if (file === this.file) return this.text
    return this.program.documents.find(each => each.file === file)?.text ?? this.program.textOf(file)
  }
}
