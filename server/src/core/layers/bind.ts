/** Binds what was written in a call to a kind's parameters, as Python binds arguments. */
import type { Finding } from '../source/problem.ts'
import { isUnknown } from '../tensor/size.ts'
import { commonParameters } from './common.ts'
import { checkArguments, misfit } from './infer.ts'
import type { Arguments, LayerKind, Parameters } from './layer.ts'
import { Misfit, type Parameter, Unknowable } from './parameters.ts'
import { dtypePolicy, floatType, type Policy } from './policy.ts'
import { unknownIn, type Value, valueKey } from './value.ts'
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
  readonly values: ReadonlyMap<string, Value>
  /** What was written by position. */
  readonly positional: ReadonlyMap<string, Value>
  /** The names of the parameters that were written. */
  readonly written: ReadonlySet<string>
  readonly findings: readonly Finding[]
  /** The types of its computation and of its weights. */
  readonly policy: Policy
  /** Whether equal inputs give equal facts: no argument is a layer or unknown. */
  readonly pure: boolean
}

/** Binds, checks and reads; mistakes are findings, never exceptions. */
export function bind(kind: LayerKind, given: Given): Bound {
  const findings: Finding[] = []
  const values = assign(kind, given, findings)
  const written = new Set(values.keys())
  const positional = new Map([...values].slice(0, given.positional.length))
  for (const [name, parameter] of parametersOf(kind)) {
    if (values.has(name)) continue
    if (parameter.default !== undefined) values.set(name, parameter.default)
    else findings.push({ code: 'missing-argument', facts: { argument: name, meaning: parameter.meaning } })
  }
  const args = readAll(kind, values, findings)
  if (findings.length === 0) findings.push(...checkArguments(kind, args, positional))
  return {
    kind,
    args,
    values,
    positional,
    written,
    findings,
    policy: policyOf(values.get('dtype')),
    pure: keyOf(kind, given) !== undefined,
  }
}

/** The common parameters come last, so that positional ones never reach them; all of Keras's are keyword-only. */
export const parametersOf = (kind: LayerKind): readonly (readonly [string, Parameter<unknown>])[] => [
  ...Object.entries(kind.parameters),
  ...Object.entries(commonParameters).filter(([name]) => !(name in kind.parameters || kind.without.includes(name))),
]

function assign(kind: LayerKind, given: Given, findings: Finding[]): Map<string, Value> {
  const names = Object.keys(kind.parameters).filter(name => !kind.parameters[name]!.keywordOnly)
  const known = parametersOf(kind).map(([name]) => name)
  const values = new Map<string, Value>()
  given.positional.forEach((value, i) => {
    if (i < names.length) values.set(names[i]!, value)
  })
  if (given.positional.length > names.length) {
    const facts = { most: names.length, received: given.positional.length }
    findings.push({ code: 'too-many-arguments', facts })
  }
  for (const [name, value] of given.named) {
    if (values.has(name)) findings.push({ code: 'repeated-argument', facts: { argument: name }, argument: name })
    else {
      values.set(name, value)
      if (!known.includes(name) && !kind.takesAnything) findings.push(unknownArgument(name, known))
    }
  }
  return values
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

/** Reads all that is known now; what is not becomes a getter that unwinds when a rule reads it. */
function readAll(kind: LayerKind, values: ReadonlyMap<string, Value>, findings: Finding[]): Arguments<Parameters> {
  const args: Record<string, unknown> = {}
  for (const [name, parameter] of parametersOf(kind)) {
    const value = values.get(name)
    if (value === undefined) continue
    try {
      args[name] = parameter.read(value, name)
    } catch (error) {
      if (error instanceof Misfit) findings.push(misfit(error))
      else if (error instanceof Unknowable) defer(args, name, new Unknowable(error.reason, name))
      else throw error
    }
  }
  return args
}

function defer(args: Record<string, unknown>, name: string, reason: Unknowable): void {
  Object.defineProperty(args, name, {
    enumerable: true,
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
