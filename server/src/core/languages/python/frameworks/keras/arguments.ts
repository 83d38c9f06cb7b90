/** Arguments of Python calls as layers take them. */
import type { Given } from '../../../../layers/bind.ts'
import type { LayerKind } from '../../../../layers/layer.ts'
import type { Value } from '../../../../layers/value.ts'
import type { CallPlace } from '../../../../source/problem.ts'
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
export function callPlace(
  { parameters }: Pick<LayerKind, 'parameters'>,
  { places }: CallArguments,
  at: Place,
): CallPlace {
  const names = Object.keys(parameters)
  const spans = new Map<string, Span>(places.named)
  places.positional.forEach((span, i) => {
    const name = names[i]
    if (name !== undefined && !spans.has(name)) spans.set(name, span)
  })
  return { ...at, arguments: spans }
}
