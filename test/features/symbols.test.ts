/** The outline. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { symbolsOf } from '../../server/src/core/features/symbols.ts'
import { lenet5, python } from './documents.ts'

test('models hold their layers, with shapes and totals', () => {
  const [model, ...others] = symbolsOf(python(lenet5))
  assert.deepEqual(others, [])
  assert.deepEqual([model!.name, model!.detail], ['model', 'Sequential · 63,068 parameters'])
  assert.equal(lenet5.slice(model!.selection.from, model!.selection.to), 'Sequential()')
  assert.equal(model!.children.length, 9)
  assert.deepEqual(
    model!.children.slice(0, 2).map(({ name, detail }) => [name, detail]),
    [
      ['conv2d', 'Conv2D · (None, 28, 28, 8) · 608'],
      ['max_pooling2d', 'MaxPooling2D · (None, 14, 14, 8) · 0'],
    ],
  )
})

test('a model reaches around its layers, the input included', () => {
  const text = `from keras import layers, Model, Input
a = Input((4,))
b = layers.Dense(2)(a)
m = Model(a, b)
c = layers.Dense(3)(a)
`
  const [model, free] = symbolsOf(python(text))
  assert.equal(text.slice(model!.span.from, model!.span.to), 'Input((4,))\nb = layers.Dense(2)(a)\nm = Model(a, b)')
  assert.deepEqual(
    model!.children.map(child => child.name),
    ['input_layer', 'dense'],
  )
  assert.deepEqual([free!.kind, free!.name], ['layer', 'dense_1'])
  for (const { span, selection } of [model!, ...model!.children]) {
    assert.ok(span.from <= selection.from && selection.to <= span.to)
  }
})
