/** docs/layers.md says what the layer records declare, and its links lead somewhere. UPDATE=1 writes it again. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { everyLayer } from '../server/src/core/layers/keras/catalogue.ts'

const options = process.env.UPDATE === '1' ? [] : ['--check']
const written = spawnSync(process.execPath, ['scripts/layer-docs.mjs', ...options], { encoding: 'utf8' })

test('docs/layers.md is what scripts/layer-docs.mjs writes', () => {
  assert.deepEqual({ status: written.status, stderr: written.stderr }, { status: 0, stderr: '' })
})

const text = readFileSync('docs/layers.md', 'utf8')
const headings = [...text.matchAll(/^##+ (.+)$/gm)].map(([, heading]) => heading!)

test('every layer has one section with its page, and its examples as Keras answered them', () => {
  const sections = new Map(text.split(/^### /m).map(section => [section.slice(0, section.indexOf('\n')), section]))
  for (const { name, link, examples } of everyLayer.kinds) {
    assert.equal(headings.filter(heading => heading === name).length, 1, name)
    const section = sections.get(name)!
    assert.ok(section.includes(`](${link})`), name)
    for (const { call, output, parameters } of examples) {
      const count = parameters === 0 ? '' : `, ${parameters.toLocaleString('en-US')} parameter`
      const shown = section.split('\n').filter(line => line.includes(`\`${name}(${call})\``))
      assert.ok(
        shown.some(line => line.includes(`→ \`${output}\`${count}`)),
        `${name}(${call}) → ${output}`,
      )
    }
  }
})

test('links inside the page lead to headings', () => {
  const anchors = headings.map(heading => heading.toLowerCase().replaceAll(' ', '-'))
  assert.equal(new Set(anchors).size, anchors.length)
  for (const [, anchor] of text.matchAll(/\]\(#([^)]+)\)/g)) assert.ok(anchors.includes(anchor!), anchor)
})
