/** Executes statements, one small function for each kind; imports have a file of their own. */
import type * as syntax from '../syntax.ts'
import { assign } from './assignments.ts'
import { type Context, placeOf } from './context.ts'
import { evaluate, unfinished } from './expressions.ts'
import { executeImport, executeImportFrom } from './imports.ts'
import { binary } from './operators.ts'
import { skip } from './skipped.ts'
import { DictObject, ListObject, type PyValue, unknownValue } from './values.ts'

export function execute(node: syntax.Statement, context: Context): void {
  context.budget.step()
  switch (node.type) {
    case 'Expr':
      evaluate(node.value, context)
      return
    case 'Assign':
      return executeAssign(node.targets, node.value, context)
    case 'AnnAssign':
      if (node.value) executeAssign([node.target], node.value, context)
      return
    case 'AugAssign':
      return executeAugAssign(node, context)
    case 'Import':
      return executeImport(node, context)
    case 'ImportFrom':
      return executeImportFrom(node, context)
    case 'Delete':
      return executeDelete(node, context)
    case 'Pass':
    case 'Global':
    case 'Nonlocal':
    case 'Assert':
    case 'TypeAlias':
      return
    default:
      return skip(node, context)
  }
}

/** What is still being typed binds nothing: everything else is as if it were not there. */
function executeAssign(targets: readonly syntax.Expression[], node: syntax.Expression, context: Context): void {
  const value = evaluate(node, context)
  if (unknownValue(value)?.why === unfinished) return
  for (const target of targets) assign(target, value, context)
}

/** `a += b` changes a list in place, which aliases see. */
function executeAugAssign(node: syntax.AugAssign, context: Context): void {
  const value = evaluate(node.value, context)
  if (unknownValue(value)?.why === unfinished) return
  const before = evaluate(node.target, context)
  if (before instanceof ListObject && node.operator === '+') return extend(before, value)
  assign(node.target, binary(node.operator, before, value, placeOf(node, context)), context)
}

function extend(list: ListObject, value: PyValue): void {
  const sum = binary('+', list, value instanceof ListObject ? value : new ListObject([]), { file: '', from: 0, to: 0 })
  if (value instanceof ListObject && sum instanceof ListObject) list.items = sum.items
  else
    list.lost ??= unknownValue(value) ??
      unknownValue(sum) ?? { kind: 'unknown', why: 'what was added to the list is not known' }
}

function executeDelete(node: syntax.Delete, context: Context): void {
  for (const target of node.targets) {
    if (target.type === 'Name') context.scope.delete(target.name)
    if (target.type !== 'Subscript') continue
    const owner = evaluate(target.value, context)
    const index = evaluate(target.slice, context)
    if (owner instanceof DictObject) owner.delete(index)
    else if (owner instanceof ListObject && typeof index === 'number') owner.items.splice(index, 1)
  }
}
