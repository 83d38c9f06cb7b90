/** Formatting: what it makes of a text, that doing it twice changes nothing, and that a text means what it did. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { program, validProgram } from '../programs.ts'
import { applied, edit } from './cursor.ts'
import { facts, structure } from './facts.ts'

const format = (text: string): string => {
  const { editing, edited } = edit(text)
  return applied(text, editing.format(edited, { from: 0, to: text.length }))
}

const becomes = (text: string, expected: string): void => {
  assert.equal(format(text), expected)
  assert.equal(format(expected), expected)
}

describe('formatting', () => {
  test('arguments stand side by side with one space between them', () => {
    becomes('conv   8  5x5\trelu', 'conv 8 5x5 relu\n')
    becomes('conv 8 strides = 2 padding= same', 'conv 8 strides=2 padding=same\n')
    becomes('a=conv 8 5 x 5', 'a = conv 8 5x5\n')
    becomes('out,h ,c=lstm 8 return_state', 'out, h, c = lstm 8 return_state\n')
    becomes('reshape ( 7 ,7,64 )', 'reshape (7, 7, 64)\n')
    becomes('reshape (5 ,)', 'reshape (5,)\n')
    becomes(
      'bidirectional ( lstm 64   return_sequences )  merge_mode = sum',
      'bidirectional (lstm 64 return_sequences) merge_mode=sum\n',
    )
    becomes('input n x 64', 'input n x 64\n')
    becomes('input  ? x 64', 'input ?x64\n')
    becomes('input nx64', 'input nx64\n')
    becomes('add a  from  b', 'add a from b\n')
    becomes('ops.subtract  b  from a', 'ops.subtract b from a\n')
  })

  test('operators touch among arguments and stand apart elsewhere', () => {
    becomes('conv width * 2 3x3', 'conv width*2 3x3\n')
    becomes('conv width*2 - 1 -1', 'conv width*2-1 -1\n')
    becomes('conv (width*2) 3x3', 'conv (width * 2) 3x3\n')
    becomes('let a=b+c*-2', 'let a = b + c * -2\n')
    becomes('let f( v,d = 8 )=max( d,int( v+d/2 )//d*d )', 'let f(v, d=8) = max(d, int(v + d / 2) // d * d)\n')
    becomes('if a==1 and not(b in[1,2])', 'if a == 1 and not (b in [1, 2])\n')
    becomes('conv 8 strides=( s if i==0 else 1 )', 'conv 8 strides=(s if i == 0 else 1)\n')
    becomes('conv stage. filters rows[ i+1 ]', 'conv stage.filters rows[i + 1]\n')
    becomes('block b filters strides = 1 from  u v', 'block b filters strides=1 from u v\n')
  })

  test('bodies are indented by two spaces', () => {
    becomes('model A\n    repeat 3\n        dense 3\n    gap', 'model A\n  repeat 3\n    dense 3\n  gap\n')
    becomes('  dense 3\n dense 4', 'dense 3\ndense 4\n')
    becomes('repeat 3\n      # why\n      dense 3\n  # so\n# end', 'repeat 3\n  # why\n  dense 3\n  # so\n# end\n')
    becomes('repeat 3\n\tdense 3\n\t\trelu', 'repeat 3\n  dense 3\n  relu\n')
  })

  test('comments stay, and those behind code below each other begin in one column', () => {
    becomes('dense 3 # a\nconv 8 3x3 # b\n\nrelu # c', 'dense 3     # a\nconv 8 3x3  # b\n\nrelu  # c\n')
    becomes('#a  \n   #b', '#a\n#b\n')
  })

  test('one blank line at most, none at the ends', () => {
    becomes('\n\n\ndense 3\n \n\nrelu\n\n\n', 'dense 3\n\nrelu\n')
    becomes('dense 3\r\n\r\n\r\nrelu', 'dense 3\r\n\r\nrelu\r\n')
    becomes('', '')
    becomes('\n\n', '')
  })

  test('line breaks in brackets stay', () => {
    becomes(
      'reshape (\n      7,   # height\n  # more\n\n\n      8\n    )',
      'reshape (\n  7,  # height\n  # more\n\n  8\n)\n',
    )
    becomes('model A\n reshape (7,\n        8)', 'model A\n  reshape (7,\n    8)\n')
  })

  test('tables stand in columns', () => {
    becomes(
      'table stages\n    filters kernel  name\n    16  3 stem # first\n    128 5x5  "a b"\n',
      'table stages\n  filters kernel name\n  16      3      stem  # first\n  128     5x5    "a b"\n',
    )
  })

  test('what cannot be read stays as it is', () => {
    becomes('dense   3\nconv  8   (\nrelu  ', 'dense 3\nconv  8   (\nrelu\n')
    becomes('model A\n    dense   3\n    conv  8   =\n    relu', 'model A\n    dense 3\n    conv  8   =\n    relu\n')
  })
})

describe('formatting the examples', () => {
  for (const folder of ['examples/net', 'server/library/keras'])
    for (const file of list(folder))
      test(file, () => {
        const text = readFileSync(file, 'utf8')
        assert.equal(format(text), text)
        const spread = text.replaceAll(/(?<=\S) (?=\S)/g, '  ')
        assert.equal(structure(format(spread)), structure(spread))
        assert.equal(facts(format(spread)), facts(spread))
      })
})

describe('formatting random programs', () => {
  const holds = (text: string): void => {
    const once = format(text)
    assert.equal(format(once), once)
    assert.equal(structure(once), structure(text))
    assert.equal(facts(once), facts(text))
  }

  test('changes nothing but spaces', () => fc.assert(fc.property(validProgram, holds), { numRuns: 1000, seed: 5 }))

  test('leaves lines that cannot be read', () => fc.assert(fc.property(program, holds), { numRuns: 1000, seed: 6 }))

  test('of a stretch touches no other line', () => {
    const touchesLittle = (text: string, from: number, length: number): void => {
      const { editing, edited } = edit(text)
      const start = from % (text.length + 1)
      const edits = editing.format(edited, { from: start, to: Math.min(start + length, text.length) })
      const after = applied(text, edits)
      assert.equal(structure(after), structure(text))
    }
    fc.assert(fc.property(program, fc.nat(), fc.nat(100), touchesLittle), { numRuns: 500, seed: 7 })
  })
})

function list(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter(file => file.endsWith('.net'))
      .map(file => `${folder}/${file}`)
  } catch {
    return []
  }
}
