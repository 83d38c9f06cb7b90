/** The built command line: what it prints in each format, what its exit code says, and what it makes of odd input. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { describe, test } from 'node:test'
import { paintFor } from '../../server/src/cli/paint.ts'
import { program, run, withFiles } from './run.ts'

/** Class, output and parameters of each layer, as the article gives them; its listing writes the last layer twice. */
const listing: readonly (readonly [string, readonly (number | null)[], number])[] = [
  ['Conv2D', [null, 28, 28, 8], 608],
  ['MaxPooling2D', [null, 14, 14, 8], 0],
  ['Conv2D', [null, 10, 10, 16], 3216],
  ['MaxPooling2D', [null, 5, 5, 16], 0],
  ['Flatten', [null, 400], 0],
  ['Dense', [null, 120], 48120],
  ['Dense', [null, 84], 10164],
  ['Dense', [null, 10], 850],
  ['Dense', [null, 10], 110],
]

/** `(None, 28, 28, 8)`. */
const shapeText = (shape: readonly (number | null)[]): string => `(${shape.map(size => size ?? 'None').join(', ')})`

const languages = { 'examples/lenet5.py': 'python', 'examples/lenet5.net': 'net' }
const tooLarge = 'import keras\nm = keras.Sequential([keras.Input((4, 4, 3)), keras.layers.Conv2D(8, 50)])\n'
const advised = 'import keras\nm = keras.Sequential([keras.Input((9, 9, 3)), keras.layers.Conv2D(8, 3, 3)])\n'
const dense = 'import keras\nm = keras.Sequential([keras.Input((4,)), keras.layers.Dense(10)])\n'

for (const [file, language] of Object.entries(languages))
  describe(file, () => {
    test('as a table', () => {
      const { status, stdout, stderr } = run([file])
      assert.deepEqual({ status, stderr }, { status: 0, stderr: '' })
      const rows = stdout.split('\n').filter(line => /^│ .*\)/.test(line) && !line.includes('Layer (type)'))
      const cells = rows.map(row => row.split('│').map(cell => cell.trim()))
      assert.deepEqual(
        cells
          .slice(-listing.length)
          .map(([, layer, output, params]) => [/\((\w+)\)$/.exec(layer!)?.[1], output, params]),
        listing.map(([name, shape, params]) => [name, shapeText(shape), params.toLocaleString('en-US')]),
      )
      assert.match(stdout, /Parameters: 63,068 .*trainable 63,068, non-trainable 0/)
      // 470,400 + 320,000 + 48,000 + 10,080 + 840 + 100.
      assert.match(stdout, /849,420 MACs/)
    })

    test('as JSON', () => {
      const { status, stdout, stderr } = run(['--format', 'json', file])
      assert.deepEqual({ status, stderr }, { status: 0, stderr: '' })
      const { version, files } = JSON.parse(stdout)
      assert.deepEqual([version, files.length], [1, 1])
      const { layers, models, problems, ...about } = files[0]
      assert.deepEqual(about, { path: file, language })
      assert.deepEqual(problems, [])
      assert.deepEqual(layers.slice(-listing.length).map(layerFacts), listing)
      assert.equal(models.length, 1)
      const { params, trainable_params, non_trainable_params, outputs, class: className, macs } = models[0]
      assert.deepEqual(
        { params, trainable_params, non_trainable_params, outputs, className, macs },
        {
          params: 63068,
          trainable_params: 63068,
          non_trainable_params: 0,
          outputs: [[null, 10]],
          className: 'Sequential',
          macs: 849420,
        },
      )
    })

    test('as comma-separated values', () => {
      const [header, ...rows] = run(['--format', 'csv', file]).stdout.split('\r\n')
      assert.equal(header, 'file,line,model,layer,class,output,params,trainable,connected_to')
      assert.equal(rows.pop(), '')
      assert.deepEqual(
        rows.map(row => /,(\w+),"(.*)",(\d+),true,/.exec(row)?.slice(1)),
        listing.map(([name, shape, params]) => [name, shapeText(shape), String(params)]),
      )
    })

    test('as Markdown', () => {
      const { stdout } = run(['--format', 'markdown', file])
      const rows = stdout.split('\n').filter(line => line.includes('`(None'))
      assert.deepEqual(
        rows.map(row => row.split(' | ').slice(1)),
        listing.map(([, shape, params]) => [`\`${shapeText(shape)}\``, `${params.toLocaleString('en-US')} |`]),
      )
      assert.match(stdout, /\*\*63,068\*\* parameters/)
    })
  })

