/** Binds what was written in a call to a kind's parameters, as Python binds arguments. */

import { isUnknown } from '../tensor/size.ts'
import { commonParameters } from './common.ts'
import { checkArguments, misfit } from './infer.ts'
import type { Arguments, LayerKind, Parameters } from './layer.ts'
import { Misfit, type Parameter, Unknowable } from './parameters.ts'
import { dtypePolicy, floatType, type Policy } from './policy.ts'
import type { Finding } from './problem.ts'
import { isArrayValue, isList, unknownIn, type Value, valueKey, withoutArrays } from './value.ts'
import { closest } from './words.ts'

/** The arguments as they were written. */
export interface Given {
  readonly positional: readonly Value[]
  readonly named: ReadonlyMap<string, Value>
}

/** A kind with its arguments: a layer that has not been made yet. */
export interface Bound {
  readonly kind: LayerKind
  /** Each parameter as rules read it; reading one that is unknown unwinds. */
  readonly args: Arguments<Parameters>
  /** Each parameter's value, given or default, the common ones and what Keras does not know included. */
  readonly values: Values
  /** What was written by position. */
  readonly positional: ReadonlyMap<string, Value>
  /** What was written, by position or by name. */
  readonly written: ReadonlyMap<string, Value>
  readonly findings: readonly Finding[]
  /** The types of its computation and of its weights. */
  readonly policy: Policy
  /** Whether equal inputs give equal facts: no argument is a layer or unknown. */
  readonly pure: boolean
}

/** Binds, checks and reads; mistakes are findings, never exceptions. */
export function bind(kind: LayerKind, given: Given): Bound {
  const standard = standardOf(kind)
  const findings: Finding[] = []
  const { values: written, positional } = assign(kind, standard, given, findings)
  for (const [name, { meaning }] of standard.required)
    if (!written.has(name)) findings.push({ code: 'missing-argument', facts: { argument: name, meaning } })
  const args = readAll(standard, written, findings)
  if (findings.length === 0) findings.push(...checkArguments(kind, args, positional))
  return {
    kind,
    args,
    values: new BoundValues(plainly(written), standard.values),
    positional,
    written,
    findings,
    policy: policyOf(written.get('dtype')),
    pure: keyOf(kind, given) !== undefined,
  }
}

/** Arrays as what they hold, once the parameters have been read. */
function plainly(written: ReadonlyMap<string, Value>): ReadonlyMap<string, Value> {
  const hasArray = (value: Value) =>
    typeof value === 'object' && value !== null && (isArrayValue(value) || isList(value))
  if (![...written.values()].some(hasArray)) return written
  return new Map([...written].map(([name, value]) => [name, withoutArrays(value)]))
}

type Values = Pick<ReadonlyMap<string, Value>, 'get'> & Iterable<readonly [name: string, value: Value]>

/** The values that were written, and the defaults of all others. */
class BoundValues implements Values {
  constructor(
    private readonly written: ReadonlyMap<string, Value>,
    private readonly standard: ReadonlyMap<string, Value>,
  ) {}

  get(name: string): Value | undefined {
    const value = this.written.get(name)
    return value === undefined ? this.standard.get(name) : value
  }

  *[Symbol.iterator](): Iterator<readonly [name: string, value: Value]> {
    yield* this.written
    for (const [name, value] of this.standard) if (!this.written.has(name)) yield [name, value]
  }
}

/** The common parameters come last, so that positional ones never reach them; all of Keras's are keyword-only. */
export const parametersOf = (kind: LayerKind): readonly (readonly [string, Parameter<unknown>])[] => [
  ...Object.entries(kind.parameters),
  ...Object.entries(commonParameters).filter(([name]) => !(name in kind.parameters || kind.without.includes(name))),
]

/** What binding to a kind always comes to, whatever is written. */
interface Standard {
  readonly parameters: ReadonlyMap<string, Parameter<unknown>>
  /** Those that can be given by their place, in order. */
  readonly places: readonly string[]
  readonly required: readonly (readonly [string, Parameter<unknown>])[]
  readonly values: ReadonlyMap<string, Value>
  readonly args: Arguments<Parameters>
  /** What the few defaults come to that Keras itself refuses. */
  readonly refused: ReadonlyMap<string, Finding>
}

const standards = new WeakMap<LayerKind, Standard>()

/** Worked out once for each kind. */
function standardOf(kind: LayerKind): Standard {
  let standard = standards.get(kind)
  if (!standard) {
    standard = makeStandard(kind)
    standards.set(kind, standard)
  }
  return standard
}

