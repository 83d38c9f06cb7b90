/** Executes statements, one small function for each kind; imports have a file of their own. */
import type * as syntax from '../syntax.ts'
import { assign } from './assignments.ts'
import { executeClassDef } from './classes.ts'
import { type Context, placeOf } from './context.ts'
import { executeIf, executeReturn } from './control.ts'
import { augmented, deleteElement } from './elements.ts'
import { evaluate, isUnfinished, settle } from './expressions.ts'
import { known } from './foreign.ts'
import { executeFunctionDef } from './functions.ts'
import { PythonError, raising } from './handlers.ts'
import { HostObject } from './host.ts'
import { executeImport, executeImportFrom } from './imports.ts'
import { executeFor, executeWhile } from './loops.ts'
import { executeMatch } from './patterns.ts'
import { skip } from './skipped.ts'
import { executeAssert, executeRaise, executeTry } from './tries.ts'
import { ending, onward, type Ways } from './ways.ts'
import { executeWith } from './with.ts'

/** A statement that raises is one way of its block to end; that is followed where a `try` may catch it. */
export function execute(node: syntax.Statement, context: Context): Ways {
  const { budget, handlers } = context
  budget.step()
  if (!handlers.isOpen) return executeNode(node, context)
  const mark = budget.mark()
  try {
    return executeNode(node, context)
  } catch (error) {
    if (!(error instanceof PythonError)) throw error
    budget.resume(mark)
    const { exception, why, place } = error.raised
    return ending(raising(exception, why, place))
  }
}

function executeNode(node: syntax.Statement, context: Context): Ways {
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
      return executeMatch(node, context)
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

/** What is still being typed binds nothing: everything else is as if it were not there. */
function executeAssign(targets: readonly syntax.Expression[], node: syntax.Expression, context: Context): void {
  const value = evaluate(node, bindingTo(targets, node, context))
  if (isUnfinished(value, node, context)) return
  for (const target of targets) assign(target, value, context)
}

/** `n = len(vocab)` names the length after the variable. */
function bindingTo([target]: readonly syntax.Expression[], node: syntax.Expression, context: Context): Context {
  if (target?.type !== 'Name' || node.type !== 'Call' || node.callee.type !== 'Name') return context
  return measures.has(node.callee.name) ? { ...context, binding: { node, name: target.name } } : context
}

const measures = new Set(['len', 'int'])

function executeAugAssign(node: syntax.AugAssign, context: Context): void {
  const value = evaluate(node.value, context)
  if (isUnfinished(value, node.value, context)) return
  const before = evaluate(node.target, context)
  assign(
    node.target,
    settle(augmented(node.operator, before, value, context.journal, placeOf(node, context)), context),
    context,
  )
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
      settle(deleteElement(owner, known(evaluate(target.slice, context), place), context.journal, place), context)
    }
  }
}
