/** The action that writes a comment with arguments above a function that nobody calls. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { argumentsAction } from '../../server/src/core/features/arguments-action.ts'
import type { Document } from '../../server/src/core/features/document.ts'
import { createService } from '../../server/src/core/service.ts'
import { applyEdits } from '../annotations.ts'

const open = (text: string): Document => createService().update('a.py', 'python', text)!

const actionAt = (document: Document, marked: string) => {
  const at = document.text.indexOf(marked)
  return argumentsAction(document, { from: at, to: at })
}

const program = `import keras
from keras import layers

@keras.saving.register_keras_serializable()
def build(input_shape, num_classes, units=8):
    inputs = keras.Input(input_shape)
    x = layers.Flatten()(inputs)
    return keras.Model(inputs, layers.Dense(num_classes)(x))

def head(x, filters):
    return layers.Conv2D(filters, 3)(x)

class Net(keras.Model):
    def __init__(self, units):
        super().__init__()
        self.dense = layers.Dense(units)

    def call(self, x):
        return self.dense(x)

def called(units):
    return layers.Dense(units)

def without():
    return layers.Dense(3)

called(3)
`

test('it stands above the decorators, and gives values with which everything is known', () => {
  const document = open(program)
  const action = actionAt(document, 'build(')!
  assert.equal(action.title, 'Set the arguments of build for hints')
  const after = open(applyEdits(program, action.edits))
  assert.match(after.text, /\n# shapeline: input_shape=\(224, 224, 3\), num_classes=10\n@keras/)
  // Flatten: 224 · 224 · 3 = 150,528; Dense: 150,528 · 10 + 10.
  assert.deepEqual(after.analysis.models[0]?.counts.total, 1_505_290)
  assert.equal(actionAt(after, 'build('), undefined)
})

test('tensors are inputs', () => {
  const document = open(program)
  const after = open(applyEdits(program, actionAt(document, 'head(')!.edits))
  assert.match(after.text, /# shapeline: x=keras\.Input\(\(224, 224, 3\)\), filters=32\ndef head/)
  const layer = after.analysis.layers.find(each => each.className === 'Conv2D')
  assert.equal(layer?.counts.total, 896)
})

test('a class has the arguments of its instances', () => {
  const document = open(program)
  assert.match(applyEdits(program, actionAt(document, 'Net(')!.edits), /\n# shapeline: units=32\nclass Net/)
})

test('there is none where a function is called, has no parameters, or stands elsewhere', () => {
  const document = open(program)
  for (const marked of ['called(units)', 'without(', 'import keras', 'inputs = ', 'called(3)'])
    assert.equal(actionAt(document, marked), undefined, marked)
})

test('every parameter gets a value that is known', () => {
  const names = [
    'x',
    'inputs',
    'kernel',
    'stride',
    'name',
    'rate',
    'use_bias',
    'vocab_size',
    'maxlen',
    'h',
    'activation',
  ]
  const text = `import keras\ndef f(${names.join(', ')}):\n    return keras.layers.Dense(3)\n`
  const after = open(applyEdits(text, actionAt(open(text), 'f(')!.edits))
  assert.deepEqual(after.analysis.problems, [])
  assert.deepEqual(after.analysis.uncalled[0]?.open, [])
})
