/** Completion: what is offered where, and that what is offered is accepted. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { kerasLayers } from '../../../server/src/core/layers/keras/catalogue.ts'
import type { LayerKind } from '../../../server/src/core/layers/layer.ts'
import { createService } from '../../../server/src/core/service.ts'
import { applied, at } from './cursor.ts'

const blocks = '# Two layers.\nblock residual filters strides=1\n  conv filters 3x3\nlet width = 64\n'

const items = (marked: string, files: Record<string, string> = {}) => {
  const { editing, edited, offset } = at(marked, files)
  return editing.complete(edited, offset)?.items ?? []
}
const labels = (marked: string, files: Record<string, string> = {}) => items(marked, files).map(({ label }) => label)

const offers = (marked: string, ...expected: readonly string[]): void => {
  const found = labels(marked, { 'blocks.net': blocks })
  assert.deepEqual(
    expected.filter(each => !found.includes(each)),
    [],
    `${marked} lacks some of ${found.length}`,
  )
}
const lacks = (marked: string, ...unexpected: readonly string[]): void => {
  const found = labels(marked, { 'blocks.net': blocks })
  assert.deepEqual(
    unexpected.filter(each => found.includes(each)),
    [],
  )
}

describe('completion offers', () => {
  test('layers, names and words of the language at the start of a line', () => {
    offers('|', 'conv', 'conv2d', 'dense', 'model', 'block', 'repeat', 'ops', 'sequential')
    offers('input 3\n  de|', 'dense')
    offers('a = input 3\nx1 = |', 'conv', 'a')
    lacks('a = input 3\nx1 = |', 'model', 'repeat')
    offers('block unit n\n  relu\nmodel A\n  |', 'unit', 'A')
    offers('shared enc = dense 3\n|', 'enc')
    offers('bidirectional (|', 'lstm')
    offers('bidirectional (|)', 'lstm')
    offers('rnn [(lstm_cell 3), (|', 'gru_cell')
  })

  test('arguments that have not been given, and words that the layer knows', () => {
    offers('conv |', 'filters=', 'kernel_size=', 'same', 'relu', 'name=', 'from')
    offers('conv 8 3x3 re|', 'relu')
    offers('conv 8 3x3 pa|', 'padding=')
    lacks('conv 8 3x3 |', 'filters=', 'kernel_size=')
    lacks('conv 8 3x3 same |', 'same', 'padding=')
    lacks('conv 8 | same', 'same', 'padding=')
    offers('lstm 8 |', 'return_sequences', 'tanh')
    offers('conv 8 | 3x3 strides=2', 'padding=')
    lacks('conv 8 | strides=2', 'strides=')
    offers('time_distributed (dense 3 |)', 'relu', 'use_bias=')
    offers('block unit n depth=1\n  relu\nmodel A\n  unit |', 'n=', 'depth=')
    lacks('block unit n depth=1\n  relu\nmodel A\n  unit n=3 |', 'n=')
    offers('ops.sum |', 'axis=', 'keepdims=')
    offers('model Inner depth=1\n  input 3\nmodel A\n  Inner |', 'depth=', 'name=', 'trainable=')
    offers('sequential |\n  relu', 'name=', 'trainable=')
  })

  test('the values of an argument', () => {
    offers('conv 8 3x3 padding=|', 'same', 'valid')
    offers('conv 8 3x3 use_bias=|', 'true', 'false')
    offers('dense 8 activation=s|', 'softmax', 'sigmoid', 'none')
    offers('let width = 3\ndense units=|', 'width')
  })

  test('names in scope', () => {
    const text = 'let width = 3\nmodel A\n  a = input n x 3\n  '
    offers(`${text}dense |`, 'width', 'n')
    lacks(`${text}dense |`, 'a', 'A')
    offers(`${text}add |`, 'a')
    offers(`${text}dense 3 from |`, 'a')
    offers(`${text}output |`, 'a')
    offers('block b\n  relu from |', 'input')
    offers('block b from left right\n  relu from |', 'left', 'right')
    offers('repeat 3 as i\n  dense |', 'i')
    offers('let a = 3\nif |', 'a', 'channels', 'max')
    offers('let a = 3\nlet b = max(|', 'a', 'min')
    offers('let rows = [1]\nfor i in |', 'rows', 'range')
    offers('repeat |', 'len')
    offers('repeat 3 |', 'as')
    offers('repeat 3 a|', 'as')
    offers('use "a.net" |', 'as')
    offers('for i |', 'in')
    offers('branch a |', 'from')
    lacks('dense 3 from |\na = dense 3', 'a')
  })

  test('what stands behind a point', () => {
    offers('ops.|', 'add', 'subtract', 'reshape')
    offers('x1 = ops.su|', 'sum', 'subtract')
    offers('table rows\n  units act\n  8 relu\nfor row in rows\n  dense row.|', 'units', 'act')
    offers('table rows\n  units act\n  8 relu\nfor row in rows\n  dense (row.|', 'units', 'act')
    offers('a = input 3\nif a.|', 'channels', 'shape')
    offers('use "blocks.net" as b\nb.|', 'residual')
    offers('use "blocks.net" as b\ndense b.|', 'width')
    offers('use "blocks.net"\n|', 'residual')
    offers('use "blocks.net"\nresidual |', 'filters=', 'strides=')
  })

  test('paths', () => {
    const files = { 'blocks.net': '', 'more/unet.net': '', 'main.net': '', 'notes.txt': '' }
    assert.deepEqual(labels('use "|"', files).slice(0, 2), ['blocks.net', 'more/'])
    assert.deepEqual(labels('use "more/|"', files), ['unet.net'])
    assert.deepEqual(labels('use "bl|', files).slice(0, 1), ['blocks.net'])
    const { editing, edited, offset, text } = at('use "bl|o.net"', files)
    const { span, items } = editing.complete(edited, offset)!
    assert.equal(applied(text, [{ ...span, insert: items[0]!.label }]), 'use "blocks.net"')
  })

  test('nothing in comments, texts, numbers, and where names are given', () => {
    for (const text of ['# |', 'dense 3 # |', 'dense "|"', 'dense 5|', 'model |', 'block |', 'let |', 'use |'])
      assert.deepEqual(labels(text), [], text)
  })

  test('the shape that a layer would make of what flows in', () => {
    const detail = (marked: string, label: string) => items(marked).find(each => each.label === label)?.detail
    const text = 'input 32x32x3\nconv 8 5x5\n'
    assert.equal(detail(`${text}|`, 'flatten'), '(None, 6272)')
    assert.equal(detail(`${text}|`, 'maxpool'), '(None, 14, 14, 8)')
    assert.equal(detail(`${text}|`, 'dense'), '(None, 28, 28, units)')
    assert.equal(detail(`${text}repeat 2\n  |`, 'flatten'), '(None, 6272)')
    assert.equal(detail(`${text}branch a\n  flatten\n|`, 'gap'), '(None, 8)')
    assert.equal(detail(`${text}branch a\n  gap\n  |`, 'dense'), '(None, units)')
    assert.equal(detail('|\ninput 3', 'dense'), undefined)
    assert.equal(detail('conv |', 'strides='), 'int or tuple of 2 ints = 1x1')
  })

  test('documentation', () => {
    const topic = (marked: string, label: string) =>
      items(marked, { 'blocks.net': blocks }).find(each => each.label === label)?.topic
    assert.match(topic('|', 'conv')!.text, /windows/)
    assert.match(topic('|', 'conv')!.code, /^conv filters kernel_size strides=1x1 padding=valid/)
    assert.match(topic('conv |', 'same')!.code, /^padding: /)
    const own = topic('use "blocks.net"\n|', 'residual')!
    assert.deepEqual([own.code, own.text], ['block residual filters strides=1', 'Two layers.'])
  })
})

describe('what is offered is accepted', () => {
  const codes = (text: string): readonly string[] =>
    createService()
      .update('memory:/main.net', 'net', text)!
      .analysis.problems.map(({ finding }) => finding.code)

  test('words of layers', () => {
    for (const label of labels('input 4\n|')) {
      if (!kerasLayers.byWord(label)) continue
      const found = codes(`input 4\n${label}`)
      assert.ok(!found.includes('unknown-layer') && !found.includes('syntax-error'), label)
    }
  })

  const words = labels('|')
  const wordOf = (kind: LayerKind) => words.find(label => kerasLayers.byWord(label) === kind)

  test('arguments and words of every layer', () => {
    const unwanted = ['unknown-argument', 'unknown-name', 'repeated-argument', 'syntax-error', 'too-many-arguments']
    for (const word of kerasLayers.kinds.flatMap(kind => wordOf(kind) ?? []))
      for (const { label, kind } of items(`${word} |`)) {
        if (kind !== 'argument' && kind !== 'word') continue
        const line: string = `${word} ${label}${kind === 'argument' ? 'none' : ''}`
        assert.deepEqual(
          codes(line).filter(code => unwanted.includes(code)),
          [],
          line,
        )
      }
  })

  test('values of every argument', () => {
    const unwanted = ['unknown-choice', 'invalid-argument', 'unknown-name', 'syntax-error']
    for (const kind of kerasLayers.kinds)
      for (const name of Object.keys(kind.parameters))
        for (const label of labels(`${wordOf(kind)} ${name}=|`)) {
          const line: string = `${wordOf(kind)} ${name}=${label}`
          const { problems } = createService().update('memory:/main.net', 'net', line)!.analysis
          for (const { finding } of problems)
            assert.ok(!unwanted.includes(finding.code) || finding.argument !== name, `${line}: ${finding.code}`)
        }
  })
})
