/** The documents that the client has open, each as the service knows it at its newest version. */
import { type Event, NotebookDocuments, TextDocuments } from 'vscode-languageserver'
import { TextDocument } from 'vscode-languageserver-textdocument'
import type { Document } from '../core/features/document.ts'
import { type Cell, createService, type Editor, languageIds, languageOf } from '../core/service.ts'
import type { Files } from './files.ts'
import { createOthers } from './others.ts'

/** A text at one version, with what is known of it. To be used before the next message is read: `text` goes on changing. */
export interface Opened {
  readonly text: TextDocument
  readonly document: Document
  /** What its language does for someone who writes in it. */
  readonly editor: Editor | undefined
}

export interface Analyses {
  /** All texts that are open, the cells of notebooks too. */
  readonly texts: TextDocuments<TextDocument>
  readonly notebooks: NotebookDocuments<TextDocument>
  /** Undefined where the document is not open or its language is not known. Analysed at most once per version. */
  readonly of: (uri: string) => Opened | undefined
  /**
   * Told of documents whose own text is the same and of which something else is known than the client was told: another
   * cell of the notebook has changed, or a file that is imported.
   */
  readonly onDidChangeOthers: Event<readonly string[]>
}

/** Texts are handed on when they are asked for, so of several edits in a row only the last is parsed. */
export function createAnalyses(files: Files): Analyses {
  const texts = new TextDocuments(TextDocument)
  const notebooks = new NotebookDocuments(texts)
  const service = createService(files)
  /** Texts and notebooks that the service does not have at their newest version. */
  const stale = new Set<string>()
  const others = createOthers(uri => {
    handOn()
    return service.get(uri)
  })
  const changed = (uri: string) => {
    stale.add(uri)
    others.check()
  }
  const closed = (uri: string) => {
    service.close(uri)
    others.closed(uri)
    changed(uri)
    files.changed(uri)
  }
  texts.onDidChangeContent(({ document }) => changed(document.uri))
  texts.onDidClose(({ document }) => closed(document.uri))
  notebooks.onDidOpen(({ uri }) => changed(uri))
  notebooks.onDidChange(({ notebookDocument }) => changed(notebookDocument.uri))
  notebooks.onDidClose(({ uri }) => closed(uri))
  files.onDidChange(uri => {
    service.changed(uri)
    others.check()
  })

  const handOn = () => {
    const programs = new Set([...stale].map(uri => notebooks.findNotebookDocumentForCell(uri)?.uri ?? uri))
    stale.clear()
    for (const uri of programs) {
      const text = texts.get(uri)
      if (text) handOnText(text)
      else handOnNotebook(uri)
    }
  }
  const handOnText = (text: TextDocument) => {
    const { uri, languageId } = text
    const language = languageIds.includes(languageId) ? languageId : languageOf(uri)
    service.update(uri, language ?? '', text.getText())
  }
  const handOnNotebook = (uri: string) => {
    const cells = (notebooks.getNotebookDocument(uri)?.cells ?? []).flatMap((cell, i) => {
      const text = texts.get(cell.document)
      return text ? { text, number: i + 1 } : []
    })
    const language = cells.find(({ text }) => languageIds.includes(text.languageId))?.text.languageId
    const own = cells.filter(({ text }) => text.languageId === language)
    // A cell that came before its notebook was known was taken for a file.
    for (const { text } of own) service.close(text.uri)
    if (language === undefined) service.close(uri)
    else service.updateNotebook(uri, language, own.map(cellOf))
  }

  return {
    texts,
    notebooks,
    of(uri) {
      handOn()
      const text = texts.get(uri)
      const document = text && service.get(uri)
      if (!document) return undefined
      others.told(uri, document)
      return { text, document, editor: service.editor(uri) }
    },
    onDidChangeOthers: others.onDidChange,
  }
}

const cellOf = ({ text, number }: { readonly text: TextDocument; readonly number: number }): Cell => ({
  file: text.uri,
  number,
  text: text.getText(),
})
