/** Writes Markdown in which text that a user wrote stays text: no markup, no HTML, no links, no icons. */

/** Line breaks, control characters, and characters that turn the direction of what follows. */
const unprintable = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]+/gu

/** Text on one line, not longer than `most`. */
export function plain(text: string, most = 200): string {
  return crop(text.slice(0, 4 * most).replace(unprintable, ' '), most)
}

/** Leaves out the middle of a text that is longer than `most`. */
export function crop(text: string, most: number): string {
  if (text.length <= most) return text
  const head = Math.ceil((most - 1) / 2)
  const tail = text.length - (most - 1 - head)
  return `${text.slice(0, head)}…${text.slice(tail)}`.replace(/[\ud800-\udbff](?=…)|(?<=…)[\udc00-\udfff]/g, '')
}

/** Text as text: what would begin markup, HTML, an entity, a link or an icon is escaped. */
export const escapeText = (text: string): string =>
  plain(text)
    .replace(/[\\`*_{}[\]<>|~&$:@]/g, '\\$&')
    .replace(/www\./gi, found => found.replace('.', '\\.'))

/** A code span, with a fence that is longer than any in the text. */
export function code(text: string): string {
  const content = plain(text)
  const fence = '`'.repeat(longestRun(content) + 1)
  const pad = /^`|`$|^ .* $/.test(content) || content === '' ? ' ' : ''
  return fence + pad + content + pad + fence
}

/** A block of lines in a fixed width, coloured as `language`. */
export function codeBlock(lines: readonly string[], language = 'text'): string {
  const content = lines.map(line => plain(line, 400))
  const fence = '`'.repeat(Math.max(3, ...content.map(line => longestRun(line) + 1)))
  return [`${fence}${language}`, ...content, fence].join('\n')
}

const longestRun = (text: string): number => Math.max(0, ...(text.match(/`+/g) ?? []).map(run => run.length))

/** A code span within a table, where a bar would end the cell. */
export const codeCell = (text: string): string => code(text).replaceAll('|', '\\|')

export type Alignment = 'left' | 'right'

/** A table of cells that are Markdown already. */
export function table(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  alignments: readonly Alignment[] = [],
): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const rule = header.map((_, i) => (alignments[i] === 'right' ? '---:' : '---'))
  return [line(header), line(rule), ...rows.map(line)].join('\n')
}

/** The first and the last of many, and how many were left out in between. */
export function foldMiddle<T>(
  items: readonly T[],
  most: number,
  kept: number,
): { readonly head: readonly T[]; readonly hidden: number; readonly tail: readonly T[] } {
  if (items.length <= most) return { head: items, hidden: 0, tail: [] }
  return { head: items.slice(0, kept), hidden: items.length - 2 * kept, tail: items.slice(-kept) }
}
