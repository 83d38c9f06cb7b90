/** Trees of `.net` files as text: one node a line, indented, with its span in the file. */
import type {
  Argument,
  Expression,
  Identifier,
  NetTree,
  Statement,
} from '../../server/src/core/languages/net/syntax.ts'
import type { Span } from '../../server/src/core/source/span.ts'

export function printed({ lines, starts }: NetTree): string {
  const written: string[] = []
  lines.forEach(({ statement, problems }, i) => {
    const put = (depth: number, what: string, { from, to }: Span) =>
      written.push(`${'  '.repeat(depth)}${what} ${starts[i]! + from}-${starts[i]! + to}`)
    if (statement) printStatement(statement, put)
    for (const problem of problems) put(0, `problem: ${problem.message}`, problem)
  })
  return written.join('\n')
}

type Put = (depth: number, what: string, span: Span) => void

function printStatement(statement: Statement, put: Put): void {
  switch (statement.type) {
    case 'model':
      put(0, 'model', statement)
      if (statement.name) printName('name', statement.name, put)
      return
    case 'output':
      put(0, 'output', statement)
      for (const output of statement.outputs) printName('from', output, put)
      return
    case 'layer':
      put(0, 'layer', statement)
      for (const target of statement.targets) printName('target', target, put)
      if (statement.layer) printExpression(1, statement.layer, put)
      for (const input of statement.inputs ?? []) printName('from', input, put)
  }
}

const printName = (role: string, name: Identifier, put: Put): void =>
  put(1, `${role} ${JSON.stringify(name.name)}`, name)

function printExpression(depth: number, node: Expression, put: Put): void {
  switch (node.type) {
    case 'literal':
      put(
        depth,
        `literal ${JSON.stringify(node.value, (_, value) => (typeof value === 'bigint' ? `${value}n` : value))}`,
        node,
      )
      return
    case 'word':
      put(depth, `word ${node.name}`, node)
      return
    case 'any size':
      put(depth, 'any size', node)
      return
    case 'sizes':
    case 'list':
      put(depth, node.type, node)
      for (const item of node.items) printExpression(depth + 1, item, put)
      return
    case 'layer':
      put(depth, `call ${node.word.name}`, node)
      for (const argument of node.arguments) printArgument(depth + 1, argument, put)
  }
}

function printArgument(depth: number, { name, value }: Argument, put: Put): void {
  if (name) put(depth, `${name.name} =`, name)
  printExpression(name ? depth + 1 : depth, value, put)
}
