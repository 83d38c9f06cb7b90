/** What happens once the body of a class has run: metaclasses, `__init_subclass__` and `__set_name__`. */
import type { Place } from '../../../source/span.ts'
import { unknown } from '../../../tensor/size.ts'
import { argumentsOf, type CallArguments } from './call-arguments.ts'
import { ClassObject } from './classes.ts'
import { DictObject, TupleObject } from './containers.ts'
import { InstanceObject, isDescriptor } from './instances.ts'
import { Method, Wrapped } from './method-objects.ts'
import { Builtin } from './native.ts'
import type { PyValue } from './values.ts'

/** The class as Python gives it to its name. */
export function completed(made: ClassObject, keywords: ReadonlyMap<string, PyValue>, at: Place): PyValue {
  const { metaclass } = made
  const named = new Map([...keywords].filter(([name]) => name !== 'metaclass'))
  const given = argumentsOf([made.description, new TupleObject(made.bases), namesOf(made)], named)
  const result = metaclass ? madeBy(metaclass, made, given, at) : made
  if (result !== made) return result
  tellDescriptors(made, at)
  const told = made.find('__init_subclass__', made.above)
  if (told !== undefined) new Method(told instanceof Wrapped ? told.inner : told, made).call(argumentsOf([], named), at)
  const init = metaclass?.find('__init__')
  if (init !== undefined) new Method(init, made).call(given, at)
  return made
}

/** What the metaclass makes of a class whose body has run. */
function madeBy(metaclass: ClassObject, made: ClassObject, args: CallArguments, at: Place): PyValue {
  const maker = metaclass.find('__new__')
  if (maker === undefined) return made
  const before = metaclass.pending
  metaclass.pending = made
  const result = new Method(maker instanceof Wrapped ? maker.inner : maker, metaclass).call(args, at)
  metaclass.pending = before
  return result
}

const namesOf = (made: ClassObject): DictObject => {
  const names = new DictObject()
  for (const [name, value] of made.own) names.set(name, value)
  return names
}

function tellDescriptors(made: ClassObject, at: Place): void {
  for (const [name, value] of [...made.own]) {
    if (!(value instanceof InstanceObject)) continue
    value.special('__set_name__', [made, name], at)
    if (isDescriptor(value, '__set__')) made.hasDescriptors = true
  }
}

/** `type.__new__(metaclass, name, bases, names)`, `type.__call__(cls, …)`: what metaclasses ask of `type`. */
export const typeMembers: Readonly<Record<string, Builtin>> = {
  __new__: new Builtin('type.__new__', ({ positional: [metaclass, name, bases, names] }, at) => {
    const made = metaclass instanceof ClassObject ? metaclass.pending : undefined
    const isSame =
      made?.description === name &&
      bases instanceof TupleObject &&
      bases.items.length === made?.bases.length &&
      bases.items.every((base, i) => base === made.bases[i])
    if (!made || !isSame || !(names instanceof DictObject) || names.lost)
      return unknown('a class that is made by type.__new__ is not known here', at)
    for (const [each, value] of names)
      if (typeof each === 'string' && made.own.get(each) !== value) made.setAttribute(each, value)
    for (const each of [...made.own.keys()]) if (names.get(each) === undefined) made.deleteAttribute(each)
    return made
  }),
  __init__: new Builtin('type.__init__', () => null),
  __call__: new Builtin('type.__call__', (args, at) => {
    const [made, ...positional] = args.positional
    if (!(made instanceof ClassObject)) return unknown('what type.__call__ makes is not known here', at)
    return made.construct({ ...argumentsOf(positional, args.named), open: args.open }, at)
  }),
}
