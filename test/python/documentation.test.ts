/** What docs/python.md shows works, and the hints in its comments are those of their lines. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { hintsIn } from '../../server/src/core/features/hints.ts'
import { defaultsOf, hintSettings } from '../../server/src/core/features/options.ts'
import { python } from '../features/documents.ts'

const text = readFileSync('docs/python.md', 'utf8')
const examples = [...text.matchAll(/^```python\n(?<code>.*?)^```$/gms)].map(({ groups }) => groups!.code!)

/** The program with the hint of each line as its comment, as the document has it. */
function annotated(code: string): string {
  const program = code.replaceAll(/ {2}# \(.*$/gm, '')
  const hints = hintsIn(python(program), { from: 0, to: program.length }, defaultsOf(hintSettings))
  const labels = new Map(hints.map(({ offset, label }) => [program.slice(0, offset).split('\n').length - 1, label]))
  return program
    .split('\n')
    .map((line, i) => (labels.has(i) ? `${line}  # ${labels.get(i)}` : line))
    .join('\n')
}

test('the hints in comments are those of their lines', () => {
  assert.ok(examples.length >= 6)
  for (const code of examples) assert.equal(annotated(code), code)
})
