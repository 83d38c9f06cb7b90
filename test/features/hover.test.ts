/** Hovers, word for word where a form is meant, and with names made to break Markdown. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Document } from '../../server/src/core/features/document.ts'
import { hoverAt } from '../../server/src/core/features/hover.ts'
import type { Tensor } from '../../server/src/core/model/tensor.ts'
import { built, lenet5, net, python } from './documents.ts'

/** The hover where `snippet` begins. */
const hoverOn = (document: Document, snippet: string): string => {
  const offset = document.text.indexOf(snippet)
  assert.ok(offset >= 0, `'${snippet}' is not in the text`)
  return hoverAt(document, offset)?.markdown ?? ''
}

/** The lines of the block in fixed width. */
const block = (markdown: string): readonly string[] =>
  markdown
    .split(/```(?:text)?\n/)[1]
    ?.trimEnd()
    .split('\n') ?? []

describe('a layer', () => {
  // 28 · 28 · 8 · 4 bytes = 25,088 = 24.5 KiB; 28 · 28 · 5 · 5 · 3 · 8 = 470,400
  test('a convolution, word for word', () => {
    assert.equal(
      hoverOn(python(lenet5), 'layers.Conv2D(8'),
      `**Conv2D** · conv2d

output \`(None, 28, 28, 8)\` · **608** parameters\x20\x20
input \`(None, 32, 32, 3)\`

\`\`\`text
height      ⌊(height − kernel + 2 · padding) / stride⌋ + 1
            = ⌊(32 − 5 + 2 · 0) / 1⌋ + 1 = 28
width       the same                                    = 28
channels    filters                                     = 8

parameters  (kernel · kernel · channels + 1) · filters  = (5 · 5 · 3 + 1) · 8 = 608
  kernel  (5, 5, 3, 8)  600  trainable
  bias    (8,)            8  trainable
\`\`\`

MACs 470,400 · activations 24.5 KiB · receptive field 5×5\x20\x20
*MACs: multiply–accumulates of the matrix products; biases are not counted.*

[keras.io/api/layers/convolution\\_layers/convolution2d](https://keras.io/api/layers/convolution_layers/convolution2d/)`,
    )
  })
  test('is the same in both languages', () => {
    const line = 'conv 8 5x5 relu'
    const document = net(`input 32x32x3\n${line}\n`)
    assert.equal(hoverOn(document, line), hoverOn(python(lenet5), 'layers.Conv2D(8'))
  })
  test('pooling: 2×2 windows of 5×5 fields, 1 apart, see 6×6', () => {
    const markdown = hoverOn(python(lenet5), 'layers.MaxPooling2D')
    assert.deepEqual(block(markdown), [
      'height  ⌊(height − pool + 2 · padding) / stride⌋ + 1',
      '        = ⌊(28 − 2 + 2 · 0) / 2⌋ + 1 = 14',
      'width   the same  = 14',
    ])
    assert.match(markdown, /^activations 6\.1 KiB · receptive field 6×6$/m)
  })
  test('a dense layer', () => {
    assert.deepEqual(block(hoverOn(python(lenet5), 'layers.Dense(120')), [
      'features    units                     = 120',
      '',
      'parameters  features · units + units  = 400 · 120 + 120 = 48,120',
      '  kernel  (400, 120)  48,000  trainable',
      '  bias    (120,)         120  trainable',
    ])
  })
  test('a width that is not like the height, in lines that are not too long', () => {
    const text = `from keras import layers, Input
layers.Conv2D(8, (3, 5), dilation_rate=2)(Input((32, 32, 3)))
`
    assert.deepEqual(block(hoverOn(python(text), 'layers.Conv2D')).slice(0, 4), [
      'height      ⌊(height − dilation · (kernel height − 1) − 1 + 2 · padding) / stride⌋ + 1',
      '            = ⌊(32 − 2 · (3 − 1) − 1 + 2 · 0) / 1⌋ + 1 = 28',
      'width       ⌊(width − dilation · (kernel width − 1) − 1 + 2 · padding) / stride⌋ + 1',
      '            = ⌊(32 − 2 · (5 − 1) − 1 + 2 · 0) / 1⌋ + 1 = 24',
    ])
  })
  test('weights that do not train', () => {
    const text = 'from keras import layers, Input\nlayers.BatchNormalization()(Input((64,)))\n'
    assert.deepEqual(block(hoverOn(python(text), 'layers.Batch')), [
      'parameters  4 · features  = 4 · 64 = 256',
      '  gamma            (64,)  64  trainable',
      '  beta             (64,)  64  trainable',
      '  moving_mean      (64,)  64  not trainable',
      '  moving_variance  (64,)  64  not trainable',
    ])
  })
  test('a call of a layer that was made elsewhere is explained too', () => {
    const text = 'from keras import layers, Input\nd = layers.Dense(8)\ny = d(Input((4,)))\n'
    assert.match(
      hoverOn(python(text), 'd(Input'),
      /^\*\*Dense\*\* · dense\n\noutput `\(None, 8\)` · \*\*40\*\* parameters/,
    )
  })
  test('what is wrapped shows its wrapper', () => {
    const text = 'from keras import layers, Input\nlayers.Bidirectional(layers.LSTM(4))(Input((5, 3)))\n'
    assert.match(hoverOn(python(text), 'LSTM(4)'), /^\*\*Bidirectional\*\*/)
  })
  test('why something is not known, and where', () => {
    const text = 'from keras import layers, Input\nfrom settings import width\nlayers.Dense(width)(Input((4,)))\n'
    const markdown = hoverOn(python(text), 'layers.Dense')
    assert.match(markdown, /output `\(None, width\)` · \*\*5·width\*\* parameters/)
    assert.match(markdown, /^\? width is not known.*line 2/m)
  })
  test('what a name stands for', () => {
    const text = `from keras import layers, Input
import numpy as np
x = np.load('x.npy')
n = len(x)
layers.Dense(n)(Input((x.shape[1],)))
def head(features, units):
    return layers.Dense(units)(features)
`
    const markdown = hoverOn(python(text), 'layers.Dense(n)')
    assert.match(markdown, /^\? n is len\(x\), which only data decides .*line 4/m)
    assert.match(markdown, /^\? x\.shape.* is decided by data .*line 5/m)
    assert.match(
      hoverOn(python(text), 'layers.Dense(units)'),
      /^\? features is a parameter of head, which nobody calls .*line 6/m,
    )
  })
  test('a layer that waits for an input says so', () => {
    const text = 'from keras import layers, Sequential\nm = Sequential([layers.Dense(3)])\n'
    assert.match(hoverOn(python(text), 'layers.Dense'), /^\? dense has not been called on an input/m)
  })
})

