/** Manifest, documentation and server agree on what can be set, and each setting reaches what it is for. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { readSettings, section } from '../server/src/lsp/settings.ts'

interface Property {
  readonly type: string
  readonly default: unknown
  readonly enum?: readonly string[]
  readonly minimum?: number
  readonly properties?: Readonly<Record<string, Property>>
  readonly markdownDescription: string
  readonly scope: string
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8'))
const properties: Readonly<Record<string, Property>> = manifest.contributes.configuration.properties

describe('the settings', () => {
  test('in manifest and documentation are those that the server declares', () => {
    const { status, stderr } = spawnSync(process.execPath, ['scripts/manifest.mjs', '--check'], { encoding: 'utf8' })
    assert.deepEqual({ status, stderr }, { status: 0, stderr: '' })
  })

  test('are hints and diagnostics, each described in a sentence', () => {
    const groups = new Set(Object.keys(properties).map(name => name.split('.').slice(0, 2).join('.')))
    assert.deepEqual([...groups], ['shapeline.hints', 'shapeline.diagnostics'])
    for (const { markdownDescription, scope } of Object.values(properties)) {
      assert.match(markdownDescription, /^[A-Z].*\.$/s)
      assert.equal(scope, 'resource')
    }
  })

  test('have in the manifest the defaults that hold where nothing is set', () => {
    const everyDefault = nested(Object.entries(properties).map(([name, property]) => [name, property.default]))
    assert.deepEqual(readSettings(everyDefault), readSettings(undefined))
  })

  for (const [name, property] of Object.entries(properties))
    test(`${name} reaches its feature with each value that the manifest allows`, () => {
      for (const value of valuesOf(property)) {
        assert.notDeepEqual(value, property.default)
        const expected = { ...flat(readSettings(undefined)), [name]: value }
        assert.deepEqual(flat(readSettings(nested([[name, value]]))), expected)
      }
    })
})

/** Every other value of a setting, or one of many. */
function valuesOf({
  type,
  default: fallback,
  enum: choices,
  minimum,
  properties: parts,
}: Property): readonly unknown[] {
  if (choices) return choices.filter(choice => choice !== fallback)
  if (type === 'boolean') return [!fallback]
  if (type === 'integer') return [minimum, Number(fallback) + 1]
  assert.equal(type, 'object')
  return Object.entries(parts ?? {}).flatMap(([code, part]) => (part.enum ?? []).map(choice => ({ [code]: choice })))
}

/** `{ 'shapeline.a.b': 1 }` as clients send it: `{ a: { b: 1 } }`. */
function nested(entries: readonly (readonly [string, unknown])[]): unknown {
  const groups: Record<string, Record<string, unknown>> = {}
  for (const [name, value] of entries) {
    const [first, group = '', setting = ''] = name.split('.')
    assert.equal(first, section)
    groups[group] = { ...groups[group], [setting]: value }
  }
  return groups
}

const flat = (settings: ReturnType<typeof readSettings>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(settings).flatMap(([group, values]) =>
      Object.entries(values).map(([name, value]) => [`${section}.${group}.${name}`, value]),
    ),
  )
