/** What the server answers to each request, and how it is told what to show. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import {
  DiagnosticSeverity,
  DiagnosticTag,
  PositionEncodingKind,
  TextDocumentContentRequest,
} from 'vscode-languageserver-protocol'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { editorCapabilities, labelOf, withClient } from './client.ts'

const program = `import keras
from keras import layers

inputs = keras.Input((28, 28, 1))
x = layers.Conv2D(32, 3)(inputs)
x = layers.MaxPooling2D(2)(x)
x = layers.Flatten()(x)
outputs = layers.Dense(10)(x)
model = keras.Model(inputs, outputs)
`

/** 28 − 3 + 1 = 26; (3·3·1 + 1)·32 = 320; 26/2 = 13; 13·13·32 = 5,408; (5,408 + 1)·10 = 54,090. */
const labels = [
  '(None, 28, 28, 1)',
  '(None, 26, 26, 32) · 320',
  '(None, 13, 13, 32) · 0',
  '(None, 5408) · 0',
  '(None, 10) · 54,090',
]
const withoutInput = labels.slice(1)

describe('initialize', () => {
  test(
    'says what the server can do, with positions in UTF-16',
    withClient(async ({ result: { capabilities } }) => {
      assert.equal(capabilities.positionEncoding, PositionEncodingKind.UTF16)
      assert.deepEqual(capabilities.inlayHintProvider, { resolveProvider: true })
      assert.equal(capabilities.hoverProvider, true)
      assert.deepEqual(capabilities.codeActionProvider, {
        codeActionKinds: ['quickfix', 'refactor.rewrite', 'refactor.extract', 'refactor.inline'],
      })
    }),
  )
})

describe('IPC', () => {
  test(
    'serves as stdio does',
    withClient(
      async ({ client }) => {
        const opened = await client.open('a.py', 'python', program)
        assert.deepEqual((await opened.labels()).slice(-4), withoutInput)
      },
      { transport: 'ipc' },
    ),
  )
})

describe('hints', () => {
  const lines = (from: number, to: number) => ({ start: { line: from, character: 0 }, end: { line: to, character: 0 } })

  test(
    'are those of the lines asked for',
    withClient(async ({ client }) => {
      const opened = await client.open('a.py', 'python', program)
      assert.deepEqual((await opened.labels()).slice(-4), withoutInput)
      assert.deepEqual(await opened.labels(lines(5, 6)), withoutInput.slice(1, 3))
      assert.deepEqual(await opened.labels(lines(0, 2)), [])
    }),
  )

  test(
    'lead to where the shape came from',
    withClient(async ({ client }) => {
      const opened = await client.open('a.py', 'python', program)
      const hint = (await opened.hints()).find(each => labelOf(each) === labels[2])
      const { uri } = opened
      assert.deepEqual(hint?.label, [
        { value: labels[2], location: { uri, range: opened.rangeOf('layers.Conv2D(32, 3)(inputs)') } },
      ])
    }),
  )

  test(
    'count columns in UTF-16 units',
    withClient(async ({ client }) => {
      const line = "x = layers.Dense(10, name='a')(keras.Input((4,)))  # 😀 é"
      const opened = await client.open('a.py', 'python', `import keras\nfrom keras import layers\n${line}\n`)
      const hints = await opened.hints()
      assert.deepEqual(hints.map(labelOf).at(-1), '(None, 10) · 50')
      assert.deepEqual(hints.at(-1)?.position, { line: 2, character: line.length })
    }),
  )

  test(
    'have no tooltip when they are resolved after the text has changed',
    withClient(async ({ client }) => {
      const opened = await client.open('a.py', 'python', program)
      const hint = (await opened.hints()).at(-1)!
      assert.ok((await client.resolve(hint)).tooltip)
      await opened.replace('Dense(10)', 'Dense(11)')
      assert.deepEqual(await client.resolve(hint), hint)
    }),
  )
})

describe('edits', () => {
  test(
    'in a row are one text',
    withClient(async ({ client }) => {
      const opened = await client.open('a.py', 'python', program)
      await opened.replace('Dense(10)', 'Dense(1)')
      await opened.replace('Conv2D(32, 3)', "Conv2D(8, 3, padding='same')")
      await opened.replace('x = layers.MaxPooling2D(2)(x)\n', '')
      // (3·3·1 + 1)·8 = 80; 28·28·8 = 6,272; one unit has 6,273 parameters.
      const expected = ['(None, 28, 28, 8) · 80', '(None, 6272) · 0', '(None, 1) · 6,273']
      assert.deepEqual((await opened.labels()).slice(-3), expected)
    }),
  )

  test(
    'give what a fresh start gives, letter by letter',
    withClient(async ({ client }) => {
      const opened = await client.open('a.py', 'python', program.slice(0, program.indexOf('x = layers.Max')))
      const end = () => opened.text.getText().length
      const tail = program.slice(end())
      for (const letter of tail) {
        const range = { start: opened.text.positionAt(end()), end: opened.text.positionAt(end()) }
        await opened.change([{ range, text: letter }])
        await opened.hints()
      }
      assert.deepEqual((await opened.labels()).slice(-4), withoutInput)
    }),
  )

  test(
    'may replace the whole text',
    withClient(async ({ client }) => {
      const opened = await client.open('a.py', 'python', 'import keras\n')
      assert.deepEqual(await opened.labels(), [])
      await opened.change([{ text: program }])
      assert.deepEqual((await opened.labels()).slice(-4), withoutInput)
    }),
  )

  test(
    'start anew when a document is opened again, though its version is the same',
    withClient(async ({ client }) => {
      const first = await client.open('a.py', 'python', program)
      const { resultId } = await first.pull()
      await first.close()
      const second = await client.open('a.py', 'python', program.replace('Dense(10)', 'Dense(0)'))
      const report = await second.pull(resultId)
      assert.equal(report.kind, 'full')
      assert.deepEqual(report.kind === 'full' && report.items.map(each => each.code), ['invalid-argument'])
    }),
  )
})

