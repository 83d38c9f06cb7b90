// The .vsix holds what the manifest names: a file missing from the allow-list is only noticed by who installs it.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'

/** Every string of the manifest that is a path within the extension. */
function pathsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return value.startsWith('./') ? [value.slice(2)] : []
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(pathsIn) : []
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8'))
const packed = new Set(
  readFileSync('.vscodeignore', 'utf8')
    .split('\n')
    .filter(line => line.startsWith('!'))
    .map(line => line.slice(1)),
)

test('every file that the manifest names is packed', () => {
  const named = pathsIn({ ...manifest, icon: `./${manifest.icon}` })
  assert.ok(named.length >= 5, named.join(', '))
  assert.deepEqual(
    named.filter(file => !packed.has(file)),
    [],
  )
})

test('both servers that the client starts are packed', () => {
  const client = (host: string) => readFileSync(`client/src/${host}/main.ts`, 'utf8')
  for (const host of ['node', 'browser']) {
    const [server = ''] = /dist\/server\/[\w.]+/.exec(client(host)) ?? []
    assert.ok(packed.has(server), `${host}: ${server}`)
  }
})

test('every file of the project that is packed exists', () => {
  const sources = [...packed].filter(file => !file.startsWith('dist/'))
  assert.deepEqual(
    sources.filter(file => !existsSync(file)),
    [],
  )
})
