/** The documents that the client has open, each as the service knows it at its newest version. */
import { TextDocuments } from 'vscode-languageserver'
import { TextDocument } from 'vscode-languageserver-textdocument'
import type { Document } from '../core/features/document.ts'
import { createService, languageOf } from '../core/service.ts'

/** A text at one version, with what is known of it. To be used before the next message is read: `text` goes on changing. */
export interface Opened {
  readonly text: TextDocument
  readonly document: Document
}

export interface Analyses {
  readonly texts: TextDocuments<TextDocument>
  /** Undefined where the document is not open or its language is not known. Analysed at most once per version. */
  readonly of: (uri: string) => Opened | undefined
}

/** Texts are handed on when they are asked for, so of several edits in a row only the last is parsed. */
export function createAnalyses(): Analyses {
  const texts = new TextDocuments(TextDocument)
  const service = createService()
  const known = new Map<string, { readonly version: number; readonly document: Document | undefined }>()
  const forget = (uri: string) => {
    known.delete(uri)
    service.close(uri)
  }
  texts.onDidOpen(({ document }) => forget(document.uri))
  texts.onDidClose(({ document }) => forget(document.uri))
  const documentOf = (text: TextDocument): Document | undefined => {
    const { uri, version } = text
    const last = known.get(uri)
    if (last?.version === version) return last.document
    const content = text.getText()
    const document =
      service.update(uri, text.languageId, content) ?? service.update(uri, languageOf(uri) ?? '', content)
    known.set(uri, { version, document })
    return document
  }
  return {
    texts,
    of(uri) {
      const text = texts.get(uri)
      const document = text && documentOf(text)
      return document && { text, document }
    },
  }
}
