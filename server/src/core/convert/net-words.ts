/** Words that mean something in `.net`, which nothing is called by. */

import { everyLayer } from '../layers/keras/catalogue.ts'
import type { LayerKind } from '../layers/layer.ts'
import { signatureOf } from '../layers/side-by-side.ts'

const keywords: ReadonlySet<string> = new Set([
  ...[
    'block',
    'branch',
    'elif',
    'else',
    'for',
    'from',
    'if',
    'let',
    'model',
    'output',
    'repeat',
    'sequential',
    'shared',
  ],
  ...['table', 'use', 'as', 'in', 'and', 'or', 'not', 'x', 'ops', 'true', 'false', 'none', 'True', 'False', 'None'],
  ...['channels', 'height', 'width', 'length', 'shape', 'rank', 'name', 'trainable'],
  ...['max', 'min', 'abs', 'round', 'int', 'float', 'str', 'bool', 'len', 'sum', 'range', 'ceil', 'floor', 'sqrt'],
  ...['log2', 'log', 'exp', 'pow', 'chr', 'ord', 'sorted', 'reversed', 'list', 'zip', 'enumerate', 'all', 'any'],
])

/** Words for what layers do, not for how weights start and are held. */
const wordsOf = (kind: LayerKind): readonly string[] =>
  [...signatureOf(kind).words].flatMap(([word, [meaning]]) =>
    meaning && /_(initializer|regularizer|constraint)$/.test(meaning.name) ? [] : [word],
  )

let argumentWords: ReadonlySet<string> | undefined

/** Whether a word is one of the language, of a layer, or one that a layer's arguments know. */
export function isNetWord(word: string): boolean {
  argumentWords ??= new Set(everyLayer.kinds.flatMap(wordsOf))
  return keywords.has(word) || everyLayer.byWord(word) !== undefined || argumentWords.has(word)
}