function makeStandard(kind: LayerKind): Standard {
  const all = parametersOf(kind)
  const values = new Map<string, Value>()
  const args: Record<string, unknown> = {}
  const refused = new Map<string, Finding>()
  for (const [name, parameter] of all) {
    if (parameter.default === undefined) continue
    values.set(name, parameter.default)
    const finding = readInto(args, name, parameter, parameter.default)
    if (finding) refused.set(name, finding)
  }
  return {
    parameters: new Map(all),
    places: Object.keys(kind.parameters).filter(name => !kind.parameters[name]!.keywordOnly),
    required: all.filter(([, parameter]) => parameter.default === undefined),
    values,
    args,
    refused,
  }
}

interface Assigned {
  readonly values: ReadonlyMap<string, Value>
  readonly positional: ReadonlyMap<string, Value>
}

function assign(kind: LayerKind, { places, parameters }: Standard, given: Given, findings: Finding[]): Assigned {
  const positional = new Map(given.positional.slice(0, places.length).map((value, i) => [places[i]!, value]))
  if (given.positional.length > places.length) {
    const facts = { most: places.length, received: given.positional.length }
    findings.push({ code: 'too-many-arguments', facts })
  }
  if (given.named.size === 0) return { values: positional, positional }
  const values = new Map(positional)
  for (const [name, value] of given.named) {
    if (values.has(name)) findings.push({ code: 'repeated-argument', facts: { argument: name }, argument: name })
    else {
      values.set(name, value)
      if (!parameters.has(name) && !kind.takesAnything) findings.push(unknownArgument(name, [...parameters.keys()]))
    }
  }
  return { values, positional }
}

/** Arguments of Keras 1 and 2 that Keras 3 refuses, and what they are called now. */
const renamed: Readonly<Record<string, string>> = {
  batch_input_shape: 'Input(batch_shape=…)',
  input_length: 'Input(shape=(length,))',
  weights: 'set_weights',
  nb_filter: 'filters',
  nb_row: 'kernel_size',
  nb_col: 'kernel_size',
  filter_length: 'kernel_size',
  border_mode: 'padding',
  subsample: 'strides',
  subsample_length: 'strides',
  pool_length: 'pool_size',
  stride: 'strides',
  output_dim: 'units',
  init: 'kernel_initializer',
  bias: 'use_bias',
  dim_ordering: 'data_format',
  p: 'rate',
}

function unknownArgument(argument: string, known: readonly string[]): Finding {
  const suggestion = closest(argument, known)
  const instead = renamed[argument]
  const facts = { argument, ...(suggestion && { suggestion }), ...(instead && { instead }) }
  return { code: 'unknown-argument', facts, argument }
}

/** Reads all that is written and known now; what is not becomes a getter that unwinds when a rule reads it. */
function readAll(
  { parameters, args: standard, refused }: Standard,
  written: ReadonlyMap<string, Value>,
  findings: Finding[],
): Arguments<Parameters> {
  const args: Record<string, unknown> = { ...standard }
  for (const [name, finding] of refused) if (!written.has(name)) findings.push(finding)
  for (const [name, value] of written) {
    const parameter = parameters.get(name)
    const finding = parameter && readInto(args, name, parameter, value)
    if (finding) findings.push(finding)
  }
  return args
}

/** Reads one value; the finding where it does not fit. */
function readInto(
  args: Record<string, unknown>,
  name: string,
  parameter: Parameter<unknown>,
  value: Value,
): Finding | undefined {
  try {
    args[name] = parameter.read(withoutArrays(value, parameter.arrays), name)
  } catch (error) {
    delete args[name]
    if (error instanceof Misfit) return misfit(error)
    if (!(error instanceof Unknowable)) throw error
    defer(args, name, new Unknowable(error.reason, name))
  }
  return undefined
}

function defer(args: Record<string, unknown>, name: string, reason: Unknowable): void {
  Object.defineProperty(args, name, {
    enumerable: true,
    configurable: true,
    get() {
      throw reason
    },
  })
}

/** A policy that is refused is a finding already. */
function policyOf(dtype: Value = null): Policy {
  try {
    return dtypePolicy.read(dtype, 'dtype')
  } catch {
    return { compute: floatType, variable: floatType }
  }
}

/** A text that is equal for equal kinds and arguments; undefined where identity matters. */
export function keyOf(kind: LayerKind, given: Given): string | undefined {
  let key = kind.name
  for (const value of given.positional) {
    const part = partKey(value)
    if (part === undefined) return undefined
    key += `;${part}`
  }
  for (const [name, value] of given.named) {
    const part = partKey(value)
    if (part === undefined) return undefined
    key += `;${name}=${part}`
  }
  return key
}

const partKey = (value: Value): string | undefined =>
  isUnknown(value) || unknownIn(value) ? undefined : valueKey(value)
