/** How the server reads files of the disk. */
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { createDisk } from '../../server/src/node/disk.ts'

test('files are read, and looked at again after a moment or when they are said to have changed', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'shapeline-'))
  const file = path.join(folder, 'a b.py')
  const uri = pathToFileURL(file).href
  let time = 0
  const disk = createDisk(() => time)
  try {
    assert.equal(disk.read(uri), undefined)
    writeFileSync(file, 'x = 1')
    assert.equal(disk.read(uri), undefined)
    time += 1_000
    assert.equal(disk.read(uri), 'x = 1')
    writeFileSync(file, 'x = 22')
    assert.equal(disk.read(uri), 'x = 1')
    disk.changed(uri)
    assert.equal(disk.read(uri), 'x = 22')
    rmSync(file)
    time -= 500_000
    assert.equal(disk.read(uri), undefined)
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('what is no file with text is missing', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'shapeline-'))
  const uriOf = (name: string) => pathToFileURL(path.join(folder, name)).href
  try {
    mkdirSync(path.join(folder, 'folder.py'))
    writeFileSync(path.join(folder, 'binary.py'), new Uint8Array([0xff, 0xfe, 0xfd]))
    for (const uri of [uriOf('folder.py'), uriOf('binary.py'), 'file:', 'file://host%00/a', 'file:///a%ZZ.py'])
      assert.equal(createDisk().read(uri), undefined)
    assert.equal(createDisk().canRead('memfs:/a.py'), false)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
