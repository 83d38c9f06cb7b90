/** `shapeline convert`: what it prints, what it says of what it cannot write, and its exit codes. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { run, withFiles } from './run.ts'

const net = `model Small
input 28x28x1
start = conv 8 3x3 same relu
conv 8 3x3 same
add start
gap
dense 10 softmax
`
const keras = `import keras
from keras import layers

inputs = keras.Input((28, 28, 1))
start = layers.Conv2D(8, (3, 3), padding="same", activation="relu")(inputs)
x = layers.Conv2D(8, (3, 3), padding="same")(start)
x = layers.Add()([x, start])
x = layers.GlobalAveragePooling2D()(x)
outputs = layers.Dense(10, activation="softmax")(x)
model = keras.Model(inputs, outputs, name="Small")
`

describe('convert', () => {
  test(
    'prints the models in the other language',
    withFiles({ 'small.net': net, 'small.py': keras }, cwd => {
      assert.deepEqual(run(['convert', 'small.net', '--to', 'keras'], { cwd }), {
        status: 0,
        stdout: keras,
        stderr: '',
      })
      assert.deepEqual(run(['convert', '--to', 'net', 'small.py'], { cwd }), { status: 0, stdout: net, stderr: '' })
    }),
  )

  test('reads the standard input and notebooks', () => {
    const { stdout } = run(['convert', '--to', 'keras', '--language', 'net', '-'], { input: net })
    assert.equal(stdout, keras)
    const notebook = run(['convert', 'examples/notebook/cifar10.ipynb', '--to', 'net'])
    assert.equal(notebook.status, 0, notebook.stderr)
    assert.match(notebook.stdout, /^input 32x32x3$/m)
  })

  test('takes one model, by its name or by that of its variable', () => {
    const written = (name: string) => run(['convert', 'examples/functional.py', '--to', 'net', '--model', name]).stdout
    assert.match(written('encoder'), /^model encoder\ninput 28x28x1\nconv 16 3 relu\n/)
    assert.match(written('siamese'), /^model encoder\n[\s\S]*\nmodel siamese\n/)
    const { status, stderr } = run(['convert', 'examples/functional.py', '--to', 'net', '--model', 'decoder'])
    assert.equal(status, 1)
    assert.match(stderr, /no model is called 'decoder'; there are .*encoder/)
  })

  test('says what it cannot write, in the text and beside it', () => {
    const { status, stdout, stderr } = run(['convert', 'test/convert/cases/refused.py', '--to', 'keras'])
    assert.equal(status, 1)
    assert.match(stdout, /^# custom cannot be written:\n# line 15: what Scaled does is code of the program$/m)
    assert.match(stdout, /^fine = keras\.Sequential\($/m)
    assert.match(stderr, /^shapeline: test\/convert\/cases\/refused\.py: line 15: what Scaled does is code/m)
  })

  test('writes nothing of a file with errors', () => {
    const { status, stdout, stderr } = run(['convert', 'test/parity/mistakes.net', '--to', 'keras'])
    assert.equal(status, 1)
    assert.match(stdout, /^# Nothing is written before this is mended:\n# line 5: Conv2D: a window of 50×50/)
    assert.ok(stdout.split('\n').every(line => line === '' || line.startsWith('#')))
    assert.match(stderr, /mistakes\.net: line 5: Conv2D/)
  })

  test('is explained by --help', () => {
    for (const args of [['--help'], ['convert', '--help']])
      assert.match(run(args).stdout, /shapeline convert FILE --to keras\|net/)
  })

  const mistakes: readonly (readonly [args: readonly string[], message: RegExp])[] = [
    [['small.net'], /expected --to keras or --to net; got none/],
    [['small.net', '--to', 'torch'], /expected --to keras or --to net; got torch/],
    [['--to', 'net'], /expected the name of a file; got none/],
    [['a.net', 'b.net', '--to', 'keras'], /expected one file to convert; got 2/],
    [['-', '--to', 'keras'], /expected --language with -/],
    [['small.net', '--to', 'keras', '--format', 'json'], /--format/],
    [['nowhere.net', '--to', 'keras'], /nowhere\.net: there is no such file/],
  ]
  for (const [args, message] of mistakes)
    test(`does not follow ${args.join(' ')}`, () => {
      const { status, stdout, stderr } = run(['convert', ...args])
      assert.deepEqual([status, stdout], [2, ''])
      assert.match(stderr, message)
    })
})

test('the documentation shows what is written', () => {
  const page = readFileSync('docs/conversion.md', 'utf8')
  const [, source = ''] = /```net\n([\s\S]*?)```/.exec(page) ?? []
  const [, written = ''] = /```python\n([\s\S]*?)```/.exec(page) ?? []
  assert.equal(run(['convert', '--to', 'keras', '--language', 'net', '-'], { input: source }).stdout, written)
})
