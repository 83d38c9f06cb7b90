/**
 * Applies a layer kind to inputs. Total: mistakes come back as findings, the unknown as unknown with its reason.
 *
 * A rule that reads an unknown choice of few values is tried with each of them and the results are joined: what agrees
 * is known.
 */

import { type Formula, isNamed, sizeOf } from '../tensor/formula.ts'
import { isShape, type TensorType } from '../tensor/shape.ts'
import { isNone, isUnknown, type Size, type Unknown, unknown } from '../tensor/size.ts'
import { flatten, isLeaf, mapStructure, type Structure } from '../tensor/structure.ts'
import type { Bound } from './bind.ts'
import type { Facts, WeightFact } from './facts.ts'
import { refusedStart } from './initial-values.ts'
import { joinFacts } from './join.ts'
import {
  type Arguments,
  type Call,
  Input,
  type LayerKind,
  type Outcome,
  type Parameters,
  type Weight,
} from './layer.ts'
import { Misfit, Unknowable } from './parameters.ts'
import { floatType, isFloating } from './policy.ts'
import { type Finding, isError } from './problem.ts'
import { printPython, type Value } from './value.ts'
import { closest } from './words.ts'

/** The tensors of one call by the names of `LayerKind.call`, and its other arguments. */
export interface CallInputs {
  readonly tensors: ReadonlyMap<string, Structure<TensorType>>
  readonly options: ReadonlyMap<string, Value>
  /** Whether it runs on data, or as a part of a layer that runs: then Sequential models are asked no more than their layers. */
  readonly isRun?: boolean
  /** Whether the layers have been told of such a call: a model is called, whose layers were called when it was made. */
  readonly isTold?: boolean
}

/** Ends a rule after a finding that leaves nothing to say. */
class Refusal extends Error {}

/** What `bound` puts out for `inputs`. */
export const infer = (bound: Bound, inputs: CallInputs): Facts => attempt(bound, inputs, bound.args, 4)

function attempt(bound: Bound, inputs: CallInputs, args: Arguments<Parameters>, retries: number): Facts {
  const findings: Finding[] = [...bound.findings]
  const call = callOf(inputs, bound.positional, findings)
  try {
    const given = inputsOf(bound, inputs, call)
    if (findings.some(spoilsRule)) return noFacts(unknown(`${bound.kind.name} is refused`), findings)
    if (isUnknown(given)) return noFacts(given, findings)
    checkRank(bound.kind, given, call)
    const outcome = bound.kind.rule(given, args, call)
    const problem = findings.some(isError) ? undefined : (outcome.unbuildable ?? weightProblemOf(bound, outcome, given))
    return seal(bound, outcome, findings, problem ? [problem] : [])
  } catch (error) {
    if (error instanceof Refusal) return noFacts(unknown(`${bound.kind.name} is refused`), findings)
    if (error instanceof Misfit) return noFacts(unknown(`${bound.kind.name} is refused`), [...findings, misfit(error)])
    if (!(error instanceof Unknowable)) throw error
    return tryChoices(bound, inputs, args, error, retries) ?? withoutRule(bound, inputs, error.reason, findings)
  }
}

/** An argument or a class that Keras does not know leaves the rest as it is, so that what follows can still be said. */
const spoilsRule = (finding: Finding): boolean => isError(finding) && !sparesRule.has(finding.code)

const sparesRule: ReadonlySet<Finding['code']> = new Set(['unknown-argument', 'unknown-layer'])

const callOf = (
  { tensors, options }: CallInputs,
  positional: ReadonlyMap<string, Value>,
  findings: Finding[],
): Call => ({
  tensors,
  options,
  positional,
  report: finding => void findings.push(finding),
  refuse(finding) {
    findings.push(finding)
    throw new Refusal()
  },
})

/** What Keras refuses when the layer is made. Unknown choices are let pass. */
export function checkArguments(
  kind: LayerKind,
  args: Arguments<Parameters>,
  positional: ReadonlyMap<string, Value>,
): readonly Finding[] {
  const findings: Finding[] = []
  try {
    kind.check(args, callOf({ tensors: new Map(), options: new Map() }, positional, findings))
  } catch (error) {
    if (error instanceof Misfit) findings.push(misfit(error))
    else if (!(error instanceof Refusal || error instanceof Unknowable)) throw error
  }
  return findings
}

/** The finding for a value that does not fit its parameter. */
export function misfit({ argument, expected, received, choices }: Misfit): Finding {
  if (!choices || typeof received !== 'string')
    return { code: 'invalid-argument', facts: { argument, expected, received: printPython(received) }, argument }
  const suggestion = closest(received, choices)
  const facts = { argument, choices, received: printPython(received), ...(suggestion && { suggestion }) }
  return { code: 'unknown-choice', facts, argument }
}

/**
 * The tensors that the rule computes with; the reason where not even the rank of one is known. A layer that takes
 * tensors of one rank only says the rank itself.
 */
function inputsOf(bound: Bound, { tensors }: CallInputs, call: Call): readonly Input[] | Unknown {
  const { kind } = bound
  if (kind.takes === 'nothing' || kind.takes === 'operands') return []
  const first = tensors.get(kind.call[0]!)
  if (first === undefined) return unknown('the input is not known')
  const given = flatten(first)
  if (kind.takes === 'tensor' && !isLeaf(first) && given.length !== 1)
    call.refuse({ code: 'wrong-input-count', facts: { expected: 'one tensor', received: given.length } })
  if (kind.takes === 'list' && isLeaf(first) && isShape(first.shape))
    call.refuse({ code: 'wrong-input-count', facts: { expected: 'a list of tensors', received: 1 } })
  const { exactly } = kind.takes === 'tensor' && kind.rank ? kind.rank : {}
  const inputs: Input[] = []
  for (const { shape, dtype } of given) {
    const known = isShape(shape) || exactly === undefined ? shape : Array<Size>(exactly).fill(shape)
    if (isUnknown(known)) return known
    inputs.push(new Input(known, castType(dtype, bound)))
  }
  return inputs
}

