/** What evaluations keep for the next ones. All of it follows from what it is kept for; dropping it costs only time. */

import type { LayerNode, NetTree } from '../syntax.ts'
import type { Written } from './arguments.ts'

export class Memory {
  /** Arguments that mean the same wherever they stand, as long as their line stays as it is. */
  readonly constants = new WeakMap<LayerNode, Written>()
  private readonly trees = new Map<string, NetTree>()

  /** The tree of a file that another one uses. */
  treeOf(file: string, text: string, parse: (text: string) => NetTree): NetTree {
    const known = this.trees.get(file)
    if (known?.text === text) return known
    const tree = parse(text)
    this.trees.set(file, tree)
    return tree
  }
}
