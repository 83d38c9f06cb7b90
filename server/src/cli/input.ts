/** Reads files as text. */
import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'

/** A file that cannot be read; the message says why, without the file's name. */
export class InputError extends Error {}

/**
 * The text of a file, or of the standard input for `-`. A byte order mark is no part of it, as in editors.
 * @throws InputError
 */
export async function readText(file: string): Promise<string> {
  const bytes = await readBytes(file)
  const encoding = markedEncoding(bytes) ?? 'utf-8'
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    const line = encoding === 'utf-8' ? `; line ${firstBrokenLine(bytes)} is not` : ''
    throw new InputError(`expected text in ${encoding.toUpperCase()}${line}`)
  }
}

/** The text of a file that is imported; undefined where there is none that can be read. */
export function readSource(file: string): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file))
  } catch {
    return undefined
  }
}

async function readBytes(file: string): Promise<Uint8Array> {
  try {
    return await (file === '-' ? buffer(process.stdin) : readFile(file))
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    throw new InputError(reasons[code] ?? `cannot be read (${error instanceof Error ? error.message : error})`)
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EISDIR: 'expected a file; this is a folder, whose files have to be named one by one',
  EACCES: 'it may not be read by this user',
}

/** Windows programs mark UTF-16 text by its first two bytes. */
function markedEncoding([first, second]: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  return undefined
}

/** Lines count from 1. A line feed is never part of another character in UTF-8, so lines can be tried one by one. */
function firstBrokenLine(bytes: Uint8Array): number {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  for (let line = 1, from = 0; ; line++) {
    const end = bytes.indexOf(0x0a, from)
    try {
      decoder.decode(bytes.subarray(from, end < 0 ? bytes.length : end))
    } catch {
      return line
    }
    if (end < 0) return line
    from = end + 1
  }
}
