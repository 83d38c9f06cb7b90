/** Programs of several files: what imports find, what is evaluated again, and the cells of notebooks. Counts by hand. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { diagnosticsOf } from '../../server/src/core/features/diagnostics.ts'
import type { Document } from '../../server/src/core/features/document.ts'
import { hintsIn } from '../../server/src/core/features/hints.ts'
import { hoverAt } from '../../server/src/core/features/hover.ts'
import { programJson } from '../../server/src/core/features/json.ts'
import { defaultsOf, diagnosticSettings, hintSettings } from '../../server/src/core/features/options.ts'
import { createService } from '../../server/src/core/service.ts'

const blocks = `from keras import layers

WIDTH = 8

def block(x, units):
    return layers.Dense(units)(x)

def _hidden(x):
    return x
`

/** Dense layers of 4 → 8 → 2: 40 and 18 parameters. */
const program = (imports: string) => `import keras
${imports}
inputs = keras.Input((4,))
x = block(inputs, WIDTH)
model = keras.Model(inputs, block(x, 2))
`

/** A service over files that stand in an object, and a document of it. */
function open(file: string, files: Record<string, string>) {
  const service = createService({ read: name => files[name] })
  return { service, files, document: service.update(file, 'python', files[file]!)! }
}

const totals = (document: Document) => document.analysis.models.map(model => model.counts.total)

describe('imports find', () => {
  const forms: Record<string, [main: string, imports: string, other: string]> = {
    'a file beside': ['project/main.py', 'from blocks import block, WIDTH', 'project/blocks.py'],
    'a file beside, relatively': ['project/main.py', 'from .blocks import block, WIDTH', 'project/blocks.py'],
    'all public names': ['project/main.py', 'from blocks import *', 'project/blocks.py'],
    'a module of a package': ['main.py', 'from nets.blocks import block, WIDTH', 'nets/blocks.py'],
    'a package': ['main.py', 'from nets import block, WIDTH', 'nets/__init__.py'],
    'a file in a folder above': ['project/scripts/main.py', 'from nets.blocks import *', 'project/nets/blocks.py'],
    'a sibling package': ['project/app/main.py', 'from ..nets.blocks import block, WIDTH', 'project/nets/blocks.py'],
    'a module under another name': [
      'main.py',
      'import nets.blocks as b\nblock, WIDTH = b.block, b.WIDTH',
      'nets/blocks.py',
    ],
    'a URI': ['file:///c%3A/p/main.py', 'from blocks import block, WIDTH', 'file:///c%3A/p/blocks.py'],
  }
  for (const [name, [main, imports, other]] of Object.entries(forms))
    test(name, () => assert.deepEqual(totals(open(main, { [main]: program(imports), [other]: blocks }).document), [58]))

  test('a package by its dotted name', () => {
    const files = {
      'main.py': program('import nets.blocks\nblock, WIDTH = nets.blocks.block, nets.blocks.WIDTH'),
      'nets/__init__.py': '',
      'nets/blocks.py': blocks,
    }
    assert.deepEqual(totals(open('main.py', files).document), [58])
  })

  test('modules that a package imports from each other', () => {
    const files = {
      'main.py': program('from nets import block, WIDTH'),
      'nets/__init__.py': 'from .blocks import block\nfrom .sizes import WIDTH\n',
      'nets/blocks.py': `from . import sizes\n${blocks.replace('WIDTH = 8', '')}`,
      'nets/sizes.py': 'from . import blocks\nWIDTH = 8\n',
    }
    assert.deepEqual(totals(open('main.py', files).document), [58])
  })

  test('only what __all__ names, where it does', () => {
    const files = { 'main.py': program('from blocks import *'), 'blocks.py': `__all__ = ['WIDTH']\n${blocks}` }
    const { document } = open('main.py', files)
    assert.equal(typeof totals(document)[0], 'object')
  })

  test('nothing, which is a reason', () => {
    const { document } = open('main.py', { 'main.py': program('from blocks import block, WIDTH') })
    const [total] = totals(document)
    assert.ok(typeof total === 'object' && total.kind === 'unknown')
    assert.equal(total.why, 'block is imported from blocks, which is not read')
  })

  test('a module once, however often it is imported', () => {
    const main = `from keras import layers, Sequential
from shared import model
from shared import model as again
import shared
again.add(layers.Dense(2))
shared.model.summary()
`
    const shared = `from keras import Input, Sequential\nmodel = Sequential([Input((4,))])\n`
    assert.deepEqual(totals(open('main.py', { 'main.py': main, 'shared.py': shared }).document), [10])
  })
})

test('layers of an imported file stand there', () => {
  const files = { 'main.py': program('from blocks import block, WIDTH'), 'blocks.py': blocks }
  const { layers } = programJson(open('main.py', files).document.program)
  assert.deepEqual(
    layers.map(({ file, range, params }) => [file, range.start.line, params]),
    [
      [undefined, 3, 0],
      ['blocks.py', 6, 40],
      ['blocks.py', 6, 18],
    ],
  )
})

test('a problem stands in its own file', () => {
  const wrong = blocks.replace('Dense(units)', "Dense(units, activaton='relu')")
  const files = { 'main.py': program('from blocks import block, WIDTH'), 'blocks.py': wrong }
  const { service, document } = open('main.py', files)
  const codes = (of: Document) => diagnosticsOf(of, defaultsOf(diagnosticSettings)).map(({ code }) => code)
  assert.deepEqual(codes(document), [])
  assert.deepEqual(
    document.analysis.problems.map(({ place }) => place.file),
    ['blocks.py'],
  )
  assert.deepEqual(codes(service.update('blocks.py', 'python', wrong)!), ['unknown-argument'])
})

