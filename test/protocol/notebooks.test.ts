/** Notebooks through the built server: cells are one program in their order. Counts by hand. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type Client, editorCapabilities, withClient } from './client.ts'

const uri = 'file:///workspace/book.ipynb'

/** Dense layers of 4 → 8 → 2: 40 and 18 parameters. */
const cells = [
  '!pip install -q keras\nimport keras\nfrom keras import layers\n',
  ['markdown', '# A *small* network'],
  '%%time\ninputs = keras.Input((4,))\nx = layers.Dense(8)(inputs)\n',
  ['javascript', 'layers.Dense(3)'],
  'outputs = layers.Dense(2)(x)\nmodel = keras.Model(inputs, outputs)\nmodel?\n',
] as const

const withNotebook = (run: (client: Client, book: Awaited<ReturnType<Client['openNotebook']>>) => Promise<void>) =>
  withClient(async ({ client }) => run(client, await client.openNotebook(uri, ...cells)))

describe('the cells of a notebook', () => {
  test(
    'have the hints of one program',
    withNotebook(async (_, { cells }) => {
      const labels = await Promise.all(cells.map(cell => cell.labels()))
      assert.deepEqual(labels, [[], [], ['(None, 4)', '(None, 8) · 40'], [], ['(None, 2) · 18']])
      for (const cell of cells) assert.deepEqual(await cell.diagnostics(), [])
    }),
  )

  test(
    'have hovers, symbols, tooltips and hints that lead to other cells',
    withNotebook(async (client, { cells }) => {
      const [, , second, , last] = cells
      assert.match(JSON.stringify(await last!.hover('Dense(2)')), /8 · 2 \+ 2 += 18/)
      assert.match(JSON.stringify(await last!.hover('model')), /58/)
      const [hint] = await last!.hints()
      const range = second!.rangeOf('layers.Dense(8)(inputs)')
      assert.deepEqual(hint!.label, [{ value: '(None, 2) · 18', location: { uri: second!.uri, range } }])
      assert.match(JSON.stringify((await client.resolve(hint!)).tooltip), /8 · 2 \+ 2 += 18/)
      assert.deepEqual(
        (await last!.symbols()).map(({ name, children }) => [name, children?.map(child => child.name)]),
        [['model', ['dense_1']]],
      )
    }),
  )

  test(
    'have problems that lead to other cells, and quick fixes',
    withNotebook(async (_, { cells }) => {
      const [, , second, , last] = cells
      await last!.replace('layers.Dense(2)(x)', 'layers.Conv2D(2, 3)(x)')
      const [problem, ...others] = await last!.diagnostics()
      assert.deepEqual([problem?.code, others], ['wrong-rank', []])
      const places = problem?.relatedInformation?.map(({ location }) => location)
      assert.deepEqual(places, [{ uri: second!.uri, range: second!.rangeOf('layers.Dense(8)(inputs)') }])
      await last!.replace('Conv2D(2, 3)', 'Dense(2, activaton="relu")')
      const [misspelt] = await last!.diagnostics()
      const [fix] = await last!.actions(misspelt!)
      assert.deepEqual(Object.keys(fix?.edit?.changes ?? {}), [last!.uri])
    }),
  )

  test(
    'follow an edit of another one',
    withNotebook(async (client, { cells }) => {
      const [, , second, , last] = cells
      assert.deepEqual(await last!.labels(), ['(None, 2) · 18'])
      await second!.replace('Dense(8)', 'Dense(16)')
      await client.until(() => client.refreshed.length === 2)
      assert.deepEqual(client.refreshed.toSorted(), ['workspace/diagnostic/refresh', 'workspace/inlayHint/refresh'])
      assert.deepEqual(await last!.labels(), ['(None, 2) · 34'])
      assert.deepEqual(await second!.labels(), ['(None, 4)', '(None, 16) · 80'])
    }),
  )

  test(
    'follow a diagnostic that was asked for before the refresh',
    withNotebook(async (client, { cells }) => {
      const [, , second, , last] = cells
      await last!.hints()
      await second!.replace('Dense(8)', 'Dense(16)')
      await last!.pull()
      await client.until(() => client.refreshed.length === 2)
    }),
  )

  test(
    'come, go and change places',
    withNotebook(async (client, book) => {
      const { cells } = book
      const last = cells[4]!
      assert.deepEqual(await last.labels(), ['(None, 2) · 18'])
      await book.splice(3, 1, book.make('python', 'x = layers.Dense(3)(x)'))
      await client.until(() => client.refreshed.length === 2)
      // (3 + 1) · 2.
      assert.deepEqual(await last.labels(), ['(None, 2) · 8'])
      assert.deepEqual(await cells[3]!.labels(), ['(None, 3) · 27'])
      await book.splice(3, 1)
      assert.deepEqual(await last.labels(), ['(None, 2) · 18'])
    }),
  )

  test(
    'are forgotten when the notebook is closed',
    withNotebook(async (_, book) => {
      const last = book.cells[4]!
      assert.deepEqual(await last.labels(), ['(None, 2) · 18'])
      await book.close()
      assert.deepEqual(await last.labels(), [])
    }),
  )

  test(
    'of another language are left alone',
    withClient(async ({ client }) => {
      const { cells } = await client.openNotebook(uri, ['r', 'library(keras)'], ['julia', 'x = layers.Dense(8)'])
      for (const cell of cells) assert.deepEqual([await cell.labels(), await cell.diagnostics()], [[], []])
    }),
  )

  test(
    'without Keras are no reason to ask again',
    withClient(async ({ client }) => {
      const { cells } = await client.openNotebook(uri, 'import numpy as np\n', 'x = np.zeros(3)\n')
      for (const cell of cells) assert.deepEqual([await cell.labels(), await cell.diagnostics()], [[], []])
      await cells[0]!.replace('numpy', 'numpi')
      await new Promise(resolve => setTimeout(resolve, 300))
      assert.deepEqual(client.refreshed, [])
    }),
  )

  test(
    'import files beside the notebook',
    withClient(
      async ({ client }) => {
        const { cells } = await client.openNotebook(
          'memfs:/p/book.ipynb',
          'import keras\nfrom sizes import WIDTH',
          'x = keras.layers.Dense(WIDTH)(keras.Input((4,)))',
        )
        assert.notEqual((await cells[1]!.labels()).at(-1), '(None, 8) · 40')
        await client.until(() => client.refreshed.length === 2)
        assert.equal((await cells[1]!.labels()).at(-1), '(None, 8) · 40')
      },
      { files: { 'memfs:/p/sizes.py': 'WIDTH = 8\n' } },
    ),
  )

  for (const workspace of [undefined, { configuration: true }])
    test(
      `have diagnostics published to a client that does not ask ${workspace ? 'but is asked for settings' : ''}`,
      withClient(
        async ({ client }) => {
          const { cells } = await client.openNotebook(uri, 'import keras\nn = 4', 'x = keras.layers.Dense(n)')
          const codes = (cell: number) =>
            client.published.findLast(({ uri }) => uri === cells[cell]!.uri)?.diagnostics.map(({ code }) => code)
          await client.until(() => codes(0)?.length === 0 && codes(1)?.length === 0)
          await cells[0]!.replace('4', '-4')
          await client.until(() => codes(1)?.[0] === 'invalid-argument')
          assert.deepEqual(codes(0), [])
        },
        {
          capabilities: {
            ...(workspace && { workspace }),
            ...(editorCapabilities.notebookDocument && { notebookDocument: editorCapabilities.notebookDocument }),
          },
        },
      ),
    )
})
