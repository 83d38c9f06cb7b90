/** `absl.flags` and `tf.app.flags`: the default of a flag is its value. */
import type { Place } from '../../../../source/span.ts'
import { symbol, type Unknown, unknown } from '../../../../tensor/size.ts'
import type { CallArguments } from '../call-arguments.ts'
import { DictObject, ListObject } from '../containers.ts'
import { Foreign } from '../foreign.ts'
import { ScopedFunction } from '../native.ts'
import { unset } from '../unset.ts'
import type { PyValue } from '../values.ts'
import { callValue } from './calling.ts'
import type { Library } from './library.ts'
import type { Members } from './module.ts'
import { NamespaceObject } from './namespaces.ts'
import { takes } from './signature.ts'

/** `FLAGS`: calling it reads the command line, which is empty. */
class Flags extends NamespaceObject {
  override attribute(name: string): PyValue {
    const value = this.fields.get(name)
    if (value !== undefined) return value
    return this.fields.lost ?? new Foreign(`FLAGS.${name}`)
  }

  override call(_args: CallArguments): PyValue {
    return new ListObject([])
  }

  override subscript(name: PyValue, at: Place): PyValue {
    return typeof name === 'string' ? this.attribute(name) : super.subscript(name, at)
  }

  override forget(why: Unknown): void {
    this.journal.touch(this.fields)
    this.fields.lost ??= why
  }
}

const definers = [
  'integer',
  'float',
  'string',
  'boolean',
  'bool',
  'enum',
  'list',
  'multi_integer',
  'multi_string',
  'spaceseplist',
]

/** A flag without default is None where the program asks, and else what somebody gives. */
function initialValue(kind: string, name: string, value: PyValue): PyValue {
  if (value === null)
    return unset(
      kind === 'integer' ? symbol(`FLAGS.${name}`) : unknown(`FLAGS.${name} is given when the program is run`),
    )
  if (typeof value !== 'string' || !(kind === 'list' || kind === 'spaceseplist')) return value
  const words = kind === 'list' ? value.split(',').map(word => word.trim()) : value.split(/\s+/)
  return new ListObject(words.filter(Boolean))
}

function definer(kind: string, flags: Flags) {
  return takes(`DEFINE_${kind}(name, default=…, *rest, **options)`, ({ name, default: value = null }) => {
    if (typeof name !== 'string') return undefined
    flags.setAttribute(name, initialValue(kind, name, value))
    return new Foreign('a flag')
  })
}

export const flagsMembers = ({ journal }: Library): Members => {
  const flags = new Flags('FLAGS', new DictObject(), journal)
  return {
    FLAGS: flags,
    ...Object.fromEntries(definers.map(kind => [`DEFINE_${kind}`, definer(kind, flags)])),
  }
}

/** `app.run(main)` calls the function, or the `main` of the module, with what is left of the command line. */
export const appMembers = (library: Library): Members => ({
  flags: library.module('absl.flags') ?? null,
  run: new ScopedFunction('app.run', ({ scope }, { positional: [first], named }, at) => {
    const main = first ?? named.get('main') ?? scope.module.get('main')
    if (main !== undefined) callValue(main, [new ListObject([unknown('the name of the program', at)])], at)
    return null
  }),
})
