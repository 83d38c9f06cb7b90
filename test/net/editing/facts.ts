/** What a program means, without where it stands, to compare programs that are written differently. */

import type { Item } from '../../../server/src/core/languages/net/parse/outline.ts'
import { outline } from '../../../server/src/core/languages/net/parse/outline.ts'
import { parse } from '../../../server/src/core/languages/net/parse/parser.ts'
import { createService } from '../../../server/src/core/service.ts'
import { digest } from '../../digest.ts'

/** The tree of a text without positions. */
export function structure(text: string): string {
  const items = outline(parse(text))
  const plain = (item: Item): unknown => ({
    statement: item.statement,
    problems: item.line.problems.map(({ message }) => message),
    body: item.body.map(plain),
  })
  return JSON.stringify(items.map(plain), (key, value) =>
    (key === 'from' && typeof value === 'number') || key === 'to'
      ? undefined
      : typeof value === 'bigint'
        ? `${value}n`
        : value,
  )
}

/** Layers with their shapes and counts, models, and the codes of problems. */
export function facts(text: string): string {
  const { analysis } = createService().update('memory:/folder/main.net', 'net', text)!
  return digest(analysis)
    .replace(/^\d+(-\d+)? /gm, '')
    .replace(/"(from|to)":\d+/g, '')
}
