/**
 * A line that is being typed costs its own layer only: LeNet-5, written in several ways, with each line cut off after
 * each of its characters.
 */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Analysis } from '../../server/src/core/model/analysis.ts'
import { createService } from '../../server/src/core/service.ts'

const list = `import keras
from keras import layers

model = keras.Sequential([
    keras.Input((28, 28, 1)),
    layers.Conv2D(6, (5, 5), padding="same", activation="tanh"),
    layers.AveragePooling2D((2, 2), strides=2),
    layers.Conv2D(16, kernel_size=(5, 5), activation="tanh"),
    layers.AveragePooling2D((2, 2), strides=2),
    layers.Flatten(),
    layers.Dense(120, activation="tanh"),
    layers.Dense(84, activation="tanh"),
    layers.Dense(10, activation="softmax"),
])
model.summary()
`

/** The list one line and four columns further in, with an argument after it, as formatters write it. */
const formatted = list
  .replace('Sequential([', 'Sequential(\n    [')
  .replace('])\nmodel', '],\n    name="lenet5",\n)\nmodel')
  .replace(/^ {4}(?=(?:keras|layers)\.)/gm, ' '.repeat(8))

const added = list
  .replace('Sequential([', 'Sequential()')
  .replace('])\n', '')
  .replace(/^ {4}(.*),$/gm, 'model.add($1)')

const functional = list
  .replace('model = keras.Sequential([\n', '')
  .replace(/^ {4}keras(.*),$/m, 'inputs = x = keras$1')
  .replace(/^ {4}(.*),$/gm, 'x = $1(x)')
  .replace('])\n', 'model = keras.Model(inputs, x)\n')

const sources = { list, formatted, added, functional }

const classes = 'InputLayer Conv2D AveragePooling2D Conv2D AveragePooling2D Flatten Dense Dense Dense'.split(' ')

const isLayer = (line: string): boolean => /\b(?:Input|Conv2D|AveragePooling2D|Flatten|Dense)\(/.test(line)

/** Lines that the layers stand in or need: without them there is no model of theirs. */
const isNeeded = (line: string): boolean => /^import|^from|Sequential|Model|^ *\[$/.test(line)

interface Found {
  readonly isReadable: boolean
  readonly layers: readonly string[]
  /** The layers of the model, inputs apart: a Sequential model does not list its own. */
  readonly ofModel: readonly string[]
  readonly problems: readonly string[]
}

function found({ layers, models, problems }: Analysis): Found {
  const codes = problems.map(({ finding }) => finding.code)
  const namesOf = (each: Analysis['layers']) => each.map(layer => layer.className)
  return {
    isReadable: !codes.includes('syntax-error'),
    layers: namesOf(layers),
    ofModel: models.flatMap(model => namesOf(model.layers)).filter(name => name !== 'InputLayer'),
    problems: codes.filter(code => code !== 'syntax-error'),
  }
}

const countOf = (character: string, text: string): number => text.split(character).length

/** As if line `i` were not there; its layer may be there if all of it is, and only its comma is missing. */
function assertOthersStay(
  lines: readonly string[],
  i: number,
  typed: string,
  { layers, ofModel, ...rest }: Found,
): void {
  const own = isLayer(lines[i]!) ? lines.slice(0, i).filter(isLayer).length : undefined
  const others = classes.filter((_, k) => k !== own)
  const isWhole = typed.endsWith(')') && countOf('(', typed) === countOf(')', typed)
  assert.deepEqual(layers, isWhole ? classes : others, typed)
  if (rest.isReadable) return
  assert.deepEqual(
    ofModel,
    (isWhole ? classes : others).filter(each => each !== 'InputLayer'),
    typed,
  )
  const lacksFlatten = own !== undefined && classes[own] === 'Flatten' && !isWhole
  assert.deepEqual(rest.problems, lacksFlatten ? ['dense-on-feature-map'] : [], typed)
}

for (const [name, source] of Object.entries(sources)) {
  const service = createService()
  const lines = source.split('\n')
  const analyse = (i: number, typed: string): Found =>
    found(service.update('lenet5.py', 'python', lines.with(i, typed).join('\n'))!.analysis)

  describe(`LeNet-5 as ${name}`, () => {
    test('whole', () => {
      const ofModel = classes.slice(1)
      assert.deepEqual(analyse(0, lines[0]!), { isReadable: true, layers: classes, ofModel, problems: [] })
      assert.equal(lines.filter(isLayer).length, classes.length)
    })
    for (const [i, line] of lines.entries())
      test(`line ${i + 1}: ${line.trim()}`, () => {
        for (let length = 0; length < line.length; length++) {
          const typed = line.slice(0, length)
          const now = analyse(i, typed)
          if (isNeeded(line)) assert.deepEqual(now.problems, [], typed)
          else assertOthersStay(lines, i, typed, now)
        }
      })
  })
}

const others: readonly { readonly name: string; readonly text: string; readonly layers: string }[] = [
  {
    name: 'two elements, in and below a list in a list',
    text: `m = keras.Sequential([
    keras.Input((8, 8, 3)),
    keras.Sequential([
        layers.Conv2D(8, 3),
        layers.Conv2D(8, (3,
        layers.AveragePooling2D(2),
    ]),
    layers.Flatten(),
    layers.Dense(3
])
m.add(layers.Dropout(0.5))
`,
    layers: 'InputLayer Conv2D AveragePooling2D Flatten Dropout',
  },
  {
    name: 'a named argument over lines',
    text: `m = keras.Sequential([keras.Input((8, 8, 3))])
m.add(
    layers.Conv2D(
        filters=8,
        kernel_size=(3,
        padding="same",
    )
)
m.add(layers.Flatten())
`,
    layers: 'InputLayer Flatten',
  },
  {
    name: 'the last element of a list on one line',
    text: 'm = keras.Sequential([keras.Input((8, 8, 3)), layers.Conv2D(8, 3), layers.Flatten(])\nm.summary()\n',
    layers: 'InputLayer Conv2D',
  },
  {
    name: 'one of the tensors of a merging layer',
    text: `x = i = keras.Input((8, 8, 3))
x = layers.Add()([layers.Conv2D(3, 3)(x), layers.Con
x = layers.Flatten()(x)
`,
    layers: 'InputLayer Flatten',
  },
]

describe('half typed', () => {
  for (const { name, text, layers } of others)
    test(name, () => {
      const service = createService()
      const now = found(service.update('x.py', 'python', `import keras\nfrom keras import layers\n${text}`)!.analysis)
      assert.deepEqual({ ...now, layers: now.layers.join(' ') }, { ...now, layers, isReadable: false, problems: [] })
    })
})
