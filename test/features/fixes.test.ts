/** Where fixes are not certain they are not offered, and where they are they fit what is written around them. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { diagnosticsOf } from '../../server/src/core/features/diagnostics.ts'
import type { Document } from '../../server/src/core/features/document.ts'
import { fixesFor } from '../../server/src/core/features/fixes.ts'
import { defaultsOf, diagnosticSettings } from '../../server/src/core/features/options.ts'
import { applyEdits } from '../annotations.ts'
import { net, python } from './documents.ts'

/** Each fix's title with the line that begins with `start` after it. */
function fixes(document: Document, start: string): readonly string[] {
  return diagnosticsOf(document, defaultsOf(diagnosticSettings)).flatMap(diagnostic =>
    fixesFor(document, diagnostic).map(({ title, edits }) => {
      const after = applyEdits(document.text, edits)
      return `${title}: ${after.slice(after.indexOf(start)).split(/\r?\n(?! )/)[0]}`
    }),
  )
}

const head = 'from keras import layers, Input\n'

describe('setting an argument', () => {
  test('in the quotes that the call has', () => {
    assert.deepEqual(fixes(python(`${head}layers.Conv2D(8, 5, activation='relu')(Input((4, 4, 1)))\n`), 'layers.'), [
      `Set padding='same': layers.Conv2D(8, 5, activation='relu', padding='same')(Input((4, 4, 1)))`,
      `Set kernel_size=4: layers.Conv2D(8, 4, activation='relu')(Input((4, 4, 1)))`,
    ])
  })
  test('before a trailing comma and a comment', () => {
    const text = `${head}layers.Conv2D(\n    8,\n    (5, 5),  # (large)\n)(Input((4, 4, 1)))\n`
    assert.deepEqual(fixes(python(text), 'layers.Conv2D'), [
      'Set padding="same": layers.Conv2D(\n    8,\n    (5, 5), padding="same",  # (large)\n)(Input((4, 4, 1)))'.split(
        /\n(?! )/,
      )[0],
      'Set kernel_size=(4, 4): layers.Conv2D(\n    8,\n    (4, 4),  # (large)\n)(Input((4, 4, 1)))'.split(/\n(?! )/)[0],
    ])
  })
  test('not behind a parenthesis of which the argument is a part', () => {
    assert.deepEqual(fixes(python(`${head}layers.Conv2D(8, (5))(Input((4, 4, 1)))\n`), 'layers.'), [
      'Set kernel_size=4: layers.Conv2D(8, (4))(Input((4, 4, 1)))',
    ])
  })
  test('where there are no others', () => {
    assert.deepEqual(fixes(python(`${head}layers.MaxPooling2D()(Input((1, 1, 3)))\n`), 'layers.'), [
      'Set padding="same": layers.MaxPooling2D(padding="same")(Input((1, 1, 3)))',
      'Set pool_size=1: layers.MaxPooling2D(pool_size=1)(Input((1, 1, 3)))',
    ])
  })
  test('not in a wrapper, which has no such argument', () => {
    const text = `${head}x = layers.Bidirectional(layers.LSTM(4))(Input((5, 3)))\nlayers.LSTM(2)(x)\n`
    assert.deepEqual(fixes(python(text), 'x = '), [])
  })
  test('in .net', () => {
    assert.deepEqual(fixes(net('input 4x4x1\nconv 8 5x5 relu\n'), 'conv'), [
      'Set padding=same: conv 8 5x5 relu padding=same',
      'Set kernel_size=4x4: conv 8 4x4 relu',
    ])
  })
})

describe('inserting Flatten', () => {
  const before = `${head}x = layers.Conv2D(8, 3)(Input((28, 28, 1)))\n`

  test('where it is not imported, nothing is offered', () => {
    const text =
      'from keras.layers import Conv2D, Dense, Input\nx = Conv2D(8, 3)(Input((28, 28, 1)))\nx = Dense(2)(x)\n'
    assert.deepEqual(fixes(python(text), 'x = Dense'), [])
    assert.deepEqual(fixes(python(text.replace('Dense,', 'Dense, Flatten,')), 'x = Dense'), [
      'Insert Flatten() before it: x = Dense(2)(Flatten()(x))',
    ])
  })
  test('around the input of a call', () => {
    assert.deepEqual(fixes(python(`${before}x = layers.Dense(2)(x)\n`), 'x = layers.Dense'), [
      'Insert layers.Flatten() before it: x = layers.Dense(2)(layers.Flatten()(x))',
    ])
  })
  test('not where the layer is made apart from its call', () => {
    assert.deepEqual(fixes(python(`${before}d = layers.Dense(2)\nx = d(x)\n`), 'd = '), [])
  })
  test('not within a line of layers', () => {
    const text = `${head}import keras\nm = keras.Sequential([Input((28, 28, 1)), layers.Conv2D(8, 3), layers.Dense(2)])\n`
    assert.deepEqual(fixes(python(text), 'm = '), [])
  })
  test('with the line break of the text', () => {
    const document = net('input 28x28x1\r\nconv 8 3x3\r\ndense 2\r\n')
    const [diagnostic] = diagnosticsOf(document, defaultsOf(diagnosticSettings))
    assert.deepEqual(fixesFor(document, diagnostic!)[0]?.edits, [{ from: 27, to: 27, insert: 'flatten\r\n' }])
  })
})

describe('names', () => {
  test('that Keras has changed are changed where one argument takes their place', () => {
    const fixed = (call: string) => fixes(python(`${head}${call}\n`), 'layers.')
    assert.deepEqual(fixed('layers.Conv2D(8, 3, border_mode="same")'), [
      `Change 'border_mode' to 'padding': layers.Conv2D(8, 3, padding="same")`,
    ])
    assert.deepEqual(fixed('layers.Conv2D(8, nb_row=3, nb_col=3)'), [])
    assert.deepEqual(fixed('layers.Conv2D(8, 3, padding="same", border_mode="same")'), [])
  })
})