interface JsonLayer {
  readonly class: string
  readonly params: number
  readonly calls: readonly { readonly outputs: readonly unknown[] }[]
}

const layerFacts = (layer: JsonLayer) => [layer.class, layer.calls[0]?.outputs[0], layer.params]

describe('JSON', () => {
  test('gives a layer in full, its lines from 1 and its columns from 0', () => {
    const { layers } = JSON.parse(run(['--format', 'json', 'examples/lenet5.py']).stdout).files[0]
    const lines = readFileSync('examples/lenet5.py', 'utf8').split('\n')
    const line = lines.findIndex(each => each.includes('Conv2D(8'))
    const column = lines[line]!.indexOf('layers.Conv2D')
    const range = { start: { line: line + 1, column }, end: { line: line + 1, column: lines[line]!.length - 1 } }
    assert.deepEqual(layers[0], {
      id: 0,
      class: 'Conv2D',
      name: 'conv2d',
      range,
      params: 608,
      trainable_params: 608,
      weights: [
        { name: 'kernel', shape: [5, 5, 3, 8], trainable: true },
        { name: 'bias', shape: [8], trainable: true },
      ],
      // 28 · 28 · 8 outputs of 5 · 5 · 3 products.
      calls: [{ range, inputs: [[null, 32, 32, 3]], outputs: [[null, 28, 28, 8]], macs: 470400 }],
    })
  })

  test(
    'has problems with severities and related places',
    withFiles({ 'a.py': tooLarge }, cwd => {
      const { status, stdout } = run(['--format', 'json', 'a.py'], { cwd })
      const [problem] = JSON.parse(stdout).files[0].problems
      assert.equal(status, 0)
      assert.deepEqual([problem.code, problem.severity], ['window-too-large', 'error'])
      const at = (text: string, length: number) => {
        const column = tooLarge.split('\n')[1]!.indexOf(text)
        return { start: { line: 2, column }, end: { line: 2, column: column + length } }
      }
      assert.deepEqual(problem.range, at('50', 2))
      assert.deepEqual(problem.related[0].range, at('keras.Input', 'keras.Input((4, 4, 3))'.length))
    }),
  )
})

describe('--check', () => {
  test(
    'prints errors and ends with 1',
    withFiles({ 'a.py': tooLarge, 'b.py': advised, 'c.net': 'input 4\ndense 10\n' }, cwd => {
      const { status, stdout, stderr } = run(['--check', 'a.py', 'b.py', 'c.net'], { cwd })
      assert.deepEqual({ status, stderr }, { status: 1, stderr: '' })
      const lines = stdout.split('\n').filter(line => !line.startsWith(' '))
      const columns = [tooLarge.lastIndexOf('50'), advised.lastIndexOf('3')].map(at => at - 'import keras'.length)
      assert.match(lines[0]!, new RegExp(`^a\\.py:2:${columns[0]}: error window-too-large: Conv2D: .*50×50.*4×4`))
      assert.match(lines[1]!, new RegExp(`^b\\.py:2:${columns[1]}: warning keras1-positional-strides: `))
      assert.deepEqual(lines.slice(2), ['3 files: 1 error, 1 warning', ''])
    }),
  )

  test(
    'ends with 0 where nothing is an error',
    withFiles({ 'b.py': advised }, cwd => assert.equal(run(['--check', 'b.py'], { cwd }).status, 0)),
  )

  test(
    'prints JSON too, with the same exit code',
    withFiles({ 'a.py': tooLarge }, cwd => {
      const { status, stdout } = run(['--check', '--format', 'json', 'a.py'], { cwd })
      assert.equal(status, 1)
      assert.equal(JSON.parse(stdout).files[0].problems.length, 1)
    }),
  )
})

