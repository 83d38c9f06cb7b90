/** The built-in functions that model code uses. */
import type { Place } from '../../../source/span.ts'
import { unknown } from '../../../tensor/size.ts'
import { attributeFunctions } from './builtins/attributes.ts'
import { dynamicFunctions } from './builtins/dynamic.ts'
import { iterationFunctions } from './builtins/iteration.ts'
import { numberFunctions } from './builtins/numbers.ts'
import { textFunctions } from './builtins/text.ts'
import type { CallArguments } from './call-arguments.ts'
import { exceptionTypes } from './exceptions.ts'
import { Foreign, known } from './foreign.ts'
import { Decorator } from './host.ts'
import type { Journal } from './journal.ts'
import { Wrapped } from './method-objects.ts'
import { Builtin, ScopedFunction } from './native.ts'
import { Scope } from './scope.ts'
import { evaluateSuper } from './super.ts'
import { namedTypes } from './types.ts'
import { describe, type PyValue, unknownValue } from './values.ts'

/** What a function gives; undefined where that is not known. */
export type Function_ = (args: CallArguments, at: Place, journal: Journal) => PyValue | undefined

/** The outermost scope, in which every module's names are looked up last. */
export function builtinScope(journal: Journal): Scope {
  const scope = new Scope(journal)
  for (const type of [...namedTypes, ...Object.values(exceptionTypes)]) scope.set(type.description, type)
  scope.set('super', new ScopedFunction('super', evaluateSuper))
  for (const kind of ['static', 'class'] as const)
    scope.set(`${kind}method`, new MethodDecorator(`${kind}method`, kind))
  scope.set('property', new MethodDecorator('property', 'property'))
  for (const functions of [numberFunctions, iterationFunctions, textFunctions, attributeFunctions])
    for (const [name, run] of Object.entries(functions))
      scope.set(name, new Builtin(name, (args, at) => answer(name, run, args, at, journal)))
  for (const dynamic of dynamicFunctions) scope.set(dynamic.description, dynamic)
  for (const [name, alias] of aliases) scope.set(name, exceptionTypes[alias])
  scope.set('open', new Foreign('open'))
  scope.set('NotImplemented', new Foreign('NotImplemented'))
  return scope
}

/** Older names of exceptions. */
const aliases = [
  ['IOError', 'OSError'],
  ['EnvironmentError', 'OSError'],
] as const

/** `@staticmethod`, `@classmethod`, `@property`. */
class MethodDecorator extends Decorator {
  constructor(
    readonly description: string,
    private readonly kind: Wrapped['kind'],
  ) {
    super()
  }

  wrap(inner: PyValue): PyValue {
    return new Wrapped(this.kind, inner)
  }

  override call({ positional: [inner, setter, deleter], named }: CallArguments, at: Place): PyValue {
    const getter = inner ?? named.get('fget')
    if (getter === undefined) return unknown(`${this.description} of nothing`, at)
    return new Wrapped(this.kind, getter, setter ?? named.get('fset'), deleter ?? named.get('fdel'))
  }
}

/** A function that is given something unknown answers with that reason, unless it can answer all the same. */
function answer(name: string, run: Function_, args: CallArguments, at: Place, journal: Journal): PyValue {
  const positional = args.positional.map(value => known(value, at))
  const given: CallArguments = { ...args, named: args.named, places: args.places, positional }
  const result = args.open ? args.open : run(given, at, journal)
  if (result !== undefined) return result
  const why = unknown(`${name}(${positional.map(describe).join(', ')}) is not known here`, at)
  return positional.map(unknownValue).find(each => each !== undefined) ?? why
}
