/** Calls of operations as functions of Keras: which function it is, and what it is called on. */
import type { Bound } from '../layers/bind.ts'
import { kerasOperations } from '../layers/keras/operations/catalogue.ts'
import type { OperationKind } from '../layers/operation.ts'
import type { SignatureParameter } from '../layers/signature.ts'
import { type Value, valueKey } from '../layers/value.ts'
import type { Tensors } from '../model/tensor.ts'

/** An operation on tensors and numbers: one of a model, or one that data was computed by. */
export interface Computed {
  readonly bound: Bound
  readonly tensors: ReadonlyMap<string, Tensors>
  readonly numbers: ReadonlyMap<string, Value>
}

export type Operand =
  | { readonly kind: 'tensors'; readonly tensors: Tensors }
  | { readonly kind: 'value'; readonly value: Value }

/** One argument of the function; `name` where it cannot be given by its place. */
export interface OperationArgument {
  readonly parameter: SignatureParameter
  readonly operand: Operand
  readonly isPositional: boolean
}

export interface FunctionCall {
  /** `ops.add`, `activations.relu`. */
  readonly path: string
  readonly arguments: readonly OperationArgument[]
}

/** The call of a function of Keras that computes the same; undefined where there is none. */
export function functionCall({ bound, tensors, numbers }: Computed): FunctionCall | undefined {
  const kind = bound.kind as OperationKind
  const instead = insteadOf(kind)
  const signature = (instead ?? kind).signatures.find(({ path }) => ownPath.test(path))
  if (!signature) return undefined
  const known = new Set([...signature.parameters.map(({ own }) => own), ...kind.call])
  for (const [name, value] of bound.written)
    if (!known.has(name) && !same(value, kind.parameters[name]?.default)) return undefined
  const given: OperationArgument[] = []
  let inPlace = true
  for (const parameter of signature.parameters) {
    const operand = operandOf(parameter, { bound, tensors, numbers }, instead !== undefined)
    if (operand === undefined) inPlace = false
    else {
      const isPositional: boolean =
        inPlace && !parameter.keywordOnly && (parameter.default === undefined || isMain(parameter, kind))
      inPlace &&= isPositional
      given.push({ parameter, operand, isPositional })
    }
  }
  return { path: signature.path, arguments: given }
}

const ownPath = /^(?:ops|activations|random)\./

/** The kind of a function of TensorFlow that Keras has too, under the same name and with the same meaning. */
function insteadOf(kind: OperationKind): OperationKind | undefined {
  if (kind.signatures.some(({ path }) => ownPath.test(path)) || !alike.has(kind.name)) return undefined
  return kerasOperations.kinds.find(
    ({ name, signatures }) => name === kind.name && signatures.some(({ path }) => path.startsWith('ops.')),
  )
}

const alike: ReadonlySet<string> = new Set(['Matmul', 'Einsum', 'Take'])

/** A tensor, or where an operation that makes one begins and ends. */
const isMain = ({ own }: SignatureParameter, { call }: OperationKind): boolean => call.includes(own) || own === 'stop'

/** What is given for a parameter; undefined where nothing is, or what it is anyway. */
function operandOf(
  { own, default: fallback }: SignatureParameter,
  { bound, tensors, numbers }: Computed,
  isElsewhere: boolean,
): Operand | undefined {
  const tensor = tensors.get(own)
  if (tensor !== undefined) return { kind: 'tensors', tensors: tensor }
  const value = numbers.get(own) ?? bound.values.get(own)
  // TensorFlow takes the first axis where Keras takes all in one.
  const meant = isElsewhere && own === 'axis' && (value ?? null) === null ? 0 : value
  if (meant === undefined || same(meant, fallback)) return undefined
  return { kind: 'value', value: meant }
}

function same(a: Value, b: Value | undefined): boolean {
  const key = valueKey(a)
  return b !== undefined && key !== undefined && key === valueKey(b)
}
