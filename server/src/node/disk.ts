/** Reads files of the disk, each again only when it has changed. */
import { readFileSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Host } from '../lsp/files.ts'

interface Kept {
  /** When it was changed last, and its size. */
  readonly stamp: string
  readonly text: string
}

export function createDisk(): Host {
  const kept = new Map<string, Kept>()
  const read = (uri: string): string | undefined => {
    const file = fileURLToPath(uri)
    const stats = statSync(file, { throwIfNoEntry: false })
    if (!stats?.isFile()) return undefined
    const stamp = `${stats.mtimeMs} ${stats.size}`
    const known = kept.get(uri)
    if (known?.stamp === stamp) return known.text
    const text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file))
    kept.set(uri, { stamp, text })
    return text
  }
  return {
    canRead: uri => uri.startsWith('file:'),
    read(uri) {
      try {
        return read(uri)
      } catch {
        return undefined
      }
    },
  }
}
