/** The catalogue holds what keras.layers holds, under the same names and with the same arguments. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { parametersOf } from '../../server/src/core/layers/bind.ts'
import { wordOf } from '../../server/src/core/layers/catalogue.ts'
import { kerasLayers } from '../../server/src/core/layers/keras/catalogue.ts'
import type { LayerKind } from '../../server/src/core/layers/layer.ts'
import { toNumber, type Value, valueKey } from '../../server/src/core/layers/value.ts'
import { toSnakeCase } from '../../server/src/core/layers/words.ts'
import { type Json, toValue } from './rows.ts'

/** What scripts/keras_golden.py writes of each name in keras.layers. */
interface Entry {
  readonly name: string
  readonly kind: 'class' | 'function'
  readonly aliases: readonly string[]
  /** Parameters by name, with the default where there is one. */
  readonly signature?: readonly (readonly [name: string, fallback?: Json])[]
  readonly call?: readonly (readonly [name: string, fallback?: Json])[]
}

const index = JSON.parse(readFileSync('test/golden/layers/index.json', 'utf8')) as readonly Entry[]
const classes = index.filter(entry => entry.kind === 'class')

const isNamed = ([name]: readonly [string, Json?]): boolean => !name.startsWith('*')

test('the catalogue holds every layer of Keras and nothing else', () => {
  const notLayers = ['InputSpec']
  const there = index.filter(({ name }) => !notLayers.includes(name)).map(({ name }) => name)
  const made = kerasLayers.kinds.flatMap(kind => [kind.name, ...Object.keys(kind.functions)])
  assert.deepEqual(made.toSorted(), there.filter(name => !['serialize', 'deserialize'].includes(name)).toSorted())
})

test('a word of .net means one kind', () => {
  const owners = new Map<string, Set<string>>()
  for (const kind of kerasLayers.kinds)
    for (const word of [wordOf(kind), ...kind.aliases.map(toSnakeCase), ...kind.words])
      owners.set(word, (owners.get(word) ?? new Set()).add(kind.name))
  const shared = [...owners].filter(([, kinds]) => kinds.size > 1).map(([word]) => word)
  assert.deepEqual(shared, ['input'], 'only the function and the class of inputs share a word')
  assert.equal(kerasLayers.byWord('input')?.name, 'InputLayer')
})

for (const entry of classes) {
  const kind = kerasLayers.byClass(entry.name)
  if (!kind) continue
  test(`${entry.name} has the arguments that Keras gives it`, () => checkSignature(kind, entry))
}

for (const { name, kind: type, signature = [] } of index) {
  const kind = type === 'function' ? kerasLayers.byFunction(name) : undefined
  if (!kind) continue
  test(`${name} has the arguments that Keras gives it, behind its inputs`, () => {
    const [inputs, ...own] = signature.filter(isNamed)
    assert.deepEqual(inputs, ['inputs'])
    for (const [argument, fallback] of own)
      assert.equal(
        printDefault(kind.parameters[argument]?.default),
        printDefault(toValue(fallback!, kerasLayers)),
        argument,
      )
  })
}

function checkSignature(kind: LayerKind, { name, aliases, signature = [], call = [] }: Entry): void {
  assert.equal(kind.name, name)
  const [first] = call
  if (kind.takes !== 'nothing' && first && isNamed(first)) assert.equal(kind.call[0], first[0])
  assert.deepEqual(kind.aliases.toSorted(), aliases.toSorted())
  const own = Object.entries(kind.parameters)
  const expected = signature.filter(isNamed)
  const positional = own.filter(([, parameter]) => !parameter.keywordOnly).map(([each]) => each)
  assert.deepEqual(
    positional,
    expected.map(([each]) => each),
  )
  const all = new Map(parametersOf(kind))
  for (const [argument, ...fallback] of expected) {
    const ours = all.get(argument)!.default
    assert.equal(
      printDefault(ours),
      printDefault(fallback.length > 0 ? toValue(fallback[0]!, kerasLayers) : undefined),
      argument,
    )
  }
}

/** Numbers count by their value: Keras writes 0.0 where it means any number. */
function printDefault(value: Value | undefined): string {
  if (value === undefined) return 'none'
  return String(toNumber(value) ?? valueKey(value))
}
