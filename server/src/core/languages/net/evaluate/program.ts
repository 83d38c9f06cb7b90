/** Runs a file: what it defines, then model by model, and at last what nothing has used. */
import type { Program } from '../../language.ts'
import type { NetTree } from '../syntax.ts'
import { Budget } from './budget.ts'
import { placeOf, Suggestions, type World } from './context.ts'
import { needsNothing } from './definitions.ts'
import type { Memory } from './memory.ts'
import { makeInstance } from './models.ts'
import { type Module, moduleFinder, startModule } from './modules.ts'
import { tryOut } from './unused.ts'

export function evaluate(tree: NetTree, file: string, { builder, sources }: Program, memory: Memory): void {
  const world: World = {
    builder,
    memory,
    suggestions: new Suggestions(),
    budget: new Budget(builder, tree.lines.length),
    moduleOf: moduleFinder(sources, memory, () => world),
  }
  reportSyntax(tree, file, world)
  const module = startModule(file, tree, world, () => {})
  for (const model of module.models) if (needsNothing(model)) makeInstance(model, world)
  tryOut(module, world)
}

function reportSyntax(tree: NetTree, file: string, { builder }: World): void {
  for (const [i, { problems }] of tree.lines.entries())
    for (const problem of problems) {
      const place = placeOf(problem, { module: { file } as Module, base: tree.starts[i]! })
      builder.report({ code: 'syntax-error', facts: { message: problem.message } }, '.net', place, place)
    }
}
