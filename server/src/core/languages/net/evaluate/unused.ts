/**
 * Blocks and models that nothing uses yet are tried out at the end, with names for the values that nothing gives them, so
 * that what is certain about their lines shows while they are written.
 */
import type { CallPlace } from '../../../layers/problem.ts'
import { symbol, unknown } from '../../../tensor/size.ts'
import { tryBlock } from './blocks.ts'
import { type Context, placeOf, type World } from './context.ts'
import { type Block, type ModelDefinition, needsNothing } from './definitions.ts'
import { Trial } from './flow.ts'
import { makeModel } from './models.ts'
import type { Module } from './modules.ts'
import { Scope } from './scope.ts'
import type { NetValue } from './values.ts'

export function tryOut(module: Module, world: World): void {
  for (const model of module.models)
    if (!model.isUsed && !needsNothing(model))
      apart(model, world, place => void makeModel(model, openValues(model), place, world))
  for (const block of module.blocks.toReversed())
    if (!block.isUsed) apart(block, world, place => tryBlock(block, openValues(block), trialFor(block, place, world)))
}

/** What it is called on is not known, and no model comes of it. */
function trialFor(block: Block, place: CallPlace, world: World): Context {
  const why = unknown(`nothing uses ${block.name} yet`, place)
  const flow = new Trial({ builder: world.builder, name: '', place }, why)
  return { world, module: block.module, scope: new Scope(block.module.scope), flow, outputs: [], base: block.base }
}

function apart(definition: Block | ModelDefinition, world: World, run: (place: CallPlace) => void): void {
  const { name, statement, module, base, parameters } = definition
  if (world.budget.isSpent || !statement) return
  const place: CallPlace = { ...placeOf(statement, { module, base }), arguments: new Map() }
  const open = parameters.filter(parameter => !parameter.default).map(parameter => parameter.name.name)
  world.builder.apart({ name, place, open, isSettled: false }, settle => {
    run(place)
    settle()
  })
}

/** Sizes under their names for what has no default. */
const openValues = ({ parameters }: Block | ModelDefinition): ReadonlyMap<string, NetValue> =>
  new Map(parameters.filter(parameter => !parameter.default).map(({ name: { name } }) => [name, symbol(name)]))
