/**
 * The texts of files that are not open. The host reads those that it can, at once; the client is asked for all others,
 * which are missing until it has answered.
 */
import { type Connection, Emitter, ErrorCodes, type Event, RequestType, ResponseError } from 'vscode-languageserver'
import type { Sources } from '../core/source/sources.ts'

/** What the host of the server can read by itself. */
export interface Host {
  readonly canRead: (uri: string) => boolean
  /** Undefined where there is no such file. */
  readonly read: (uri: string) => string | undefined
  /** A file has come, changed or gone: what is known of it holds no longer. */
  readonly changed: (uri: string) => void
}

/** A host without a disk: a web worker. */
export const noHost: Host = { canRead: () => false, read: () => undefined, changed: () => {} }

/** The request for a text, which a client may answer; null where there is no such file. */
const readFileRequest = new RequestType<{ readonly uri: string }, { readonly text: string } | null, never>(
  'shapeline/readFile',
)

export interface Files extends Sources {
  /** To be called when a file has come, changed or gone. */
  readonly changed: (uri: string) => void
  /** Told when `read` gives something else than before, or may do so. */
  readonly onDidChange: Event<string>
}

/** `isNear` tells which files clients may be asked for. */
export function createFiles(connection: Connection, host: Host, isNear: (uri: string) => boolean): Files {
  const answers = new Map<string, Answer>()
  const changed = new Emitter<string>()
  let isAnswered = true
  const ask = async (uri: string): Promise<string | undefined> => {
    try {
      return isAnswered ? (await connection.sendRequest(readFileRequest, { uri }))?.text : undefined
    } catch (error) {
      if (error instanceof ResponseError && error.code === ErrorCodes.MethodNotFound) isAnswered = false
      return undefined
    }
  }
  const fetch = async (uri: string) => {
    const turn = (answers.get(uri)?.turn ?? 0) + 1
    const before = answers.get(uri)?.text
    answers.set(uri, { text: before, turn })
    const text = await ask(uri)
    if (answers.get(uri)?.turn !== turn || text === before) return
    answers.set(uri, { text, turn })
    changed.fire(uri)
  }
  return {
    read(uri) {
      if (host.canRead(uri)) return host.read(uri)
      if (!answers.has(uri) && isUri(uri) && isNear(uri)) fetch(uri)
      return answers.get(uri)?.text
    },
    changed(uri) {
      host.changed(uri)
      if (host.canRead(uri)) changed.fire(uri)
      else if (answers.has(uri)) fetch(uri)
    },
    onDidChange: changed.event,
  }
}

interface Answer {
  readonly text: string | undefined
  /** How often it was asked for; an answer that another one has overtaken does not count. */
  readonly turn: number
}

const isUri = (name: string): boolean => /^[a-z][a-z\d+.-]+:\//i.test(name)
