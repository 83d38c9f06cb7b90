/** Offers to write the comment that gives a function which nobody calls its arguments: `# shapeline: classes=10`. */
import type { Span } from '../source/span.ts'
import type { Document } from './document.ts'
import type { Fix } from './fixes.ts'
import { lineEnd, lineStart } from './lines.ts'

/** The action for the function or class whose first lines a span touches; undefined where there is none. */
export function argumentsAction({ analysis, file, text }: Document, { from, to }: Span): Fix | undefined {
  const uncalled = analysis.uncalled.find(
    ({ place, open }) =>
      open.length > 0 && place.file === file && lineStart(text, place.from) <= to && from <= lineEnd(text, place.to),
  )
  if (!uncalled) return undefined
  const { place, open, name } = uncalled
  const start = lineStart(text, place.from)
  const [indentation] = /^[ \t]*/.exec(text.slice(start, place.from))!
  const given = open.map(parameter => `${parameter}=${placeholder(parameter, text)}`).join(', ')
  const insert = `${indentation}# shapeline: ${given}${/\r\n|\n|\r/.exec(text)?.[0] ?? '\n'}`
  return { title: `Set the arguments of ${name} for hints`, edits: [{ from: start, to: start, insert }] }
}

/** A value that people give to a parameter of such a name. */
function placeholder(parameter: string, text: string): string {
  const found = values.find(([names]) => names.test(parameter))
  return found === undefined ? '32' : typeof found[1] === 'string' ? found[1] : found[1](text)
}

const values: readonly (readonly [names: RegExp, value: string | ((text: string) => string)])[] = [
  [/shape/i, '(224, 224, 3)'],
  [/^(x|y|.*inputs?|.*tensor|.*_in)$/i, text => inputOf(text)],
  [/class/i, '10'],
  [/vocab|words|tokens/i, '10000'],
  [/len|steps/i, '100'],
  [/^(height|width|h|w|.*(rows|cols|height|width|size_?x|size_?y))$/i, '224'],
  [/kernel|window/i, '3'],
  [/stride|dilation|padding|depth_?mult|blocks?$|layers?$|repeats?|stages?|depth/i, '2'],
  [/channels?$/i, '3'],
  [/activation/i, "'relu'"],
  [/name|prefix|mode|type/i, "'a'"],
  [/rate|dropout|ratio|alpha|momentum/i, '0.5'],
  [/^(is|use|has|with|include)_|training|trainable/i, 'True'],
]

/** An input in the way in which the text writes one. */
function inputOf(text: string): string {
  const written = /\b(?:[\w.]+\.)?Input(?=\()/.exec(text)?.[0]
  const module = /^\s*(?:import|from)\b.*\bkeras\b/m.test(text) ? 'keras' : 'tf.keras'
  return `${written ?? `${module}.Input`}((224, 224, 3))`
}
