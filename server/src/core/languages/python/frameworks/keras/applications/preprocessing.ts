/** `preprocess_input` and `decode_predictions` of `keras.applications`. Source: keras/src/applications/imagenet_utils.py. */
import { float } from '../../../../../layers/value.ts'
import type { ModelBuilder } from '../../../../../model/builder.ts'
import type { Tensor } from '../../../../../model/tensor.ts'
import type { Place } from '../../../../../source/span.ts'
import { isShape } from '../../../../../tensor/shape.ts'
import { unknown } from '../../../../../tensor/size.ts'
import type { CallArguments } from '../../../evaluate/call-arguments.ts'
import { ListObject, TupleObject } from '../../../evaluate/containers.ts'
import { ellipsis, type HostObject } from '../../../evaluate/host.ts'
import { Builtin } from '../../../evaluate/native.ts'
import { type PyValue, unknownValue } from '../../../evaluate/values.ts'
import { NumPyValue, wrapArray } from '../../numpy/array.ts'
import { vague } from '../../numpy/data.ts'
import { isFloat } from '../../numpy/dtypes.ts'
import { worldOf } from '../../numpy/worlds.ts'
import { TensorFunction } from '../nests.ts'
import { operate } from '../operate.ts'
import { TensorObject, tensorsValue } from '../tensors.ts'

/** How pictures become what a model was trained on; `none` where the model does that itself. */
type Mode = 'caffe' | 'tf' | 'torch' | 'none'

const modes: Readonly<Record<string, Mode>> = {
  convnext: 'none',
  densenet: 'torch',
  efficientnet: 'none',
  efficientnet_v2: 'none',
  imagenet_utils: 'caffe',
  mobilenet_v3: 'none',
  resnet: 'caffe',
  resnet50: 'caffe',
  vgg16: 'caffe',
  vgg19: 'caffe',
}

/** What a module of `keras.applications` has besides models. */
export function applicationHelper(module: string, name: string, builder: ModelBuilder): HostObject | undefined {
  if (name === 'preprocess_input') return new PreprocessInput(modes[module] ?? 'tf', builder)
  if (name === 'decode_predictions')
    return new Builtin(name, (_, at) => unknown('only data decides what the predictions are', at))
  return undefined
}

class PreprocessInput extends TensorFunction {
  readonly description = 'preprocess_input'

  constructor(
    private readonly mode: Mode,
    private readonly builder: ModelBuilder,
  ) {
    super()
  }

  override call({ positional, named, open }: CallArguments, at: Place): PyValue {
    const x = positional[0] ?? named.get('x')
    const order = positional[1] ?? named.get('data_format') ?? null
    const mode = positional[2] ?? named.get('mode') ?? this.mode
    if (open || x === undefined) return open ?? unknown('there is nothing to preprocess yet', at)
    if (mode === 'none') return x
    if (x instanceof NumPyValue) return this.array(x, at)
    if (!(x instanceof TensorObject)) return unknownValue(x) ?? unknown('what is preprocessed is not known', at)
    const isUsual = (order === null || order === 'channels_last') && typeof mode === 'string'
    return isUsual ? this.tensor(x, mode, at) : unknown('the preprocessing is not known here', at)
  }

  /** Only the values of an array change; one of floats is changed itself. */
  private array(x: NumPyValue, at: Place): PyValue {
    const world = worldOf(this.builder)
    const { dtype, shape } = x.data
    if (!world) return unknown('an array is not known here', at)
    return wrapArray(vague(isFloat(dtype) ? dtype : 'float32', shape, 'it is preprocessed'), world)
  }

  /** The operations become part of the graph. */
  private tensor(x: TensorObject, mode: string, at: Place): PyValue {
    const divided = (by: number) => x.binary('/', float(by), false, at)
    if (mode === 'tf') return minus(divided(127.5), float(1), at)
    const scaled = mode === 'torch' ? divided(255) : this.reversed(x, at)
    const shifted = plus(scaled, this.perChannel(x), at)
    return mode === 'torch' && shifted instanceof TensorObject
      ? shifted.binary('/', this.perChannel(undefined), false, at)
      : shifted
  }

  /** Blue, green, red. */
  private reversed(x: TensorObject, at: Place): PyValue {
    const channels = [2, 1, 0].map(i => x.subscript(new TupleObject([ellipsis, i]), at))
    return tensorsValue(operate('ops.stack', [new ListObject(channels), -1], this.builder, at), this.builder)
  }

  /** Three numbers along the last axis of `x`, or alone. */
  private perChannel(x: TensorObject | undefined): TensorObject {
    const shape = x?.tensor.type.shape ?? []
    const ones = isShape(shape) ? shape.slice(1).map(() => 1) : []
    const type = { shape: [...ones, 3], dtype: x?.tensor.type.dtype ?? 'float32' }
    return new TensorObject({ type, producer: undefined, isData: true } satisfies Tensor, this.builder)
  }
}

const plus = (x: PyValue, y: PyValue, at: Place): PyValue =>
  x instanceof TensorObject ? x.binary('+', y, false, at) : x
const minus = (x: PyValue, y: PyValue, at: Place): PyValue =>
  x instanceof TensorObject ? x.binary('-', y, false, at) : x
