/** Classes of Keras that programs derive classes from. */
import type { Place } from '../../../../source/span.ts'
import { unknown } from '../../../../tensor/size.ts'
import type { Base } from '../../evaluate/bases.ts'
import { argumentsOf, type CallArguments } from '../../evaluate/call-arguments.ts'
import type { ClassObject } from '../../evaluate/classes.ts'
import { HostObject } from '../../evaluate/host.ts'
import type { InstanceObject } from '../../evaluate/instances.ts'
import { Builtin } from '../../evaluate/native.ts'
import type { PyValue } from '../../evaluate/values.ts'
import { fromConfig } from './configs.ts'
import { CustomObject } from './custom.ts'
import type { LayerObject } from './layers.ts'
import type { Runtime } from './runtime.ts'
import { KerasType } from './types.ts'

/** A class of Keras that programs derive classes from. */
export abstract class KerasClass extends KerasType implements Base {
  readonly entry = 'call'

  constructor(protected readonly runtime: Runtime) {
    super()
  }

  /** Makes what an instance is, as the `__init__` of this class does with these arguments. */
  abstract begin(self: CustomObject, args: CallArguments, at: Place): LayerObject

  /** What the tensors of a call are called, where the class says what it does with them. */
  get inputNames(): readonly string[] {
    return []
  }

  override get isCallable(): boolean {
    return true
  }

  inherited(name: string, self: InstanceObject, at: Place): PyValue | undefined {
    return self instanceof CustomObject ? self.inherit(name, at) : undefined
  }

  classMember(name: string, made: ClassObject): PyValue | undefined {
    return name === 'from_config' ? fromConfig((args, at) => made.call(args, at)) : undefined
  }

  instantiate(made: ClassObject, at: Place): InstanceObject {
    return new CustomObject(made, this, at, this.runtime)
  }

  /** `Layer.__init__(self)`: what an instance inherits, called with the instance. */
  override attribute(name: string, at: Place): PyValue {
    if (name === '__name__' || name === '__qualname__') return super.attribute(name, at)
    return new Builtin(name, (args, place) => {
      const [self, ...positional] = args.positional
      const method = self instanceof CustomObject ? self.inherit(name, at) : undefined
      if (!(method instanceof HostObject)) return unknown(`${this.description}.${name} is not known here`, at)
      return method.call({ ...argumentsOf(positional, args.named), open: args.open }, place)
    })
  }
}
