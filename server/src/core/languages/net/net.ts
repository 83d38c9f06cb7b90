/** The `.net` language: a network as a text that reads from top to bottom, a line a layer. See docs/net-language.md. */
import type { Language } from '../language.ts'
import { editing } from './editing/editing.ts'
import { Memory } from './evaluate/memory.ts'
import { evaluate } from './evaluate/program.ts'
import { netLibrary } from './library.ts'
import { parse, reparse } from './parse/parser.ts'
import type { NetTree } from './syntax.ts'

const memory = new Memory()

/** The models of `server/library`. */
export const shippedModels = netLibrary(memory)

export const net: Language<NetTree> = {
  id: 'net',
  extensions: ['net'],
  isRelevant: () => true,
  parse: (text, previous) => (previous ? reparse(previous, text) : parse(text)),
  evaluate: (parts, program) => {
    for (const { file, tree } of parts) evaluate(tree, file, program, memory)
    return undefined
  },
  editing,
}
