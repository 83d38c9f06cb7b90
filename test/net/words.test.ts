/** Each layer kind is reached by its own word, and no two share one. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { wordOf } from '../../server/src/core/layers/catalogue.ts'
import { everyLayer } from '../../server/src/core/layers/keras/catalogue.ts'
import { toSnakeCase } from '../../server/src/core/layers/words.ts'
import { analyse } from './facts.ts'

/** `input` makes what the function of that name makes. */
const kinds = everyLayer.kinds.filter(kind => kind.name !== 'Input')

test('each kind has its own words', () => {
  const taken = new Map<string, string>()
  for (const { name, aliases, words } of kinds)
    for (const word of new Set([...[name, ...aliases].map(toSnakeCase), ...words])) {
      assert.equal(taken.get(word), undefined, `${word} is a word of ${taken.get(word)} and of ${name}`)
      taken.set(word, name)
    }
  for (const [word, name] of taken) assert.equal(everyLayer.byWord(word)?.name, name)
})

test('the usual short forms', () => {
  const forms = {
    input: 'InputLayer',
    conv: 'Conv2D',
    maxpool: 'MaxPooling2D',
    avgpool: 'AveragePooling2D',
    gap: 'GlobalAveragePooling2D',
    bn: 'BatchNormalization',
    ln: 'LayerNormalization',
    mha: 'MultiHeadAttention',
    fc: 'Dense',
    relu: 'ReLU',
    concat: 'Concatenate',
  }
  for (const [word, name] of Object.entries(forms)) assert.equal(everyLayer.byWord(word)?.name, name)
})

test('each kind can be written as a line', () => {
  for (const kind of kinds) {
    const { layers } = analyse(`input 8x8x8\n${wordOf(kind)} 2 3x3 true "a" (1, 2)`)
    assert.equal(layers[1]?.className, kind.name)
  }
})
