/** A block in the place of a layer: its lines run on what the line goes on from, in the model that uses it. */
import type { CallPlace } from '../../../layers/problem.ts'
import type { Tensor, Tensors } from '../../../model/tensor.ts'
import { unknown } from '../../../tensor/size.ts'
import { flatten } from '../../../tensor/structure.ts'
import type { LayerNode } from '../syntax.ts'
import { runBody } from './body.ts'
import { bindParameters, readGiven } from './calls.ts'
import { type Context, type Frame, placeOf, refuse } from './context.ts'
import type { Block } from './definitions.ts'
import { using } from './elsewhere.ts'
import { Scope } from './scope.ts'
import { describe, type NetValue, tensorsValue } from './values.ts'

/** Runs a block; what it puts out is what the next line goes on from. False where it cannot be run. */
export function callBlock(
  block: Block,
  node: LayerNode,
  from: readonly Tensors[] | undefined,
  place: CallPlace,
  context: Context,
): boolean {
  block.isUsed = true
  const { values, isComplete } = readGiven(block, node, [], context)
  const inputs = isComplete ? inputsFor(block, node, from, context) : undefined
  if (!inputs) return false
  const run = () => using(block, node.word, context, () => runBlock(block, values, inputs, context))
  const { builder, budget } = context.world
  const within = () => {
    const { stops } = budget
    if (budget.within(() => place, run) && budget.stops === stops) return context.flow.current
    context.flow.forget(unknown(`${block.name} is inside too many others`, place))
    return undefined
  }
  builder.passage(block.name, place, [...inputs.values()].flatMap(flatten<Tensor>), within)
  return true
}

/** Runs a block that nothing uses, on what is not known. */
export function tryBlock(block: Block, values: ReadonlyMap<string, NetValue>, context: Context): void {
  const { current } = context.flow
  const names = namesOf(block)
  runBlock(block, values, new Map(current === undefined ? [] : names.map(name => [name, current])), context)
}

/** A block sees the names of its own file, not those of who uses it. */
function runBlock(
  block: Block,
  values: ReadonlyMap<string, NetValue>,
  inputs: ReadonlyMap<string, Tensors>,
  context: Context,
): true {
  const { flow, world } = context
  const scope = new Scope(block.module.scope)
  const outputs: Tensors[] = []
  const frame: Frame = { world, module: block.module, scope, flow, outputs }
  const [first] = inputs.values()
  if (first !== undefined) flow.goOnFrom(first, placeOf(block.statement, block))
  for (const [name, tensors] of inputs) scope.set(name, tensorsValue(tensors))
  bindParameters(block, values, scope, { ...frame, base: block.base })
  runBody(block.body, frame)
  if (outputs.length > 0) flow.goOnFrom(outputs.length === 1 ? outputs[0]! : outputs, placeOf(block.statement, block))
  return true
}

/** The names of the tensors that it is called on. */
const namesOf = ({ statement: { inputs } }: Block): readonly string[] =>
  inputs && inputs.length > 0 ? inputs.map(({ name }) => name) : ['input']

/** The tensors by the block's names for them; none where there is no input yet, undefined where they do not fit. */
function inputsFor(
  block: Block,
  node: LayerNode,
  from: readonly Tensors[] | undefined,
  context: Context,
): ReadonlyMap<string, Tensors> | undefined {
  const { current } = context.flow
  const given = from ?? (current === undefined ? [] : [current])
  const names = namesOf(block)
  if (given.length === 0 && names.length === 1) return new Map()
  if (given.length === names.length) return new Map(names.map((name, i) => [name, given[i]!]))
  const expected = names.length === 1 ? 'one tensor' : `${names.length} tensors (${names.join(', ')})`
  refuse(node.word, `${describe(block)} is called on ${expected}, not on ${given.length}`, block.name, context)
  return undefined
}
