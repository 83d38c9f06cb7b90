/** What whole files come to: blocks, repetition, conditions, sizes that stay open, shared layers, models in models, files. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createService } from '../../server/src/core/service.ts'
import { printSize } from '../../server/src/core/tensor/size.ts'
import { callsOf, problemsOf } from './facts.ts'

interface Case {
  readonly name: string
  readonly text: string
  /** Each call without that of inputs: the layer, what it puts out, how many parameters. */
  readonly calls: readonly string[]
  /** Class, name, total and layers of each model. */
  readonly models?: readonly string[]
  readonly problems?: readonly string[]
  readonly files?: Readonly<Record<string, string>>
}

const check = ({ name, text, calls, models, problems = [], files = {} }: Case) =>
  test(name, () => {
    const { analysis } = createService({ read: file => files[file] }).update('test.net', 'net', text)!
    assert.deepEqual(problemsOf(analysis, text), problems)
    assert.deepEqual(
      callsOf(analysis).filter(call => !call.startsWith('input_layer')),
      calls,
    )
    if (models)
      assert.deepEqual(
        analysis.models.map(
          model =>
            `${model.className} ${model.name} ${printSize(model.counts.total)}: ${model.layers.map(layer => layer.name).join(' ')}`,
        ),
        models,
      )
  })

describe('blocks', () => {
  check({
    name: 'defaults come from the file and from the parameters before them, not from the model that uses the block',
    text: 'let k = 3\nblock b n=k m=n*2\n  dense n\n  dense m\nmodel M\ninput 4\nlet k = 7\nb\nb 2\nb m=1\ndense k',
    calls: [
      'dense (None, 3) 15',
      'dense_1 (None, 6) 24',
      'dense_2 (None, 2) 14',
      'dense_3 (None, 4) 12',
      'dense_4 (None, 3) 15',
      'dense_5 (None, 1) 4',
      'dense_6 (None, 7) 14',
    ],
    models: ['Sequential M 98: dense dense_1 dense_2 dense_3 dense_4 dense_5 dense_6'],
  })
  check({
    name: 'a block does not see the names of the model that uses it',
    text: 'block b\n  dense units\nmodel M\nlet units = 5\ninput 4\nb',
    calls: ['dense (None, ?) ?'],
    problems: ['unknown-name "units"'],
  })
  check({
    name: 'blocks and models are known before their lines, and in each other',
    text: 'model M\ninput 4\nouter 2\nblock outer n\n  inner n\n  inner n + 1\nblock inner n\n  dense n',
    calls: ['dense (None, 2) 10', 'dense_1 (None, 3) 9'],
  })
  check({
    name: 'recursion',
    text: 'block down n\n  if n > 0\n    dense n\n    down n - 1\n    dense n * 10\nmodel M\ninput 4\ndown 2',
    calls: ['dense (None, 2) 10', 'dense_1 (None, 1) 3', 'dense_2 (None, 10) 20', 'dense_3 (None, 20) 220'],
  })
  check({
    name: 'tensors by name, and several that come out',
    text: 'block two from a b\n  add a b\n  y = dense 3\n  output y a\nmodel M\nstart = input 4\np, q = two from start start\ndense 1 from q',
    calls: ['add (None, 4) 0', 'dense (None, 3) 15', 'dense_1 (None, 1) 5'],
  })
  check({
    name: 'the tensor that it is called on, and its sizes in the defaults',
    text: 'block half n=channels//2\n  dense n\n  concat input\nmodel M\ninput 8\nhalf\nhalf 2',
    calls: ['dense (None, 4) 36', 'concatenate (None, 12) 0', 'dense_1 (None, 2) 26', 'concatenate_1 (None, 14) 0'],
  })
  check({
    name: 'a branch gives the flow back; what it made has its name',
    text: 'input 8\nbranch s\nbranch t\n  dense 2\n  branch u from s\n    dense 3\n  dense 4\ndense 5\nconcat s t u',
    calls: [
      'dense (None, 2) 18',
      'dense_1 (None, 3) 27',
      'dense_2 (None, 4) 12',
      'dense_3 (None, 5) 45',
      'concatenate (None, 15) 0',
    ],
  })
})

