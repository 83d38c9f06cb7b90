/** The import graph of the sources: the core's parts know only what stands before them, and nothing outside. */
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, test } from 'node:test'

interface Import {
  readonly from: string
  /** A path from the project's folder for an own file, else the name of a package. */
  readonly to: string
}

const sources = 'server/src'
const core = `${sources}/core`

/** Each part of the core may import itself and what stands before it. */
const order = ['source', 'numbers', 'tensor', 'layers', 'model', 'convert', 'languages', 'features', 'service.ts']

const filesOf = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map(file => path.posix.join(folder, file.replaceAll(path.sep, '/')))
    .filter(file => file.endsWith('.ts') && !file.endsWith('.d.ts'))

/** `import … from '…'`, `export … from '…'`, `import '…'`, `import('…')`. */
const importForm = /^(?:import|export)\b(?:[^'"=;(]*?\bfrom)?\s*'(?<name>[^'\n]+)'|\bimport\('(?<late>[^'\n]+)'\)/gm

const importsOf = (file: string): readonly Import[] =>
  [...readFileSync(file, 'utf8').matchAll(importForm)].map(({ groups }) => {
    const name = groups?.name ?? groups?.late ?? ''
    return { from: file, to: name.startsWith('.') ? path.posix.join(path.posix.dirname(file), name) : name }
  })

const files = filesOf(sources)
const imports = files.flatMap(importsOf)
const within = (folder: string) => imports.filter(each => each.from.startsWith(`${folder}/`))
const partOf = (file: string): number => order.indexOf(path.posix.relative(core, file).split('/')[0]!)
const arrows = (found: readonly Import[]): readonly string[] => found.map(({ from, to }) => `${from} → ${to}`)

describe('the import graph', () => {
  test('is read whole: each file that an import names exists, and each file but the entries is imported', () => {
    const own = imports.filter(({ to }) => to.startsWith(`${sources}/`))
    assert.deepEqual(arrows(own.filter(({ to }) => !existsSync(to))), [])
    const imported = new Set(own.map(({ to }) => to))
    const entries = ['browser', 'cli', 'node'].map(entry => `${sources}/${entry}/main.ts`)
    assert.deepEqual(files.filter(file => !imported.has(file)).sort(), entries)
  })

  test('every part of the core has its place', () => {
    assert.deepEqual(
      filesOf(core).filter(file => partOf(file) < 0),
      [],
    )
  })

  test('the core imports nothing from outside but the texts of its library', () => {
    const isInside = (to: string) => to.startsWith(`${core}/`) || /^server\/library\/.*\.net$/.test(to)
    assert.deepEqual(arrows(within(core).filter(({ to }) => !isInside(to))), [])
  })

  test(`inside the core, imports go one way: ${order.join(' ← ')}`, () => {
    assert.deepEqual(arrows(within(core).filter(({ from, to }) => partOf(to) > partOf(from))), [])
  })

  test('languages never import each other', () => {
    const languages = `${core}/languages`
    const languageOf = (file: string) => path.posix.relative(languages, file).split('/')[0]!
    const isShared = (file: string) => languageOf(file).endsWith('.ts')
    const crossing = within(languages).filter(
      ({ from, to }) => to.startsWith(`${languages}/`) && !isShared(to) && languageOf(from) !== languageOf(to),
    )
    assert.deepEqual(arrows(crossing), [])
  })

  test('features never import a language', () => {
    assert.deepEqual(arrows(within(`${core}/features`).filter(({ to }) => to.startsWith(`${core}/languages/`))), [])
  })

  test('the protocol side knows no platform', () => {
    const allowed = /^(server\/src\/(core|lsp)\/|vscode-languageserver$|vscode-languageserver-textdocument$)/
    assert.deepEqual(arrows(within(`${sources}/lsp`).filter(({ to }) => !allowed.test(to))), [])
  })

  test('the command line does not know the protocol', () => {
    const allowed = /^(server\/src\/(core|cli)\/|node:|cli-table3$)/
    assert.deepEqual(arrows(within(`${sources}/cli`).filter(({ to }) => !allowed.test(to))), [])
  })
})

test("the Python evaluator does not contain the word 'keras'", () => {
  const evaluator = filesOf(`${core}/languages/python/evaluate`)
  assert.ok(evaluator.length > 0)
  assert.deepEqual(
    evaluator.filter(file => /keras/i.test(readFileSync(file, 'utf8'))),
    [],
  )
})
