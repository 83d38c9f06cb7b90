/**
 * The same networks in Python and in `.net`: both give the same layers, weights, shapes, formulas, totals, problems and
 * hovers. Each pair of files with one name is compared, those among the examples too, and some programs as they are
 * written in both.
 */
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { convertProgram } from '../../server/src/core/features/convert.ts'
import type { Document } from '../../server/src/core/features/document.ts'
import { hoverAt } from '../../server/src/core/features/hover.ts'
import type { Problem } from '../../server/src/core/layers/problem.ts'
import { isList, printPython } from '../../server/src/core/layers/value.ts'
import type { Analysis } from '../../server/src/core/model/analysis.ts'
import { type Layer, PlainLayer, type Visit } from '../../server/src/core/model/layer.ts'
import type { Model } from '../../server/src/core/model/model.ts'
import { createService, languageOf } from '../../server/src/core/service.ts'
import { flatten } from '../../server/src/core/tensor/structure.ts'

/** Examples whose layers have names in Python only. */
const namedOtherwise = ['vgg16.net']

const pairs = [
  ...netFiles('test/parity').map(
    file => [`test/parity/${file.replace('.net', '.py')}`, `test/parity/${file}`] as const,
  ),
  ...netFiles('examples/net')
    .filter(file => !namedOtherwise.includes(file))
    .map(file => [`examples/${file.replace('.net', '.py')}`, `examples/net/${file}`] as const)
    .filter(([python]) => existsSync(python)),
]

function netFiles(folder: string): readonly string[] {
  return readdirSync(folder).filter(file => file.endsWith('.net'))
}

test('there are pairs, among the examples too', () => {
  assert.ok(pairs.some(([python]) => python.startsWith('examples/')) && pairs.length >= 5)
})

/** What real Keras 3.15.1 counts for the models of the Python files, in all and trainable. */
const totals: Readonly<Record<string, readonly [number, number]>> = {
  Images: [5_090, 5_058],
  Steps: [182_366, 182_326],
  Volumes: [80, 80],
  Wired: [4_659, 4_659],
  Residual: [1_204, 1_204],
}

test('the totals are real Keras’s', () => {
  const models = ['everyday', 'wired'].flatMap(name => analyse(`test/parity/${name}.net`).models)
  assert.deepEqual(
    Object.fromEntries(models.map(({ name, counts }) => [name, [counts.total, counts.trainable]])),
    totals,
  )
})

test('each model of the mistakes has one', () => {
  const { models, problems } = analyse('test/parity/mistakes.net')
  assert.ok(models.length >= 30)
  const starts = [...models.map(model => model.place.from), Number.POSITIVE_INFINITY]
  const faultless = models.filter(
    (_, i) => !problems.some(({ place }) => place.from > starts[i]! && place.from < starts[i + 1]!),
  )
  assert.deepEqual(
    faultless.map(model => model.name),
    [],
  )
})

for (const [python, net] of pairs) describe(`${python} and ${net}`, () => comparePair(open(python), open(net)))

for (const file of ['examples/net/unet.net', 'examples/net/vit.net', 'examples/net/alexnet.net'])
  describe(`${file} as Keras code and unrolled as .net`, () => {
    const { program } = open(file)
    const [keras, net] = [convertProgram(program, 'keras'), convertProgram(program, 'net')]
    test('is written', () => assert.deepEqual([...keras.problems, ...net.problems], []))
    comparePair(parse('written.py', keras.text), parse('written.net', net.text))
  })

function comparePair(python: Document, net: Document): void {
  const [expected, found] = [python.analysis, net.analysis]
  test('layers', () => assert.deepEqual(found.layers.map(layerFacts), expected.layers.map(layerFacts)))
  test('calls', () => assert.deepEqual(found.visits.map(visitFacts), expected.visits.map(visitFacts)))
  test('models', () => assert.deepEqual(found.models.map(modelFacts), expected.models.map(modelFacts)))
  test('problems', () => assert.deepEqual(found.problems.map(problemFacts), expected.problems.map(problemFacts)))
  test('hovers', () => assert.deepEqual(hoversOf(net), hoversOf(python)))
}

function open(file: string): Document {
  return parse(file, readFileSync(file, 'utf8'))
}

function parse(file: string, text: string): Document {
  return createService().update(file, languageOf(file)!, text)!
}

function analyse(file: string): Analysis {
  return open(file).analysis
}

/** What is said at the end of each call, whichever line other places stand on. */
function hoversOf(document: Document): readonly (string | undefined)[] {
  const calls = document.analysis.visits.filter(({ inputTensors }) => inputTensors.length > 0)
  return calls.map(({ place }) => hoverAt(document, place.to)?.markdown.replace(/\bline \d+/g, 'line …'))
}

const layerFacts = (layer: Layer) =>
  plain({
    class: layer.className,
    name: layer.name,
    arguments: layer instanceof PlainLayer ? argumentsOf(layer) : [],
    weights: layer.weights,
    counts: layer.counts,
  })

/** Each argument that was written; one size for all axes is the same as each. */
const argumentsOf = ({ bound }: PlainLayer): readonly string[] =>
  [...bound.values]
    .filter(([name]) => bound.written.has(name))
    .map(([name, value]) => {
      const [first, ...others] = isList(value) ? value : []
      const same = typeof first === 'number' && others.every(other => other === first)
      return `${name}=${printPython(same ? first : value)}`
    })
    .sort()

const visitFacts = ({ layer, inputs, outputs, facts }: Visit) =>
  plain({
    layer: layer.name,
    inputs: [...inputs].map(([name, tensors]) => [name, typesOf(tensors)]),
    outputs: typesOf(outputs),
    facts,
  })

const typesOf = (tensors: Visit['outputs']) => flatten(tensors).map(tensor => tensor.type)

const modelFacts = (model: Model) =>
  plain({
    class: model.className,
    name: model.name,
    layers: model.layers.map(layer => layer.name),
    inputs: model.inputs.map(tensor => tensor.type),
    outputs: model.outputs === undefined ? undefined : typesOf(model.outputs),
    counts: model.counts,
    macs: model.macs,
  })

const problemFacts = ({ finding, subject, related }: Problem) =>
  plain({ finding, subject, related: related.map(({ role, name, shape }) => ({ role, name, shape })) })

/** As data that can be compared and read; places differ, as the texts do. */
const plain = (facts: unknown): unknown =>
  JSON.parse(
    JSON.stringify(facts, (key, value) => {
      if (key === 'place' || key === 'at') return undefined
      if (value instanceof Map) return [...value]
      return typeof value === 'bigint' ? `${value}n` : value
    }),
  )
