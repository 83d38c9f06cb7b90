/**
 * An operation on tensors, as one record: a layer kind without weights whose call takes numbers where it takes tensors.
 *
 * Programs call it as functions of several libraries (`keras.ops.reshape`, `tf.reshape`, `K.reshape`), which differ in
 * names, order and defaults of the arguments: its signatures say how. Keras gives it a class and numbers it as it numbers
 * layers (`add`, `add_1`), and lists it in `model.summary()`.
 */

import { type Formula, numberOf } from '../tensor/formula.ts'
import { isShape, type Shape, type TensorType } from '../tensor/shape.ts'
import { isSymbolic, isUnknown, type Unknown, unknown } from '../tensor/size.ts'
import { flatten, isLeaf, type Structure } from '../tensor/structure.ts'
import { commonParameters } from './common.ts'
import type { Arguments, Call, LayerKind, Outcome, OutputType, Parameters, Reporter } from './layer.ts'
import { Misfit, Unknowable } from './parameters.ts'
import { unknownType } from './policy.ts'
import type { Finding } from './problem.ts'
import { resultType } from './promotion.ts'
import { arrange, readSignature, type Signature } from './signature.ts'
import { isFloat, isList, printPython, type Value } from './value.ts'

export interface OperationKind extends LayerKind {
  readonly signatures: readonly Signature[]
  /** Tensor arguments that are not written stand for nothing in particular, rather than being missing. */
  readonly optional: readonly string[]
}

/** What a rule says: one output, or several that the function returns as a list. */
export interface Result {
  readonly output: OutputType | readonly OutputType[]
  readonly macs?: Formula
}

interface OperationRecord<P extends Parameters> {
  /** The name of its class in keras.src.ops. */
  readonly name: string
  readonly summary: string
  readonly signatures: readonly string[]
  /** The names of its tensor arguments; a `?` behind one says that it can be left out. */
  readonly call: readonly string[]
  readonly parameters: P
  readonly check?: (args: Arguments<P>, call: Reporter) => void
  readonly rule: (operands: Operands, args: Arguments<P>, call: Call) => Result
}

/** Declares an operation. */
export function operation<P extends Parameters>(record: OperationRecord<P>): OperationKind {
  const { rule, signatures, call, name } = record
  const page = record.name.toLowerCase()
  return {
    aliases: [],
    words: [],
    functions: {},
    takesAnything: false,
    without: Object.keys(commonParameters),
    rank: undefined,
    traits: {},
    check: () => {},
    link: `https://keras.io/api/ops/#${page}`,
    examples: [],
    takes: 'operands',
    ...record,
    name,
    call: call.map(each => each.replace('?', '')),
    optional: call.filter(each => each.endsWith('?')).map(each => each.slice(0, -1)),
    signatures: signatures.map(readSignature),
    rule: (_: unknown, args: Arguments<P>, context: Call): Outcome => {
      const result = rule(new Operands(context), args, context)
      for (const { dims } of outputsOf(result)) refuseNegative(dims, context)
      return result
    },
  } as unknown as OperationKind
}

const outputsOf = ({ output }: Result): readonly OutputType[] =>
  Array.isArray(output) ? output : [output as OutputType]

function refuseNegative(dims: OutputType['dims'], call: Call): void {
  const size = isUnknown(dims) ? undefined : dims.map(numberOf).find(each => each !== undefined && each < 0)
  if (size !== undefined)
    call.refuse({ code: 'refused', facts: { reason: `an axis of the result would have the size ${size}` } })
}

/** A tensor or a number that an operation computes with. */
export class Operand {
  constructor(
    private readonly given: Shape | Unknown,
    /** Keras's name of the type; `int` and `float` for Python's own numbers. */
    readonly dtype: string,
  ) {}

  /** Unwinds where not even the rank is known. */
  get shape(): Shape {
    if (isShape(this.given)) return this.given
    throw new Unknowable(this.given)
  }

  get rank(): number {
    return this.shape.length
  }

  /** The shape where the rank is known. */
  get known(): Shape | undefined {
    return isShape(this.given) ? this.given : undefined
  }
}

/** The operands of one call by name. */
export class Operands {
  constructor(private readonly call: Call) {}

