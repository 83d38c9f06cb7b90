/** Definitions, references and renaming, within a file and across files. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { createService } from '../../../server/src/core/service.ts'
import { digest } from '../../digest.ts'
import { program } from '../programs.ts'
import { applied, at, home } from './cursor.ts'

const blocks = `# Two layers.
block residual filters strides=1
  conv filters 3x3 strides=strides
  relu
let width = 64
`

/** What a place holds: the text of the line, or where it is in another file. */
const shown = (
  text: string,
  { file, from, to }: { readonly file: string; readonly from: number; readonly to: number },
) => {
  const here = file === home ? text : blocks
  const line = here.slice(0, from).split('\n').length
  return `${file === home ? '' : 'blocks.net '}${line}: ${here.slice(from, to)}`
}

const definition = (marked: string): readonly string[] => {
  const { editing, edited, offset, text } = at(marked, { 'blocks.net': blocks })
  return editing.definitions(edited, offset).map(place => shown(text, place))
}

const references = (marked: string): readonly string[] => {
  const { editing, edited, offset, text } = at(marked, { 'blocks.net': blocks })
  return editing
    .references(edited, offset, 'everywhere')
    .map(({ place, isDefinition }) => shown(text, place) + (isDefinition ? ' *' : ''))
}

describe('a definition', () => {
  const finds = (marked: string, ...expected: readonly string[]) => assert.deepEqual(definition(marked), expected)

  test('of a tensor is the last one before', () => {
    finds('input 8\na = dense 8\na = relu from a\nadd |a', '3: a')
    finds('input 8\na = dense 8\na = relu from |a\nadd a', '2: a')
    finds('input 8\nh, c = dense 8\noutput h |c', '2: c')
    finds('branch side\n  relu\nadd si|de', '1: side')
  })

  test('of a block, a model or a constant may stand below', () => {
    finds('model A\n  un|it 3\nblock unit n\n  dense n', '3: unit')
    finds('model A\n  Enc|oder\nmodel Encoder\n  input 3', '3: Encoder')
    finds('let a = b|b\nlet bb = 1', '2: bb')
  })

  test('of parameters, in their block and where it is used', () => {
    finds('block unit n=1\n  dense |n', '1: n')
    finds('block unit n=1\n  dense n\nmodel A\n  unit |n=3', '1: n')
    finds('block unit from left right\n  add |left right', '1: left')
    finds('let half(v) = |v // 2', '1: v')
    finds('let half(v) = v // 2\nmodel A\n  dense ha|lf(8)', '1: half')
  })

  test('of loops and tables', () => {
    finds('repeat 3 as i\n  dense |i', '1: i')
    finds('for a, b in [(1, 2)]\n  dense |b', '1: b')
    const table = 'table rows\n  units act\n  8 relu\nmodel A\n'
    finds(`${table}  for row in ro|ws\n    dense row.units`, '1: rows')
    finds(`${table}  for row in rows\n    dense row.un|its`, '2: units')
    finds(`${table}  for i, row in enumerate(rows)\n    dense row.act|`, '2: act')
    finds(`${table}  dense rows[0].un|its`, '2: units')
    finds('let width = 8\ntable rows\n  units act\n  wi|dth relu\n', '1: width')
  })

  test('of a size that an input names', () => finds('input n x 64\ndense |n', '1: n'))

  test('of a shared layer, also in texts', () => {
    finds('shared enc = dense 8\nen|c from a', '1: enc')
    finds('repeat 3 as i\n  dense 3 name="d{|i + 1}"', '1: i')
  })

  test('is that of the model or block around', () => {
    finds('model A\n  a = input 3\nmodel B\n  a = input 4\n  relu from |a', '4: a')
    finds('let n = 3\nblock b n\n  dense |n', '2: n')
    finds('let n = 3\nblock b\n  dense |n', '1: n')
  })

  test('in other files', () => {
    finds('use "blocks.net"\nmodel A\n  residual| 8', 'blocks.net 2: residual')
    finds('use "blocks.net"\nmodel A\n  residual 8 st|rides=2', 'blocks.net 2: strides')
    finds('use "blocks.net" as b\nmodel A\n  b.resi|dual 8', 'blocks.net 2: residual')
    finds('use "blocks.net" as b\nmodel A\n  |b.residual 8', '1: b')
    finds('use "blocks.net"\nmodel A\n  dense wid|th*2', 'blocks.net 5: width')
    finds('use "bl|ocks.net"', 'blocks.net 1: ')
  })

  test('of what nobody defines is nowhere', () => {
    finds('conv 8 3x3 re|lu')
    finds('co|nv 8')
    finds('conv 8 padding=sa|me')
    finds('# no|te')
    finds('|')
    finds('use "none|.net"')
  })

  test('of a layer is not a tensor of that name', () => finds('input 3\nadd = dense 3\na|dd add', ...[]))
})

