/** Keras's settings and what asks for them: `keras.backend.image_data_format()`, `keras.config.floatx()`. */
import { floatType } from '../../../../layers/policy.ts'
import { float } from '../../../../layers/value.ts'
import { sourcesOf } from '../../../../model/graph.ts'
import type { Tensor } from '../../../../model/tensor.ts'
import { unknown } from '../../../../tensor/size.ts'
import { flatten } from '../../../../tensor/structure.ts'
import { ListObject } from '../../evaluate/containers.ts'
import type { HostObject } from '../../evaluate/host.ts'
import type { Journal, Mutable } from '../../evaluate/journal.ts'
import { Builtin, procedure } from '../../evaluate/native.ts'
import { type PyValue, unknownValue } from '../../evaluate/values.ts'
import { toTensors } from './nests.ts'
import type { Runtime } from './runtime.ts'
import { TensorObject } from './tensors.ts'

/** The settings of one evaluation, which a program may change. */
export class Settings implements Mutable {
  private values: ReadonlyMap<string, PyValue> = new Map<string, PyValue>([
    ['image_data_format', 'channels_last'],
    ['floatx', floatType],
    ['epsilon', float(1e-7)],
    ['backend', 'tensorflow'],
  ])

  constructor(private readonly journal: Journal) {}

  get(name: string): PyValue | undefined {
    return this.values.get(name)
  }

  set(name: string, value: PyValue): void {
    this.journal.touch(this)
    this.values = new Map(this.values).set(name, value)
  }

  save(): unknown {
    return this.values
  }

  restore(state: unknown): void {
    this.values = state as ReadonlyMap<string, PyValue>
  }

  join(a: unknown, b: unknown, why: ReturnType<typeof unknown>): void {
    const [x, y] = [a, b] as [ReadonlyMap<string, PyValue>, ReadonlyMap<string, PyValue>]
    this.values = new Map([...x].map(([name, value]) => [name, y.get(name) === value ? value : why]))
  }

  lose(before: unknown, why: ReturnType<typeof unknown>): void {
    this.join(this.values, before, why)
  }
}

/** What a path such as `backend.floatx` stands for; undefined where it has nothing to do with settings. */
export function settingFunction(path: string, { settings, builder }: Runtime): HostObject | undefined {
  const [, verb = '', name = ''] = /^(?:backend|config)\.(?:\w+\.)*?(set_)?(\w+)$/.exec(path) ?? []
  if (settings.get(name) !== undefined)
    return verb === ''
      ? new Builtin(path, () => settings.get(name)!)
      : procedure(path, ({ positional: [value], named }, at) => {
          const given = value ?? [...named.values()][0]
          settings.set(name, given ?? unknown(`${path} is given nothing`, at))
        })
  if (path.endsWith('.is_keras_tensor')) return new Builtin(path, ({ positional: [value] }) => isKerasTensor(value))
  if (path.endsWith('.get_source_inputs'))
    return new Builtin(path, ({ positional: [value = null] }, at) => {
      const tensors = toTensors(value, at)
      if (tensors === undefined || unknownValue(value)) return unknown('where the tensor comes from is not known', at)
      return new ListObject(sourcesOf(flatten<Tensor>(tensors)).map(tensor => new TensorObject(tensor, builder)))
    })
  return undefined
}

/** Whether it is a tensor that layers make, or an input; undefined as unknown where it is not known. */
function isKerasTensor(value: PyValue | undefined): PyValue {
  const lost = value === undefined ? undefined : unknownValue(value)
  return lost ?? (value instanceof TensorObject && value.tensor.isData !== true)
}
