/** What a layer would put out after the line before it: its shape effect, shown while one chooses. */
import { bind, parametersOf } from '../../../layers/bind.ts'
import { infer } from '../../../layers/infer.ts'
import type { LayerKind } from '../../../layers/layer.ts'
import { Unknowable } from '../../../layers/parameters.ts'
import { isShape, printShape, type TensorType } from '../../../tensor/shape.ts'
import { symbol, unknown } from '../../../tensor/size.ts'
import { flatten } from '../../../tensor/structure.ts'
import type { Edited } from '../../editing.ts'
import type { Item } from '../parse/outline.ts'
import type { NetTree } from '../syntax.ts'
import type { Names, Occurrence } from './scopes.ts'

/** What flows into a line: what the line before it puts out; undefined where that is not known. */
export function flowInto(
  { item }: Occurrence,
  { items, tree }: Names,
  edited: Edited<NetTree>,
): TensorType | undefined {
  const before = lineBefore(item, items, undefined).line
  return before && outputOf(before, tree.starts[before.index]!, edited)
}

interface Found {
  /** What flows out of the lines before, or out of all of them where the line is not among them. */
  readonly line: Item | undefined
  readonly isHere: boolean
}

/** The last line before another that something flows out of; `above` is what flows into the first of `items`. */
function lineBefore(wanted: Item, items: readonly Item[], above: Item | undefined): Found {
  let line = above
  for (const item of items) {
    if (item === wanted) return { line, isHere: true }
    const type = item.statement?.type
    const startsAnew = type === 'model' || type === 'block' || type === 'table' || type === 'layer'
    const inside = lineBefore(wanted, item.body, startsAnew ? undefined : line)
    if (inside.isHere) return inside
    if (type === 'layer') line = item
    else if (type === 'block') line = undefined
    else if (type !== 'branch' && type !== 'table') line = inside.line
  }
  return { line, isHere: false }
}

/** What the layers of a line have put out last. */
function outputOf({ line }: Item, from: number, { analysis, file }: Edited<NetTree>): TensorType | undefined {
  const to = from + line.length
  const visit = analysis.visits.findLast(
    ({ place, facts }) => place.file === file && place.from >= from && place.to <= to && !facts.refused,
  )
  const [first] = visit ? flatten(visit.outputs) : []
  return first && isShape(first.type.shape) ? first.type : undefined
}

/** The shape that a kind makes of `input`, with its arguments' names where they must be given. */
export function effectOf(kind: LayerKind, input: TensorType | undefined): string | undefined {
  if (!input || kind.takes !== 'tensor') return undefined
  const required = parametersOf(kind).filter(([, parameter]) => parameter.default === undefined)
  const named = new Map(
    required.map(([name, { holds }]) => [name, holds === 'size' ? symbol(name) : unknown(`${name} is not given`)]),
  )
  try {
    const bound = bind(kind, { positional: [], named })
    const facts = infer(bound, { tensors: new Map([[kind.call[0]!, input]]), options: new Map() })
    if (facts.refused) return undefined
    const [output] = flatten(facts.output)
    return output && isShape(output.shape) ? printShape(output.shape) : undefined
  } catch (error) {
    if (error instanceof Unknowable) return undefined
    throw error
  }
}
