/** `Input(...)`: a function that makes an input layer and gives its tensor. */
import { InputLayer } from '../../../../layers/keras/input.ts'
import type { ModelBuilder } from '../../../../model/builder.ts'
import type { Place } from '../../../../source/span.ts'
import type { CallArguments } from '../../evaluate/call-arguments.ts'
import { HostObject } from '../../evaluate/host.ts'
import type { PyValue } from '../../evaluate/values.ts'
import { callPlace, givenOf } from './arguments.ts'
import { tensorsValue } from './tensors.ts'

/** The order of the function's parameters, which is not the class's. Source: keras/src/layers/core/input_layer.py. */
const parameters = ['shape', 'batch_size', 'dtype', 'sparse', 'batch_shape', 'name', 'tensor', 'optional', 'ragged']

export class InputFunction extends HostObject {
  readonly description = 'Input'

  constructor(private readonly builder: ModelBuilder) {
    super()
  }

  override call(args: CallArguments, at: Place): PyValue {
    const byName = nameArguments(args)
    const made = this.builder.layer(
      InputLayer,
      givenOf(InputLayer, byName, this.builder, at),
      callPlace(parameters, byName, at),
    )
    return tensorsValue(this.builder.outputOf(made), this.builder)
  }
}

/** Gives positional arguments the names that the function gives them, and `tensor` the class's name for it. */
function nameArguments({ positional, named, open, places, constant }: CallArguments): CallArguments {
  const rename = (name: string) => (name === 'tensor' ? 'input_tensor' : name)
  const all = new Map([...named].map(([name, value]) => [rename(name), value]))
  const spans = new Map([...places.named].map(([name, span]) => [rename(name), span]))
  positional.forEach((value, i) => {
    const name = rename(parameters[i] ?? `argument ${i}`)
    if (all.has(name)) return
    all.set(name, value)
    const span = places.positional[i]
    if (span) spans.set(name, span)
  })
  return { positional: [], named: all, open, places: { positional: [], named: spans }, constant }
}