describe('where', () => {
  test('there is nothing, there is no hover', () => {
    const document = python(lenet5)
    assert.equal(hoverAt(document, 0), undefined)
    assert.equal(hoverAt(document, lenet5.indexOf('import')), undefined)
    assert.equal(hoverAt(document, lenet5.length + 100), undefined)
  })
  test('the innermost call is meant, and its end belongs to it', () => {
    const text = 'from keras import layers, Input\nx = layers.Dense(2)(layers.Dense(3)(Input((4,))))\n'
    const document = python(text)
    assert.match(hoverOn(document, 'layers.Dense(2)'), /· dense\n/)
    assert.match(hoverOn(document, 'layers.Dense(3)'), /· dense\\_1\n/)
    assert.deepEqual(hoverAt(document, text.indexOf('layers.Dense(2)') + 15)?.span, {
      from: text.indexOf('layers.Dense(2)'),
      to: text.indexOf('layers.Dense(2)') + 15,
    })
  })
})

describe('a model', () => {
  const table = (markdown: string) => markdown.split('\n').filter(line => line.startsWith('|'))

  test('on its constructor, its name and its summary', () => {
    const document = python(lenet5)
    for (const snippet of ['Sequential()', 'model = ', 'model.summary()']) {
      const markdown = hoverOn(document, snippet)
      assert.match(markdown, /^\*\*sequential\*\* · Sequential\n/)
      assert.equal(table(markdown).length, 2 + 9)
      assert.match(markdown, /\*\*63,068\*\* parameters: 63,068 trainable, 0 non-trainable/)
    }
  })
  test('at summary() as it is then', () => {
    const text =
      'from keras import layers, Sequential, Input\nm = Sequential([Input((4,)), layers.Dense(3)])\nm.summary()\nm.add(layers.Dense(2))\n'
    // 4 · 3 + 3 = 15, and 3 · 2 + 2 = 8 more
    assert.match(hoverOn(python(text), 'm.summary'), /\*\*15\*\* parameters/)
    assert.match(hoverOn(python(text), 'm = '), /\*\*23\*\* parameters/)
  })
  test('a long one is folded in the middle', () => {
    const text = `from keras import layers, Sequential, Input\nm = Sequential([Input((4,))${', layers.Dense(4)'.repeat(50)}])\n`
    const rows = table(hoverOn(python(text), 'm = ')).slice(2)
    assert.equal(rows.length, 15 + 1 + 15)
    assert.equal(rows[15], '| … 20 more layers |  |  |')
    assert.match(rows[30]!, /dense\\_49/)
  })
  test('called as a layer: what goes in and out, and what is in it', () => {
    const text =
      'from keras import layers, Sequential, Input\nm = Sequential([Input((4,)), layers.Dense(3)])\ny = m(Input((4,)))\n'
    const markdown = hoverOn(python(text), 'm(Input')
    assert.match(markdown, /^\*\*Sequential\*\* · sequential\n\noutput `\(None, 3\)` · \*\*15\*\* parameters/)
    assert.equal(table(markdown).length, 3)
  })
})

