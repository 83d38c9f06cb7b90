// The texts that are measured: the article's LeNet-5, a functional model, and long stacks of `model.add`.
import { readFileSync } from 'node:fs'
import path from 'node:path'

/**
 * One text to measure. `edits` are the offsets of digits that an edit may replace by another digit.
 * @typedef {{ readonly name: string, readonly file: string, readonly text: string, readonly edits: readonly number[] }} Sample
 */

const root = path.resolve(import.meta.dirname, '../..')

/** @returns {readonly Sample[]} */
export const samples = () => [
  sample('LeNet-5', readFileSync(path.join(root, 'examples/lenet5.py'), 'utf8'), /(?<=Conv2D\()\d|(?<=Dense\()\d/g),
  sample('functional model, 600 lines', functional(600), /(?<=Conv2D\()\d/g),
  sample('1,000 × model.add', stacked(1000), /(?<=Conv2D\()\d/g),
  sample('10,000 × model.add', stacked(10_000), /(?<=Conv2D\()\d/g),
]

/** Texts of which it is measured how much it matters where an edit is. */
export const placeSamples = () => [
  ...lengths.map(lines => sample(`${printed(lines)} × model.add`, stacked(lines), /(?<=Conv2D\()\d/g)),
  ...lengths.map(lines => sample(`${printed(lines)} lines of .net`, net(lines), /(?<=conv )\d/g, 'sample.net')),
]

const lengths = [100, 1000, 10_000]

/** @param {number} lines */
const printed = lines => lines.toLocaleString('en-US')

/**
 * @param {string} name
 * @param {string} text
 * @param {RegExp} digits
 * @returns {Sample}
 */
const sample = (name, text, digits, file = 'sample.py') => ({
  name,
  file,
  text,
  edits: [...text.matchAll(digits)].map(match => match.index),
})

/**
 * A residual network written out: stages of convolution, normalization and activation with Add and Concatenate between
 * branches, each stage halving the picture once, until the text has `lines` lines.
 * @param {number} lines
 */
function functional(lines) {
  const text = [
    'import keras',
    'from keras import layers',
    '',
    'inputs = keras.Input(shape=(224, 224, 3))',
    'x = inputs',
  ]
  const last = ['x = layers.GlobalAveragePooling2D()(x)', 'x = layers.Dropout(0.3)(x)']
  const end = [...last, "outputs = layers.Dense(1000, activation='softmax')(x)", 'model = keras.Model(inputs, outputs)']
  for (let i = 0; text.length < lines - end.length; i++)
    text.push(...block(i).slice(0, lines - end.length - text.length))
  return `${[...text, ...end].join('\n')}\n`
}

/**
 * Two branches of one width, merged. Widths and kernels change from block to block.
 * @param {number} i
 */
function block(i) {
  const filters = 16 + 8 * (i % 23)
  const kernel = 1 + 2 * (i % 3)
  return [
    ...(i % 9 === 8 ? ["x = layers.MaxPooling2D(2, padding='same')(x)"] : []),
    `x = layers.Conv2D(${filters}, 1, use_bias=False, name='squeeze_${i}')(x)`,
    'x = layers.BatchNormalization()(x)',
    "x = layers.Activation('relu')(x)",
    `a = layers.Conv2D(${filters}, ${kernel}, padding='same')(x)`,
    'a = layers.LeakyReLU()(a)',
    `a = layers.SeparableConv2D(${filters}, 3, padding='same')(a)`,
    `b = layers.DepthwiseConv2D(3, padding='same')(x)`,
    i % 4 === 3 ? 'x = layers.Concatenate()([a, b, x])' : 'x = layers.Add()([a, b, x])',
  ]
}

/**
 * A Sequential model of `lines` layers of changing width.
 * @param {number} lines
 */
function stacked(lines) {
  const text = ['import keras', 'from keras import layers', '', 'model = keras.Sequential()']
  text.push('model.add(keras.Input(shape=(64, 64, 3)))')
  for (let i = 0; i < lines; i++) text.push(`model.add(${layer(i)})`)
  return `${text.join('\n')}\n`
}

/**
 * The layers of `stacked` in `.net`, in models of a hundred lines.
 * @param {number} lines
 */
function net(lines) {
  const text = []
  for (let i = 0; text.length < lines; i++) {
    if (text.length % 100 === 0) text.push(`model Part${text.length / 100}`, 'input 64x64x3')
    text.push(netLayer(i))
  }
  return `${text.join('\n')}\n`
}

/** @param {number} i */
function netLayer(i) {
  if (i % 4 === 0) return `conv ${widthOf(i)} 3x3 same use_bias=false`
  return ['', 'bn', 'activation relu', `dropout ${(i % 7) / 10}`][i % 4] ?? ''
}

/** @param {number} i */
const widthOf = i => 8 * (1 + ((i * 7) % 61))

/** @param {number} i */
function layer(i) {
  if (i % 4 === 0) return `layers.Conv2D(${widthOf(i)}, (3, 3), padding='same', use_bias=False)`
  if (i % 4 === 1) return 'layers.BatchNormalization()'
  if (i % 4 === 2) return "layers.Activation('relu')"
  return `layers.Dropout(${(i % 7) / 10})`
}
