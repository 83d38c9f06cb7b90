/** What hints show under which options, how visits fold, and that a range costs no more than it has lines. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Document } from '../../server/src/core/features/document.ts'
import { hintsIn } from '../../server/src/core/features/hints.ts'
import { hoverAt } from '../../server/src/core/features/hover.ts'
import { defaultsOf, type HintOptions, hintSettings } from '../../server/src/core/features/options.ts'
import { Visit } from '../../server/src/core/model/layer.ts'
import type { Tensor } from '../../server/src/core/model/tensor.ts'
import { built, lenet5, net, python } from './documents.ts'

const usual = defaultsOf(hintSettings)

const labels = (document: Document, options: Partial<HintOptions> = {}): readonly string[] =>
  hintsIn(document, { from: 0, to: document.text.length }, { ...usual, ...options }).map(hint => hint.label)

describe('options', () => {
  const two = `from keras import layers, Input
x = layers.Conv2D(8, 5)(Input((32, 32, 3)))
x = layers.MaxPooling2D(2)(x)
`
  const shown = (options: Partial<HintOptions>) => labels(python(two), options)

  test('by default shape and count', () => {
    assert.deepEqual(shown({}), ['(None, 32, 32, 3)', '(None, 28, 28, 8) · 608', '(None, 14, 14, 8) · 0'])
  })
  test('without the batch', () => {
    assert.deepEqual(shown({ batch: false }), ['(32, 32, 3)', '(28, 28, 8) · 608', '(14, 14, 8) · 0'])
  })
  test('without zero', () => {
    assert.deepEqual(shown({ zeroCounts: false }), [
      '(None, 32, 32, 3)',
      '(None, 28, 28, 8) · 608',
      '(None, 14, 14, 8)',
    ])
  })
  test('shapes alone', () => {
    assert.deepEqual(shown({ content: 'shape' }), ['(None, 32, 32, 3)', '(None, 28, 28, 8)', '(None, 14, 14, 8)'])
  })
  test('counts alone', () => assert.deepEqual(shown({ content: 'params' }), ['608', '0']))
  test('counts alone without zero', () => {
    assert.deepEqual(shown({ content: 'params', zeroCounts: false }), ['608'])
  })
  test('multiply–accumulates: 28 · 28 · 5 · 5 · 3 · 8 = 470,400', () => {
    assert.deepEqual(shown({ macs: true })[1], '(None, 28, 28, 8) · 608 · 470 k MACs')
  })
  test('off, and off for one language', () => {
    assert.deepEqual(shown({ enabled: false }), [])
    assert.deepEqual(shown({ python: false }), [])
    assert.equal(shown({ net: false }).length, 3)
    assert.deepEqual(labels(net('input 4\ndense 2\n'), { net: false }), [])
    assert.deepEqual(labels(net('input 4\ndense 2\n'), { python: false }), ['(None, 4)', '(None, 2) · 10'])
  })
})

describe('length', () => {
  const wide = python(`from keras import layers, Input
layers.Conv3D(1024, 3, padding="same")(Input((64, 128, 128, 512)))
`)
  const shortened = (maximumLength: number) => labels(wide, { maximumLength })[1]

  // 3 · 3 · 3 · 512 · 1024 + 1024 = 14,156,800
  test('sizes are left out from the middle', () => {
    assert.equal(shortened(43), '(None, 64, 128, 128, 1024) · 14,156,800')
    assert.equal(shortened(38), '(None, 64, …, 128, 1024) · 14,156,800')
    assert.equal(shortened(32), '(None, …, 1024) · 14,156,800')
  })
  test('then characters, but never more than asked for', () => {
    for (let most = 12; most < 43; most++) assert.ok(shortened(most)!.length <= most)
  })
})

describe('visits of one place', () => {
  const text = 'x = Conv2D(f, 3)(x)\n'
  const repeat = (filters: readonly number[], spatial: number, channels: number) =>
    built(text, ({ input, layer, call }) => {
      let x = input(spatial, spatial, channels)
      for (const count of filters) x = call(layer('Conv2D', [count, 3], 'Conv2D(f, 3)'), x, 'Conv2D(f, 3)(x)') as Tensor
    })

  test('that are all different: the first, the last, and how many', () => {
    assert.deepEqual(labels(repeat([64, 128, 256, 512], 58, 3)), ['(…, 56, 56, 64) … (…, 50, 50, 512) · ×4'])
    assert.deepEqual(labels(repeat([64, 512], 58, 3), { batch: false }), ['(56, 56, 64) … (54, 54, 512) · ×2'])
  })
  test('that are equal: once', () => {
    const same = built(text, ({ input, layer, call }) => {
      for (let i = 0; i < 12; i++) call(layer('Conv2D', [8, 5], 'Conv2D(f, 3)'), input(32, 32, 3), 'Conv2D(f, 3)(x)')
    })
    assert.deepEqual(labels(same), ['(None, 28, 28, 8) · 608'])
  })
  test('with equal shapes and different counts', () => {
    // 4 · 8 + 8 = 40 and 6 · 8 + 8 = 56
    const counts = built('Dense(8)(x)\n', ({ input, layer, call }) => {
      for (const features of [4, 6]) call(layer('Dense', [8], 'Dense(8)'), input(features), 'Dense(8)(x)')
    })
    assert.deepEqual(labels(counts), ['(None, 8) · 40 … 56 · ×2'])
    assert.deepEqual(labels(counts, { content: 'params' }), ['40 … 56 · ×2'])
    assert.deepEqual(labels(counts, { content: 'shape' }), ['(None, 8)'])
  })
  test('one layer of several inputs keeps its one count', () => {
    const shared = built('d = Dense(8)\nd(x)\n', ({ input, layer, call }) => {
      const dense = layer('Dense', [8], 'Dense(8)')
      call(dense, input(3, 4), 'd(x)')
      call(dense, input(5, 4), 'd(x)')
    })
    assert.deepEqual(labels(shared), ['(…, 3, 8) … (…, 5, 8) · 40 · ×2', '(…, 3, 8) … (…, 5, 8) · ×2'])
  })
  test('refused ones are left out', () => {
    const some = built('Conv2D(8, 5)(x)\n', ({ input, layer, call }) => {
      for (const size of [4, 32]) call(layer('Conv2D', [8, 5], 'Conv2D(8, 5)'), input(size, size, 3), 'Conv2D(8, 5)(x)')
    })
    assert.deepEqual(labels(some), ['(None, 28, 28, 8) · 608'])
  })
})

describe('places', () => {
  test('calls of one layer on one line are one hint', () => {
    const text = `from keras import layers, Input
dense = layers.Dense(8)
a, b = dense(Input((3, 4))), dense(Input((5, 4)))
`
    assert.deepEqual(labels(python(text)), [
      '(…, 3, 8) … (…, 5, 8) · 40 · ×2',
      '(None, 3, 4)',
      '(…, 3, 8) … (…, 5, 8) · ×2',
      '(None, 5, 4)',
    ])
  })
  test('hints end their lines, also those that end with CRLF, and after comments', () => {
    const text = lenet5.replaceAll('\n', ' # comment\r\n')
    const document = python(text)
    const hints = hintsIn(document, { from: 0, to: text.length }, usual)
    assert.equal(hints.length, 9)
    for (const { offset } of hints) assert.equal(text.slice(offset, offset + 2), '\r\n')
  })
  test('the place of a hint is where its hover is', () => {
    const document = python(lenet5)
    for (const { place, label } of hintsIn(document, { from: 0, to: lenet5.length }, usual)) {
      const [shape] = label.split(' · ')
      assert.ok(hoverAt(document, place.from)?.markdown.includes(`output \`${shape}\``))
    }
  })
  test('a click goes to where the layer was made, or its input', () => {
    const text = `from keras import layers, Input
x = Input((4,))
d = layers.Dense(8)
y = d(x)
`
    const document = python(text)
    const origins = hintsIn(document, { from: 0, to: text.length }, usual).map(({ origin }) =>
      origin ? text.slice(origin.from, origin.to) : undefined,
    )
    assert.deepEqual(origins, [undefined, 'Input((4,))', 'layers.Dense(8)'])
  })
  test('a layer that nothing calls has no hint', () => {
    assert.deepEqual(labels(python('from keras import layers\nlayers.Dense(8)\n')), [])
  })
})

describe('a range', () => {
  const lines = 10_000
  const head = 'import keras\nfrom keras import layers\nm = keras.Sequential()\nm.add(keras.Input((8,)))\n'
  const text = head + 'm.add(layers.Dense(8))\n'.repeat(lines)
  const document = python(text)
  const middle = text.indexOf('\n', text.length / 2) + 1
  const range = { from: middle, to: middle + 'm.add(layers.Dense(8))\n'.length * 100 - 1 }

  test('has the hints of the lines that it touches', () => {
    const hints = hintsIn(document, range, usual)
    assert.equal(hints.length, 100)
    assert.ok(
      hints.every(({ offset, label }) => offset >= range.from && offset <= range.to && label === '(None, 8) · 72'),
    )
    assert.deepEqual(
      hintsIn(document, { from: 0, to: text.indexOf('m.add') + 3 }, usual).map(hint => hint.label),
      ['(None, 8)'],
    )
  })
  test('formats only these', t => {
    const read = t.mock.getter(Visit.prototype, 'inputTensors')
    hintsIn(document, range, usual)
    assert.ok(read.mock.callCount() <= 200, `${read.mock.callCount()} calls were looked at closely`)
  })
})
