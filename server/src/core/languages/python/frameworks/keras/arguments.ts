/** Arguments of Python calls as layers take them. */
import type { Given } from '../../../../layers/bind.ts'
import type { LayerKind } from '../../../../layers/layer.ts'
import type { CallPlace } from '../../../../layers/problem.ts'
import type { Value } from '../../../../layers/value.ts'
import type { Place, Span } from '../../../../source/span.ts'
import { type CallArguments, toArgument } from '../../evaluate/values.ts'

/** What was written, with every parameter that `**unknown` may have set left open. */
export function givenOf(kind: LayerKind, args: CallArguments, at: Place): Given {
  const named = new Map<string, Value>()
  for (const [name, value] of args.named) named.set(name, toArgument(value, at))
  const positional = args.positional.map(value => toArgument(value, at))
  if (args.open)
    for (const name of Object.keys(kind.parameters).slice(positional.length))
      if (!named.has(name)) named.set(name, args.open)
  return { positional, named }
}

/** Where a call stands, each argument under its parameter's name. */
export const callPlace = (parameters: readonly string[], args: CallArguments, at: Place): CallPlace =>
  new WrittenCall(at, parameters, args)

/** Where the arguments stand is worked out when a problem asks for it. */
class WrittenCall implements CallPlace {
  readonly file: string
  readonly from: number
  readonly to: number

  constructor(
    { file, from, to }: Place,
    private readonly parameters: readonly string[],
    private readonly written: CallArguments,
  ) {
    this.file = file
    this.from = from
    this.to = to
  }

  get arguments(): ReadonlyMap<string, Span> {
    const { positional, named } = this.written.places
    const spans = new Map<string, Span>()
    const put = (name: string, { from, to }: Span) => spans.set(name, { from: this.from + from, to: this.from + to })
    positional.forEach((span, i) => {
      put(this.parameters[i] ?? `argument ${i}`, span)
    })
    for (const [name, span] of named) put(name, span)
    return spans
  }
}
