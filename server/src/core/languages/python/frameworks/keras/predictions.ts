/** What `model.predict(x)` gives: arrays of known shapes, whatever they hold. */
import type { ModelBuilder } from '../../../../model/builder.ts'
import { isCustom } from '../../../../model/custom.ts'
import type { Model } from '../../../../model/model.ts'
import type { Tensor, Tensors } from '../../../../model/tensor.ts'
import type { Place } from '../../../../source/span.ts'
import { isShape, type TensorType } from '../../../../tensor/shape.ts'
import { type Size, unknown } from '../../../../tensor/size.ts'
import { flatten, isLeaf, mapStructure } from '../../../../tensor/structure.ts'
import type { CallArguments } from '../../evaluate/call-arguments.ts'
import { DictObject, ListObject } from '../../evaluate/containers.ts'
import type { PyValue } from '../../evaluate/values.ts'
import { type World, wrapArray } from '../numpy/array.ts'
import { vague } from '../numpy/data.ts'
import { worldOf } from '../numpy/worlds.ts'
import { toTensors } from './nests.ts'

/** Undefined where nothing is known of it. */
export function predictions(model: Model, args: CallArguments, builder: ModelBuilder, at: Place): PyValue | undefined {
  const world = worldOf(builder)
  const x = args.named.get('x') ?? args.positional[0]
  if (!world || x === undefined || isCustom(model) || model.outputs === undefined) return undefined
  const given = toTensors(x, at)
  const type = (tensor: Tensor): TensorType => tensor.type
  const isData = given !== undefined && flatten<Tensor>(given).every(isArray)
  const facts = isData ? builder.trial(() => model.infer(mapStructure(given, type), true)) : undefined
  if (facts?.refused) return undefined
  const types = facts?.output ?? mapStructure<Tensor, TensorType>(model.outputs, type)
  const samples = isData && !hasSteps(args) ? undefined : unknown('how many samples there are', at)
  return arraysOf(
    mapStructure<TensorType, Tensor>(types, each => ({ type: each, producer: undefined })),
    samples,
    world,
  )
}

const isArray = ({ isData, type: { shape } }: Tensor): boolean => isData === true && isShape(shape)

/** With `steps`, a part of the data is enough. */
const hasSteps = ({ positional, named, open }: CallArguments): boolean =>
  open !== undefined || named.has('steps') || positional.length > 3

function arraysOf(tensors: Tensors, samples: Size | undefined, world: World): PyValue {
  if (isLeaf(tensors)) return arrayOf(tensors.type, samples, world)
  if (Array.isArray(tensors)) return new ListObject(tensors.map(each => arraysOf(each, samples, world)))
  const dict = new DictObject()
  for (const [name, each] of tensors as ReadonlyMap<string, Tensors>) dict.set(name, arraysOf(each, samples, world))
  return dict
}

function arrayOf({ shape, dtype }: TensorType, samples: Size | undefined, world: World): PyValue {
  const sizes = isShape(shape) && samples !== undefined ? [samples, ...shape.slice(1)] : shape
  return wrapArray(vague(dtype, sizes, 'only data decides what is predicted'), world)
}