describe('documents', () => {
  test(
    'in Python without Keras are answered with nothing',
    withClient(async ({ client }) => {
      const opened = await client.open('a.py', 'python', 'import numpy as np\nx = np.zeros((3, 3)\n')
      assert.deepEqual(await opened.labels(), [])
      assert.equal(await opened.hover('zeros'), null)
      assert.deepEqual(await opened.diagnostics(), [])
      assert.deepEqual(await opened.symbols(), [])
    }),
  )

  test(
    'of an unknown language go by their name',
    withClient(async ({ client }) => {
      const opened = await client.open('a.net', 'plaintext', 'input 4\ndense 10\n')
      assert.deepEqual((await opened.labels()).at(-1), '(None, 10) · 50')
      const other = await client.open('a.txt', 'plaintext', 'input 4\ndense 10\n')
      assert.deepEqual(await other.labels(), [])
    }),
  )

  test(
    'have models and their layers as symbols',
    withClient(async ({ client }) => {
      const opened = await client.open('a.py', 'python', program)
      const [model] = await opened.symbols()
      assert.equal(model?.name, 'model')
      assert.match(model?.detail ?? '', /54,410/)
      const { selectionRange, children } = model!
      assert.deepEqual(selectionRange, opened.rangeOf('keras.Model(inputs, outputs)'))
      assert.deepEqual(children?.at(-1)?.selectionRange, opened.rangeOf('layers.Dense(10)'))
    }),
  )
})

describe('diagnostics', () => {
  const broken = program.replace('Conv2D(32, 3)', 'Conv2D(32, 30)')

  test(
    'have a code, a severity, the range of the argument and related places',
    withClient(async ({ client }) => {
      const opened = await client.open('a.py', 'python', broken)
      const [problem, ...others] = await opened.diagnostics()
      assert.deepEqual(others, [])
      assert.equal(problem?.code, 'window-too-large')
      assert.equal(problem?.source, 'Shapeline')
      assert.equal(problem?.severity, DiagnosticSeverity.Error)
      assert.deepEqual(problem?.range, rangeOfKernel(opened.text))
      const places = problem?.relatedInformation?.map(({ location }) => location)
      assert.deepEqual(places, [{ uri: opened.uri, range: opened.rangeOf('keras.Input((28, 28, 1))') }])
    }),
  )

  const rangeOfKernel = (text: TextDocument) => {
    const from = text.getText().indexOf('32, 30') + '32, '.length
    return { start: text.positionAt(from), end: text.positionAt(from + 2) }
  }

  test(
    'that are the same are not sent again',
    withClient(async ({ client }) => {
      const opened = await client.open('a.py', 'python', broken)
      const { resultId } = await opened.pull()
      assert.deepEqual(await opened.pull(resultId), { kind: 'unchanged', resultId })
      await opened.replace('Conv2D(32, 30)', 'Conv2D(32, 29)')
      assert.equal((await opened.pull(resultId)).kind, 'full')
    }),
  )

  test(
    'fade what has no effect',
    withClient(async ({ client }) => {
      const text = program.replace(
        'layers.Conv2D(32, 3)(inputs)',
        'layers.BatchNormalization()(layers.Conv2D(32, 3, use_bias=True)(inputs))',
      )
      const opened = await client.open('a.py', 'python', text)
      const [problem] = await opened.diagnostics()
      assert.deepEqual([problem?.code, problem?.tags], ['useless-bias', [DiagnosticTag.Unnecessary]])
    }),
  )

  test(
    'have quick fixes that mend them',
    withClient(async ({ client }) => {
      const opened = await client.open('a.py', 'python', broken)
      const [problem] = await opened.diagnostics()
      const actions = await opened.actions(problem!)
      for (const { kind, edit, diagnostics } of actions) {
        assert.equal(kind, 'quickfix')
        assert.deepEqual(diagnostics, [problem])
        const mended = TextDocument.applyEdits(opened.text, edit?.changes?.[opened.uri] ?? [])
        const after = await client.open('b.py', 'python', mended)
        const left = (await after.diagnostics()).filter(each => String(each.message).startsWith('Conv2D'))
        assert.deepEqual(left, [])
        await after.close()
      }
      assert.deepEqual(
        actions.map(({ title }) => title),
        ['Set padding="same"', 'Set kernel_size=28'],
      )
    }),
  )

  test(
    'are published to a client that does not ask, and taken back on closing',
    withClient(
      async ({ client }) => {
        const opened = await client.open('a.py', 'python', broken)
        await opened.replace('Conv2D(32, 30)', 'Conv2D(32, 3)')
        await opened.replace('Dense(10)', 'Dense(-1)')
        await opened.close()
        await client.until(() => client.published.length === 4)
        assert.deepEqual(
          client.published.map(({ uri, version, diagnostics }) => [uri, version, diagnostics.map(each => each.code)]),
          [
            [opened.uri, 1, ['window-too-large']],
            [opened.uri, 2, []],
            [opened.uri, 3, ['invalid-argument']],
            [opened.uri, undefined, []],
          ],
        )
      },
      { capabilities: {} },
    ),
  )

  test(
    'are not published to a client that asks',
    withClient(async ({ client }) => {
      const opened = await client.open('a.py', 'python', broken)
      assert.equal((await opened.diagnostics()).length, 1)
      await opened.close()
      await opened.pull()
      assert.deepEqual(client.published, [])
    }),
  )
})

