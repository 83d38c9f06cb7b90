/** Nests of tensors as Keras passes them: one thing, a list, or a dictionary by name, to any depth. */

/** Lists are arrays and dictionaries are maps; anything else is a leaf. */
export type Structure<T> = T | readonly Structure<T>[] | ReadonlyMap<string, Structure<T>>

/** All leaves in Keras's order: lists in their order, dictionaries by sorted key. */
export function flatten<T extends object>(structure: Structure<T>): readonly T[] {
  if (Array.isArray(structure)) return structure.flatMap(part => flatten<T>(part))
  if (structure instanceof Map) return sortedKeys(structure).flatMap(key => flatten<T>(structure.get(key)))
  return [structure as T]
}

/** The same nest with each leaf replaced; `at` counts the leaves in Keras's order. */
export function mapStructure<T extends object, R>(
  structure: Structure<T>,
  replace: (leaf: T, at: number) => R,
): Structure<R> {
  let at = 0
  const visit = (part: Structure<T>): Structure<R> => {
    if (Array.isArray(part)) return part.map(visit)
    if (part instanceof Map) return new Map(sortedKeys(part).map(key => [key, visit(part.get(key))]))
    return replace(part as T, at++)
  }
  return visit(structure)
}

/** Whether it is a single tensor. */
export const isLeaf = <T extends object>(structure: Structure<T>): structure is T =>
  !Array.isArray(structure) && !(structure instanceof Map)

const sortedKeys = (map: ReadonlyMap<string, unknown>): readonly string[] => [...map.keys()].sort()