describe('repetition and conditions', () => {
  check({
    name: 'repeat, for over lists, tables and ranges, several names',
    text: 'table t\n  a b\n  2 3\n  4 5\nmodel M\ninput 1\nrepeat 2 as i\n  dense i + 1\nfor row in t\n  dense row.b\nfor a, b in t\n  dense a\nfor i in range(5, 3, -1)\n  dense i\ndense t[1].a',
    calls: ['1) 2', '2) 4', '3) 9', '5) 20', '2) 12', '4) 12', '5) 25', '4) 24', '4) 20'].map(
      (rest, i) => `dense${i === 0 ? '' : `_${i}`} (None, ${rest}`,
    ),
  })
  check({
    name: 'nothing runs for zero, and what an untaken way says is not read',
    text: 'input 4\nrepeat 0\n  dense 9\nrepeat -1\n  dense 9\nif 1 > 2\n  nonsense 3\nelif channels == 4\n  dense 2\nelse\n  dense 3',
    calls: ['dense (None, 2) 10'],
  })
  check({
    name: 'both ways where a size is open: what they agree in is known',
    text: 'input n\nstart = dense 6\nif n > 5\n  dense 7\n  y = dense 2 from start\nelse\n  dense 7\n  y = dense 3 from start\ndense 4 from start\nadd y',
    calls: [
      'dense (None, 6) 6·n + 6',
      'dense_1 (None, 7) 49',
      'dense_2 (None, 2) 14',
      'dense_3 (None, 7) 49',
      'dense_4 (None, 3) 21',
      'dense_5 (None, 4) 28',
      'add (None, ?) 0',
    ],
  })
  check({
    name: 'a name that only one way gives does not hide the file’s for certain',
    text: 'let k = 3\nmodel M\ninput n\nif n > 5\n  let k = 5\ndense k',
    calls: ['dense (None, ?) ?'],
  })
  check({
    name: 'layers in a row: both ways have hints, and the total stays open',
    text: 'model M\ninput n\nif n > 5\n  let j = 3\n  dense 7\nelse\n  let j = 4\n  dense 7\ndense j',
    calls: ['dense (None, 7) 7·n + 7', 'dense_1 (None, 7) 7·n + 7', 'dense_2 ? ?'],
  })
  check({
    name: 'what both ways put out is one of the two',
    text: 'model M\ninput n\nstart = dense 3\nif n > 5\n  a = dense 7\n  output a\nelse\n  b = dense 7\n  output b',
    calls: ['dense (None, 3) 3·n + 3', 'dense_1 (None, 7) 28', 'dense_2 (None, 7) 28'],
    models: ['Functional M ?: input_layer'],
  })
  check({
    name: 'how often it repeats is not known',
    text: 'model M\ninput n\nlet k = 2\nrepeat n\n  dense 5\n  let k = k + 1\ndense k',
    calls: ['dense (None, 5) 5·n + 5', 'dense_1 ? ?'],
  })
  check({
    name: 'a size without a name is none, one with a name is not',
    text: 'model M\ninput ?x4\nif length == none\n  dense 3\nmodel N\ninput n x 4\nif length == none\n  dense 3\nelse\n  dense 5',
    calls: ['dense (None, None, 3) 15', 'dense_1 (None, n, 5) 25'],
  })
})

describe('sizes that stay open', () => {
  check({
    name: 'go through blocks, arithmetic and functions',
    text: 'let t = ?\nlet twice(n) = n * 2\nblock b n\n  dense twice(n)\nmodel M\ninput t x 4\nb t\ndense channels // 2\ndense max(t, t)\nif channels == t\n  dense 1',
    calls: [
      'dense (None, t, 2·t) 10·t',
      'dense_1 (None, t, t) 2·t² + t',
      'dense_2 (None, t, t) t² + t',
      'dense_3 (None, t, 1) t + 1',
    ],
  })
})

