/** Notebook files as the command line reads them: nbformat 3 and 4, and what is none. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { NotebookError, readNotebook } from '../../server/src/cli/ipynb.ts'

const code = (source: unknown, more: object = {}) => ({ cell_type: 'code', metadata: {}, outputs: [], source, ...more })
const text = { cell_type: 'markdown', metadata: {}, source: ['# Title'] }
const read = (notebook: object) => readNotebook(JSON.stringify(notebook))

const kernel = (name: string) => ({ language_info: { name } })

describe('cells', () => {
  test('are those with code, numbered among all; their source is a list of lines or a text', () => {
    assert.deepEqual(read({ nbformat: 4, metadata: {}, cells: [text, code(['a = 1\n', 'b = 2']), code('c = 3')] }), {
      language: 'python',
      cells: [
        { number: 2, text: 'a = 1\nb = 2' },
        { number: 3, text: 'c = 3' },
      ],
    })
  })

  test('stand in worksheets in nbformat 3', () => {
    const worksheets = [
      { cells: [text, { cell_type: 'code', language: 'python', input: ['a = 1\n', 'b = 2'] }] },
      { cells: [{ cell_type: 'code', language: 'python', input: 'c = 3' }] },
    ]
    assert.deepEqual(read({ nbformat: 3, metadata: { name: '' }, worksheets }), {
      language: 'python',
      cells: [
        { number: 2, text: 'a = 1\nb = 2' },
        { number: 3, text: 'c = 3' },
      ],
    })
  })

  test('in another language than the notebook are left out', () => {
    const other = code('select 1', { metadata: { vscode: { languageId: 'sql' } } })
    assert.deepEqual(read({ metadata: kernel('python'), cells: [other, code('x')] }).cells, [{ number: 2, text: 'x' }])
  })

  test('may be broken: what is no text is none', () => {
    const cells = [null, 3, {}, code(undefined), code(['a', 4, null, 'b']), code({ a: 1 })]
    assert.deepEqual(
      read({ cells }).cells.map(cell => cell.text),
      ['', 'ab', ''],
    )
  })
})

describe('the language', () => {
  const languages: readonly (readonly [notebook: object, language: string])[] = [
    [{ cells: [] }, 'python'],
    [{ cells: [], metadata: kernel('ipython3') }, 'python'],
    [{ cells: [], metadata: { kernelspec: { language: 'python', name: 'conda-env' } } }, 'python'],
    [{ cells: [], metadata: { kernelspec: { language: 'R' } } }, 'R'],
    [{ cells: [], metadata: kernel('julia') }, 'julia'],
    [{ worksheets: [{ cells: [{ cell_type: 'code', language: 'ruby', input: '' }] }] }, 'ruby'],
  ]
  for (const [notebook, language] of languages)
    test(`${JSON.stringify(notebook)} is ${language}`, () => assert.equal(read(notebook).language, language))
})

describe('what is no notebook', () => {
  const broken: readonly (readonly [text: string, message: RegExp])[] = [
    ['{"cells": [', /^expected a notebook, which is JSON \(.*JSON.*\)$/],
    ['import keras', /^expected a notebook, which is JSON \(/],
    ['[]', /^expected a notebook, which is a JSON object with a list of cells$/],
    ['{"cells": {}}', /list of cells$/],
    ['null', /list of cells$/],
  ]
  for (const [text, message] of broken)
    test(`is said: ${text}`, () =>
      assert.throws(
        () => readNotebook(text),
        error => error instanceof NotebookError && message.test(error.message),
      ))

  test('but an empty file is an empty notebook', () => assert.deepEqual(readNotebook('').cells, []))
})
