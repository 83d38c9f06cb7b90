/** What there is to read about words, signatures, colours, folds, outlines, links, selections and refactorings. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { symbolsOf } from '../../../server/src/core/features/symbols.ts'
import { createService } from '../../../server/src/core/service.ts'
import { applied, at, edit, home } from './cursor.ts'
import { facts } from './facts.ts'

const blocks = '# Two layers.\nblock residual filters strides=1\n  conv filters 3x3\nlet width = 64\n'
const files = { 'blocks.net': blocks }

describe('a word explained', () => {
  const explain = (marked: string) => {
    const { editing, edited, offset, text } = at(marked, files)
    const found = editing.explain(edited, offset)
    return found && { ...found, word: text.slice(found.span.from, found.span.to) }
  }
  const reads = (marked: string, word: string, pattern: RegExp): void => {
    const found = explain(marked)
    assert.equal(found?.word, word)
    assert.match(`${found.topic.code} · ${found.topic.text} · ${found.topic.facts?.join(' ') ?? ''}`, pattern)
  }

  test('is a layer, an argument, a word that the layer knows', () => {
    reads('co|nv 8 3x3', 'conv', /^conv filters kernel_size .*windows/)
    reads('conv 8 3x3 str|ides=2', 'strides', /^strides: int or tuple of 2 ints = 1x1 · How far/)
    reads('conv 8 3x3 sa|me', 'same', /^padding: /)
    reads('conv 8 3x3 padding=sa|me', 'same', /^padding: /)
    reads('lstm 8 return_seq|uences', 'return_sequences', /^return_sequences: bool = false/)
    reads('ops.su|m axis=1', 'sum', /^ops\.sum/)
  })

  test('is what a file defines, with the comment above it', () => {
    reads(
      'use "blocks.net"\nresi|dual 3',
      'residual',
      /^block residual filters strides=1 · Two layers\. · a block in blocks\.net/,
    )
    reads('use "blocks.net"\nresidual str|ides=3', 'strides', /^strides=1 .* parameter of residual/)
    reads('# Width.\nlet n = 3\nmodel A\n  dense |n', 'n', /^let n = 3 · Width\. · a constant/)
    reads('table t\n  units act\n  8 relu\nfor r in t\n  dense r.un|its', 'units', /a column/)
  })

  test('is a word of the language, a function, a size of the tensor', () => {
    reads('rep|eat 3\n  relu', 'repeat', /again and again/)
    reads('relu fr|om a', 'from', /goes on from/)
    reads('let a = ma|x(1, 2)', 'max', /^max\(/)
    reads('block b\n  add inp|ut', 'input', /called on/)
    reads('ops.sum ax|is=1', 'axis', /^axis: /)
    reads('input 3\nif chan|nels == 3\n  relu', 'channels', /last axis/)
  })

  test('leads to the layer that makes a tensor', () => {
    const found = explain('input 8\nstart = dense 3\nadd sta|rt')
    assert.equal(found?.layerAt, 'input 8\nstart = '.length)
  })

  test('is nothing where there is nothing to read', () => {
    for (const text of ['# co|nv', 'dense 8|', '|', 'unknown|', 'dense "a|b"'])
      assert.equal(explain(text), undefined, text)
  })
})

describe('signature help', () => {
  const active = (marked: string): string | undefined => {
    const { editing, edited, offset } = at(marked, files)
    const found = editing.signature(edited, offset)
    const parameter = found?.active === undefined ? undefined : found.parameters[found.active]
    return parameter && found?.label.slice(parameter.span.from, parameter.span.to)
  }

  test('shows the argument at the cursor', () => {
    assert.equal(active('conv |'), 'filters')
    assert.equal(active('conv 8 |'), 'kernel_size')
    assert.equal(active('conv 8|'), 'filters')
    assert.equal(active('conv 8 3x3 "|"'), 'strides=1x1')
    assert.equal(active('conv 8 3x3 padding=|'), 'padding=valid')
    assert.equal(active('bidirectional (lstm |'), 'units')
    assert.equal(active('use "blocks.net"\nresidual 8 |'), 'strides=1')
    assert.equal(active('use "blocks.net"\nresidual strides=|'), 'strides=1')
    assert.equal(active('let a = max(1, |'), active('let a = max(1, 2|)'))
    assert.equal(active('# conv |'), undefined)
    assert.equal(active('model |'), undefined)
  })
})

describe('semantic tokens', () => {
  test('say what each name is', () => {
    const text = 'use "blocks.net" as b\nlet n = 3\nmodel A\n  a = conv n 3x3 relu name=first\n  b.residual 3 from a'
    const { editing, edited } = edit(text, files)
    const shown = editing
      .tokens(edited)
      .map(({ from, to, type, isDefinition }) => `${text.slice(from, to)} ${type}${isDefinition ? ' *' : ''}`)
    assert.deepEqual(shown, [
      'b namespace *',
      'n variable *',
      'A class *',
      'a variable *',
      'conv function',
      'n variable',
      'relu enumMember',
      'name parameter',
      'first enumMember',
      'b namespace',
      'residual class',
      'a variable',
    ])
  })
})

describe('folds', () => {
  test('are bodies, models, comments and what is used', () => {
    const text =
      'use "a.net"\nuse "b.net"\n\n# one\n# two\nblock a\n  repeat 3\n    relu\n    relu\n\nmodel B\ninput 3\nreshape (\n  3\n)\n\n'
    const { editing, edited } = edit(text)
    const line = (offset: number) => text.slice(0, offset).split('\n').length
    const shown = editing.folds(edited).map(({ from, to, kind }) => `${line(from)}-${line(to)} ${kind}`)
    assert.deepEqual(shown.sort(), ['1-2 imports', '11-15 code', '13-15 code', '4-5 comment', '6-9 code', '7-9 code'])
  })
})

describe('the outline', () => {
  test('has blocks, tables and constants beside models, and layers where they are written', () => {
    const text =
      'let n = 3\ntable t\n  a b\n  1 2\nblock unit k\n  dense k\nmodel A\n  input 4\n  unit 3\n  unit 3\nmodel B\ninput 2\ndense 2\n'
    const service = createService()
    const document = service.update(home, 'net', text)!
    const { editing, edited } = service.editor(home)!
    const symbols = symbolsOf(document, editing.outline(edited))
    const shown = symbols.map(({ kind, name, detail, children }) => [
      `${kind} ${name} · ${detail}`,
      ...children.map(each => each.detail),
    ])
    assert.deepEqual(shown, [
      ['constant n · 3'],
      ['table t · a b'],
      ['block unit · ', 'Dense · (None, 3) · 12 · ×2'],
      ['model A · Sequential · 27 parameters', 'InputLayer · (None, 4) · 0'],
      ['model B · Sequential · 6 parameters', 'InputLayer · (None, 2) · 0', 'Dense · (None, 2) · 6'],
    ])
    for (const { span, selection, children } of symbols)
      for (const inner of [selection, ...children.map(each => each.span)])
        assert.ok(span.from <= inner.from && inner.to <= span.to)
  })
})

test('links lead to files that can be read', () => {
  const { editing, edited } = edit('use "blocks.net"\nuse "none.net"\n', files)
  assert.deepEqual(editing.links(edited), [{ from: 4, to: 16, file: 'memory:/folder/blocks.net' }])
})

test('selections grow from a word to the file', () => {
  const { editing, edited, offset, text } = at('model A\n  input 3\n  dense 8 name="a|" relu\nmodel B\n')
  const shown = editing.selections(edited, offset).map(({ from, to }) => text.slice(from, to).replaceAll('\n', '⏎'))
  assert.deepEqual(shown, [
    '"a"',
    'name="a"',
    'dense 8 name="a" relu',
    'input 3⏎  dense 8 name="a" relu',
    'model A⏎  input 3⏎  dense 8 name="a" relu',
    text.replaceAll('\n', '⏎'),
  ])
})

describe('refactoring', () => {
  /** Each `|` is an end of the selection. */
  const refactor = (marked: string, kind: string): string | undefined => {
    const [before = '', selected = '', after] = marked.split('|')
    const text = marked.replaceAll('|', '')
    const { editing, edited } = edit(text, files)
    const within = { from: before.length, to: before.length + (after === undefined ? 0 : selected.length) }
    const found = editing.refactorings(edited, within).find(each => each.kind === kind)
    const result = found && applied(text, found.edits)
    if (result !== undefined) assert.equal(facts(result), facts(text))
    return result
  }

  test('lines become a block', () => {
    assert.equal(
      refactor('# A model.\nmodel A\n  input 8x8x3\n  |conv 4 3x3\n  bn|\n  relu\n', 'extract'),
      'block part\n  conv 4 3x3\n  bn\n\n# A model.\nmodel A\n  input 8x8x3\n  part\n  relu\n',
    )
    assert.equal(
      refactor('let n = 2\nmodel A k=3\n  a = input 8x8x3\n  |conv k 3x3 from a\n  conv n 3x3|\n', 'extract'),
      'let n = 2\nblock part k from a\n  conv k 3x3 from a\n  conv n 3x3\n\nmodel A k=3\n  a = input 8x8x3\n  part k from a\n',
    )
    assert.equal(
      refactor('input 8\n|repeat 2\n  dense 3\n|flatten', 'extract'),
      'block part\n  repeat 2\n    dense 3\n\ninput 8\npart\nflatten',
    )
  })

  test('but not where other lines need their names', () => {
    assert.equal(refactor('input 8\n|a = dense 3|\nadd a', 'extract'), undefined)
    assert.equal(refactor('|input 8|\nrelu', 'extract'), undefined)
    assert.equal(refactor('a = input 8\ndense 8\n|add a|', 'extract'), undefined)
    assert.equal(refactor('input 8\nif true\n  relu\n|else\n  relu|', 'extract'), undefined)
  })

  test('a name gives way to its value', () => {
    assert.equal(
      refactor('let |n = 2 + 1\nmodel A\n  input 3\n  dense n*2 name="d{n}"\n', 'inline'),
      'model A\n  input 3\n  dense (2 + 1)*2 name="d{(2 + 1)}"\n',
    )
    assert.equal(refactor('let act = "relu"\ninput 3\ndense 3 a|ct\n', 'inline'), 'input 3\ndense 3 relu\n')
    assert.equal(refactor('let |n = ?\ninput n x 3\n', 'inline'), undefined)
    assert.equal(refactor('let |n = 3\nlet n = 4\ninput n\n', 'inline'), undefined)
  })

  test('arguments get their names', () => {
    assert.equal(
      refactor('input 8x8x3\nco|nv 8 3x3 relu same\n', 'rewrite'),
      'input 8x8x3\nconv filters=8 kernel_size=3x3 activation=relu padding=same\n',
    )
    assert.equal(
      refactor('input 8x3\nls|tm 8 return_sequences\n', 'rewrite'),
      'input 8x3\nlstm units=8 return_sequences=true\n',
    )
    assert.equal(refactor('let a = 3\ninput 8x3\nde|nse a\n', 'rewrite'), undefined)
  })
})
