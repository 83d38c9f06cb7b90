// Looks at the packed extension as a person does: what the workbench draws for LeNet-5, in both languages and two themes.
// Run by scripts/test.mjs; the pictures it takes go to out/editor/screenshots.
import assert from 'node:assert/strict'
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'
import { launchBrowser, openPage, whyNoEditor } from '../../scripts/vscode-host/browser.mjs'
import { install } from '../../scripts/vscode-host/install.mjs'
import { startServer } from '../../scripts/vscode-host/server.mjs'
import { drawnEditor } from './drawn-editor.mjs'

const root = path.resolve(import.meta.dirname, '../..')
const screenshots = path.join(root, 'out/editor/screenshots')
const skip = whyNoEditor() ?? false

/** The hints of the article's listing. */
const listing = [
  '(None, 28, 28, 8) · 608',
  '(None, 14, 14, 8) · 0',
  '(None, 10, 10, 16) · 3,216',
  '(None, 5, 5, 16) · 0',
  '(None, 400) · 0',
  '(None, 120) · 48,120',
  '(None, 84) · 10,164',
  '(None, 10) · 850',
  '(None, 10) · 110',
]

const themes = { dark: 'Default Dark Modern', light: 'Default Light Modern' }
const settings = {
  'editor.hover.above': false,
  'editor.minimap.enabled': false,
  'editor.occurrencesHighlight': 'off',
}
const files = [
  { file: 'lenet5.py', input: [], layer: 'Conv2D', kernel: '5,5', tooLarge: '50,50', argument: '(50,50)' },
  {
    file: 'lenet5.net',
    input: ['(None, 32, 32, 3)'],
    layer: 'conv',
    kernel: '5x5',
    tooLarge: '50x50',
    argument: '50x50',
  },
]

for (const [name, theme] of Object.entries(themes))
  describe(name, () => {
    /** @type {import('../../scripts/vscode-host/server.mjs').Server} */
    let server
    /** @type {import('playwright-core').Browser} */
    let browser

    before(async () => {
      if (skip) return
      install('workbench')
      await mkdir(screenshots, { recursive: true })
      server = await startServer({
        workspace: path.join(root, 'examples'),
        vsix: path.join(root, 'shapeline.vsix'),
        settings: { ...settings, 'workbench.colorTheme': theme },
      })
      browser = await launchBrowser()
    })
    after(async () => {
      await browser?.close()
      await server?.dispose()
    })

    for (const { file, input, layer, kernel, tooLarge, argument } of files)
      describe(file, () => {
        /** @type {ReturnType<typeof drawnEditor>} */
        let editor
        const picture = (/** @type {string} */ what) =>
          path.join(screenshots, `${file.replace('.', '-')}-${what}-${name}.png`)

        before(async () => {
          if (skip) return
          const page = await openPage(browser, 2)
          await page.goto(server.url([['openFile', server.remote(path.join(server.workspace, file))]]))
          editor = drawnEditor(page)
        })

        test('draws the hints of the listing', { skip }, async () => {
          const hints = await editor.hints(listing.length + input.length)
          await editor.screenshot(picture('hints'))
          assert.deepEqual(hints, [...input, ...listing])
        })

        test('draws a hover that says how the numbers come about', { skip }, async () => {
          const text = await editor.hover(layer)
          await editor.screenshot(picture('hover'))
          assert.ok(text.includes('(5 · 5 · 3 + 1) · 8'), text)
          assert.ok(text.includes('608'), text)
        })

        // How long it takes is told and not judged: the machines that run this are too busy to be a measure.
        test('underlines a kernel that does not fit', { skip }, async context => {
          await editor.select(kernel)
          await editor.type(tooLarge)
          const typed = performance.now()
          const underlined = await editor.underlinedErrors([argument])
          context.diagnostic(`underlined ${(performance.now() - typed).toFixed(0)} ms after the last key`)
          assert.deepEqual(underlined, [argument])
        })

        test('lists the problem in the Problems panel', { skip }, async () => {
          const rows = await editor.problems()
          await editor.screenshot(picture('problem'))
          assert.equal(rows.length, 1, rows.join('\n'))
          assert.match(rows[0] ?? '', /50×50/)
        })
      })

    describe('notebook/cifar10.ipynb', () => {
      const hints = ['(None, 32, 32, 3)', '(None, 4096) · 0', '(None, 10) · 40,970']

      test('draws hints in cells, and a hover', { skip }, async () => {
        const page = await openPage(browser, 2)
        await page.goto(server.url([['openFile', server.remote(path.join(server.workspace, 'vgg16.py'))]]))
        const editor = drawnEditor(page)
        await editor.hints(1)
        await editor.open('cifar10.ipynb')
        assert.deepEqual(await editor.hints(hints.length), hints)
        await editor.screenshot(path.join(screenshots, `notebook-${name}.png`))
        const text = await editor.hover('Dense')
        assert.ok(text.includes('4,096 · 10 + 10'), text)
      })
    })
  })
