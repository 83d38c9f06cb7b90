/**
 * Models written in another language are the same models: the project's own analysis of what was written finds the same
 * layers, shapes, counts and multiply–accumulates, and writing them once more changes nothing.
 */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import { convert, type Target } from '../../server/src/core/convert/conversion.ts'
import { convertProgram } from '../../server/src/core/features/convert.ts'
import type { Program } from '../../server/src/core/features/document.ts'
import { createService, languageOf } from '../../server/src/core/service.ts'
import { isSymbolic, type Size, symbolsIn } from '../../server/src/core/tensor/size.ts'
import { factsOf, type LayerFacts, type ModelFacts, outermost } from './facts.ts'

const files = ['examples', 'test/golden/programs', 'test/parity', 'test/convert/cases'].flatMap(folder =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(file => /\.(net|py)$/.test(file))
    .map(file => `${folder}/${file}`),
)

const read = (file: string): string | undefined => {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

const open = (file: string): Program => createService({ read }).update(file, languageOf(file)!, read(file)!)!.program
const endings: Readonly<Record<Target, string>> = { keras: 'py', net: 'net' }

function analyse(text: string, target: Target): Program {
  const file = `written.${endings[target]}`
  return createService({ read }).update(file, languageOf(file)!, text)!.program
}

/** The sizes that nothing depends on: Keras has None for them. */
function isOpen(text: string): (size: Size) => boolean {
  const variables = [...text.matchAll(/^def make_\w+\((.*)\):/gm)].flatMap(([, names = '']) => names.split(', '))
  return size => isSymbolic(size) && [...symbolsIn(size).values()].some(name => !variables.includes(name))
}

/** One of `found` is the same. What Keras numbers may have got a name, so that no two are alike. */
function isAmong(found: readonly ModelFacts[], expected: ModelFacts): void {
  const candidates = found.map(each => ({
    ...each,
    name: expected.name && each.name,
    layers: withNamesOf(expected.layers, each.layers),
  }))
  if (!candidates.some(each => isDeepStrictEqual(each, expected))) assert.deepEqual(candidates, [expected])
}

const withNamesOf = (expected: readonly LayerFacts[], found: readonly LayerFacts[]): readonly LayerFacts[] =>
  found.map((each, i) => ({
    ...each,
    name: expected[i]?.name && each.name,
    layers: withNamesOf(expected[i]?.layers ?? [], each.layers),
  }))

/** Larger programs go there, but not back as well. */
const mostLayers = 1000

/** A model that a use keeps from training is another than the one that stands by itself. */
const makesTwo = (text: string): boolean => /^\s*\w+ trainable=false$/m.test(text)

/** What was left out is left out. */
const withoutNotes = (text: string): string => text.replace(/^# .* is left out.*\n| {2}# .* is left out.*$/gm, '')

const refusals: string[] = []

for (const file of files.toSorted())
  describe(file, () => {
    const program = open(file)
    for (const target of ['keras', 'net'] as const)
      test(`as ${target}`, () => {
        const { text, problems } = convertProgram(program, target)
        if (text.startsWith('# Nothing')) return assert.ok(problems.length > 0)
        if (!file.startsWith('test/golden'))
          for (const problem of problems) refusals.push(`${file} → ${target}: ${problem}`)
        const written = analyse(text, target)
        const found = outermost(written.analysis).map(model => factsOf(model))
        const whether = target === 'keras' ? isOpen(text) : undefined
        const { analysis } = program
        const refused = new Set(
          convert(analysis, analysis.models, target, () => '').refused.flatMap(each => each.models),
        )
        for (const model of outermost(analysis)) if (!refused.has(model)) isAmong(found, factsOf(model, whether))
        if (problems.length > 0 || makesTwo(text)) return
        assert.equal(convertProgram(written, target).text, withoutNotes(text), 'once more')
        if (analysis.layers.length > mostLayers) return
        const other = target === 'keras' ? 'net' : 'keras'
        const there = convertProgram(written, other)
        if (there.problems.length > 0 || makesTwo(there.text)) return
        const back = convertProgram(analyse(there.text, other), target)
        const again = convertProgram(analyse(back.text, target), other)
        assert.equal(again.text, there.text, 'there and back')
      })
  })

test('what cannot be written is said', () => {
  const golden = 'test/convert/refused.txt'
  const found = `${refusals.join('\n')}\n`
  if (process.env.UPDATE) writeFileSync(golden, found)
  assert.equal(found, readFileSync(golden, 'utf8'))
})
