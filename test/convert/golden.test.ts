/**
 * What real Keras makes of the Keras code that is written for `.net` files (test/golden/convert.json, made by
 * scripts/keras_convert.py) is what we say of these files.
 */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { openSizes } from '../../server/src/core/convert/open-sizes.ts'
import type { Layer } from '../../server/src/core/model/layer.ts'
import { Functional, type Model } from '../../server/src/core/model/model.ts'
import type { Tensors } from '../../server/src/core/model/tensor.ts'
import { createService } from '../../server/src/core/service.ts'
import type { Atom, Polynomial } from '../../server/src/core/tensor/polynomial.ts'
import { isShape } from '../../server/src/core/tensor/shape.ts'
import { isSymbolic, type Size } from '../../server/src/core/tensor/size.ts'
import { flatten } from '../../server/src/core/tensor/structure.ts'

type Sizes = Readonly<Record<string, number>>

interface Golden {
  /** The numbers that the open sizes were given. */
  readonly sizes: Sizes
  readonly models: readonly ModelRow[]
}

interface ModelRow {
  readonly class: string
  readonly name: string | null
  readonly total: number | null
  readonly trainable: number | null
  readonly outputs: readonly Shape[]
  /** Of many, their number and the digest of their lines. */
  readonly layers: readonly string[]
}

type Shape = readonly (number | null)[]

const golden: Readonly<Record<string, Golden>> = JSON.parse(readFileSync('test/golden/convert.json', 'utf8'))
const mostLayers = 100

for (const [file, { sizes, models }] of Object.entries(golden))
  test(file, () => {
    const { analysis } = createService({ read: name => readFileSync(name, 'utf8') }).update(
      file,
      'net',
      readFileSync(file, 'utf8'),
    )!
    const found = analysis.models.map(model => rowOf(model, sizes))
    assert.deepEqual(inOrder(found), inOrder(models))
  })

const inOrder = (rows: readonly ModelRow[]): readonly ModelRow[] =>
  rows.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))

function rowOf(model: Model, given: Sizes): ModelRow {
  const needed = new Set(openSizes(layersIn(model), () => false).keys())
  const sizes = Object.fromEntries(Object.entries(given).filter(([name]) => needed.has(name)))
  const lines = model.layers
    .filter(layer => layer.layerKind.takes !== 'nothing')
    .map(layer => lineOf(layer, model, sizes))
  return {
    class: model.className,
    name: /^(functional|sequential)(_\d+)?$/.test(model.name) ? null : model.name,
    total: numberOf(model.counts.total, sizes),
    trainable: numberOf(model.counts.trainable, sizes),
    outputs: shapesOf(model.outputs ?? [], sizes),
    layers: lines.length <= mostLayers ? lines : [String(lines.length), digestOf(lines)],
  }
}

const layersIn = (model: Model): readonly Layer[] => (model instanceof Functional ? model.operations : model.layers)

const digestOf = (lines: readonly string[]): string => createHash('sha256').update(lines.join('\n')).digest('hex')

/** As Python writes it: lists with spaces behind their commas. */
function lineOf(layer: Layer, model: Model, sizes: Sizes): string {
  const visit = layer.visits.find(each => model.graphVisits.includes(each)) ?? layer.visits[0]
  const shapes = visit === undefined ? '?' : JSON.stringify(shapesOf(visit.outputs, sizes)).replaceAll(',', ', ')
  return `${layer.className} ${shapes} ${numberOf(layer.counts.total, sizes)}`
}

const shapesOf = (tensors: Tensors, sizes: Sizes): readonly Shape[] =>
  flatten(tensors).map(({ type: { shape } }) => (isShape(shape) ? shape.map(size => numberOf(size, sizes)) : []))

/** A size with numbers in the place of names; null where Keras has None, as for names that have no number. */
function numberOf(size: Size, sizes: Sizes): number | null {
  if (typeof size === 'number') return size
  const value = isSymbolic(size) ? polynomialValue(size.polynomial, sizes) : Number.NaN
  return Number.isNaN(value) ? null : value
}

const polynomialValue = (polynomial: Polynomial, sizes: Sizes): number =>
  polynomial
    .map(({ coefficient, factors }) =>
      factors.reduce((product, [atom, power]) => product * atomValue(atom, sizes) ** power, coefficient),
    )
    .reduce((sum, term) => sum + term, 0)

function atomValue(atom: Atom, sizes: Sizes): number {
  if (atom.kind === 'symbol') return sizes[atom.name] ?? Number.NaN
  const [a, b] = atom.args.map(each => polynomialValue(each, sizes)) as [number, number]
  return atom.operator === '//' ? Math.floor(a / b) : Math[atom.operator](a, b)
}
