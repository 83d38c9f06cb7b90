/** The graph between inputs and outputs, in the order in which Keras lists a model's layers. */
import type { Layer, Visit } from './layer.ts'
import type { Tensor } from './tensor.ts'

export interface Graph {
  /** By falling depth, then in order of traversal. Source: keras/src/ops/function.py, `map_graph`. */
  readonly layers: readonly Layer[]
  /** The calls from inputs to outputs. */
  readonly visits: readonly Visit[]
  /** A tensor that the outputs need and that no input leads to. */
  readonly missing: Tensor | undefined
  /** A tensor that the outputs need and of which it is not known where it comes from. */
  readonly open: Tensor | undefined
}

export function graphBetween(inputs: readonly Tensor[], outputs: readonly Tensor[]): Graph {
  const { visits, indices, missing, open } = traverse(new Set(inputs), outputs)
  const depths = layerDepths(visits)
  for (const { producer } of inputs) {
    if (!producer || depths.has(producer.layer)) continue
    depths.set(producer.layer, 0)
    indices.set(producer.layer, -1)
  }
  const layers = [...depths.keys()].sort((a, b) => depths.get(b)! - depths.get(a)! || indices.get(a)! - indices.get(b)!)
  return { layers, visits, missing, open }
}

/** The tensors that a call was made on. */
export const inputTensors = (visit: Visit): readonly Tensor[] => visit.inputTensors

interface Traversal {
  /** Inputs before outputs. */
  readonly visits: Visit[]
  /** When each layer was first met on the way from the outputs. */
  readonly indices: Map<Layer, number>
  missing: Tensor | undefined
  open: Tensor | undefined
}

/** Depth first from the outputs, without recursion: models can be thousands of layers deep. */
function traverse(inputs: ReadonlySet<Tensor>, outputs: readonly Tensor[]): Traversal {
  const found: Traversal = { visits: [], indices: new Map(), missing: undefined, open: undefined }
  const met = new Set<Visit>()
  for (const output of outputs) {
    const stack = enter(output, inputs, met, found)
    while (stack.length > 0) {
      const step = stack.at(-1)!
      const next = step.pending.pop()
      if (next) stack.push(...enter(next, inputs, met, found))
      else {
        found.visits.push(step.visit)
        stack.pop()
      }
    }
  }
  return found
}

function enter(
  tensor: Tensor,
  inputs: ReadonlySet<Tensor>,
  met: Set<Visit>,
  found: Traversal,
): { readonly visit: Visit; readonly pending: Tensor[] }[] {
  const visit = tensor.producer
  if (!visit) {
    if (!inputs.has(tensor) && !tensor.isData) found.open ??= tensor
    return []
  }
  if (visit.isOnData && !inputs.has(tensor)) return []
  if (met.has(visit)) return []
  const source = visit.inputs.size === 0
  if (inputs.has(tensor) && !source) return []
  met.add(visit)
  if (!found.indices.has(visit.layer)) found.indices.set(visit.layer, found.indices.size)
  if (source && !inputs.has(tensor)) found.missing ??= tensor
  return [{ visit, pending: source ? [] : inputTensors(visit).toReversed() }]
}

/** How many calls lie between each layer and the farthest output. */
function layerDepths(visits: readonly Visit[]): Map<Layer, number> {
  const within = new Set(visits)
  const nodes = new Map<Visit, number>()
  const layers = new Map<Layer, number>()
  for (const visit of visits.toReversed()) {
    const depth = Math.max(nodes.get(visit) ?? 0, layers.get(visit.layer) ?? 0)
    nodes.set(visit, depth)
    layers.set(visit.layer, depth)
    for (const { producer } of inputTensors(visit))
      if (producer && within.has(producer)) nodes.set(producer, Math.max(depth + 1, nodes.get(producer) ?? 0))
  }
  return layers
}

/** The inputs that lead to tensors. */
export function sourcesOf(tensors: readonly Tensor[]): readonly Tensor[] {
  const sources = new Set<Tensor>()
  const seen = new Set<Visit>()
  const pending = [...tensors].reverse()
  while (pending.length > 0) {
    const { producer } = pending.at(-1)!
    const tensor = pending.pop()!
    if (!producer) continue
    if (producer.inputTensors.length === 0) sources.add(tensor)
    else if (!seen.has(producer)) pending.push(...producer.inputTensors.toReversed())
    seen.add(producer)
  }
  return [...sources]
}
