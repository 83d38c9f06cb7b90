/** What statements and values are made of. */
import type { Expression, Statement } from '../syntax.ts'

/** What a value is made of. */
export function partsOf(node: Expression): readonly Expression[] {
  switch (node.type) {
    case 'layer':
      return node.arguments.map(({ value }) => value)
    case 'sizes':
    case 'list':
      return node.items
    case 'unary':
      return [node.operand]
    case 'binary':
      return [node.left, node.right]
    case 'conditional':
      return [node.then, node.test, node.otherwise]
    case 'member':
      return [node.object]
    case 'subscript':
      return [node.object, node.index]
    case 'call':
      return [node.callee, ...node.arguments]
    case 'template':
      return node.parts.flatMap(part => (typeof part === 'string' ? [] : part))
    default:
      return []
  }
}

/** The values of a statement that hold all its others. */
export function valuesOf(statement: Statement | undefined): readonly Expression[] {
  switch (statement?.type) {
    case 'layer':
    case 'shared':
      return statement.layer ? [statement.layer] : []
    case 'let':
      return statement.value ? [statement.value] : []
    case 'if':
    case 'elif':
      return statement.test ? [statement.test] : []
    case 'for':
      return statement.items ? [statement.items] : []
    case 'repeat':
      return statement.times ? [statement.times] : []
    case 'row':
      return statement.cells
    default:
      return []
  }
}
