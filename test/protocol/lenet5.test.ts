/** The article's LeNet-5 in both languages, through the built server as an editor talks to it. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { DiagnosticSeverity } from 'vscode-languageserver-protocol'
import { type Client, labelOf, type OpenText, withClient } from './client.ts'

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

/** With a first kernel of 3×3: 32 − 3 + 1 = 30, (3·3·3 + 1)·8 = 224, 30/2 = 15, 15 − 5 + 1 = 11, ⌊11/2⌋ = 5. */
const listingWith3x3 = [
  '(None, 30, 30, 8) · 224',
  '(None, 15, 15, 8) · 0',
  '(None, 11, 11, 16) · 3,216',
  ...listing.slice(3),
]

interface Notation {
  readonly language: string
  readonly file: string
  /** The hint of a line for the input, where one is written. */
  readonly input: readonly string[]
  readonly kernel: (size: number) => string
  readonly layers: { readonly convolution: string; readonly model: string; readonly flatten: string }
  /** Lines as they are while one types. */
  readonly halfTyped: readonly string[]
}

const notations: readonly Notation[] = [
  {
    language: 'python',
    file: 'lenet5.py',
    input: [],
    kernel: size => `(${size},${size})`,
    layers: { convolution: 'Conv2D(8', model: 'summary()', flatten: 'model.add(layers.Flatten())' },
    halfTyped: ['model.add(', 'model.add(layers.', 'model.add(layers.Dense(', 'model.add(layers.Dense(12', 'model.'],
  },
  {
    language: 'net',
    file: 'lenet5.net',
    input: ['(None, 32, 32, 3)'],
    kernel: size => `${size}x${size}`,
    layers: { convolution: 'conv 8', model: 'LeNet5', flatten: 'flatten' },
    halfTyped: ['d', 'dense', 'conv 3 3x'],
  },
]

for (const { language, file, input, kernel, layers, halfTyped } of notations)
  describe(`LeNet-5 as ${file}`, () => {
    const text = readFileSync(`examples/${file}`, 'utf8')
    const withModel = (run: (opened: OpenText, client: Client) => Promise<void>) =>
      withClient(async ({ client }) => run(await client.open(file, language, text), client))

    test(
      'has the hints of the listing',
      withModel(async opened => {
        assert.deepEqual(await opened.labels(), [...input, ...listing])
        assert.deepEqual(await opened.diagnostics(), [])
      }),
    )

    test(
      'has each hint at the end of its line',
      withModel(async opened => {
        const lines = text.split('\n')
        for (const { position } of await opened.hints())
          assert.equal(position.character, lines[position.line]?.trimEnd().length)
      }),
    )

    test(
      'has a tooltip and a hover that say how the numbers come about',
      withModel(async (opened, client) => {
        const hints = await opened.hints()
        const { tooltip } = await client.resolve(hints[input.length]!)
        const hover = await opened.hover(layers.convolution)
        assert.ok(markdownOf(hover?.contents).startsWith(markdownOf(tooltip)))
        assert.match(JSON.stringify(tooltip), /\(5 · 5 · 3 \+ 1\) · 8 += 608/)
        assert.match(JSON.stringify(tooltip), /⌊\(32 − 5 \+ 2 · 0\) \/ 1⌋ \+ 1 += 28/)
      }),
    )

    test(
      'shows the total on the model',
      withModel(async opened => assert.match(JSON.stringify(await opened.hover(layers.model)), /63,068/)),
    )

    test(
      'lets hints follow an edit',
      withModel(async opened => {
        await opened.replace(kernel(5), kernel(3))
        assert.deepEqual(await opened.labels(), [...input, ...listingWith3x3])
      }),
    )

    test(
      'marks a kernel that does not fit, and nothing else as an error',
      withModel(async opened => {
        await opened.replace(kernel(5), kernel(50))
        const errors = (await opened.diagnostics()).filter(each => each.severity === DiagnosticSeverity.Error)
        assert.deepEqual(
          errors.map(({ code, range }) => [code, range]),
          [['window-too-large', opened.rangeOf(kernel(50))]],
        )
        assert.match(String(errors[0]?.message), /50×50.*32×32.*⌊\(32 − 50 \+ 2 · 0\) \/ 1⌋ \+ 1 = .17/)
      }),
    )

    for (const line of halfTyped)
      test(
        `keeps the other hints while '${line}' is typed`,
        withModel(async opened => {
          const { start } = opened.rangeOf(layers.flatten)
          await opened.replace(layers.flatten, `${line}\n${layers.flatten}`)
          const others = (await opened.hints()).filter(({ position }) => position.line !== start.line)
          assert.deepEqual(others.map(labelOf), [...input, ...listing])
        }),
      )
  })

/** The tooltip says no more than the numbers; a hover may go on with what there is to read about the layer. */
const markdownOf = (contents: unknown): string => (contents as { readonly value: string }).value