describe('references', () => {
  test('are all that mean the same', () => {
    assert.deepEqual(references('input 8\na| = dense 8\na = relu from a\nadd a\nmodel B\n  a = input 3'), [
      '2: a *',
      '3: a *',
      '3: a',
      '4: a',
    ])
    assert.deepEqual(references('use "blocks.net"\nmodel A\n  residual 8\n  residual| 9'), [
      '3: residual',
      '4: residual',
      'blocks.net 2: residual *',
    ])
  })
})

describe('renaming', () => {
  const rename = (marked: string, name: string): unknown => {
    const { editing, edited, offset, text } = at(marked, { 'blocks.net': blocks })
    const found = editing.rename(edited, offset, name)
    if (!found || 'refusal' in found) return found
    return found.map(({ file, edits }) => applied(file === home ? text : blocks, edits))
  }

  test('changes all that mean the same', () => {
    assert.deepEqual(rename('let |n = 3\nmodel A\n  dense n*2 name="d{n}"', 'width'), [
      'let width = 3\nmodel A\n  dense width*2 name="d{width}"',
    ])
    assert.deepEqual(rename('block unit n=1\n  dense n\nmodel A\n  unit n|=3', 'units'), [
      'block unit units=1\n  dense units\nmodel A\n  unit units=3',
    ])
  })

  test('changes other files', () =>
    assert.deepEqual(rename('use "blocks.net"\nmodel A\n  resi|dual 8', 'skip'), [
      'use "blocks.net"\nmodel A\n  skip 8',
      blocks.replace('residual', 'skip'),
    ]))

  test('puts the names of models in quotes where they need them', () =>
    assert.deepEqual(rename('model |A\n  input 3', 'A 2'), ['model "A 2"\n  input 3']))

  test('refuses what is taken, and what cannot be a name', () => {
    const text = 'let |n = 3\nlet m = 4\nmodel A\n  conv n 3x3 relu'
    for (const name of ['m', 'relu', 'x', 'a b', 'true', '5', '', 'if'])
      assert.ok('refusal' in (rename(text, name) as object), name)
    assert.ok('refusal' in (rename('co|nv 8', 'a') as object))
    assert.ok('refusal' in (rename('block un|it\n  relu', 'conv') as object))
  })

  test('changes no facts', () => {
    const facts = (text: string, name: string) =>
      digest(createService().update(home, 'net', text)!.analysis)
        .replace(/\b\d+(-\d+)? /g, '')
        .replace(/"(from|to)":\d+/g, '')
        .replace(/,"suggestion":"[^"]*"/g, '')
        .replaceAll('renamed', name)
    const keeps = (text: string, place: number): void => {
      const { editing, edited, offset } = at(`${text.slice(0, place % text.length)}|${text.slice(place % text.length)}`)
      const span = editing.renameable(edited, offset)
      const found = editing.rename(edited, offset, 'renamed')
      if (!span || !found || 'refusal' in span || 'refusal' in found) return
      const name = text.slice(span.from, span.to)
      if (/^["']/.test(name)) return
      const after = applied(text, found[0]!.edits)
      assert.equal(facts(after, name), facts(text, name))
    }
    fc.assert(
      fc.property(
        program.filter(text => text.length > 0),
        fc.nat(),
        keeps,
      ),
      { numRuns: 500, seed: 3 },
    )
  })
})
