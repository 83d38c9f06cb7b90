/** Small texts with a cursor, `|`, as someone edits them. Other files stand beside under their names. */
import assert from 'node:assert/strict'
import { createService, type Editor } from '../../../server/src/core/service.ts'
import type { Edit } from '../../../server/src/core/source/span.ts'

export interface Cursor extends Editor {
  readonly offset: number
  readonly text: string
}

export const home = 'memory:/folder/main.net'

/** The editor of a text at its cursor; `files` are readable beside it. */
export function at(marked: string, files: Readonly<Record<string, string>> = {}): Cursor {
  const offset = marked.indexOf('|')
  assert.ok(offset >= 0, 'a text needs a cursor')
  return { ...edit(marked.replace('|', ''), files), offset }
}

export function edit(text: string, files: Readonly<Record<string, string>> = {}): Editor & { readonly text: string } {
  const texts = new Map(Object.entries(files).map(([name, text]) => [`memory:/folder/${name}`, text]))
  const service = createService({
    read: file => texts.get(file),
    near: ending => [...texts.keys()].filter(name => name.endsWith(ending)),
    list: folder => namesIn(folder, [...texts.keys()]),
  })
  service.update(home, 'net', text)
  const editor = service.editor(home)
  assert.ok(editor, 'the language does nothing')
  return { ...editor, text }
}

const namesIn = (folder: string, files: readonly string[]): readonly string[] => [
  ...new Set(
    files.filter(file => file.startsWith(folder)).map(file => file.slice(folder.length).replace(/\/.*$/, '/')),
  ),
]

/** The text after some edits. */
export const applied = (text: string, edits: readonly Edit[]): string =>
  edits
    .toSorted((a, b) => b.from - a.from)
    .reduce((result, { from, to, insert }) => result.slice(0, from) + insert + result.slice(to), text)
