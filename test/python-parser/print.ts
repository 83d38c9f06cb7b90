/** Writes a tree as text: `Kind(field: value, …)`, leaving out what is empty and all places. */
import type { Tree } from '../../server/src/core/languages/python/syntax.ts'
import { problemsOf } from './inspect.ts'

const WIDTH = 110

/** One entry a statement, then one line a problem. */
export function printed(tree: Tree): string {
  const statements = tree.chunks.flatMap(chunk => chunk.body.map(node => print(node, '')))
  const problems = problemsOf(tree).map(problem => `problem: ${problem}`)
  return `${[...statements, ...problems].join('\n')}\n`
}

function print(value: unknown, indentation: string): string {
  const line = flat(value)
  if (indentation.length + line.length <= WIDTH || typeof value !== 'object' || value === null) return line
  const inner = `${indentation}  `
  const [open, close, entries] = Array.isArray(value)
    ? ['[', ']', value.map(item => print(item, inner))]
    : [`${kind(value)}(`, ')', fields(value).map(([name, item]) => `${name}: ${print(item, inner)}`)]
  return `${open}\n${entries.map(entry => `${inner}${entry}\n`).join('')}${indentation}${close}`
}

function flat(value: unknown): string {
  if (typeof value === 'bigint') return `${value}n`
  if (Array.isArray(value)) return `[${value.map(flat).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  return (
    short(value) ??
    `${kind(value)}(${fields(value)
      .map(([name, item]) => `${name}: ${flat(item)}`)
      .join(', ')})`
  )
}

function kind(value: object): string {
  return 'type' in value ? String(value.type) : ''
}

/** Names, integers and strings for themselves. */
function short(value: object): string | undefined {
  const node: Record<string, unknown> = { ...value }
  if (node.type === 'Name' || (node.type === undefined && Object.keys(node).length === 3)) return String(node.name)
  if (node.type === 'Number' && node.kind === 'int') return flat(node.value)
  if (node.type === 'String') return JSON.stringify(node.value)
  if (node.type === 'Constant') return String(node.value)
  return node.type === 'Missing' ? '?' : undefined
}

function fields(value: object): [string, unknown][] {
  return Object.entries(value).filter(([name, item]) => !['type', 'start', 'end'].includes(name) && !isEmpty(item))
}

function isEmpty(item: unknown): boolean {
  return item === null || item === '' || item === false || (Array.isArray(item) && item.length === 0)
}
