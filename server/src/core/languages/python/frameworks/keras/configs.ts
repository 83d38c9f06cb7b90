/** `get_config` and `from_config`: layers that are made from what others say of themselves. */
import { isLayerValue, isList, isNamedValue, type Value } from '../../../../layers/value.ts'
import type { ModelBuilder } from '../../../../model/builder.ts'
import type { Layer, PlainLayer } from '../../../../model/layer.ts'
import type { Place } from '../../../../source/span.ts'
import { isUnknown, unknown } from '../../../../tensor/size.ts'
import { argumentsOf, type CallArguments } from '../../evaluate/call-arguments.ts'
import { DictObject } from '../../evaluate/containers.ts'
import { HostObject } from '../../evaluate/host.ts'
import { Builtin } from '../../evaluate/native.ts'
import { type PyValue, unknownValue } from '../../evaluate/values.ts'
import { memberOf } from './layer-members.ts'

/** What every layer says of itself. */
export function baseConfig({ name, trainable }: Layer, dtype: Value = null): DictObject {
  const config = new DictObject()
  config.set('name', name)
  config.set('trainable', trainable)
  config.set('dtype', new ConfigPart('dtype', dtype))
  return config
}

/** What a layer of the catalogue says of itself; undefined where it holds others, of which it makes copies. */
export function configOf(layer: PlainLayer, builder: ModelBuilder): DictObject | undefined {
  const { kind, values } = layer.bound
  const config = baseConfig(layer, values.get('dtype'))
  for (const name of Object.keys(kind.parameters)) {
    const value = values.get(name)
    if (value === undefined) continue
    if (holdsLayer(value)) return undefined
    config.set(name, partOf(layer, name, value, builder))
  }
  return config
}

const holdsLayer = (value: Value): boolean => isLayerValue(value) || (isList(value) && value.some(holdsLayer))

function partOf(layer: PlainLayer, name: string, value: Value, builder: ModelBuilder): PyValue {
  if (isUnknown(value)) return value
  if (name.endsWith('activation')) return value === null ? 'linear' : nameOf(name, value)
  const member = memberOf(layer, name, builder)
  return member === undefined || member instanceof HostObject ? new ConfigPart(name, value) : member
}

const nameOf = (name: string, value: Value): PyValue => {
  const known = isNamedValue(value) && !value.apply ? value.name : value
  return typeof known === 'string' ? known : new ConfigPart(name, value)
}

/** A part of a configuration that nobody looks into: what was given for it. */
class ConfigPart extends HostObject {
  constructor(
    readonly description: string,
    private readonly value: Value,
  ) {
    super()
  }

  override copied(): PyValue {
    return this
  }

  override toArgument(): Value {
    return this.value
  }
}

/** `Class.from_config(config)`, of a class that makes its instances by `make`. */
export const fromConfig = (make: (args: CallArguments, at: Place) => PyValue): Builtin =>
  new Builtin('from_config', ({ positional, named, open }, at) => {
    const config = positional[0] ?? named.get('config') ?? null
    if (!(config instanceof DictObject) || config.lost || open)
      return open ?? unknownValue(config) ?? unknown('the configuration is not known', at)
    const given = [...config].map(([key, value]) => [String(key), value] as const)
    return make(argumentsOf([], new Map(given)), at)
  })
