/** The models of `keras.applications` as real Keras builds them, to compare models with that should be the same. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import type { Layer } from '../server/src/core/model/layer.ts'
import type { Model } from '../server/src/core/model/model.ts'
import { isShape } from '../server/src/core/tensor/shape.ts'
import { printSize, type Size } from '../server/src/core/tensor/size.ts'
import { flatten } from '../server/src/core/tensor/structure.ts'

/** What `scripts/keras_applications.py` writes of a model. */
export interface Golden {
  readonly total: number
  readonly trainable: number
  readonly non_trainable: number
  readonly layers: readonly string[]
}

/** A model that is made with arguments. */
export interface Variant extends Golden {
  readonly model: string
  /** As JSON: a tuple is a list, and `None` is null. */
  readonly arguments: Readonly<Record<string, Argument>>
  readonly name: string
}

export type Argument = boolean | number | string | null | readonly Argument[]

const golden = <G extends Golden>(file: string): Readonly<Record<string, G>> =>
  JSON.parse(readFileSync(`test/golden/${file}.json`, 'utf8')) as Record<string, G>

/** Each model as it is without arguments, by its name. */
export const applications = golden<Golden>('applications')

/** Some models with arguments, by the call that makes them. */
export const variants = golden<Variant>('application_variants')

const sizeText = (size: Size): string => (printSize(size) === 'None' ? '-' : printSize(size))

/** `Dense predictions -,1000 2049000`. */
export function line(layer: Layer): string {
  const shapes = flatten(layer.visits.at(-1)!.outputs).map(({ type: { shape } }) =>
    isShape(shape) ? shape.map(sizeText).join(',') : '?',
  )
  return `${layer.className} ${layer.name} ${shapes.join(';')} ${printSize(layer.counts.total)}`
}

/** Each layer's class, name, shape and parameters, and the totals. */
export function assertSame(model: Model, expected: Golden): void {
  const { total, trainable, nonTrainable } = model.counts
  assert.deepEqual(model.layers.map(line), expected.layers)
  assert.deepEqual(
    { total, trainable, nonTrainable },
    { total: expected.total, trainable: expected.trainable, nonTrainable: expected.non_trainable },
  )
}