describe('shared layers and models in models', () => {
  check({
    name: 'a shared layer counts once',
    text: 'model Twin\nshared encoder = dense 4 relu\nleft = input 6\nright = input 6\na = encoder from left\nb = encoder from right\nops.subtract b from a\ndense 1 sigmoid',
    calls: ['dense (None, 4) 28', 'dense (None, 4) 28', 'subtract (None, 4) 0', 'dense_1 (None, 1) 5'],
    models: ['Functional Twin 33: input_layer input_layer_1 dense dense_1'],
  })
  check({
    name: 'a model without arguments is one object, with arguments each use makes one',
    text: 'model A u=4\ninput 4\ndense u\nmodel B\ninput 4\nA\nA\nA 4 name=two\nA u=4 name=three trainable=false',
    calls: [
      'dense (None, 4) 20',
      'A (None, 4) 20',
      'A (None, 4) 20',
      'dense_1 (None, 4) 20',
      'two (None, 4) 20',
      'dense_2 (None, 4) 20',
      'three (None, 4) 20',
    ],
    models: [
      'Sequential A 20: dense',
      'Sequential two 20: dense_1',
      'Sequential three 20: dense_2',
      'Functional B 60: input_layer_1 A two three',
    ],
  })
  check({
    name: 'several inputs and outputs',
    text: 'model A\na = input 4\nb = input 4\nc = add a b\nd = dense 3\noutput c d\nmodel B\na = input 4\nu, v = A from a a\ndense 2 from v\nadd u a',
    calls: [
      'add (None, 4) 0',
      'dense (None, 3) 15',
      'A (None, 4) (None, 3) 15',
      'dense_1 (None, 2) 8',
      'add_1 (None, 4) 0',
    ],
  })
  check({
    name: 'nested Sequential models, one in the other',
    text: 'input 8x8x3\nsequential name=head\n  gap\n  sequential\n    dense 4\n  dense 2 softmax',
    calls: [
      'global_average_pooling2d (None, 3) 0',
      'dense (None, 4) 16',
      'sequential_1 (None, 4) 16',
      'dense_1 (None, 2) 10',
      'head (None, 2) 26',
    ],
  })
})

describe('operations', () => {
  check({
    name: 'take the current tensor, numbers, lists and other tensors',
    text: 'a = input 4x3\nops.add 1.0\nops.multiply a\nops.concatenate [a, a] axis=1\nops.concatenate axis=-1 from a a\nops.reshape (-1, 12) from a\nops.take 0 axis=1\nops.mean axis=1 keepdims=true from a\nops.transpose (0, 2, 1)',
    calls: [
      'add (None, 4, 3) 0',
      'multiply (None, 4, 3) 0',
      'concatenate (None, 8, 3) 0',
      'concatenate_1 (None, 4, 6) 0',
      'reshape (None, 12) 0',
      'take (None,) 0',
      'mean (None, 1, 3) 0',
      'transpose (None, 3, 1) 0',
    ],
  })
  check({
    name: 'need something to compute with',
    text: 'ops.add 1.0',
    calls: [],
    problems: ['missing-input "ops.add 1.0"'],
  })
})

describe('other files', () => {
  const files = {
    'lib/b.net': 'use "../lib/c.net"\nlet q = 9\nblock blk\n  cblk q\nmodel Part\n  input 4\n  blk',
    'lib/c.net': 'use "b.net"\nblock cblk n\n  dense n',
  }
  check({
    name: 'blocks, models and constants behind a name; files that use each other',
    text: 'use "lib/b.net" as b\nuse "./lib/c.net"\nmodel M\ninput 4\nb.blk\ncblk 3\ndense b.q\nmodel N\ninput 4\nb.Part',
    files,
    calls: [
      'dense (None, 9) 45',
      'dense_1 (None, 3) 30',
      'dense_2 (None, 9) 36',
      'dense_3 (None, 9) 45',
      'Part (None, 9) 45',
    ],
  })
  check({
    name: 'a file that is not there may have given any name',
    text: 'use "no.net"\nuse "none.net" as other\nmodel M\ninput 4\nblk 3\nother.blk\ndense width\ndense other.q\ndense 3',
    calls: ['dense ? ?', 'dense_1 ? ?', 'dense_2 ? ?'],
    problems: ['refused "\\"no.net\\""', 'refused "\\"none.net\\""'],
  })
  test('a changed file is read again, by the names of URIs too', () => {
    const texts: Record<string, string> = { 'file:///a%20b/c%20d/e.net': 'block b\n  dense 3' }
    const service = createService({ read: file => texts[file] })
    const text = 'use "c d/e.net"\ninput 4\nb'
    const calls = () => callsOf(service.update('file:///a%20b/main.net', 'net', text)!.analysis).slice(1)
    assert.deepEqual(calls(), ['dense (None, 3) 15'])
    texts['file:///a%20b/c%20d/e.net'] = 'block b\n  dense 5'
    service.changed('file:///a%20b/c%20d/e.net')
    assert.deepEqual(calls(), ['dense (None, 5) 25'])
  })
})