describe('a place that is visited several times', () => {
  const visited = (times: number) =>
    built('x = Dense(n)(x)\n', ({ input, layer, call }) => {
      let x = input(4)
      for (let i = 1; i <= times; i++) x = call(layer('Dense', [i], 'Dense(n)'), x, 'Dense(n)(x)') as Tensor
    })

  test('shows all visits', () => {
    assert.equal(
      hoverOn(visited(3), 'Dense(n)'),
      `**Dense** · visited 3 times

|  | Layer | Input | Output | Param # |
| ---: | --- | --- | --- | ---: |
| 1 | dense | \`(None, 4)\` | \`(None, 1)\` | 5 |
| 2 | dense\\_1 | \`(None, 1)\` | \`(None, 2)\` | 4 |
| 3 | dense\\_2 | \`(None, 2)\` | \`(None, 3)\` | 9 |

[keras.io/api/layers/core\\_layers/dense](https://keras.io/api/layers/core_layers/dense/)`,
    )
  })
  test('and the first and last of many', () => {
    const rows = hoverOn(visited(100), 'Dense(n)')
      .split('\n')
      .filter(line => line.startsWith('| '))
    assert.equal(rows.length, 2 + 15 + 1 + 15)
    assert.equal(rows[17], '| … | 70 more |  |  |  |')
    assert.match(rows.at(-1)!, /^\| 100 \| dense\\_99 /)
  })
})

describe('names made to break Markdown', () => {
  const hostile = 'a`b``` |<script>alert(1)<b>](command:x) **bold** $(zap) &lt; www.a.b http:c.d'
  const text = `from keras import layers, Sequential, Input
m = Sequential([Input((4,)), layers.Dense(3, name=${JSON.stringify(`${hostile}\u202e\u0000`)})])
`
  test('are text', () => {
    for (const snippet of ['layers.Dense', 'm = ']) {
      const markdown = hoverOn(python(text), snippet)
      assert.ok(!/(?<!\\)</.test(markdown), 'no HTML')
      assert.ok(!/\](?=\(command)/.test(markdown.replaceAll('\\]', '')), 'no link')
      assert.ok(!markdown.includes('\u202e') && !markdown.includes('\u0000'), 'no control characters')
      assert.ok(markdown.includes('\\$(zap)') && markdown.includes('http\\:') && markdown.includes('www\\.'))
      assert.equal(markdown.replaceAll('\\`', '').split('```').length % 2, 1, 'blocks are closed')
    }
  })
  test('stay on one line and are not too long', () => {
    const long = `from keras import layers, Input\nlayers.Dense(3, name="${'x\\n'.repeat(5000)}")(Input((4,)))\n`
    const [heading] = hoverOn(python(long), 'layers.Dense').split('\n')
    assert.ok(heading!.length < 500)
  })
})
