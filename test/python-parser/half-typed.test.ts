/** Where the problems stand in lists of calls that are being typed: `‹` marks each bracket that is to be reported. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse, reparse } from '../../server/src/core/languages/python/parse/tree.ts'
import { invariantsHold, problemsOf } from './inspect.ts'

const marked: Readonly<Record<string, string>> = {
  'two elements of a list': `model = keras.Sequential([
    keras.Input((20, 20, 3)),
    layers.Conv2D(8, 3),
    layers.Conv2D(8, ‹(3,
    layers.Dense(4),
    layers.Dense‹(
])
m.add(layers.Dense(3))
`,
  'the first of three': `m = keras.Sequential([
    layers.Conv2D(8, ‹(3
    layers.Dense(4),
    layers.Dense(5),
])
`,
  'on the line of the list': `m = keras.Sequential([layers.Dense(3), layers.Dense‹(4])
`,
  'a named argument': `model.add(
    layers.Conv2D(
        filters=8,
        kernel_size=‹(3,
        padding="same",
    )
)
model.add(layers.Dense(3))
`,
  'the call around a named argument that is closed': `m = keras.Sequential([
    layers.Conv2D‹(
        8,
        kernel_size=(3,
    ),
    layers.Dense(4),
])
`,
  'an inner list, at its last element': `m = keras.Sequential([
    keras.Sequential([
        layers.Dense(3),
        layers.Dense‹(4
    layers.Dense(5),
])
a
`,
  'the list itself': `m = keras.Sequential‹([
    layers.Dense(3),
    layers.Dense(4),
]
m.summary()
`,
  'each of two lists in a block': `def build(x):
    a = keras.Sequential([
        layers.Dense‹(3,
        layers.Dense(4),
    ])
    b = keras.Sequential([
        layers.Dense(5),
        layers.Dense‹(6
    ])
    return b(a(x))
`,
}

for (const [name, text] of Object.entries(marked))
  test(`the brackets not closed: ${name}`, () => {
    const source = text.replaceAll('‹', '')
    const expected = [...text.matchAll(/‹/g)].map(({ index }, i) => index - i)
    const tree = parse(source)
    const found = tree.chunks.flatMap(({ problems }, i) => problems.map(({ from }) => tree.starts[i]! + from))
    assert.deepEqual(found, expected)
    for (const problem of problemsOf(tree)) assert.match(problem, /^(.): expected '.' to close this '\1'$/)
  })

test('every prefix, typed and deleted again, is read as if afresh', () => {
  for (const text of Object.values(marked)) {
    const source = text.replaceAll('‹', '')
    let tree = parse('')
    const ends = Array.from({ length: source.length + 1 }, (_, i) => i)
    for (const end of [...ends, ...ends.reverse()]) {
      tree = reparse(tree, source.slice(0, end))
      assert.deepEqual(tree, parse(tree.text))
      invariantsHold(tree)
    }
  }
})

test('every line without its end is read as if afresh, and costs no chunk after it', () => {
  for (const text of Object.values(marked)) {
    const lines = text.replaceAll('‹', '').split('\n')
    const whole = parse(`${lines.join('\n')}after = 1\n`)
    for (const [i, line] of lines.entries())
      for (let length = 0; length < line.length; length++) {
        const changed = lines.with(i, line.slice(0, length))
        const tree = reparse(whole, `${changed.join('\n')}after = 1\n`)
        assert.deepEqual(tree, parse(tree.text))
        invariantsHold(tree)
        assert.equal(tree.text.slice(tree.starts.at(-1)).trimStart(), 'after = 1\n')
      }
  }
})
