// LeNet-5 of the article, in both languages, as an extension host sees it.
import type * as vscode from 'vscode'
import { hints, hover, open, problems, replace, restore } from './editor.ts'
import { contains, equal, eventually } from './expect.ts'

/** Shapes and counts as the article gives them; its listing writes the last layer twice. */
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

/** The same with a first kernel of 3×3: 32 − 3 + 1 = 30, (3·3·3 + 1)·8 = 224, then 30/2 = 15, 15 − 5 + 1 = 11, ⌊11/2⌋ = 5. */
const listingWith3x3 = [
  '(None, 30, 30, 8) · 224',
  '(None, 15, 15, 8) · 0',
  '(None, 11, 11, 16) · 3,216',
  ...listing.slice(3),
]

interface Notation {
  readonly file: string
  readonly language: string
  /** The first layer, up to its kernel. */
  readonly firstLayer: string
  readonly kernel: (size: number) => string
  /** Where the hover shows the whole model. */
  readonly model: string
  /** Hints above those of the layers. */
  readonly input: readonly string[]
  readonly flatten: string
  /** Lines as they are while one types; the editor closes brackets as soon as they are opened. */
  readonly halfTyped: readonly string[]
}

const notations: readonly Notation[] = [
  {
    file: 'lenet5.py',
    language: 'python',
    firstLayer: 'Conv2D(8',
    kernel: size => `(${size},${size})`,
    model: 'summary()',
    input: [],
    flatten: 'model.add(layers.Flatten())',
    halfTyped: ['model.add(', 'model.add(layers.', 'model.add(layers.Dense(', 'model.add(layers.Dense())'],
  },
  {
    file: 'lenet5.net',
    language: 'net',
    firstLayer: 'conv 8',
    kernel: size => `${size}x${size}`,
    model: 'model',
    input: ['(None, 32, 32, 3)'],
    flatten: 'flatten',
    halfTyped: ['d', 'dense'],
  },
]

for (const { file, language, firstLayer, kernel, model, input, flatten, halfTyped } of notations) {
  suite(file, () => {
    let document: vscode.TextDocument
    let text: string
    const labels = async () => (await hints(document)).map(([, label]) => label)

    suiteSetup(async () => {
      document = await open(file)
      text = document.getText()
    })
    teardown(() => restore(document, text))

    test(`is of the language ${language}`, () => equal(document.languageId, language))

    test('has the hints of the listing', () => eventually(labels, [...input, ...listing]))

    test('has no problem', () => equal(problems(document), []))

    test('shows on hover how the numbers come about', async () => {
      const shown = await hover(document, firstLayer)
      contains(shown, '(5 · 5 · 3 + 1) · 8')
      contains(shown, '608')
    })

    test('shows the total on the model', async () => contains(await hover(document, model), '63,068'))

    test('lets the hints follow an edit', async () => {
      await replace(document, kernel(5), kernel(3))
      await eventually(labels, [...input, ...listingWith3x3])
    })

    test('underlines a kernel that does not fit', async () => {
      await replace(document, kernel(5), kernel(50))
      await eventually(() => problems(document), [['Error', kernel(50)]])
    })

    for (const line of halfTyped)
      test(`keeps the other hints while '${line}' is typed`, async () => {
        await replace(document, `${flatten}\n`, `${flatten}\n${line}\n`)
        const others = async () => (await hints(document)).filter(([text]) => text !== line).map(([, label]) => label)
        await eventually(others, [...input, ...listing])
      })
  })
}
