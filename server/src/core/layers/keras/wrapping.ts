/** What layers that wrap others share: inferring the inner layer, and holding its weights. */

import type { TensorType } from '../../tensor/shape.ts'
import { isUnknown, type Unknown, unknown } from '../../tensor/size.ts'
import { flatten, type Structure } from '../../tensor/structure.ts'
import type { Facts } from '../facts.ts'
import type { LayerLike, Outcome, OutputType, Reporter, Weight } from '../layer.ts'
import { Unknowable } from '../parameters.ts'
import { type Finding, isError } from '../problem.ts'

export type Weights = Exclude<NonNullable<Outcome['weights']>, Unknown>

/** What an inner layer puts out, and why it cannot be built where it cannot. */
export interface Inner {
  readonly facts: Facts
  readonly unbuildable: Finding | undefined
}

/** Infers `inner` on `input`. Its problems become those of the call; where it is refused, nothing is known. */
export function inferInner(inner: LayerLike, input: Structure<TensorType>, call: Reporter): Inner {
  const facts = inner.infer(input)
  const own = inner.bound?.findings ?? []
  const findings = facts.findings.filter(finding => !own.includes(finding) && !facts.weightFindings.includes(finding))
  for (const finding of findings) call.report(withoutArgument(finding))
  if (own.some(isError) || findings.some(isError)) throw new Unknowable(unknown(`${inner.name} is refused`))
  const [unbuildable] = facts.weightFindings
  return { facts, unbuildable: unbuildable && withoutArgument(unbuildable) }
}

/** The arguments that are written at the inner layer are none of the call's. */
function withoutArgument(finding: Finding): Finding {
  const { argument: _, ...rest } = finding
  return rest as Finding
}

/** The sizes of each output, with their formulas where the layer has any. */
export const outputDims = (facts: Facts): readonly OutputType['dims'][] =>
  flatten(facts.output).map(({ shape }, i) => facts.dims[i] ?? shape)

/** The weights of the inner layer as Keras's paths name them: `dense/kernel`. */
export function innerWeights(inner: LayerLike, facts: Facts, path = inner.name): Weights | Unknown {
  if (isUnknown(facts.weights)) return facts.weights
  const weights: Record<string, Weight> = {}
  for (const { name, shape, trainable, dtype } of facts.weights)
    weights[freeName(`${path}/${name}`, weights)] = { shape, trainable: trainable && inner.trainable !== false, dtype }
  return weights
}

/** Weights of a model's layers may have the same name before it is built; none of them may get lost. */
function freeName(name: string, taken: Weights): string {
  let free = name
  for (let count = 1; free in taken; count++) free = `${name}_${count}`
  return free
}

/** The weights under a path below the layer's own. */
export const below = (path: string, weights: Weights | Unknown): Weights | Unknown =>
  isUnknown(weights) ? weights : underPath(path, weights)

const underPath = (path: string, weights: Weights): Weights =>
  Object.fromEntries(Object.entries(weights).map(([name, weight]) => [`${path}/${name}`, weight]))
