/**
 * Reads files of the disk. At each edit imports are looked for in many places, so what was looked at a moment ago is not
 * looked at again.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Host } from '../lsp/files.ts'

interface Kept {
  /** When it was looked at, in milliseconds. */
  readonly at: number
  /** When it was changed last, and its size. */
  readonly stamp: string
  /** Undefined where there is no such file. */
  readonly text: string | undefined
}

/** How long the disk is taken to be as it was, in milliseconds, unless something is said to have changed. */
const moment = 1_000

export function createDisk(now: () => number = Date.now): Host {
  const kept = new Map<string, Kept>()
  return {
    canRead: uri => uri.startsWith('file:'),
    read(uri) {
      const known = kept.get(uri)
      const at = now()
      if (known && at - known.at < moment && at >= known.at) return known.text
      const found = { ...look(uri, known), at }
      kept.set(uri, found)
      return found.text
    },
    list: namesIn,
    changed: uri => kept.delete(uri),
  }
}

function namesIn(uri: string): readonly string[] {
  try {
    const entries = readdirSync(fileURLToPath(uri), { withFileTypes: true })
    return entries.map(entry => (entry.isDirectory() ? `${entry.name}/` : entry.name))
  } catch {
    return []
  }
}

function look(uri: string, known: Kept | undefined): Omit<Kept, 'at'> {
  try {
    const file = fileURLToPath(uri)
    const stats = statSync(file, { throwIfNoEntry: false })
    if (!stats?.isFile()) return missing
    const stamp = `${stats.mtimeMs} ${stats.size}`
    if (known?.stamp === stamp) return known
    return { stamp, text: new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file)) }
  } catch {
    return missing
  }
}

const missing = { stamp: '', text: undefined }