describe('settings', () => {
  test(
    'are asked for, and asked for again after they have changed',
    withClient(
      async ({ client }) => {
        const opened = await client.open('a.py', 'python', program)
        assert.deepEqual((await opened.labels()).at(-1), '(None, 10)')
        await client.configure({
          hints: { content: 'params' },
          diagnostics: { severity: { 'invalid-argument': 'hint' } },
        })
        await client.until(() => client.refreshed.length === 2)
        assert.deepEqual(client.refreshed.toSorted(), ['workspace/diagnostic/refresh', 'workspace/inlayHint/refresh'])
        assert.deepEqual((await opened.labels()).at(-1), '54,090')
        await opened.replace('Dense(10)', 'Dense(-1)')
        assert.deepEqual(
          (await opened.diagnostics()).map(each => [each.code, each.severity]),
          [['invalid-argument', DiagnosticSeverity.Hint]],
        )
      },
      { settings: { hints: { content: 'shape' } } },
    ),
  )

  test(
    'make a new report even where the text is the same',
    withClient(async ({ client }) => {
      const opened = await client.open('a.py', 'python', program.replace('Dense(10)', 'Dense(-1)'))
      const { resultId } = await opened.pull()
      await client.configure({ diagnostics: { enabled: false } })
      const report = await opened.pull(resultId)
      assert.deepEqual([report.kind, report.kind === 'full' && report.items], ['full', []])
    }),
  )

  test(
    'come with `initialize` and with each change from a client that cannot be asked',
    withClient(
      async ({ client }) => {
        const opened = await client.open('a.py', 'python', program)
        assert.deepEqual(await opened.labels(), [])
        await client.configure(undefined, { shapeline: { hints: { batch: false } } })
        assert.deepEqual((await opened.labels()).at(-1), '(10,) · 54,090')
      },
      {
        capabilities: { textDocument: editorCapabilities.textDocument ?? {} },
        initializationOptions: { hints: { enabled: false } },
      },
    ),
  )

  test(
    'that cannot be are as if they were not set',
    withClient(
      async ({ client }) => {
        const opened = await client.open('a.py', 'python', program)
        assert.deepEqual((await opened.labels()).slice(-4), withoutInput)
      },
      { settings: { hints: { enabled: 'no', content: 'everything', maximumLength: -1 }, diagnostics: 3 } },
    ),
  )

  test(
    'turn off each language apart',
    withClient(
      async ({ client }) => {
        const python = await client.open('a.py', 'python', program)
        const net = await client.open('a.net', 'net', 'input 4\ndense 10\n')
        assert.deepEqual(await python.labels(), [])
        assert.deepEqual((await net.labels()).at(-1), '(None, 10) · 50')
      },
      { settings: { hints: { python: false } } },
    ),
  )
})

describe('the library', () => {
  test(
    'is read from the server, file by file, and no other file is',
    withClient(async ({ client, result: { capabilities } }) => {
      assert.deepEqual(capabilities.workspace?.textDocumentContent, { schemes: ['shapeline-library'] })
      const ask = (uri: string) => client.connection.sendRequest(TextDocumentContentRequest.type, { uri })
      const { text } = await ask('shapeline-library:/keras/vgg16.net')
      assert.equal(text, readFileSync('server/library/keras/vgg16.net', 'utf8'))
      await assert.rejects(ask('shapeline-library:/keras/../../package.json'), /There is no/)
    }),
  )

  test(
    'has models for .net',
    withClient(async ({ client }) => {
      const net = 'use "keras/vgg16"\nmodel Net\ninput 224x224x3\nVGG16 include_top=false input_shape=224x224x3\ngap\n'
      assert.deepEqual(await (await client.open('b.net', 'net', net)).labels(), [
        '(None, 224, 224, 3)',
        '(None, 7, 7, 512) · 14,714,688',
        '(None, 512) · 0',
      ])
    }),
  )
})
