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
  /** What is in a folder, folders with a slash at their end; empty where there is no such folder. */
  readonly list: (uri: string) => readonly string[]
  /** A file has come, changed or gone: what is known of it holds no longer. */
  readonly changed: (uri: string) => void
}

/** A host without a disk: a web worker. */
export const noHost: Host = { canRead: () => false, read: () => undefined, list: () => [], changed: () => {} }

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

/** What is near enough to what is open to be looked at. */
export interface Surroundings {
  /** Whether clients may be asked for a file. */
  readonly isNear: (uri: string) => boolean
  /** The folders in which files are looked for, with slashes at their ends. */
  readonly folders: () => readonly string[]
}

export function createFiles(connection: Connection, host: Host, { isNear, folders }: Surroundings): Files {
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
    list: uri => (host.canRead(uri) ? host.list(uri) : []),
    near: ending => filesUnder(folders(), host).filter(uri => uri.endsWith(ending)),
    onDidChange: changed.event,
  }
}

/** How many folders are looked through at most. */
const mostFolders = 500

/** The files below some folders, but not in hidden ones and those of packages. */
function filesUnder(folders: readonly string[], host: Host): readonly string[] {
  const found = new Set<string>()
  const queue = [...new Set(folders)].filter(host.canRead)
  for (let i = 0; i < Math.min(queue.length, mostFolders); i++)
    for (const name of host.list(queue[i]!)) {
      const uri = `${queue[i]}${encodeURIComponent(name.replace(/\/$/, ''))}`
      if (!name.endsWith('/')) found.add(uri)
      else if (!/^\.|^node_modules\/$/.test(name) && !queue.includes(`${uri}/`)) queue.push(`${uri}/`)
    }
  return [...found]
}

interface Answer {
  readonly text: string | undefined
  /** How often it was asked for; an answer that another one has overtaken does not count. */
  readonly turn: number
}

const isUri = (name: string): boolean => /^[a-z][a-z\d+.-]+:\//i.test(name)
