/** Executes statements, one small function for each kind; imports have a file of their own. */
import type * as syntax from '../syntax.ts'
import { assign } from './assignments.ts'
import { executeClassDef } from './classes.ts'
import { type Context, notKnown, placeOf } from './context.ts'
import { executeIf, executeRaise, executeReturn, executeTry, executeWith } from './control.ts'
import { augmented, deleteElement } from './elements.ts'
import { evaluate, isUnfinished } from './expressions.ts'
import { executeFunctionDef } from './functions.ts'
import { executeImport, executeImportFrom } from './imports.ts'
import { executeFor, executeWhile } from './loops.ts'
import { truthOf } from './operators.ts'
import { skip } from './skipped.ts'
import { HostObject, known } from './values.ts'
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

function executeAugAssign(node: syntax.AugAssign, context: Context): void {
  const value = evaluate(node.value, context)
  if (isUnfinished(value, node.value, context)) return
  const before = evaluate(node.target, context)
  assign(node.target, augmented(node.operator, before, value, context.journal, placeOf(node, context)), context)
}

function executeDelete(node: syntax.Delete, context: Context): void {
  for (const target of node.targets) {
    const place = placeOf(target, context)
    if (target.type === 'Name') context.scope.delete(target.name)
    else if (target.type === 'Attribute') {
      const owner = evaluate(target.value, context)
      if (owner instanceof HostObject) owner.deleteAttribute(target.attribute.name, place)
    } else if (target.type === 'Subscript') {
      const owner = evaluate(target.value, context)
      deleteElement(owner, known(evaluate(target.slice, context), place), context.journal, place)
    }
  }
}
