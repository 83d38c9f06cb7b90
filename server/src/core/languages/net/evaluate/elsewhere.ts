/** Uses of what stands in another file: its mistakes show there, so that the line which uses it has to say so too. */

import type { Identifier } from '../syntax.ts'
import { type Context, refuse } from './context.ts'
import type { Block, ModelDefinition } from './definitions.ts'
import { describe } from './values.ts'

/** Runs what a line uses; a mistake in it that belongs to another file is reported at the line's word. */
export function using<T>(callee: Block | ModelDefinition, word: Identifier, context: Context, run: () => T): T {
  if (callee.module === context.module) return run()
  const { result, mistake } = context.world.builder.watch(run)
  if (mistake) {
    const { file, tree } = callee.module
    const at = mistake.place
    const line = at.file === file ? ` in line ${lineOf(tree.text, at.from)}` : ''
    const name = at.file.slice(at.file.lastIndexOf('/') + 1)
    refuse(word, `${describe(callee)} does not work here: there is a mistake${line} of ${name}`, callee.name, context)
  }
  return result
}

const lineOf = (text: string, offset: number): number => text.slice(0, offset).split(/\r\n|[\r\n]/).length
