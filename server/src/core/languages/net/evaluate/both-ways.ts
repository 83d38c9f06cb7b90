/** What lines come to of which it is not known whether they are run: both ways are, and what they agree in is known. */
import { joinTypes } from '../../../layers/join.ts'
import type { Tensors } from '../../../model/tensor.ts'
import type { Unknown } from '../../../tensor/size.ts'
import { isLeaf } from '../../../tensor/structure.ts'
import type { Frame } from './context.ts'
import { Graph, Trial, unknownTensor } from './flow.ts'
import { isTensors, type NetValue, tensorsValue } from './values.ts'

type Way = (frame: Frame) => void

/** Layers that follow each other are tried beside the model, which is not known afterwards if there are any. */
export function runBoth(first: Way, second: Way, why: Unknown, frame: Frame): void {
  const { flow } = frame
  if (flow instanceof Graph) return joinWays(first, second, why, frame, flow)
  const beside = new Trial(flow.start, why, flow.current)
  joinWays(first, second, why, { ...frame, flow: beside }, beside)
  if (beside.isUsed) flow.forget(why)
}

function joinWays(first: Way, second: Way, why: Unknown, frame: Frame, flow: Graph): void {
  const { scope, outputs } = frame
  const { current } = flow
  const names = scope.entries()
  const { length } = outputs
  const inputs = flow.inputCount
  first(frame)
  const one = { current: flow.current, names: scope.entries(), outputs: outputs.splice(length) }
  scope.restore(names)
  flow.current = current
  second(frame)
  flow.current = joinTensors(one.current, flow.current, why)
  joinNames(one.names, frame, why)
  outputs.push(...joinOutputs(one.outputs, outputs.splice(length), why))
  if (flow.inputCount !== inputs) flow.doubt(why)
}

/** A name that only one of them gives may still have its meaning of before, or none. */
function joinNames(one: ReadonlyMap<string, NetValue>, { scope }: Frame, why: Unknown): void {
  const two = scope.entries()
  for (const name of new Set([...one.keys(), ...two.keys()])) {
    const [a, b] = [one.get(name), two.get(name)]
    if (a !== b) scope.set(name, joinValues(a, b, why))
  }
}

function joinValues(a: NetValue | undefined, b: NetValue | undefined, why: Unknown): NetValue {
  if (a === undefined || b === undefined) return forgotten(a ?? b ?? why, why)
  return isTensors(a) && isTensors(b)
    ? tensorsValue(joinTensors(a.tensors, b.tensors, why) ?? unknownTensor(why))
    : forgotten(a, why)
}

/** What is left of a value that may be another one. */
export const forgotten = (value: NetValue, why: Unknown): NetValue =>
  isTensors(value) ? tensorsValue(unknownTensor(why)) : why

function joinOutputs(one: readonly Tensors[], two: readonly Tensors[], why: Unknown): readonly Tensors[] {
  if (one.length !== two.length) return [unknownTensor(why)]
  return one.map((tensors, i) => joinTensors(tensors, two[i], why) ?? unknownTensor(why))
}

function joinTensors(a: Tensors | undefined, b: Tensors | undefined, why: Unknown): Tensors | undefined {
  if (a === b || b === undefined) return a
  if (a === undefined) return b
  if (!isLeaf(a) || !isLeaf(b)) return unknownTensor(why)
  return { type: joinTypes(a.type, b.type, why), producer: undefined }
}
