/** Imports: a framework answers for its modules; what no framework knows is foreign. */
import { unknown } from '../../../tensor/size.ts'
import type * as syntax from '../syntax.ts'
import { type Context, placeOf } from './context.ts'
import { standardModule } from './standard.ts'
import { Foreign, HostObject, type PyValue } from './values.ts'

export function executeImport(node: syntax.Import, context: Context): void {
  for (const { name, asName } of node.names) {
    const [first = name] = name.split('.')
    if (asName !== null) bind(asName, moduleAt(name, context), node, context)
    else bind(first, moduleAt(first, context), node, context)
  }
}

export function executeImportFrom(node: syntax.ImportFrom, context: Context): void {
  const module = node.level === 0 ? moduleAt(node.module, context) : undefined
  for (const { name, asName } of node.names) {
    const place = placeOf(node, context)
    if (name === '*') importAll(module, context)
    else if (module instanceof HostObject) bind(asName ?? name, module.attribute(name, place), node, context)
    else
      bind(
        asName ?? name,
        unknown(`${name} is imported from ${'.'.repeat(node.level)}${node.module}, which is not read`, place),
        node,
        context,
      )
  }
}

function bind(name: string, value: PyValue | undefined, node: syntax.Statement, context: Context): void {
  context.scope.set(name, value ?? unknown(`${name} is imported from a file that is not read`, placeOf(node, context)))
}

function importAll(module: PyValue | undefined, context: Context): void {
  const names = module instanceof Module ? module.exports() : new Map<string, PyValue>()
  for (const [name, value] of names) context.scope.set(name, value)
}

function moduleAt(path: string, context: Context): PyValue | undefined {
  for (const framework of context.frameworks) {
    const module = framework.module(path)
    if (module) return module
  }
  return standardModule(path)
}

/** A module that knows its public names. */
export abstract class Module extends HostObject {
  /** What `from module import *` binds. */
  abstract exports(): ReadonlyMap<string, PyValue>
}

/** A module of a library that is not evaluated and changes no model. */
export const foreignModule = (path: string): Foreign => new Foreign(path)
