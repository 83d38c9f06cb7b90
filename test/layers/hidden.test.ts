/**
 * Not knowing an argument or a size never makes an answer wrong: each golden row that Keras accepts is asked again with
 * one of them hidden. What is still said must be what Keras says, and nothing may be refused.
 */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { everyLayer } from '../../server/src/core/layers/keras/catalogue.ts'
import { compareRow } from './agreement.ts'
import { hiddenName, isArray, isShape, isTensor, type Json, type JsonObject, type Row } from './rows.ts'

const folder = 'test/golden/layers'
const files = readdirSync(folder).filter(file => file.endsWith('.json') && file !== 'index.json')
const rowsOf = (file: string): readonly Row[] =>
  (JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as readonly Row[]).filter(row => !row.refused && !row.calls)

/** Names and types of weights follow from these, and nothing else does. */
const plain: ReadonlySet<string> = new Set(['name', 'dtype', 'trainable'])

/** The row with each of its arguments hidden. */
function* withoutArguments(row: Row): Iterable<Row> {
  for (const name of Object.keys(row.config))
    if (!plain.has(name)) yield { ...row, config: { ...row.config, [name]: { hidden: 'unknown' } } }
}

/** The row with each known size of its inputs hidden, and the size. */
function* withoutSizes(row: Row, hidden: 'unknown' | 'symbol'): Iterable<readonly [row: Row, size: number]> {
  for (const [inputs, size] of hideSizes(row.inputs ?? null, hidden)) yield [{ ...row, inputs }, size]
}

function* hideSizes(json: Json, hidden: string): Iterable<readonly [json: Json, size: number]> {
  if (isShape(json)) {
    for (const [i, size] of json.entries())
      if (typeof size === 'number') yield [json.with(i, { hidden } as never), size]
  } else if (isTensor(json)) {
    for (const [shape, size] of hideSizes(json.shape, hidden)) yield [{ ...json, shape }, size]
  } else if (isArray(json)) {
    for (const [i, part] of json.entries())
      for (const [changed, size] of hideSizes(part, hidden)) yield [json.with(i, changed), size]
  } else if (json !== null && typeof json === 'object') {
    const object: JsonObject = json
    for (const [key, part] of Object.entries(object))
      for (const [changed, size] of hideSizes(part, hidden)) yield [{ ...object, [key]: changed }, size]
  }
}

for (const file of files) {
  const name = file.replace('.json', '')
  test(`${name}: hiding something makes no answer wrong`, () => {
    const wrong: string[] = []
    const ask = (row: Row, given = {}) => {
      const { verdict, text } = compareRow(row, everyLayer, given)
      if (verdict === 'disagrees') wrong.push(text)
    }
    for (const row of rowsOf(file)) {
      for (const hidden of withoutArguments(row)) ask(hidden)
      for (const [hidden] of withoutSizes(row, 'unknown')) ask(hidden)
      for (const [hidden, size] of withoutSizes(row, 'symbol')) ask(hidden, { [hiddenName]: size })
    }
    assert.ok(wrong.length === 0, `${wrong.length} answers of ${name} are wrong:\n${wrong.slice(0, 20).join('\n')}`)
  })
}
