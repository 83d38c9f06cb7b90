/** Mistakes: each has its code at exactly the text that is wrong, and costs nothing but its line. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Finding, severities } from '../../server/src/core/layers/problem.ts'
import { analyse, callsOf } from './facts.ts'

/** A line with what is wrong between `«` and `»`, after an input of 32×32×3; its code and some of its facts. */
const mistakes: readonly (readonly [line: string, code: Finding['code'], facts: Readonly<Record<string, unknown>>])[] =
  [
    ['«convv» 8 3', 'unknown-layer', { name: 'convv', suggestion: 'conv' }],
    ['«max_pool» 2', 'unknown-layer', { name: 'max_pool', suggestion: 'maxpool' }],
    ['«Conv2D» 8 3', 'unknown-layer', { suggestion: 'conv2d' }],
    ['time_distributed («flaten»)', 'unknown-layer', { suggestion: 'flatten' }],
    ['conv 8 «50x50»', 'window-too-large', { argument: 'kernel_size', largest: [32, 32] }],
    ['conv 8 kernel_size=«50»', 'window-too-large', { argument: 'kernel_size' }],
    ['conv 8 5x5 padding=«sme»', 'unknown-choice', { argument: 'padding', received: "'sme'", suggestion: 'same' }],
    ['conv 8 5x5 «sme»', 'unknown-name', { name: 'sme', suggestion: 'same' }],
    ['conv 8 5x5 activation=«rlu»', 'unknown-choice', { argument: 'activation', suggestion: 'relu' }],
    ['dense 8 «use_bais»', 'unknown-name', { suggestion: 'use_bias' }],
    ['conv 8 5x5 strides=«0»', 'invalid-argument', { argument: 'strides', received: '0' }],
    ['conv «-1» 5', 'invalid-argument', { argument: 'filters', received: '-1' }],
    ['conv «8.5» 5', 'invalid-argument', { argument: 'filters', received: '8.5' }],
    ['conv 8 «5x5x5»', 'invalid-argument', { argument: 'kernel_size', received: '(5, 5, 5)' }],
    ['conv 8 «?»', 'invalid-argument', { argument: 'kernel_size', received: 'None' }],
    ['conv 8 «"5"»', 'invalid-argument', { argument: 'kernel_size', received: "'5'" }],
    ['conv 8 5x5 «strids»=2', 'unknown-argument', { argument: 'strids', suggestion: 'strides' }],
    ['conv 8 5x5 strides=2 strides=«3»', 'repeated-argument', { argument: 'strides' }],
    ['conv 8 5x5 relu «relu»', 'repeated-argument', { argument: 'activation' }],
    ['conv 8 5x5 kernel_size=«3»', 'repeated-argument', { argument: 'kernel_size' }],
    ['«conv 8»', 'missing-argument', { argument: 'kernel_size' }],
    ['«dropout 0.5 none 3 4»', 'too-many-arguments', { most: 3, received: 4 }],
    ['dense «n»', 'unknown-name', { name: 'n' }],
    ['dense units=«n»', 'unknown-name', { name: 'n' }],
    ['conv 8 3x«»', 'syntax-error', { message: "expected a size after 'x', found the end of the line" }],
    ['reshape 32 x «breadth» x 3', 'unknown-name', { name: 'breadth' }],
    ['conv 8 5x5 strides=2 dilation_rate=«2»', 'strides-with-dilation', {}],
    ['conv 8 3x3 relu«)»', 'syntax-error', {}],
    ['«input 32x32x3»', 'second-input', {}],
    ['«lstm 8»', 'wrong-rank', { expected: '3' }],
    ['dense 8 from «skip»', 'unknown-name', { name: 'skip', expected: 'the name of a tensor' }],
    ['add «skip»', 'unknown-name', { name: 'skip', expected: 'the name of a tensor' }],
    ['output «skip»', 'unknown-name', { name: 'skip' }],
    ['«b = conv 8 3 from a a»', 'wrong-input-count', { expected: 'one tensor', received: 2 }],
    ['«input 8 from a»', 'wrong-input-count', { expected: 'no tensor', received: 1 }],
    ['«a, b» = flatten', 'refused', { reason: 'it puts out 1 tensor for 2 names' }],
  ]

