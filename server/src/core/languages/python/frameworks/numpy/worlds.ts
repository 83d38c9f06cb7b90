/** Where the arrays of an evaluation belong, for frameworks that make arrays of their own data. */
import type { Evaluation } from '../framework.ts'
import type { World } from './array.ts'
import { methods } from './functions.ts'

const worlds = new WeakMap<object, World>()

/** The world of an evaluation, which is found again by `key` afterwards. */
export function worldFor(key: object, { journal, budget }: Evaluation): World {
  const world: World = { journal, budget, methods }
  worlds.set(key, world)
  return world
}

export const worldOf = (key: object): World | undefined => worlds.get(key)
