/** Runs the built command line for tests. */
import { type SpawnSyncOptionsWithStringEncoding, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

export const program = path.resolve('dist/cli/shapeline.cjs')

export interface Outcome {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

export function run(args: readonly string[], options: Partial<SpawnSyncOptionsWithStringEncoding> = {}): Outcome {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { encoding: 'utf8', ...options })
  return { status, stdout, stderr }
}

/** Runs a test with a folder that holds some files, and removes it. */
export function withFiles(
  files: Readonly<Record<string, string | Uint8Array>>,
  use: (cwd: string) => void | Promise<void>,
): () => Promise<void> {
  return async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'shapeline-'))
    try {
      for (const [name, content] of Object.entries(files)) writeFileSync(path.join(folder, name), content)
      await use(folder)
    } finally {
      rmSync(folder, { recursive: true })
    }
  }
}