/** Layers cast floating inputs to the type that they compute with. */
const castType = (dtype: string, { policy, values }: Bound): string =>
  isFloating(dtype) && values.get('autocast') !== false ? policy.compute : dtype

function checkRank({ rank }: LayerKind, [input]: readonly Input[], call: Call): void {
  if (!rank || !input) return
  const { exactly = input.rank, atLeast = 0, atMost = Number.POSITIVE_INFINITY } = rank
  if (input.rank === exactly && input.rank >= atLeast && input.rank <= atMost) return
  const expected =
    rank.exactly !== undefined ? String(exactly) : input.rank < atLeast ? `at least ${atLeast}` : `at most ${atMost}`
  call.refuse({ code: 'wrong-rank', facts: { expected, shape: input.shape } })
}

/** A weight cannot be made where a size that it needs is None, or where it cannot start as it should. */
function weightProblemOf(bound: Bound, { weights = {} }: Outcome, [input]: readonly Input[]): Finding | undefined {
  if (isUnknown(weights)) return undefined
  for (const [name, weight] of Object.entries(weights)) {
    const finding = weight && weightProblem(name, weight, bound, input)
    if (finding) return finding
  }
  return undefined
}

function weightProblem(
  name: string,
  weight: Weight | readonly Formula[],
  bound: Bound,
  input: Input | undefined,
): Finding | undefined {
  const shape = shapeOf(weight)
  const undefinedSize = shape.find(dim => isNone(sizeOf(dim)))
  if (undefinedSize) {
    const axis = isNamed(undefinedSize) ? undefinedSize.name : 'size'
    return { code: 'undefined-size', facts: { axis, shape: input?.shape ?? [] } }
  }
  const { initializer = `${name}_initializer`, dtype = bound.policy.variable } = isPlain(weight) ? {} : weight
  const reason = refusedStart(bound.values.get(initializer) ?? null, shape, dtype)
  return reason === undefined ? undefined : { code: 'refused', facts: { reason }, argument: initializer }
}

/** Whether nothing but the shape is said of a weight. */
const isPlain = (weight: Weight | readonly Formula[]): weight is readonly Formula[] => Array.isArray(weight)

const shapeOf = (weight: Weight | readonly Formula[]): readonly Formula[] => (isPlain(weight) ? weight : weight.shape)

/** Tries each value that the unknown argument can have, and joins what comes out. */
function tryChoices(
  bound: Bound,
  inputs: CallInputs,
  args: Arguments<Parameters>,
  { argument, reason }: Unknowable,
  retries: number,
): Facts | undefined {
  const parameter = argument === undefined ? undefined : bound.kind.parameters[argument]
  if (!parameter?.choices || argument === undefined || retries === 0) return undefined
  return parameter.choices
    .map(choice => {
      const value = parameter.read(choice, argument)
      const chosen = { ...Object.getOwnPropertyDescriptors(args), [argument]: { value, enumerable: true } }
      return attempt(bound, inputs, Object.defineProperties({}, chosen), retries - 1)
    })
    .reduce((a, b) => joinFacts(a, b, reason))
}

/** What is known where the rule cannot say anything, for `why`. */
function withoutRule(bound: Bound, inputs: CallInputs, why: Unknown, findings: readonly Finding[]): Facts {
  const given = bound.kind.traits.keepsShape ? inputsOf(bound, inputs, callOf(inputs, bound.positional, [])) : why
  const [input] = isUnknown(given) ? [] : given
  return input ? seal(bound, { output: { dims: input.shape }, weights: why }, findings, []) : noFacts(why, findings)
}

// ---- sealing

function seal(bound: Bound, outcome: Outcome, reported: readonly Finding[], weightFindings: readonly Finding[]): Facts {
  const findings = [...reported, ...weightFindings]
  const outputs = flatten(outcome.output)
  return {
    output: mapStructure(outcome.output, ({ dims, dtype = bound.policy.compute }) => ({
      shape: isUnknown(dims) ? dims : dims.map(sizeOf),
      dtype,
    })),
    dims: outputs.map(({ dims }) => (isUnknown(dims) ? undefined : dims)),
    weights: weightFacts(outcome.weights ?? {}, bound),
    macs: outcome.macs ?? 0,
    window: outcome.window?.map(({ reach, stride }) => ({ reach: sizeOf(reach), stride: sizeOf(stride) })),
    findings,
    weightFindings,
    ...(outcome.later && { later: outcome.later }),
    refused: findings.some(isError),
  }
}

function weightFacts(weights: NonNullable<Outcome['weights']>, bound: Bound): readonly WeightFact[] | Unknown {
  if (isUnknown(weights)) return weights
  const facts: WeightFact[] = []
  for (const [name, weight] of Object.entries(weights)) if (weight) facts.push(weightFact(name, weight, bound))
  return facts
}

function weightFact(name: string, weight: Weight | readonly Formula[], bound: Bound): WeightFact {
  const { variable } = bound.policy
  if (isPlain(weight)) return { name, shape: weight, trainable: true, dtype: variable }
  const { shape, trainable, dtype = variable } = weight
  return { name, shape, trainable, dtype }
}

/** Facts where there is nothing to say: refused, or unknown for `why`. */
const noFacts = (why: Unknown, findings: readonly Finding[]): Facts => ({
  output: { shape: why, dtype: floatType },
  dims: [undefined],
  weights: why,
  macs: why,
  window: undefined,
  findings,
  weightFindings: [],
  refused: findings.some(isError),
})
