/** How short expressions are written, for the names of what is not known. */
import type * as syntax from '../syntax.ts'

/** `args.width`, `x.shape[1]`, `len(vocab)`; undefined for what is longer or of another kind. */
export function written(node: syntax.Expression | undefined): string | undefined {
  const text = node && write(node, 0)
  if (text === undefined || text.length <= longest) return text
  return node?.type === 'Attribute' ? node.attribute.name : undefined
}

const longest = 30

function write(node: syntax.Expression, depth: number): string | undefined {
  if (depth > 8) return undefined
  const inner = (part: syntax.Expression) => write(part, depth + 1)
  switch (node.type) {
    case 'Name':
      return node.name
    case 'Number':
      return node.kind === 'int' && node.value !== null ? String(node.value) : undefined
    case 'String':
      return `'${node.value}'`
    case 'UnaryOp':
      return node.operator === '-' ? join(['-', inner(node.operand)]) : undefined
    case 'Attribute':
      return join([inner(node.value), '.', node.attribute.name])
    case 'Subscript':
      return join([inner(node.value), '[', inner(node.slice), ']'])
    case 'Call':
      return writeCall(node, inner)
    default:
      return undefined
  }
}

function writeCall({ callee, args }: syntax.Call, inner: (part: syntax.Expression) => string | undefined) {
  if (args.length > 1 || args.some(({ name, star }) => name !== null || star !== ''))
    return join([inner(callee), '(…)'])
  return join([inner(callee), '(', args[0] ? (inner(args[0].value) ?? '…') : '', ')'])
}

const join = (parts: readonly (string | undefined)[]): string | undefined =>
  parts.includes(undefined) ? undefined : parts.join('')