for (const [marked, code, facts] of mistakes) {
  test(marked, () => {
    const before = `a = input 32x32x3\n${marked.slice(0, marked.indexOf('«'))}`
    const text = `a = input 32x32x3\n${marked.replace(/[«»]/g, '')}\nflatten`
    const errors = analyse(text).problems.filter(({ finding }) => severities[finding.code] === 'error')
    const [problem] = errors
    assert.deepEqual(
      errors.map(({ finding }) => finding.code),
      [code],
    )
    const length = marked.indexOf('»') - marked.indexOf('«') - 1
    assert.deepEqual([problem!.place.from, problem!.place.to], [before.length, before.length + length])
    assert.deepEqual({ ...problem!.finding.facts, ...facts }, problem!.finding.facts)
  })
}

test('a line that is not understood costs itself: the next goes on from the one before it', () => {
  for (const broken of [
    'conv 8 (5, 5',
    'conv 8 5x5 padding=',
    'convv 8',
    '§',
    '= 8',
    'time_distributed (flaten) 2 = 3',
  ])
    assert.deepEqual(callsOf(analyse(`input 32x32x3\n${broken}\nflatten\ndense 2`)), [
      'input_layer (None, 32, 32, 3) 0',
      'flatten (None, 3072) 0',
      'dense (None, 2) 6146',
    ])
})

test('a word that is not understood costs itself', () => {
  const [, conv, dense] = callsOf(analyse('input 32x32x3\nconv 8 5x5 sme relu\ndense n'))
  assert.deepEqual([conv, dense], ['conv2d (None, 28, 28, 8) 608', 'dense (None, 28, 28, ?) ?'])
})

test('a name whose line is not understood is known, though nothing is known of it', () => {
  for (const broken of ['skip =', 'skip = conv 8 (', 'skip = convv 8']) {
    const { problems } = analyse(`a = input 8x8x3\n${broken}\nadd a skip\nflatten`)
    assert.equal(problems.length, 1)
    assert.equal(problems[0]!.place.from, problems[0]!.finding.code === 'unknown-layer' ? 23 : 16 + broken.length)
  }
})

test('a model without an input says so once, at its first layer', () => {
  const text = 'conv 8 3x3\nflatten\nmodel B\ndense 3 from a\nmodel C\na = dense 3\nadd a a'
  const marked = analyse(text).problems.map(({ finding, place }) => [finding.code, text.slice(place.from, place.to)])
  assert.deepEqual(marked, [
    ['missing-input', 'conv 8 3x3'],
    ['unknown-name', 'a'],
    ['missing-input', 'a = dense 3'],
  ])
})

test('nothing is said about an input whose line may be one that is not understood', () => {
  for (const broken of ['input 32x', 'inptu 32', '§'])
    assert.deepEqual(
      analyse(`${broken}\ndense 3`).problems.map(({ finding }) => finding.code),
      [broken === 'inptu 32' ? 'unknown-layer' : 'syntax-error'],
    )
})

test('Keras’s own ways to give an input are inputs', () => {
  assert.deepEqual(callsOf(analyse('conv 8 5x5 input_shape=(32, 32, 3)\nflatten')), [
    'conv2d (None, 28, 28, 8) 608',
    'flatten (None, 6272) 0',
  ])
})

test('a model line that is not understood begins a model all the same', () => {
  const { models } = analyse('input 4\ndense 1\nmodel LeNet-5\ninput 3\ndense 1')
  assert.deepEqual(
    models.map(({ name, counts }) => [name, counts.total]),
    [
      ['sequential', 5],
      ['LeNet', 4],
    ],
  )
})

test('lists that would be too long are refused, not cut off', () => {
  const { problems } = analyse('let many = range(60000)\nlet more = many + many\ninput 4\ndense len(more)')
  assert.deepEqual(
    problems.map(({ finding }) => finding),
    [{ code: 'refused', facts: { reason: 'more than 100000 elements' } }],
  )
})
