/** Expressions come to what CPython says; what CPython refuses is reported, and unknown. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { valuesOf } from './values-of.ts'

type Row = readonly [expression: string, value: string]

const rows = JSON.parse(readFileSync('test/golden/net/expressions.json', 'utf8')) as readonly Row[]

for (const [expression, expected] of rows)
  test(expression, () => {
    const { shown, problems } = valuesOf(`let value = ${expression}`)
    const found = shown('value')
    if (expected === 'raises' || expected === 'unknown') {
      assert.equal(problems.length, expected === 'raises' ? 1 : 0, problems.join())
      assert.ok(found.startsWith('unknown') || found === 'nothing', found)
    } else assert.deepEqual([found, problems], [expected, []])
  })
