/** Built-in functions that look at the names around them, or run code that is given as text. */
import type { Place } from '../../../../source/span.ts'
import { unknown } from '../../../../tensor/size.ts'
import { parse } from '../../parse/tree.ts'
import type { Statement } from '../../syntax.ts'
import { executeBlock } from '../blocks.ts'
import type { CallArguments } from '../call-arguments.ts'
import { DictObject } from '../containers.ts'
import type { Context } from '../context.ts'
import { evaluate } from '../expressions.ts'
import { known } from '../foreign.ts'
import { forget } from '../forget.ts'
import { HostObject } from '../host.ts'
import { ScopedFunction } from '../native.ts'
import { Scope } from '../scope.ts'
import type { PyValue } from '../values.ts'

export const dynamicFunctions: readonly ScopedFunction[] = [
  new ScopedFunction('locals', ({ scope }) => localsOf(scope)),
  new ScopedFunction('globals', ({ scope }) => new ScopeDict(scope.module)),
  new ScopedFunction('vars', ({ scope }, { positional: [object] }, at) =>
    object === undefined
      ? localsOf(scope)
      : object instanceof HostObject
        ? object.attribute('__dict__', at)
        : unknown('vars() of this is not known here', at),
  ),
  new ScopedFunction('exec', (context, args, at) => runText('exec', args, context, at)),
  new ScopedFunction('eval', (context, args, at) => runText('eval', args, context, at)),
  new ScopedFunction('compile', (_, __, at) => unknown('compiled code is not followed', at)),
  new ScopedFunction('__import__', (_, { positional: [name] }: CallArguments, at) =>
    unknown(`${typeof name === 'string' ? name : 'a module'} is imported by __import__, which is not followed`, at),
  ),
]

/** The names of a module are those of the dictionary; those of a function are copied. */
function localsOf(scope: Scope): DictObject {
  if (scope === scope.module) return new ScopeDict(scope)
  const dict = new DictObject()
  for (const [name, value] of scope.names) dict.set(name, value)
  return dict
}

/** `globals()`: what is stored in it is bound in the module. */
class ScopeDict extends DictObject {
  constructor(private readonly scope: Scope) {
    super()
  }

  override get(key: PyValue): PyValue | undefined {
    return typeof key === 'string' ? this.scope.names.get(key) : undefined
  }

  override set(key: PyValue, value: PyValue): void {
    if (typeof key === 'string') this.scope.set(key, value)
  }

  override delete(key: PyValue): boolean {
    if (typeof key !== 'string' || !this.scope.names.has(key)) return false
    this.scope.delete(key)
    return true
  }

  override get size(): number {
    return this.scope.names.size
  }

  override *[Symbol.iterator](): Iterator<readonly [key: PyValue, value: PyValue]> {
    yield* [...this.scope.names]
  }

  override empty(): DictObject {
    return new DictObject()
  }
}

/** Text of which more is not followed. */
const longestText = 10_000

/** Code that is a known text runs as if it stood where it is called. */
function runText(name: 'exec' | 'eval', args: CallArguments, context: Context, at: Place): PyValue {
  const [code, ...given] = args.positional
  const text = code === undefined ? undefined : known(code, at)
  const scope = scopeFor(given, context)
  if (typeof text !== 'string' || text.length > longestText || !scope || args.open) return runUnknown(name, context, at)
  const { chunks } = parse(name === 'eval' ? text.trim() : text)
  const body = chunks.flatMap(chunk => chunk.body)
  const isRead = chunks.every(({ problems }) => problems.length === 0)
  const [first] = body
  if (!isRead || (name === 'eval' && (body.length !== 1 || first?.type !== 'Expr')))
    return unknown(`the text that ${name} is given is no Python that can be read`, at)
  if (!context.budget.enterCall()) return unknown(`calls of ${name} are nested too deeply`, at)
  const inner: Context = { ...context, scope, problems: [] }
  moveTo(body, at.from - context.base, at.to - context.base)
  const value = name === 'eval' && first?.type === 'Expr' ? evaluate(first.value, inner) : runBlock(body, inner)
  context.budget.leaveCall()
  return value
}

function runBlock(body: readonly Statement[], context: Context): PyValue {
  executeBlock(body, context)
  return null
}

/** The names that the code sees: those around it, or those of the dictionaries that are given. */
function scopeFor(given: readonly PyValue[], { scope, journal }: Context): Scope | undefined {
  if (given.length === 0 && scope === scope.module) return scope
  const dicts = given.filter(each => each !== null)
  if (!dicts.every(each => each instanceof DictObject && !each.lost)) return undefined
  const isModule = dicts.length === 1 && dicts[0] instanceof ScopeDict && dicts[0].size === scope.module.names.size
  if (isModule) return scope.module
  const inner = new Scope(journal, dicts.length === 0 ? scope : builtinsOf(scope), scope.module)
  for (const dict of dicts as readonly DictObject[])
    for (const [key, value] of dict) if (typeof key === 'string') inner.set(key, value)
  return inner
}

/** The outermost scope. */
function builtinsOf(scope: Scope): Scope {
  let outermost = scope
  while (outermost.outer) outermost = outermost.outer
  return outermost
}

/** All of the code stands where it is run. */
function moveTo(node: unknown, start: number, end: number): void {
  if (Array.isArray(node)) for (const each of node) moveTo(each, start, end)
  else if (typeof node === 'object' && node !== null) {
    if ('start' in node && 'end' in node) Object.assign(node, { start, end })
    for (const part of Object.values(node)) moveTo(part, start, end)
  }
}

/** Code that is not known may change whatever any name leads to. */
function runUnknown(name: string, { scope }: Context, at: Place): PyValue {
  const why = unknown(`it may have been changed by ${name}, which is not followed`, at)
  const seen = new Set<object>()
  for (let around: Scope | undefined = scope; around?.outer; around = around.outer) {
    for (const [each, value] of around.names) {
      forget(value, why, seen)
      if (name === 'exec' && !(value instanceof HostObject)) around.set(each, why)
    }
  }
  return unknown(`the result of ${name} is not known here`, at)
}
