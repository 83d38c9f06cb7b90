/** Arguments of Python calls as layers take them. */
import type { Given } from '../../../../layers/bind.ts'
import { commonParameters } from '../../../../layers/common.ts'
import type { LayerKind } from '../../../../layers/layer.ts'
import { type Parameter, withSymbols } from '../../../../layers/parameters.ts'
import type { CallPlace } from '../../../../layers/problem.ts'
import type { Value } from '../../../../layers/value.ts'
import type { ModelBuilder } from '../../../../model/builder.ts'
import type { Place, Span } from '../../../../source/span.ts'
import type { TensorType } from '../../../../tensor/shape.ts'
import type { Unknown } from '../../../../tensor/size.ts'
import type { Structure } from '../../../../tensor/structure.ts'
import type { CallArguments } from '../../evaluate/call-arguments.ts'
import { FunctionObject } from '../../evaluate/functions.ts'
import type { HostObject } from '../../evaluate/host.ts'
import { CachedFunction, PartialObject } from '../../evaluate/library/functools.ts'
import { Method } from '../../evaluate/method-objects.ts'
import { type PyValue, toArgument } from '../../evaluate/values.ts'
import { applyFunction } from './functions.ts'
import { lambdaArgument } from './lambdas.ts'
import { TensorFunction } from './nests.ts'

const isFunction = (value: PyValue): value is HostObject =>
  [FunctionObject, Method, PartialObject, CachedFunction, TensorFunction].some(kind => value instanceof kind)

/** A value as layers take it; a function of the program comes with what it makes of tensors. */
function argumentOf(value: PyValue, builder: ModelBuilder, at: Place): Value {
  if (!isFunction(value)) return toArgument(value, at)
  const apply = (input: Structure<TensorType>): Structure<TensorType> | Unknown =>
    builder.aside(() => applyFunction(value, input, noNames, builder, at))
  return { kind: 'named value', name: value.description, callable: true, apply }
}

const noNames: ReadonlyMap<string, PyValue> = new Map()

/** What was written, with every parameter that `**unknown` may have set left open. */
export function givenOf(kind: LayerKind, args: CallArguments, builder: ModelBuilder, at: Place): Given {
  const places = Object.keys(kind.parameters)
  const read = (name: string | undefined, value: PyValue): Value => {
    const function_ = kind.name === 'Lambda' ? lambdaArgument(name, value, args, builder, at) : undefined
    const given = function_ ?? argumentOf(value, builder, at)
    const parameter = typeof given !== 'object' || name === undefined ? undefined : parameterOf(kind, name)
    return parameter ? withSymbols(parameter, given) : given
  }
  const named = new Map<string, Value>()
  for (const [name, value] of args.named) named.set(name, read(name, value))
  const positional = args.positional.map((value, i) => read(places[i], value))
  if (args.open) for (const name of places.slice(positional.length)) if (!named.has(name)) named.set(name, args.open)
  return { positional, named }
}

const parameterOf = ({ parameters }: LayerKind, name: string): Parameter<unknown> | undefined =>
  parameters[name] ?? (commonParameters as Readonly<Record<string, Parameter<unknown>>>)[name]

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
