/** Notices documents of which something else is known than the client was told, though their own text is the same. */
import { Emitter, type Event, RAL } from 'vscode-languageserver'
import type { Document } from '../core/features/document.ts'

export interface Others {
  /** To be called with what an answer to the client is about to tell of. */
  readonly told: (uri: string, document: Document) => void
  readonly closed: (uri: string) => void
  /** To be called after each change: looks a moment later, once for all changes until then. */
  readonly check: () => void
  readonly onDidChange: Event<readonly string[]>
}

/** How long changes are waited for, in milliseconds. */
const moment = 100

/** `now` gives a document as it is known now. */
export function createOthers(now: (uri: string) => Document | undefined): Others {
  /** The oldest that the client may still show of each. */
  const shown = new Map<string, Document>()
  const changed = new Emitter<readonly string[]>()
  let isWaiting = false
  const look = () => {
    isWaiting = false
    const found = [...shown].filter(([uri, before]) => isOther(before, now(uri))).map(([uri]) => uri)
    for (const uri of found) shown.delete(uri)
    if (found.length > 0) changed.fire(found)
  }
  return {
    told(uri, document) {
      if (shown.get(uri)?.text !== document.text) shown.set(uri, document)
    },
    closed: uri => shown.delete(uri),
    check() {
      if (!isWaiting) RAL().timer.setTimeout(look, moment)
      isWaiting = true
    },
    onDidChange: changed.event,
  }
}

/** A client asks again by itself for what it has edited; what tells of no layer before and after looks the same. */
const isOther = (before: Document, after: Document | undefined): boolean =>
  after !== undefined && after !== before && after.text === before.text && (isTelling(before) || isTelling(after))

const isTelling = ({ analysis }: Document): boolean => analysis.layers.length > 0 || analysis.problems.length > 0
