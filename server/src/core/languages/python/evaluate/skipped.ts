/**
 * Statements that are not followed. Nothing that they may have changed is known after them: the names that they bind,
 * and everything that the names they mention lead to.
 */
import { type Unknown, unknown } from '../../../tensor/size.ts'
import type * as syntax from '../syntax.ts'
import { type Context, placeOf } from './context.ts'
import { forget } from './forget.ts'
import { HostObject } from './host.ts'
import { namesIn as patternNames } from './patterns.ts'
import type { Scope } from './scope.ts'
import { onward, type Ways } from './ways.ts'

const words: Partial<Record<syntax.Statement['type'], string>> = {
  For: 'async for',
  Error: 'broken',
}

export function skip(node: syntax.Statement, context: Context): Ways {
  const why = unknown(
    `it was set or changed in a '${words[node.type] ?? node.type}' statement, which is not followed`,
    placeOf(node, context),
  )
  const { used, bound } = namesIn(node)
  const seen = new Set<object>()
  for (const [name, attributes] of used) forgetName(name, attributes, why, context.scope, seen)
  for (const name of bound) context.scope.set(name, why)
  return onward
}

/** Each name that occurs, with the attributes that are read of it; `undefined` among them where it stands alone. */
type Uses = ReadonlyMap<string, ReadonlySet<string | undefined>>

/** Nothing is known any more of what the names in a piece of code lead to. */
export function forgetNamesIn(node: object, why: Unknown, scope: Scope, seen: Set<object>): void {
  for (const [name, attributes] of namesIn(node).used) forgetName(name, attributes, why, scope, seen)
}

function forgetName(
  name: string,
  attributes: ReadonlySet<string | undefined>,
  why: Unknown,
  scope: Scope,
  seen: Set<object>,
): void {
  const value = scope.get(name)
  if (
    value instanceof HostObject &&
    [...attributes].every(attribute => attribute !== undefined && value.keeps(attribute))
  )
    return
  if (value !== undefined) forget(value, why, seen)
}

/** Every name that occurs below a node. */
function namesIn(node: object): { readonly used: Uses; readonly bound: ReadonlySet<string> } {
  const used = new Map<string, Set<string | undefined>>()
  const bound = new Set<string>()
  const pending: [part: unknown, attribute: string | undefined][] = [[node, undefined]]
  while (pending.length > 0) {
    const [part, attribute] = pending.pop()!
    if (Array.isArray(part)) for (const item of part) pending.push([item, undefined])
    if (typeof part !== 'object' || part === null || Array.isArray(part)) continue
    const inner = part as syntax.Statement | syntax.Expression
    if (inner.type === 'Name') used.set(inner.name, (used.get(inner.name) ?? new Set()).add(attribute))
    collectBound(inner, bound)
    const read = inner.type === 'Attribute' ? inner.attribute.name : undefined
    for (const child of Object.values(inner)) pending.push([child, read])
  }
  return { used, bound }
}

/** A name is bound where a target, an import, a definition, or a handler says so. */
function collectBound(node: syntax.Statement | syntax.Expression, bound: Set<string>): void {
  for (const target of targetsOf(node)) bindTarget(target, bound)
  if (node.type === 'FunctionDef' || node.type === 'ClassDef') bound.add(node.name.name)
  if (node.type === 'Import' || node.type === 'ImportFrom')
    for (const { name, asName } of node.names) bound.add(asName ?? name.split('.')[0]!)
  if (node.type === 'Match')
    for (const { pattern } of node.cases) for (const name of patternNames(pattern)) bound.add(name)
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
