/** Completion of the path in a `use`: the folders and files beside this one, and the library. */
import type { Completion, Completions, Edited } from '../../editing.ts'
import { libraryPaths } from '../library.ts'
import type { NetTree } from '../syntax.ts'
import { lineStart } from './probe.ts'
import { usedFile } from './uses.ts'

/** Undefined where the cursor is in no path. */
export function pathItems(edited: Edited<NetTree>, offset: number): Completions | undefined {
  const { text, file } = edited
  const typed = /^\s*use\s*(["'])([^"']*)$/.exec(text.slice(lineStart(text, offset), offset))
  if (!typed) return undefined
  const [, quote, path = ''] = typed
  const slash = path.lastIndexOf('/') + 1
  const rest = /^[^"'/\n\r#]*/.exec(text.slice(offset))![0]
  const isClosed = text[offset + rest.length] === quote
  const to = offset + (isClosed ? rest.length : 0)
  const folder = usedFile(file, `${path.slice(0, slash)}${probe}`)?.slice(0, -probe.length) ?? ''
  const beside = edited.list(folder).flatMap(name => fileItem(name, file, path.slice(0, slash)))
  return {
    span: { from: offset - (path.length - slash), to },
    items: [...beside, ...libraryItems(path.slice(0, slash))],
  }
}

/** A file that need not be there, whose name tells its folder. */
const probe = 'a.net'

function fileItem(name: string, own: string, folder: string): readonly Completion[] {
  const isFolder = name.endsWith('/')
  if (name.startsWith('.') || (!isFolder && !name.endsWith('.net'))) return []
  if (usedFile(own, folder + name) === own) return []
  return [{ kind: isFolder ? 'folder' : 'file', label: name, rank: isFolder ? 2 : 1 }]
}

/** What the library has right under a folder. */
function libraryItems(folder: string): readonly Completion[] {
  const below = libraryPaths()
    .filter(path => path.startsWith(folder))
    .map(path => path.slice(folder.length))
  const names = new Set(below.map(path => path.replace(/\/.*$/, '/')))
  return [...names].map(name => ({ kind: name.endsWith('/') ? 'folder' : 'module', label: name, rank: 3 }))
}
