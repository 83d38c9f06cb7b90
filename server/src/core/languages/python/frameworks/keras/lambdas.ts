/** What a Lambda layer is given: functions, with what they make of tensors, and of shapes where they say what it puts out. */
import type { NamedValue } from '../../../../layers/value.ts'
import { isNamedValue } from '../../../../layers/value.ts'
import type { ModelBuilder } from '../../../../model/builder.ts'
import type { Tensor } from '../../../../model/tensor.ts'
import type { Place } from '../../../../source/span.ts'
import type { TensorType } from '../../../../tensor/shape.ts'
import { mapStructure, type Structure } from '../../../../tensor/structure.ts'
import { argumentsOf, type CallArguments } from '../../evaluate/call-arguments.ts'
import { DictObject } from '../../evaluate/containers.ts'
import { HostObject } from '../../evaluate/host.ts'
import { type PyValue, toArgument } from '../../evaluate/values.ts'
import { shapesValue, tensorsOfShapes } from './custom-parts.ts'
import { applyFunction } from './functions.ts'

const parameters = ['function', 'output_shape', 'mask', 'arguments']

/** The function of a Lambda layer, or the one that gives its output's shape; undefined for any other argument. */
export function lambdaArgument(
  name: string | undefined,
  value: PyValue,
  args: CallArguments,
  builder: ModelBuilder,
  at: Place,
): NamedValue | undefined {
  if (!(value instanceof HostObject) || (name !== 'function' && name !== 'output_shape')) return undefined
  const given = toArgument(value, at)
  const known = isNamedValue(given) ? given.name : value.description
  const function_ = name === 'function' ? value : argumentNamed('function', args)
  const run = function_ instanceof HostObject ? running(function_, args, builder, at) : undefined
  const apply = name === 'function' ? run : shaping(value, run, builder, at)
  return { kind: 'named value', name: known, callable: true, ...(apply && { apply }) }
}

const argumentNamed = (name: string, args: CallArguments): PyValue | undefined =>
  args.named.get(name) ?? args.positional[parameters.indexOf(name)]

type Apply = NonNullable<NamedValue['apply']>

/** Undefined where its further arguments are not known. */
function running(value: HostObject, args: CallArguments, builder: ModelBuilder, at: Place): Apply | undefined {
  const more = argumentNamed('arguments', args) ?? null
  if (args.open || (more !== null && (!(more instanceof DictObject) || more.lost))) return undefined
  const named = new Map<string, PyValue>()
  for (const [key, item] of more ?? []) if (typeof key === 'string') named.set(key, item)
  return input => builder.aside(() => applyFunction(value, input, named, builder, at))
}

/** Where real values flow it is the function that is run. Source: Lambda.compute_output_shape. */
const shaping =
  (value: HostObject, run: Apply | undefined, builder: ModelBuilder, at: Place): Apply =>
  input => {
    if (builder.runs && run) return run(input)
    const tensors = mapStructure<TensorType, Tensor>(input, type => ({ type, producer: undefined }))
    const shapes = builder.aside(() => value.call(argumentsOf([shapesValue(tensors)]), at))
    return typesOf(tensorsOfShapes(shapes, at))
  }

const typesOf = (tensors: Structure<Tensor>): Structure<TensorType> =>
  mapStructure<Tensor, TensorType>(tensors, ({ type }) => type)