describe('notebooks', () => {
  const notebook = (language: string, ...cells: readonly string[]) =>
    JSON.stringify({
      nbformat: 4,
      nbformat_minor: 5,
      metadata: { language_info: { name: language } },
      cells: [
        { cell_type: 'markdown', metadata: {}, source: ['# A network'] },
        ...cells.map(source => ({ cell_type: 'code', metadata: {}, outputs: [], execution_count: null, source })),
      ],
    })
  /** Dense layers of 4 → 8 → 10, the second with a kernel that does not fit before it: 40 and 90 parameters. */
  const files = {
    'book.ipynb': notebook(
      'python',
      '%pip install keras\nimport keras\nfrom sizes import WIDTH',
      'inputs = keras.Input((4,))\nx = keras.layers.Dense(WIDTH)(inputs)',
      'm = keras.Model(inputs, keras.layers.Dense(10)(x))\n!ls\nkeras.layers.Conv2D(8, 50)(keras.Input((4, 4, 3)))',
    ),
    'sizes.py': 'WIDTH = 8\n',
    'r.ipynb': notebook('R', 'library(keras)'),
    'empty.ipynb': notebook('python'),
    'broken.ipynb': '{"cells": [',
  }

  test(
    'are one program, as a table',
    withFiles(files, cwd => {
      const { status, stdout, stderr } = run(['book.ipynb'], { cwd })
      assert.deepEqual({ status, stderr }, { status: 0, stderr: '' })
      assert.match(stdout, /^functional \(Functional\) book\.ipynb:cell 4:1\n/)
      assert.match(stdout, /Parameters: 130 /)
      assert.equal(stdout.match(/\(Functional\)/g)?.length, 1)
    }),
  )

  test(
    'have problems in cells',
    withFiles(files, cwd => {
      const { status, stdout } = run(['--check', 'book.ipynb', 'empty.ipynb'], { cwd })
      assert.equal(status, 1)
      const [problem, related, count] = stdout.split('\n')
      assert.match(problem!, /^book\.ipynb:cell 4:3:24: error window-too-large: .* at line 3\.$/)
      assert.match(related!, /^ {2}book\.ipynb:cell 4:3:28: /)
      assert.equal(count, '2 files: 1 error')
    }),
  )

  test(
    'say in JSON which cell something stands in, counted from 1 among all cells',
    withFiles(files, cwd => {
      const { files } = JSON.parse(run(['--format', 'json', 'book.ipynb', 'empty.ipynb'], { cwd }).stdout)
      const [{ path: name, language, layers, models, problems }, empty] = files
      assert.deepEqual([name, language], ['book.ipynb', 'python'])
      const place = ({ cell, file, range }: Record<'cell' | 'file' | 'range', unknown>) => ({ cell, file, range })
      const at = (cell: number, line: number, from: number, to: number) => ({
        cell,
        file: undefined,
        range: { start: { line, column: from }, end: { line, column: to } },
      })
      assert.deepEqual(layers.slice(0, 3).map(place), [at(3, 1, 9, 26), at(3, 2, 4, 29), at(4, 1, 24, 46)])
      assert.deepEqual(layers[1].calls.map(place), [at(3, 2, 4, 37)])
      assert.deepEqual(models.map(place), [at(4, 1, 4, 50)])
      assert.deepEqual(problems.map(place), [at(4, 3, 23, 25)])
      assert.deepEqual(problems[0].related.map(place), [at(4, 3, 27, 49)])
      assert.deepEqual(empty, { path: 'empty.ipynb', language: 'python', layers: [], models: [], problems: [] })
    }),
  )

  test(
    'stand in comma-separated values with their cells',
    withFiles(files, cwd => {
      const [, ...rows] = run(['--format', 'csv', 'book.ipynb'], { cwd }).stdout.split('\r\n')
      assert.match(rows[1]!, /^book\.ipynb:cell 3,2,functional,dense,Dense,"\(None, 8\)",40,/)
    }),
  )

  test('may be the example, whose total is that of real Keras', () => {
    const { stdout } = run(['examples/notebook/cifar10.ipynb'])
    assert.match(stdout, /Parameters: 106,538 .*trainable 106,538, non-trainable 0/)
  })

  const unread: Readonly<Record<string, RegExp>> = {
    'r.ipynb': /^shapeline: r\.ipynb: expected a notebook in python or net; this one is in R\n$/,
    'broken.ipynb': /^shapeline: broken\.ipynb: expected a notebook, which is JSON \(/,
  }
  for (const [file, message] of Object.entries(unread))
    test(
      `that cannot be read end with 2: ${file}`,
      withFiles(files, cwd => {
        const { status, stdout, stderr } = run(['--check', file], { cwd })
        assert.deepEqual({ status, stdout }, { status: 2, stdout: '' })
        assert.match(stderr, message)
      }),
    )
})

describe('arguments', () => {
  const wrong: readonly (readonly [args: readonly string[], message: RegExp])[] = [
    [[], /expected the name of a file; got none/],
    [['--format', 'xml', 'a.py'], /expected --format to be one of table, json, markdown, csv; got 'xml'/],
    [['--format'], /'--format <value>' argument missing/],
    [['--colour', 'a.py'], /Unknown option '--colour'\n/],
    [['--check', '--format', 'csv', 'a.py'], /expected --check with --format table or json; got --format csv/],
    [['--language', 'r', 'a.py'], /expected --language to be one of python, net; got 'r'/],
    [['-'], /expected --language with -/],
    [['--language', 'net', '-', '-'], /expected - once/],
  ]
  for (const [args, message] of wrong)
    test(`that are wrong end with 2: ${args.join(' ')}`, () => {
      const { status, stdout, stderr } = run(args)
      assert.deepEqual({ status, stdout }, { status: 2, stdout: '' })
      assert.match(stderr, message)
      assert.match(stderr, /^shapeline: .*\nTry shapeline --help\.\n$/)
    })

  test('ask for help', () => {
    const { status, stdout } = run(['--help'])
    assert.equal(status, 0)
    for (const option of ['--format', '--check', '--language', '--help', '--version', '-'])
      assert.ok(stdout.includes(option))
  })

  test('ask for the version', () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
    assert.deepEqual(run(['--version']), { status: 0, stdout: `${version}\n`, stderr: '' })
  })
})

