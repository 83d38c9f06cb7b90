/** Trees of `.net` files as text: one node a line, indented, with its span in the file. */
import type {
  Argument,
  Expression,
  Identifier,
  NetTree,
  ParameterNode,
  Statement,
} from '../../server/src/core/languages/net/syntax.ts'
import type { Span } from '../../server/src/core/source/span.ts'

export function printed({ lines, starts }: NetTree): string {
  const written: string[] = []
  lines.forEach(({ statement, problems, indent }, i) => {
    const put = (depth: number, what: string, { from, to }: Span) =>
      written.push(`${'  '.repeat(depth)}${what} ${starts[i]! + from}-${starts[i]! + to}`)
    if (statement) {
      put(0, indent > 0 ? `${statement.type} at ${indent}` : statement.type, statement)
      for (const [role, part] of partsOf(statement)) printPart(role, part, put)
    }
    for (const problem of problems) put(0, `problem: ${problem.message}`, problem)
  })
  return written.join('\n')
}

type Put = (depth: number, what: string, span: Span) => void
type Part = Expression | Identifier | ParameterNode | Argument | undefined

/** What a statement holds, in the order in which it stands there. */
function partsOf(statement: Statement): readonly (readonly [role: string, part: Part])[] {
  const all = (role: string, parts: readonly Part[] = []) => parts.map(part => [role, part] as const)
  switch (statement.type) {
    case 'model':
      return [['name', statement.name], ...all('parameter', statement.parameters)]
    case 'block':
      return [['name', statement.name], ...all('parameter', statement.parameters), ...all('from', statement.inputs)]
    case 'use':
      return [
        ['path', statement.path],
        ['as', statement.alias],
      ]
    case 'let':
      return [...all('name', statement.names), ...all('parameter', statement.parameters), ['value', statement.value]]
    case 'table':
      return [['name', statement.name]]
    case 'row':
      return all('cell', statement.cells)
    case 'branch':
      return [
        ['name', statement.name],
        ['from', statement.input],
      ]
    case 'repeat':
      return [
        ['times', statement.times],
        ['as', statement.index],
      ]
    case 'for':
      return [...all('target', statement.targets), ['in', statement.items]]
    case 'if':
    case 'elif':
      return [['test', statement.test]]
    case 'else':
      return []
    case 'shared':
      return [
        ['name', statement.name],
        ['layer', statement.layer],
      ]
    case 'output':
      return all('from', statement.outputs)
    case 'layer':
      return [
        ...all('target', statement.targets),
        ['layer', statement.layer],
        ...all('from', statement.inputs),
        ...all('option', statement.options),
      ]
  }
}

function printPart(role: string, part: Part, put: Put): void {
  if (!part) return
  if ('default' in part) {
    put(1, `${role} ${part.name.name}`, part)
    if (part.default) printExpression(2, part.default, put)
  } else if ('value' in part && !('type' in part)) printArgument(1, part as Argument, put)
  else if (!('type' in part)) put(1, `${role} ${JSON.stringify((part as Identifier).name)}`, part)
  else if (part.type === 'word' && role !== 'cell') put(1, `${role} ${JSON.stringify(part.name)}`, part)
  else printExpression(1, part, put, role === 'layer' || role === 'cell' ? '' : `${role}: `)
}

function printExpression(depth: number, node: Expression, put: Put, role = ''): void {
  const inside = (...nodes: readonly Expression[]) => {
    for (const each of nodes) printExpression(depth + 1, each, put)
  }
  put(depth, role + headOf(node), node)
  switch (node.type) {
    case 'template':
      return inside(...node.parts.filter(part => typeof part !== 'string'))
    case 'sizes':
    case 'list':
      return inside(...node.items)
    case 'layer':
      for (const argument of node.arguments) printArgument(depth + 1, argument, put)
      return
    case 'unary':
      return inside(node.operand)
    case 'binary':
      return inside(node.left, node.right)
    case 'conditional':
      return inside(node.then, node.test, node.otherwise)
    case 'member':
      return inside(node.object)
    case 'subscript':
      return inside(node.object, node.index)
    case 'call':
      return inside(node.callee, ...node.arguments)
  }
}

function headOf(node: Expression): string {
  switch (node.type) {
    case 'literal':
      return `literal ${JSON.stringify(node.value, (_, value) => (typeof value === 'bigint' ? `${value}n` : value))}`
    case 'template':
      return `template ${JSON.stringify(node.parts.map(part => (typeof part === 'string' ? part : 0)))}`
    case 'word':
      return `word ${node.name}`
    case 'layer':
      return `call ${node.word.name}`
    case 'unary':
    case 'binary':
      return `${node.type} ${node.operator}`
    case 'member':
      return `member ${node.name.name}`
    default:
      return node.type
  }
}

function printArgument(depth: number, { name, value }: Argument, put: Put): void {
  if (name) put(depth, `${name.name} =`, name)
  printExpression(name ? depth + 1 : depth, value, put)
}
