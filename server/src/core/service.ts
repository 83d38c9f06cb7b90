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

const languages: readonly Language[] = [python([keras]), net] as readonly Language[]

export interface Service {
  /** Takes a new text for `file`; undefined where the language is not known. */
  readonly update: (file: string, language: string, text: string) => Document | undefined
  readonly get: (file: string) => Document | undefined
  readonly close: (file: string) => void
}

/** The ids of the languages that there are. */
export const languageIds: readonly string[] = languages.map(language => language.id)

/** The language of a file by its ending; undefined where there is none for it. */
export const languageOf = (file: string): string | undefined =>
  languages.find(language => language.extensions.some(extension => file.endsWith(`.${extension}`)))?.id

export function createService(): Service {
  const inference = new Inference()
  const documents = new Map<string, OpenDocument>()
  return {
    update(file, id, text) {
      const language = languages.find(each => each.id === id)
      if (!language) return undefined
      const known = documents.get(file)
      const previous = known?.language === id ? known : undefined
      if (previous?.text === text) return previous
      const document = new OpenDocument(file, language, text, inference, previous?.tree)
      documents.set(file, document)
      return document
    },
    get: file => documents.get(file),
    close: file => void documents.delete(file),
  }
}

class OpenDocument implements Document {
  readonly tree: unknown
  private kept: Analysis | undefined

  constructor(
    readonly file: string,
    private readonly spoken: Language,
    readonly text: string,
    private readonly inference: Inference,
    previous: unknown,
  ) {
    if (spoken.isRelevant(text)) this.tree = spoken.parse(text, previous)
  }

  get language(): string {
    return this.spoken.id
  }

  get analysis(): Analysis {
    this.kept ??= this.analyse()
    return this.kept
  }

  private analyse(): Analysis {
    const builder = new ModelBuilder(this.file, this.inference, InputLayer)
    if (this.tree !== undefined) this.spoken.evaluate(this.tree, { file: this.file, builder })
    return builder.finish()
  }
}
