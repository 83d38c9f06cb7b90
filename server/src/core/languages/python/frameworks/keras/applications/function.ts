/** A model of `keras.applications` as a Python function: binds its arguments and lets the library make the model. */
import { InputLayer } from '../../../../../layers/keras/input.ts'
import { withSymbols } from '../../../../../layers/parameters.ts'
import type { CallPlace, Finding } from '../../../../../layers/problem.ts'
import { arrange } from '../../../../../layers/signature.ts'
import { printPython, type Value } from '../../../../../layers/value.ts'
import { sourcesOf } from '../../../../../model/graph.ts'
import type { LibraryInput, LibraryModel } from '../../../../../model/library.ts'
import type { Model } from '../../../../../model/model.ts'
import type { Symbols } from '../../../../../model/symbols.ts'
import type { Place } from '../../../../../source/span.ts'
import { isUnknown, type Unknown, unknown } from '../../../../../tensor/size.ts'
import type { CallArguments } from '../../../evaluate/call-arguments.ts'
import { ListObject } from '../../../evaluate/containers.ts'
import { Foreign } from '../../../evaluate/foreign.ts'
import { HostObject } from '../../../evaluate/host.ts'
import { describe, type PyValue, toArgument, unknownValue } from '../../../evaluate/values.ts'
import { callPlace } from '../arguments.ts'
import { ModelObject } from '../models.ts'
import type { Runtime } from '../runtime.ts'
import { TensorObject } from '../tensors.ts'
import type { Application } from './catalogue.ts'
import { type Request, requestFor } from './request.ts'
import { type GivenShape, Refusal } from './shape.ts'

export class ApplicationFunction extends HostObject {
  constructor(
    private readonly application: Application,
    private readonly model: LibraryModel,
    private readonly runtime: Runtime,
  ) {
    super()
  }

  get description(): string {
    return this.application.name
  }

  override get isCallable(): boolean {
    return true
  }

  override call(args: CallArguments, at: Place): PyValue {
    const { signature } = this.application
    const names = signature.parameters.map(parameter => parameter.name)
    const place = callPlace(names, args, at)
    const { values, findings } = arrange(signature, args.positional, withoutParts(args.named))
    if (findings.length > 0) return this.refuse(findings, place)
    const given = new GivenArguments(signature.parameters, values, args.open, this.runtime.builder.symbols, at)
    const { shape, tensor } = given
    if (isUnknown(tensor)) return tensor
    if (shape instanceof Refusal) return this.refuse([findingOf(shape)], place)
    const order = this.runtime.settings.get('image_data_format')
    if (order !== 'channels_last') return unknown('the models are known here with the channels last', at)
    const request = requestFor(this.application, { value: name => given.value(name), shape, tensor: tensor?.tensor })
    if (isUnknown(request)) return request
    return request instanceof Refusal ? this.refuse([findingOf(request)], place) : this.make(request, tensor, place)
  }

  private make(request: Request, input: LibraryInput | undefined, place: CallPlace): PyValue {
    const { builder } = this.runtime
    const { parameters } = this.model
    const shape = request.get('input_shape') ?? null
    const { findings } = builder.bind(InputLayer, { positional: [], named: new Map([['shape', shape]]) })
    if (findings.length > 0) return this.refuse([misfit(shape)], place)
    const args = new Map([...request].filter(([name]) => parameters.includes(name)))
    const made = this.makeAt(place, args, input)
    if (isUnknown(made)) return made
    const refused = firstRefused(made)
    return refused ? this.refuse([refused], place) : new ModelObject(made, builder)
  }

  /** The call stands for all that is made in the library. */
  private makeAt(place: CallPlace, args: Request, input: LibraryInput | undefined): Model | Unknown {
    const { builder } = this.runtime
    let made: Model | Unknown = unknown(`${this.application.name} has no output`, place)
    builder.passage(this.application.name, place, input ? [input.tensor] : [], () => {
      made = this.model.make(args, { builder, place, ...(input && { input }) })
      return isUnknown(made) || firstRefused(made) ? undefined : made.outputs
    })
    return made
  }

  /** Reports what Keras refuses; then there is no model. */
  private refuse(findings: readonly Finding[], place: CallPlace): Unknown {
    const { name } = this.application
    for (const finding of findings) this.runtime.builder.report(finding, name, place, place)
    const { file, from, to } = place
    return unknown(`${name} is refused`, { file, from, to })
  }
}

/** What the models of the package `keras_applications` are made with. */
const parts: ReadonlySet<string> = new Set(['backend', 'layers', 'models', 'utils'])

const withoutParts = (named: ReadonlyMap<string, PyValue>): ReadonlyMap<string, PyValue> =>
  new Map([...named].filter(([name]) => !parts.has(name)))

const findingOf = ({ reason, argument }: Refusal): Finding => ({ code: 'refused', facts: { reason }, argument })

const misfit = (shape: Value): Finding => ({
  code: 'invalid-argument',
  facts: { argument: 'input_shape', expected: 'a tuple of integers and None', received: printPython(shape) },
  argument: 'input_shape',
})

/** What Keras refuses within the model, such as a window on a picture that has become too small. */
const firstRefused = ({ graphVisits }: Model): Finding | undefined =>
  graphVisits.find(({ facts }) => facts.refused)?.facts.findings[0]

/** What was written, by the names of the parameters. */
class GivenArguments {
  constructor(
    private readonly parameters: Application['signature']['parameters'],
    private readonly written: ReadonlyMap<string, PyValue>,
    private readonly open: Unknown | undefined,
    private readonly symbols: Symbols,
    private readonly at: Place,
  ) {}

  value(name: string): Value {
    const value = this.written.get(name)
    if (value === undefined) return this.open ?? this.parameters.find(each => each.name === name)?.default ?? null
    const given = toArgument(value, this.at)
    return name === 'classes' ? withSymbols({ holds: 'size' }, given) : given
  }

  get shape(): GivenShape | Refusal | undefined {
    const value = this.written.get('input_shape') ?? this.open ?? null
    if (value === null) return undefined
    const sizes = withSymbols({ holds: 'sizes' }, toArgument(value, this.at))
    if (Array.isArray(sizes)) return { sizes: sizes as readonly Value[], isTuple: !(value instanceof ListObject) }
    if (value instanceof Foreign) return { sizes: this.elementsOf(value), isTuple: true }
    const lost = unknownValue(value) ?? (isUnknown(sizes) ? sizes : undefined)
    if (lost) return { sizes: [lost, lost, lost], isTuple: true }
    return new Refusal(`input_shape is the height, the width and the channels, not ${describe(value)}`, 'input_shape')
  }

  /** A shape of which only the name is known has three sizes. */
  private elementsOf(shape: Foreign): readonly Value[] {
    const sizes = [0, 1, 2].map(i => toArgument(this.elementOf(shape, i), this.at))
    return withSymbols({ holds: 'sizes' }, sizes) as readonly Value[]
  }

  private elementOf(shape: Foreign, position: number): Foreign {
    const part = shape.element(position)
    const { description } = part
    if (!part.isSeen) part.seen(() => this.symbols.make(description, part.origin(description, this.at)))
    return part
  }

  get tensor(): LibraryInput | Unknown | undefined {
    const value = this.written.get('input_tensor') ?? this.open ?? null
    if (value === null) return undefined
    const tensor = value instanceof TensorObject && !value.tensor.isData ? value.tensor : undefined
    const inputs = tensor ? sourcesOf([tensor]) : []
    return tensor && inputs.length > 0
      ? { tensor, inputs }
      : (unknownValue(value) ?? unknown('where the input_tensor comes from is not known', this.at))
  }
}