  /** A tensor or a number. */
  any(name: string): Operand {
    const tensors = this.call.tensors.get(name)
    if (tensors === undefined) return numberOperand(this.call.options.get(name) ?? null, name)
    return isLeaf(tensors) ? operandOf(tensors) : this.refuseList(tensors)
  }

  /** A tensor: where Keras reads the shape or the type of what it is given. */
  tensor(name: string): Operand {
    const given = this.call.options.get(name)
    if (given !== undefined && isUnknown(given)) throw new Unknowable(given, name)
    if (given !== undefined || !this.call.tensors.has(name)) throw new Misfit(name, 'a tensor', given ?? null)
    return this.any(name)
  }

  /** As `any`; undefined where nothing or None is given. */
  optional(name: string): Operand | undefined {
    const given = this.call.options.get(name) ?? null
    return given === null && !this.call.tensors.has(name) ? undefined : this.any(name)
  }

  /** Several tensors; one tensor is not several. */
  list(name: string): readonly Operand[] {
    const tensors = this.call.tensors.get(name)
    const given = this.call.options.get(name) ?? null
    if (tensors === undefined && isUnknown(given)) throw new Unknowable(given, name)
    if (tensors === undefined) throw new Misfit(name, 'a list of tensors', given)
    if (isLeaf(tensors)) return this.call.refuse(wrongCount('a list of tensors', 1))
    return flatten<TensorType>(tensors).map(operandOf)
  }

  private refuseList(tensors: Structure<TensorType>): never {
    return this.call.refuse(wrongCount('one tensor', flatten(tensors).length))
  }
}

const wrongCount = (expected: string, received: number): Finding => ({
  code: 'wrong-input-count',
  facts: { expected, received },
})

const operandOf = ({ shape, dtype }: TensorType): Operand => new Operand(shape, dtype)

/** A number has no axes and a weak type; a list has no type at all, which Keras notices only where it needs one. */
function numberOperand(value: Value, name: string): Operand {
  if (isUnknown(value)) throw new Unknowable(value, name)
  if (typeof value === 'boolean') return new Operand([], 'bool')
  if (typeof value === 'number' || typeof value === 'bigint' || isSymbolic(value)) return new Operand([], 'int')
  if (isFloat(value)) return new Operand([], 'float')
  if (typeof value === 'string') return new Operand([], 'string')
  if (value === null || isList(value)) return new Operand([], noType)
  return new Operand(unknown(`the shape of ${printPython(value)} is not known`), unknownType)
}

/** The type of what is neither a tensor nor a number. */
export const noType = 'no type'

/** The type of what is computed from operands of these types; refused where Keras does not mix them. */
export function promote(call: Reporter, ...types: readonly string[]): string {
  const type = types.includes(noType) ? undefined : resultType(...types)
  if (type !== undefined) return type
  const reason = types.includes(noType)
    ? 'one of the operands is neither a tensor nor a number'
    : `values of the types ${types.join(' and ')} cannot be mixed`
  return call.refuse({ code: 'refused', facts: { reason } })
}

/** The arguments of a call of an operation, sorted: what it computes with, and how. */
export interface OperationArguments<T> {
  readonly operands: ReadonlyMap<string, T>
  readonly parameters: ReadonlyMap<string, T>
  /** What a starred operand took, by its name. */
  readonly rest: { readonly name: string; readonly items: readonly T[] } | undefined
  readonly findings: readonly Finding[]
}

/** Sorts what was written in a call of one of an operation's functions. */
export function sortArguments<T>(
  kind: OperationKind,
  signature: Signature,
  positional: readonly T[],
  named: ReadonlyMap<string, T>,
): OperationArguments<T> {
  const { values, rest, findings } = arrange(signature, positional, named)
  const given = [...values]
  const starred = signature.parameters.find(parameter => parameter.rest)
  const missing = signature.parameters.filter(
    ({ own, rest, default: fallback }) =>
      kind.call.includes(own) && !rest && fallback === undefined && !values.has(own) && !kind.optional.includes(own),
  )
  return {
    operands: new Map(given.filter(([name]) => kind.call.includes(name))),
    parameters: new Map(given.filter(([name]) => name in kind.parameters)),
    rest: starred && { name: starred.own, items: rest },
    findings: [
      ...findings,
      ...missing.map(({ name }): Finding => {
        return { code: 'missing-argument', facts: { argument: name, meaning: 'What it computes with.' } }
      }),
    ],
  }
}
