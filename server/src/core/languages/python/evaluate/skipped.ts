/**
 * Statements that are not followed. Nothing that they may have changed is known after them: the names that they bind,
 * and everything that the names they mention lead to.
 */
import { type Unknown, unknown } from '../../../tensor/size.ts'
import type * as syntax from '../syntax.ts'
import { type Context, placeOf } from './context.ts'
import type { Scope } from './scope.ts'
import { forget, HostObject, type PyValue } from './values.ts'

const words: Partial<Record<syntax.Statement['type'], string>> = {
  If: 'if',
  For: 'for',
  While: 'while',
  With: 'with',
  Try: 'try',
  Match: 'match',
  ClassDef: 'class',
  FunctionDef: 'def',
}

export function skip(node: syntax.Statement, context: Context): void {
  if (node.type === 'FunctionDef' || node.type === 'ClassDef') return bindUnread(node, context)
  const why = unknown(
    `it was set or changed in a '${words[node.type] ?? node.type}' statement, which is not followed`,
    placeOf(node, context),
  )
  const names = namesIn(node)
  for (const name of names.used) forgetName(name, why, context.scope)
  for (const name of names.bound) context.scope.set(name, why)
}

/** A function or class whose code is not followed: calling it may change whatever the code mentions. */
class Unread extends HostObject {
  constructor(
    readonly description: string,
    private readonly mentioned: readonly string[],
    private readonly scope: Scope,
  ) {
    super()
  }

  override attribute(name: string): PyValue {
    return unknown(`${this.description}.${name} is not followed`)
  }

  override forget(why: Unknown): void {
    for (const name of this.mentioned) forgetName(name, why, this.scope)
  }

  override call(...[args, at]: Parameters<HostObject['call']>): PyValue {
    const why = unknown(`${this.description} is not followed`, at)
    forget(this, why)
    for (const value of [...args.positional, ...args.named.values()]) forget(value, why)
    return why
  }
}

function bindUnread(node: syntax.FunctionDef | syntax.ClassDef, context: Context): void {
  const { used } = namesIn(node)
  context.scope.set(node.name.name, new Unread(node.name.name || 'a function', [...used], context.scope))
}

function forgetName(name: string, why: Unknown, scope: Scope): void {
  const value = scope.get(name)
  if (value !== undefined) forget(value, why)
}

/** Every name that occurs below a node. */
function namesIn(node: object): { readonly used: ReadonlySet<string>; readonly bound: ReadonlySet<string> } {
  const used = new Set<string>()
  const bound = new Set<string>()
  const pending: unknown[] = [node]
  while (pending.length > 0) {
    const next = pending.pop()
    if (Array.isArray(next)) pending.push(...next)
    else if (typeof next === 'object' && next !== null) {
      collect(next as syntax.Statement | syntax.Expression, used, bound)
      pending.push(...Object.values(next))
    }
  }
  return { used, bound }
}

/** A name is bound where a target, an import, a definition, or a handler says so. */
function collect(node: syntax.Statement | syntax.Expression, used: Set<string>, bound: Set<string>): void {
  if (node.type === 'Name') used.add(node.name)
  for (const target of targetsOf(node)) bindTarget(target, bound)
  if (node.type === 'FunctionDef' || node.type === 'ClassDef') bound.add(node.name.name)
  if (node.type === 'Import' || node.type === 'ImportFrom')
    for (const { name, asName } of node.names) bound.add(asName ?? name.split('.')[0]!)
  if (node.type === 'Try') for (const { name } of node.handlers) if (name) bound.add(name.name)
}

function targetsOf(node: syntax.Statement | syntax.Expression): readonly syntax.Expression[] {
  switch (node.type) {
    case 'Assign':
    case 'Delete':
      return node.targets
    case 'AugAssign':
    case 'AnnAssign':
    case 'For':
    case 'NamedExpr':
      return [node.target]
    case 'With':
      return node.items.flatMap(item => item.target ?? [])
    default:
      return []
  }
}

function bindTarget(target: syntax.Expression, bound: Set<string>): void {
  if (target.type === 'Name') bound.add(target.name)
  else if (target.type === 'Starred') bindTarget(target.value, bound)
  else if (target.type === 'Tuple' || target.type === 'List')
    for (const element of target.elements) bindTarget(element, bound)
}
