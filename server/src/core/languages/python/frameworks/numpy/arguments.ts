/** The arguments of NumPy's functions by name: signatures are the parameters' names, `*` before one that takes the rest. */
import type { Place } from '../../../../source/span.ts'
import { isUnknown, type Unknown, unknown } from '../../../../tensor/size.ts'
import type { CallArguments } from '../../evaluate/call-arguments.ts'
import { TupleObject } from '../../evaluate/containers.ts'
import { Foreign } from '../../evaluate/foreign.ts'
import { forget } from '../../evaluate/forget.ts'
import { HostObject } from '../../evaluate/host.ts'
import { describe, type PyValue, unknownValue } from '../../evaluate/values.ts'
import type { World } from './array.ts'

/** What was written for each parameter; absent where nothing was. */
export type Given = Readonly<Record<string, PyValue | undefined>>

/** A function's parameters, and what it computes; undefined where that is not known. */
export interface Definition {
  readonly parameters: readonly string[]
  readonly run: (given: Given, world: World) => PyValue | undefined
}

export const define = (parameters: string, run: Definition['run']): Definition => ({
  parameters: parameters.split(', ').filter(name => name !== ''),
  run,
})

/** The arguments by name; undefined where they do not fit. */
function nameArguments(
  { parameters }: Definition,
  positional: readonly PyValue[],
  { named }: CallArguments,
): Given | undefined {
  const given: Record<string, PyValue> = {}
  const rest = parameters.findIndex(name => name.startsWith('*'))
  if (rest < 0 && positional.length > parameters.length) return undefined
  const places = rest < 0 ? parameters : parameters.slice(0, rest)
  positional.slice(0, places.length).forEach((value, i) => {
    given[places[i]!] = value
  })
  if (rest >= 0) given[parameters[rest]!.slice(1)] = new TupleObject(positional.slice(rest))
  for (const [name, value] of named) {
    if (!parameters.includes(name) || name in given) return undefined
    given[name] = value
  }
  return given
}

/** A function of NumPy, or a method where `self` is given, which is then its first argument. */
export class NumPyFunction extends HostObject {
  constructor(
    readonly description: string,
    private readonly definition: Definition,
    private readonly world: World,
    private readonly self?: PyValue,
  ) {
    super()
  }

  /** It changes nothing but the arrays that it says it changes. */
  override keeps(): boolean {
    return true
  }

  override get isCallable(): boolean {
    return true
  }

  override attribute(name: string): PyValue {
    return new Foreign(`${this.description}.${name}`)
  }

  override call(args: CallArguments, at: Place): PyValue {
    const positional = this.self === undefined ? args.positional : [this.self, ...args.positional]
    const given = args.open ? undefined : nameArguments(this.definition, positional, args)
    const result = given && this.definition.run(given, this.world)
    if (result === undefined && (!given || 'out' in given)) this.forgetAll([...positional, ...args.named.values()], at)
    if (result === undefined) return this.notKnown([...positional, ...args.named.values()], args, at)
    return isUnknownResult(result) && !result.place ? unknown(result.why, at) : result
  }

  /** A function that is given something to write into may have changed it. */
  private forgetAll(values: readonly PyValue[], at: Place): void {
    for (const value of values) forget(value, unknown(`it was passed to ${this.description}`, at))
  }

  /** Of something foreign the result is foreign; of something unknown it is unknown for the same reason. */
  private notKnown(values: readonly PyValue[], { open }: CallArguments, at: Place): PyValue {
    const lost: Unknown | undefined = open ?? values.map(unknownValue).find(each => each !== undefined)
    if (lost) return lost
    if (values.some(value => value instanceof Foreign)) return new Foreign(`${this.description}(…)`)
    return unknown(`${this.description}(${values.map(describe).join(', ').slice(0, 80)}) is not known here`, at)
  }
}

const isUnknownResult = (value: PyValue): value is Unknown => isUnknown(value)
