/** Models as layers: made of a definition and its arguments, or of the lines below `sequential`. */
import type { CallPlace } from '../../../layers/problem.ts'
import type { Layer } from '../../../model/layer.ts'
import type { Model } from '../../../model/model.ts'
import type { Tensors } from '../../../model/tensor.ts'
import type { Span } from '../../../source/span.ts'
import { isUnknown, unknown } from '../../../tensor/size.ts'
import type { Item } from '../parse/outline.ts'
import type { Identifier, LayerNode } from '../syntax.ts'
import { evaluateFor } from './argument-values.ts'
import { runBody } from './body.ts'
import { bindParameters, readGiven } from './calls.ts'
import { type Context, type Frame, placeOf, refuse, type World } from './context.ts'
import { type ModelDefinition, needsNothing } from './definitions.ts'
import { using } from './elsewhere.ts'
import { Graph, type Origin, Sequence, type Start } from './flow.ts'
import { isJoining } from './joining.ts'
import { Scope } from './scope.ts'
import { type NetValue, plain } from './values.ts'

/** Arguments that every model takes, whether it declares them or not. */
const common = ['name', 'trainable']

/** The model that a line uses: the one of that name, or a new one where the line gives it arguments. */
export function modelFor(
  definition: ModelDefinition,
  node: LayerNode,
  span: Span,
  context: Context,
): Layer | undefined {
  definition.isUsed = true
  if (node.arguments.length === 0 && needsNothing(definition)) return instanceOf(definition, node.word, context)
  const { values, isComplete } = readGiven(definition, node, common, context)
  if (!isComplete) return undefined
  const place: CallPlace = { ...placeOf(span, context), arguments: new Map() }
  const make = () => using(definition, node.word, context, () => makeModel(definition, values, place, context.world))
  const model = context.world.budget.within(() => place, make)
  if (!model) context.flow.forget(unknown(`${definition.name} is not known`, place))
  if (model) freeze(model, values.get('trainable'), context)
  return model
}

function instanceOf(definition: ModelDefinition, word: Identifier, context: Context): Layer | undefined {
  if (definition.instance === 'making') {
    refuse(word, 'a model cannot hold itself', definition.name, context)
    return undefined
  }
  const model = context.world.budget.within(
    () => placeOf(word, context),
    () => using(definition, word, context, () => makeInstance(definition, context.world)),
  )
  if (!model) context.flow.forget(unknown(`${definition.name} is not known`, definition.place))
  return model
}

/** The one model of that name; undefined where none comes of its lines. */
export function makeInstance(definition: ModelDefinition, world: World): Model | undefined {
  const { instance, nameAt } = definition
  if (instance !== undefined) return typeof instance === 'string' ? undefined : instance
  definition.instance = 'making'
  const place = { ...definition.place, arguments: new Map() }
  const model = makeModel(definition, new Map(), place, world)
  definition.instance = model ?? 'none'
  if (model && nameAt) world.builder.nameModel(model.name, model, nameAt)
  return model
}

/** Makes a model of a definition. A parameter `name` says what Keras calls it. */
export function makeModel(
  definition: ModelDefinition,
  values: ReadonlyMap<string, NetValue>,
  place: CallPlace,
  world: World,
  origin?: Origin,
): Model | undefined {
  const { module, base, body } = definition
  const scope = new Scope(module.scope)
  const naming: Context = {
    world,
    module,
    base,
    scope,
    flow: new Graph({ builder: world.builder, name: '', place }),
    outputs: [],
  }
  bindParameters(definition, values, scope, naming)
  const given = scope.own('name') ?? values.get('name')
  const name = typeof given === 'string' ? given : definition.statement?.name?.name
  const start: Start = { builder: world.builder, name, place }
  const flow = origin || isJoining(body, module.scope) ? new Graph(start, origin) : new Sequence(start)
  const outputs: Tensors[] = []
  runBody(body, { world, module, scope, flow, outputs })
  return flow.finish(outputs)
}

/** A nested Sequential model of the lines below it. */
export function sequentialFor(node: LayerNode, item: Item, span: Span, context: Context): Layer | undefined {
  const { world, module, scope } = context
  const given = new Map<string, NetValue>()
  for (const { name, value } of node.arguments)
    if (name && common.includes(name.name)) given.set(name.name, evaluateFor(value, anything, context))
    else refuse(name ?? value, 'it takes name= and trainable=; its layers stand below it', 'Sequential', context)
  const name = given.get('name')
  const place: CallPlace = { ...placeOf(span, context), arguments: new Map() }
  const flow = new Sequence({ builder: world.builder, name: typeof name === 'string' ? name : undefined, place })
  flow.lose()
  const frame: Frame = { world, module, scope, flow, outputs: [] }
  runBody(item.body, frame)
  const [output] = frame.outputs
  if (output !== undefined) flow.goOnFrom(output, place)
  const model = flow.finish()
  freeze(model, given.get('trainable'), context)
  return model
}

const anything = { kind: { takes: 'tensor' }, slot: undefined } as never

/** `trainable=false` holds for all layers of a model. */
function freeze(model: Model, value: NetValue | undefined, { world: { builder } }: Context): void {
  const trainable = value === undefined ? true : plain(value)
  if (trainable === false) builder.setTrainable(model, false)
  else if (typeof trainable === 'object' && trainable !== null && isUnknown(trainable))
    builder.setTrainable(model, trainable)
}
