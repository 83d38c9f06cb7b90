/** What is still known of a layer where an argument or an input is not, and that nothing is refused for it. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bind } from '../../server/src/core/layers/bind.ts'
import { type Facts, weightShape } from '../../server/src/core/layers/facts.ts'
import { infer } from '../../server/src/core/layers/infer.ts'
import { everyLayer } from '../../server/src/core/layers/keras/catalogue.ts'
import type { LayerLike } from '../../server/src/core/layers/layer.ts'
import type { Value } from '../../server/src/core/layers/value.ts'
import { printShape, type Shape, type TensorType } from '../../server/src/core/tensor/shape.ts'
import { isUnknown, none, type Size, symbol, unknown } from '../../server/src/core/tensor/size.ts'
import { flatten, type Structure } from '../../server/src/core/tensor/structure.ts'

const lost = unknown('it is read from a file')

const tensor = (...sizes: readonly Size[]): TensorType => ({ shape: [none, ...sizes], dtype: 'float32' })

interface Question {
  readonly args?: Readonly<Record<string, Value>>
  readonly on: Structure<TensorType>
  readonly tensors?: Readonly<Record<string, Structure<TensorType>>>
  readonly options?: Readonly<Record<string, Value>>
}

function ask(name: string, { args = {}, on, tensors = {}, options = {} }: Question): Facts {
  const kind = everyLayer.byClass(name)!
  const bound = bind(kind, { positional: [], named: new Map(Object.entries(args)) })
  const inputs = new Map([[kind.call[0]!, on], ...Object.entries(tensors)])
  const facts = infer(bound, { tensors: inputs, options: new Map(Object.entries(options)) })
  assert.deepEqual(facts.findings, [], name)
  return facts
}

function inner(name: string, args: Readonly<Record<string, Value>>): Value {
  const kind = everyLayer.byClass(name)!
  const bound = bind(kind, { positional: [], named: new Map(Object.entries(args)) })
  const layer: LayerLike = {
    className: name,
    name: name.toLowerCase(),
    layerKind: kind,
    bound,
    infer: on => infer(bound, { tensors: new Map([[kind.call[0]!, on]]), options: new Map() }),
  }
  return { kind: 'layer', layer }
}

const shapes = (facts: Facts): readonly string[] => flatten(facts.output).map(({ shape }) => printShape(shape))

const weights = (facts: Facts): string | readonly string[] =>
  isUnknown(facts.weights) ? facts.weights.why : facts.weights.map(weight => printShape(weightShape(weight)))

test('a normalizing layer keeps the shape, whatever its axis is', () => {
  for (const name of ['BatchNormalization', 'LayerNormalization', 'GroupNormalization', 'RMSNormalization']) {
    const facts = ask(name, { args: { axis: lost }, on: tensor(8, 4) })
    assert.deepEqual([shapes(facts), weights(facts)], [['(None, 8, 4)'], lost.why])
  }
})

test('recurrent layers with a symbolic number of units', () => {
  const facts = ask('LSTM', { args: { units: symbol('n'), return_state: true }, on: tensor(10, 8) })
  assert.deepEqual(shapes(facts), ['(None, n)', '(None, n)', '(None, n)'])
  assert.deepEqual(weights(facts), ['(8, 4·n)', '(n, 4·n)', '(4·n,)'])
})

test('recurrent layers of which it is not known whether every step comes out', () => {
  const facts = ask('GRU', { args: { units: 4, return_sequences: lost }, on: tensor(10, 8) })
  assert.deepEqual([shapes(facts), weights(facts)], [['?'], ['(8, 12)', '(4, 12)', '(2, 12)']])
})

test('a bidirectional layer whose directions are merged in an unknown way', () => {
  const facts = ask('Bidirectional', {
    args: { layer: inner('SimpleRNN', { units: 4 }), merge_mode: lost },
    on: tensor(10, 8),
  })
  const one = ['(8, 4)', '(4, 4)', '(4,)']
  assert.deepEqual([shapes(facts), weights(facts)], [['?'], [...one, ...one]])
})

test('a layer at each of an unknown number of steps', () => {
  const facts = ask('TimeDistributed', { args: { layer: inner('Dense', { units: 3 }) }, on: tensor(lost, 8) })
  assert.deepEqual([shapes(facts), weights(facts)], [['(None, ?, 3)'], ['(8, 3)', '(3,)']])
})

test('attention whose values are no tensor that is followed', () => {
  const args = { num_heads: 2, key_dim: 4 }
  const facts = ask('MultiHeadAttention', { args, on: tensor(10, 8), options: { value: lost } })
  assert.deepEqual([shapes(facts), weights(facts)], [['?'], lost.why])
  const left = ask('MultiHeadAttention', {
    args,
    on: tensor(10, 8),
    tensors: { value: tensor(6, 8) },
    options: { key: null },
  })
  assert.deepEqual(shapes(left), ['(None, 10, 8)'])
})

test('merged inputs of unknown and symbolic sizes', () => {
  assert.deepEqual(shapes(ask('Add', { on: [tensor(lost, 8), tensor(5, 8)] })), ['(None, ?, 8)'])
  assert.deepEqual(shapes(ask('Add', { on: [tensor(symbol('n'), 8), tensor(1, 8)] })), ['(None, n, 8)'])
  const joined = [tensor(symbol('n'), 8), tensor(symbol('n'), symbol('k'))]
  assert.deepEqual(shapes(ask('Concatenate', { on: joined })), ['(None, n, k + 8)'])
  const shape: Shape = [none, 5, lost]
  assert.deepEqual(shapes(ask('Concatenate', { on: [{ shape, dtype: 'float32' }, tensor(5, 3)] })), ['(None, 5, ?)'])
})
