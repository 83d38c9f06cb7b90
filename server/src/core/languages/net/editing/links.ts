/** The files that `use` lines name, to be opened. */
import type { Edited, Link } from '../../editing.ts'
import type { NetTree } from '../syntax.ts'
import { namesOf } from './names.ts'
import { usedFile } from './uses.ts'

/** The links of a file; a path that leads nowhere is none. */
export const linksOf = (edited: Edited<NetTree>): readonly Link[] =>
  namesOf(edited.tree).items.flatMap(({ statement, index }) => {
    if (statement?.type !== 'use' || !statement.path) return []
    const file = usedFile(edited.file, statement.path.name)
    const base = edited.tree.starts[index]!
    return file !== undefined && edited.other(file)
      ? [{ from: base + statement.path.from, to: base + statement.path.to, file }]
      : []
  })
