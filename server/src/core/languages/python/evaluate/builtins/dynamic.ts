/** Built-in functions that look at the names around them, or run code that is not known. */
import type { Place } from '../../../../source/span.ts'
import { unknown } from '../../../../tensor/size.ts'
import type { CallArguments } from '../call-arguments.ts'
import { DictObject } from '../containers.ts'
import type { Context } from '../context.ts'
import { forget } from '../forget.ts'
import { HostObject } from '../host.ts'
import { ScopedFunction } from '../native.ts'
import type { Scope } from '../scope.ts'
import type { PyValue } from '../values.ts'

export const dynamicFunctions: readonly ScopedFunction[] = [
  new ScopedFunction('locals', ({ scope }) => dictOf(scope.names)),
  new ScopedFunction('globals', ({ scope }) => dictOf(scope.module.names)),
  new ScopedFunction('vars', ({ scope }, { positional: [object] }, at) =>
    object === undefined
      ? dictOf(scope.names)
      : object instanceof HostObject
        ? object.attribute('__dict__', at)
        : unknown('vars() of this is not known here', at),
  ),
  new ScopedFunction('exec', (context, _, at) => runUnknown('exec', context, at)),
  new ScopedFunction('eval', (context, _, at) => runUnknown('eval', context, at)),
  new ScopedFunction('compile', (_, __, at) => unknown('compiled code is not followed', at)),
  new ScopedFunction('__import__', (_, { positional: [name] }: CallArguments, at) =>
    unknown(`${typeof name === 'string' ? name : 'a module'} is imported by __import__, which is not followed`, at),
  ),
]

/** A copy of the names as they are now. */
function dictOf(names: ReadonlyMap<string, PyValue>): DictObject {
  const dict = new DictObject()
  for (const [name, value] of names) dict.set(name, value)
  return dict
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
