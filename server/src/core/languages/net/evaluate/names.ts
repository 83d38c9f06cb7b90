/** What `let` and `table` say. */
import { symbol, unknown } from '../../../tensor/size.ts'
import type { Item } from '../parse/outline.ts'
import type { Expression, Identifier, LetStatement, Statement, TableStatement } from '../syntax.ts'
import { layerValue } from './argument-values.ts'
import { bindElement, contextOf } from './body.ts'
import { type Context, type Frame, placeOf, refuse } from './context.ts'
import { evaluateExpression, evaluateStrictly, type Reading } from './expressions.ts'
import { unknownTensor } from './flow.ts'
import { type NetValue, type RowValue, tensorsValue } from './values.ts'

/** A constant, a size that stays open, several names at once, or a function. */
export function evaluateLet(statement: LetStatement, context: Context): void {
  const { names, parameters, value: node } = statement
  const [first] = names
  if (!first || !node) return
  const { scope, module, base } = context
  if (parameters) {
    scope.set(first.name, { kind: 'function', name: first.name, module, base, parameters, value: node })
    return
  }
  if (names.length === 1 && node.type === 'any size') return scope.set(first.name, symbol(first.name))
  bindElement(names, evaluateStrictly(node, context), context)
}

/** The names that a line would give which cannot be read: they are known, and nothing of them is. */
export function loseNames(statement: Statement | undefined, context: Context): void {
  for (const name of namesOf(statement)) {
    const why = unknown(`the line that gives ${name.name} is not understood`, placeOf(name, context))
    context.scope.set(name.name, statement?.type === 'branch' ? tensorsValue(unknownTensor(why)) : why)
  }
}

function namesOf(statement: Statement | undefined): readonly Identifier[] {
  switch (statement?.type) {
    case 'let':
      return statement.names
    case 'for':
      return statement.targets
    case 'repeat':
      return statement.index ? [statement.index] : []
    case 'use':
      return statement.alias ? [statement.alias] : []
    case 'shared':
    case 'branch':
      return statement.name ? [statement.name] : []
    default:
      return []
  }
}

/** The first line below it has the names of the columns, the others are rows. */
export function evaluateTable({ name }: TableStatement, body: readonly Item[], frame: Frame): void {
  if (!name) return
  const [head, ...lines] = body
  const columns = head ? namesIn(head) : []
  const rows = lines.map(item => rowOf(item, name.name, columns, contextOf(item, frame)))
  frame.scope.set(name.name, { kind: 'table', name: name.name, columns, rows })
}

/** The cells of a line in a table: a row that begins with a word reads like a layer and its arguments. */
function cellsOf({ statement }: Item): readonly Expression[] {
  if (statement?.type === 'row') return statement.cells
  if (statement?.type !== 'layer' || !statement.layer) return []
  const { word, arguments: rest } = statement.layer
  return [{ type: 'word', ...word }, ...rest.map(({ value }) => value)]
}

const namesIn = (head: Item): readonly string[] => cellsOf(head).map(cell => (cell.type === 'word' ? cell.name : ''))

function rowOf(item: Item, table: string, columns: readonly string[], context: Context): RowValue {
  const written = cellsOf(item)
  const place = { from: item.statement?.from ?? 0, to: item.statement?.to ?? 0 }
  if (item.line.problems.length === 0 && written.length !== columns.length)
    refuse(place, `a row of ${table} has ${columns.length} values, not ${written.length}`, table, context)
  const missing = unknown('this value is missing', placeOf(place, context))
  const cells = columns.map((_, i): NetValue => {
    const cell = written[i]
    return cell ? evaluateExpression(cell, loose, context) : missing
  })
  return { kind: 'row', table, columns, cells }
}

const loose: Reading = {
  word: node => node.name,
  layer: layerValue,
}
