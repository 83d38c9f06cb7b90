/** The request `shapeline/convert`, with which editors ask for a document's models in another language. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withClient } from './client.ts'

const net = 'model Small\ninput 784\ndense 10 softmax\n'
const keras = `import keras
from keras import layers

model = keras.Sequential(
    [
        keras.Input((784,)),
        layers.Dense(10, activation="softmax"),
    ],
    name="Small",
)
`

test(
  'shapeline/convert writes the models of a document in another language',
  withClient(async ({ client }) => {
    const ask = (uri: string, params: object) =>
      client.connection.sendRequest('shapeline/convert', { textDocument: { uri }, ...params })
    const { uri } = (await client.open('small.net', 'net', net)).text
    assert.deepEqual(await ask(uri, { to: 'keras' }), { language: 'python', text: keras, problems: [] })
    assert.deepEqual(await ask(uri, { to: 'keras', model: 'Other' }), {
      language: 'python',
      text: "# no model is called 'Other'; there are Small\n",
      problems: ["no model is called 'Other'; there are Small"],
    })
    const python = (await client.open('small.py', 'python', keras)).text
    assert.deepEqual(await ask(python.uri, { to: 'net' }), { language: 'net', text: net, problems: [] })
    assert.equal(await ask(uri, { to: 'torch' }), null)
    assert.equal(await ask('file:///nowhere.net', { to: 'keras' }), null)
  }),
)
