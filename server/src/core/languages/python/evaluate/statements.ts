/** Executes statements, one small function for each kind; imports have a file of their own. */
import type * as syntax from '../syntax.ts'
import { assign } from './assignments.ts'
import { executeClassDef } from './classes.ts'
import { type Context, notKnown, placeOf } from './context.ts'
import { executeFor, executeIf, executeRaise, executeReturn, executeTry, executeWhile, executeWith } from './control.ts'
import { evaluate, isUnfinished } from './expressions.ts'
import { executeFunctionDef } from './functions.ts'
import { executeImport, executeImportFrom } from './imports.ts'
import { binary, truthOf } from './operators.ts'
import { skip } from './skipped.ts'
import { DictObject, HostObject, ListObject, type PyValue, unknownValue } from './values.ts'
import { ending, onward, type Ways } from './ways.ts'

export function execute(node: syntax.Statement, context: Context): Ways {
  context.budget.step()
  switch (node.type) {
    case 'If':
      return executeIf(node, context)
    case 'For':
      return node.isAsync ? skip(node, context) : executeFor(node, context)
    case 'While':
      return executeWhile(node, context)
    case 'With':
      return executeWith(node, context)
    case 'Try':
      return executeTry(node, context)
    case 'Return':
      return executeReturn(node, context)
    case 'Raise':
      return executeRaise(node, context)
    case 'Break':
      return ending({ kind: 'break' })
    case 'Continue':
      return ending({ kind: 'continue' })
    case 'Assert':
      return executeAssert(node, context)
    case 'Match':
    case 'Error':
      return skip(node, context)
    default:
      executeSimple(node, context)
      return onward
  }
}

type Simple = Exclude<
  syntax.Statement,
  {
    readonly type:
      | 'If'
      | 'For'
      | 'While'
      | 'With'
      | 'Try'
      | 'Return'
      | 'Raise'
      | 'Break'
      | 'Continue'
      | 'Assert'
      | 'Match'
      | 'Error'
  }
>

/** Statements that always go on to the next. */
function executeSimple(node: Simple, context: Context): void {
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
    case 'FunctionDef':
      return executeFunctionDef(node, context)
    case 'ClassDef':
      return executeClassDef(node, context)
    case 'Import':
      return executeImport(node, context)
    case 'ImportFrom':
      return executeImportFrom(node, context)
    case 'Delete':
      return executeDelete(node, context)
    case 'Global':
      for (const name of node.names) context.scope.declareGlobal(name)
      return
    case 'Nonlocal':
      for (const name of node.names) context.scope.declareNonlocal(name)
      return
    case 'Pass':
    case 'TypeAlias':
      return
  }
}

function executeAssert(node: syntax.Assert, context: Context): Ways {
  if (truthOf(evaluate(node.test, context)) !== false) return onward
  return ending({ kind: 'raise', why: notKnown('an assertion does not hold', node, context) })
}

/** What is still being typed binds nothing: everything else is as if it were not there. */
function executeAssign(targets: readonly syntax.Expression[], node: syntax.Expression, context: Context): void {
  const value = evaluate(node, context)
  if (isUnfinished(value, node, context)) return
  for (const target of targets) assign(target, value, context)
}

/** `a += b` changes a list in place, which aliases see. */
function executeAugAssign(node: syntax.AugAssign, context: Context): void {
  const value = evaluate(node.value, context)
  if (isUnfinished(value, node.value, context)) return
  const before = evaluate(node.target, context)
  if (before instanceof ListObject && node.operator === '+') return extend(before, value, context)
  const place = placeOf(node, context)
  const changed = before instanceof HostObject ? before.inPlace(node.operator, value, place) : undefined
  assign(node.target, changed ?? binary(node.operator, before, value, place), context)
}

function extend(list: ListObject, value: PyValue, { journal }: Context): void {
  journal.touch(list)
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
    if (owner instanceof DictObject || owner instanceof ListObject) context.journal.touch(owner)
    if (owner instanceof DictObject) owner.delete(index)
    else if (owner instanceof ListObject && typeof index === 'number') owner.items.splice(index, 1)
  }
}