describe('after a change', () => {
  const start = () => open('main.py', { 'main.py': program('from blocks import block, WIDTH'), 'blocks.py': blocks })

  test('of a file on disk, those that import it are analysed anew', () => {
    const { service, files, document } = start()
    assert.deepEqual(totals(document), [58])
    files['blocks.py'] = blocks.replace('WIDTH = 8', 'WIDTH = 16')
    assert.deepEqual(
      service.changed('blocks.py').map(({ file }) => file),
      ['main.py'],
    )
    assert.deepEqual(totals(service.get('main.py')!), [4 * 16 + 16 + 16 * 2 + 2])
    assert.deepEqual(service.changed('other.py'), [])
  })

  test('of an open file, its text counts and not that on disk', () => {
    const { service, document } = start()
    assert.deepEqual(totals(document), [58])
    service.update('blocks.py', 'python', blocks.replace('WIDTH = 8', 'WIDTH = 1'))
    assert.deepEqual(totals(service.get('main.py')!), [5 + 4])
    service.close('blocks.py')
    assert.deepEqual(totals(service.get('main.py')!), [58])
  })

  test('a file that comes later is found', () => {
    const { service, files, document } = open('main.py', { 'main.py': program('from blocks import block, WIDTH') })
    assert.equal(typeof totals(document)[0], 'object')
    files['blocks.py'] = blocks
    service.changed('blocks.py')
    assert.deepEqual(totals(service.get('main.py')!), [58])
  })
})

describe('the cells of a notebook', () => {
  const cells = (...texts: readonly string[]) =>
    texts.map((text, i) => ({ file: `cell:${i}`, number: 2 * i + 1, text }))
  const all = cells(
    'import keras',
    'inputs = keras.Input((4,))',
    'model = keras.Model(inputs, keras.layers.Dense(8)(inputs))',
  )
  const notebook = (parts = all) => createService().updateNotebook('book.ipynb', 'python', parts)!

  test('are one program in their order', () => {
    const { documents, analysis } = notebook()
    assert.deepEqual(totals(documents[2]!), [40])
    assert.equal(analysis.models[0]!.place.file, 'cell:2')
  })

  test('say in JSON which cell of the notebook something stands in', () => {
    const { path, layers, models } = programJson(notebook())
    assert.equal(path, 'book.ipynb')
    assert.deepEqual(
      [...layers, ...models].map(({ cell, file, range }) => [cell, file, range.start]),
      [
        [3, undefined, { line: 1, column: 9 }],
        [5, undefined, { line: 1, column: 28 }],
        [5, undefined, { line: 1, column: 8 }],
      ],
    )
  })

  test('have hints, problems and reasons of their own', () => {
    const wrong = 'x = keras.layers.Conv2D(8, 9)(keras.Input((4, 4, 3)))'
    const { documents } = notebook(
      cells('import keras', wrong, wrong, 'n = load()', 'y = keras.layers.Dense(n)(keras.Input((4,)))'),
    )
    const options = defaultsOf(diagnosticSettings)
    assert.deepEqual(
      documents.map(document => diagnosticsOf(document, options).map(({ code }) => code)),
      [[], ['window-too-large'], ['window-too-large'], [], []],
    )
    const whole = { from: 0, to: 100 }
    assert.deepEqual(
      documents.map(document => hintsIn(document, whole, defaultsOf(hintSettings)).length),
      [0, 1, 1, 0, 2],
    )
    assert.match(hoverAt(documents[4]!, 6)!.markdown, /line 1 of cell 7/)
  })

  test('keep what a change of another leaves alone', () => {
    const service = createService()
    service.updateNotebook('book.ipynb', 'python', all)
    const changed = all.map(cell => ({ ...cell, text: cell.text.replace('(4,)', '(5,)') }))
    const { documents } = service.updateNotebook('book.ipynb', 'python', changed)!
    assert.deepEqual(totals(documents[2]!), [48])
    assert.equal(service.get('cell:2'), documents[2])
    assert.equal(service.updateNotebook('book.ipynb', 'python', [...changed])!.documents[2], documents[2])
    service.close('book.ipynb')
    assert.equal(service.get('cell:2'), undefined)
  })

  test('need a language that is known', () => {
    assert.equal(createService().updateNotebook('book.ipynb', 'R', all), undefined)
  })

  test('import files beside the notebook', () => {
    const service = createService({ read: name => (name === 'p/blocks.py' ? blocks : undefined) })
    const parts = cells(program('from blocks import block, WIDTH'))
    assert.deepEqual(totals(service.updateNotebook('p/book.ipynb', 'python', parts)!.documents[0]!), [58])
  })
})

test('a reason leads to its place where files are named by URIs', () => {
  const files = {
    'file:///p/main.py': 'import keras\nfrom sizes import n\nx = keras.layers.Dense(n)(keras.Input((4,)))\n',
    'file:///p/sizes.py': '# sizes\nn = load()\n',
  }
  const { document } = open('file:///p/main.py', files)
  assert.match(
    hoverAt(document, files['file:///p/main.py'].indexOf('Dense'))!.markdown,
    /\(\[line 2 of sizes\.py\]\(<file:\/\/\/p\/sizes\.py#L2,5>\)\)/,
  )
})
