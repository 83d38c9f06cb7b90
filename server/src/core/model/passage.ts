/** A stretch of a program that stands elsewhere in its text and is used by a line as if it were one layer. */
import type { Facts } from '../layers/facts.ts'
import type { CallPlace } from '../layers/problem.ts'
import { sizeOf } from '../tensor/formula.ts'
import type { TensorType } from '../tensor/shape.ts'
import { sum } from '../tensor/size.ts'
import { flatten, mapStructure, type Structure } from '../tensor/structure.ts'
import { type Layer, Visit } from './layer.ts'
import { Model } from './model.ts'
import type { Tensor, Tensors } from './tensor.ts'

/** What one use of it made and called. It is no model of the program: its layers belong to the model around it. */
export class Passage extends Model {
  readonly depth = 1

  constructor(
    /** The name of the stretch, in the place of a class. */
    readonly className: string,
    place: CallPlace,
    readonly inputs: readonly Tensor[],
    readonly outputs: Tensors,
    readonly layers: readonly Layer[],
    readonly graphVisits: readonly Visit[],
  ) {
    super(`${layers.length} layer${layers.length === 1 ? '' : 's'}`, place)
  }

  protected run(): never {
    throw new TypeError('a passage is no layer that can be called')
  }
}

/** The use as a call, from what it was given to what it puts out. */
export function visitOf(passage: Passage): Visit {
  const { inputs, outputs, graphVisits, place } = passage
  const facts: Facts = {
    output: mapStructure<Tensor, TensorType>(outputs, ({ type }) => type) as Structure<TensorType>,
    dims: flatten<Tensor>(outputs).map(() => undefined),
    weights: passage.weights,
    macs: sum(graphVisits.map(visit => sizeOf(visit.facts.macs))),
    window: undefined,
    findings: [],
    weightFindings: [],
    refused: false,
  }
  const visit = new Visit(passage, place, new Map([['inputs', inputs.length === 1 ? inputs[0]! : inputs]]), facts)
  passage.addVisit(visit)
  return visit
}
