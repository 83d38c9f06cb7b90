/** What trying out code that nobody calls must leave alone, and how far it goes. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { programJson } from '../../server/src/core/features/json.ts'
import { summariesOf } from '../../server/src/core/features/summary.ts'
import { createService } from '../../server/src/core/service.ts'

const open = (text: string) => createService().update('a.py', 'python', text)!

const json = (text: string) => programJson(open(text).program)

/** Code behind a program that nobody calls, and that would change all of it. */
const spoiler = `

def nobody_calls_this(x, units, *rest, **named):
    global model, inputs
    import keras
    for value in list(globals().values()):
        value.trainable = False
    inputs = keras.Input((units,))
    model = keras.Sequential([keras.layers.Dense(units), keras.layers.Dense(3)])
    model.add(keras.layers.Dense(units))
    return model(inputs)
`

describe('a program is as it would be alone', () => {
  const folder = 'test/golden/programs'
  for (const file of readdirSync(folder).filter(name => name.endsWith('.py')))
    test(file, () => {
      const text = readFileSync(`${folder}/${file}`, 'utf8')
      const [alone, beside] = [json(text), json(text + spoiler)]
      assert.deepEqual(beside.layers.slice(0, alone.layers.length), alone.layers)
      assert.deepEqual(beside.models.slice(0, alone.models.length), alone.models)
      assert.deepEqual(beside.problems, alone.problems)
    })
})

test('layers that a program makes and nobody else calls stay uncalled, and train', () => {
  const text = `import keras
shared = keras.layers.Dense(8)
model = keras.Sequential([shared])
wide = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)])
def f(x):
    wide.trainable = False
    wide.add(keras.layers.Dense(3))
    return keras.layers.TimeDistributed(shared)(model(keras.Input((3,))))
`
  const { layers, models } = json(text)
  assert.deepEqual(layers[0]?.calls, [])
  assert.deepEqual(models.map(({ params, trainable_params }) => [params, trainable_params]).slice(0, 2), [
    [null, null],
    [10, 10],
  ])
})

test('models say which function makes them', () => {
  const text = `import keras
def build(n):
    x = keras.Input((n,))
    return keras.Model(x, keras.layers.Dense(2)(x))
keras.Sequential([keras.Input((2,)), keras.layers.Dense(2)])
`
  assert.deepEqual(
    summariesOf(open(text).program).map(({ uncalled }) => uncalled),
    [undefined, 'build'],
  )
  assert.deepEqual(
    json(text).models.map(({ uncalled, params }) => [uncalled, params]),
    [
      [undefined, 6],
      ['build', '2*n + 2'],
    ],
  )
})

test('names begin anew in each function', () => {
  const text = `import keras
keras.layers.Dense(1)
def f(x):
    return keras.layers.Dense(2)(x)
def g(x):
    return keras.layers.Dense(3)(x)
`
  assert.deepEqual(
    json(text).layers.map(({ name }) => name),
    ['dense', 'dense', 'dense'],
  )
})

test('after one that takes long the others are left out, and nothing is said of it', () => {
  const body = '    for i in range(100000):\n        x = i * i\n    return keras.layers.Dense(2)(keras.Input((4,)))\n'
  const text = `import keras\n${['a', 'b', 'c'].map(name => `def ${name}():\n${body}`).join('')}keras.layers.Dense(1)\n`
  const { layers, problems } = json(text)
  assert.deepEqual(problems, [])
  assert.deepEqual(
    layers.map(({ class: name }) => name),
    ['Dense', 'Dense', 'InputLayer'],
  )
})

test('code that defines and calls itself without end comes to one', () => {
  const text = `import keras
def f(n):
    return g(n)
def g(n):
    return f(n) + f(n)
class A:
    def m(self, x):
        return A().m(self.m)
`
  assert.deepEqual(json(text).problems, [])
})
