/** Imports: a framework answers for its modules; what no framework knows is foreign. */
import { unknown } from '../../../tensor/size.ts'
import type * as syntax from '../syntax.ts'
import { type Context, placeOf } from './context.ts'
import { ExceptionObject, exceptionTypes } from './exceptions.ts'
import { Extensible } from './extensible.ts'
import { Foreign } from './foreign.ts'
import { HostObject } from './host.ts'
import { SourceModule } from './modules.ts'
import type { PyValue } from './values.ts'

export function executeImport(node: syntax.Import, context: Context): void {
  for (const { name, asName } of node.names) {
    const [first = name] = name.split('.')
    const whole = moduleAt(name, context)
    if (asName !== null) bind(asName, whole, node, context)
    else bind(first, name === first ? whole : moduleAt(first, context), node, context)
  }
}

export function executeImportFrom(node: syntax.ImportFrom, context: Context): void {
  const path = '.'.repeat(node.level) + node.module
  const module = moduleAt(path, context)
  for (const { name, asName } of node.names)
    if (name === '*') importAll(module, context)
    else bind(asName ?? name, memberOf(module, path, name, node, context), node, context)
}

/** A member of a module; a package's may be a module that nobody has imported yet. */
function memberOf(
  module: PyValue | undefined,
  path: string,
  name: string,
  node: syntax.ImportFrom,
  context: Context,
): PyValue {
  const place = placeOf(node, context)
  if (!(module instanceof HostObject)) return unknown(`${name} is imported from ${path}, which is not read`, place)
  const set = module instanceof Extensible ? module.setByProgram(name) : undefined
  if (set !== undefined) return set
  const own = module instanceof SourceModule ? module.exported(name) : module.attribute(name, place)
  const inner = own === undefined ? moduleAt(path.endsWith('.') ? path + name : `${path}.${name}`, context) : own
  return inner === undefined ? module.attribute(name, place) : inner
}

function bind(name: string, value: PyValue | undefined, node: syntax.Statement, context: Context): void {
  context.scope.set(name, value ?? unknown(`${name} is imported from a file that is not read`, placeOf(node, context)))
}

function importAll(module: PyValue | undefined, context: Context): void {
  const exporting = module instanceof Module || module instanceof SourceModule
  const names = exporting ? module.exports() : new Map<string, PyValue>()
  for (const [name, value] of names) context.scope.set(name, value)
}

/** A framework answers for its modules, then a file of the workspace, then what is known of libraries. */
function moduleAt(path: string, context: Context): PyValue | undefined {
  for (const framework of path.startsWith('.') ? [] : context.frameworks) {
    const module = framework.module(path)
    if (module) return module
  }
  const found = context.modules.find(path, context) ?? context.library.module(path)
  if (found === undefined) context.handlers.note(notFound())
  return found
}

/** What `import` may raise for a module of which nothing is known. */
const notFound = (): PyValue => new ExceptionObject(exceptionTypes.ModuleNotFoundError, [])

/** A module that knows its public names. */
export abstract class Module extends Extensible {
  /** What `from module import *` binds. */
  abstract exports(): ReadonlyMap<string, PyValue>
}

/** A module of a library that is not evaluated and changes no model. */
export const foreignModule = (path: string): Foreign => new Foreign(path)