describe('input', () => {
  const total = /Parameters: 50 /

  test('may come from the standard input', () => {
    const { status, stdout } = run(['--language', 'net', '-'], { input: 'input 4\ndense 10\n' })
    assert.equal(status, 0)
    assert.match(stdout, total)
  })

  test('that is missing ends with 2, after what can be read', () => {
    const { status, stdout, stderr } = run(['nowhere.py', 'examples/lenet5.net'])
    assert.equal(status, 2)
    assert.equal(stderr, 'shapeline: nowhere.py: there is no such file\n')
    assert.match(stdout, /63,068/)
  })

  test('of which nothing can be read is not called free of problems', () => {
    assert.equal(run(['--check', 'nowhere.py']).stdout, '')
  })

  test(
    'that is a folder ends with 2',
    withFiles({}, cwd => {
      mkdirSync(path.join(cwd, 'folder.py'))
      const { status, stderr } = run(['folder.py'], { cwd })
      assert.equal(status, 2)
      assert.match(stderr, /^shapeline: folder\.py: expected a file; this is a folder/)
    }),
  )

  test(
    'whose name says no language ends with 2, unless the language is said',
    withFiles({ 'model.txt': 'input 4\ndense 10\n' }, cwd => {
      const { status, stderr } = run(['model.txt'], { cwd })
      assert.equal(status, 2)
      assert.match(stderr, /expected a name that ends in \.py, \.ipynb or \.net, or --language/)
      assert.match(run(['--language', 'net', 'model.txt'], { cwd }).stdout, total)
    }),
  )

  const utf16 = Buffer.from(`\ufeff${dense}`, 'utf16le')
  const encodings = {
    'UTF-8 with a mark': `\ufeff${dense}`,
    'UTF-16': utf16,
    'UTF-16, swapped': Buffer.from(utf16).swap16(),
  }
  for (const [name, content] of Object.entries(encodings))
    test(
      `may be ${name}`,
      withFiles({ 'a.py': content }, cwd => {
        assert.match(run(['a.py'], { cwd }).stdout, total)
        const [file] = JSON.parse(run(['--format', 'json', 'a.py'], { cwd }).stdout).files
        assert.deepEqual(file.models[0].range.start, { line: 2, column: 4 })
      }),
    )

  test(
    'that is no text ends with 2 and names the line',
    withFiles({ 'a.py': Buffer.concat([Buffer.from(`${dense}# caf`), Buffer.from([0xe9, 0x0a])]) }, cwd => {
      const { status, stderr } = run(['a.py'], { cwd })
      assert.deepEqual([status, stderr], [2, 'shapeline: a.py: expected text in UTF-8; line 3 is not\n'])
    }),
  )

  test(
    'without a model says so',
    withFiles({ 'a.py': 'print(1)\n', 'empty.net': '' }, cwd => {
      const { status, stdout } = run(['a.py', 'empty.net'], { cwd })
      assert.equal(status, 0)
      assert.match(stdout, /a\.py: no model is made here/)
      assert.match(stdout, /empty\.net: no model is made here/)
    }),
  )
})

describe('output', () => {
  const escapeCode = '\u001b['

  test('has no color in a pipe', () => {
    for (const args of [['examples/lenet5.py'], ['--check', 'examples/lenet5.py']])
      assert.ok(!run(args).stdout.includes(escapeCode))
  })

  test('has color on a terminal that shows it', () => {
    assert.equal(paintFor({ hasColors: () => true })('red', 'text'), '\u001b[31mtext\u001b[39m')
    assert.equal(paintFor({ hasColors: () => false })('red', 'text'), 'text')
    assert.equal(paintFor({})('red', 'text'), 'text')
  })

  test(
    'never passes control characters of the code on',
    withFiles({ 'a.py': dense.replace('Dense(10)', "Dense(10, name='\\x1b[31mred')") }, cwd => {
      for (const format of ['table', 'markdown'])
        assert.ok(!run(['--format', format, 'a.py'], { cwd }).stdout.includes(escapeCode))
    }),
  )

  test(
    'may be cut off by who reads it',
    withFiles({ 'long.py': longModel() }, async cwd => {
      const child = spawn(process.execPath, [program, '--format', 'json', 'long.py'], { cwd })
      const errors = text(child.stderr)
      await once(child.stdout, 'readable')
      child.stdout.destroy()
      const [status] = await once(child, 'close')
      assert.deepEqual([status, await errors], [0, ''])
    }),
  )
})

/** Longer in JSON than what a pipe holds. */
function longModel(): string {
  const layers = Array.from({ length: 2_000 }, () => 'm.add(keras.layers.Dense(10))\n')
  return `import keras\nm = keras.Sequential()\nm.add(keras.Input((4,)))\n${layers.join('')}`
}
