/** Every layer kind of Keras, family by family in Keras's own order of families. */
import { type Catalogue, catalogue } from '../catalogue.ts'
import type { LayerKind } from '../layer.ts'
import * as activation from './activation.ts'
import * as applications from './applications.ts'
import * as attention from './attention.ts'
import * as augmentation from './augmentation.ts'
import * as convolutional from './convolutional.ts'
import * as separable from './convolutional-separable.ts'
import * as transposed from './convolutional-transposed.ts'
import * as core from './core.ts'
import * as einsumDense from './einsum-dense.ts'
import * as embedding from './embedding.ts'
import * as foreign from './foreign.ts'
import * as input from './input.ts'
import * as merging from './merging.ts'
import * as normalization from './normalization.ts'
import * as pooling from './pooling.ts'
import * as adaptive from './pooling-adaptive.ts'
import * as preprocessing from './preprocessing.ts'
import * as audio from './preprocessing-audio.ts'
import * as categories from './preprocessing-categories.ts'
import * as images from './preprocessing-image.ts'
import * as lookup from './preprocessing-lookup.ts'
import * as text from './preprocessing-text.ts'
import * as regularization from './regularization.ts'
import * as reshaping from './reshaping.ts'
import * as reshapingSpatial from './reshaping-spatial.ts'
import * as rnn from './rnn.ts'
import * as cells from './rnn-cells.ts'
import * as convolutionalRnn from './rnn-convolutional.ts'
import * as wrappers from './wrappers.ts'

/** A family of layers under the name that keras.io gives it. */
export interface Family {
  readonly title: string
  readonly kinds: readonly LayerKind[]
}

/** In Keras's order. */
export const families: readonly Family[] = [
  family('Core', input, core, embedding, einsumDense),
  family('Convolution', convolutional, transposed, separable),
  family('Pooling', pooling, adaptive),
  family('Recurrent', rnn, cells, convolutionalRnn),
  family('Preprocessing', preprocessing, categories, lookup, text, audio),
  family('Image preprocessing', images, augmentation),
  family('Normalization', normalization),
  family('Regularization', regularization),
  family('Attention', attention),
  family('Reshaping', reshaping, reshapingSpatial),
  family('Merging', merging),
  family('Activation', activation),
  family('Wrapper', wrappers),
  family('Backend-specific', foreign),
]

/** Layers that keras.applications defines for its own models: no part of keras.layers, but `.net` has words for them. */
export const applicationFamily: Family = family('Application', applications)

/** Layers that prepare data: Keras makes tensors of the lists that they are called on. */
export const dataLayers: ReadonlySet<string> = new Set(
  families.filter(({ title }) => /preprocessing/i.test(title)).flatMap(({ kinds }) => kinds.map(({ name }) => name)),
)

function family(title: string, ...files: readonly object[]): Family {
  return { title, kinds: files.flatMap(file => (Object.values(file) as readonly unknown[]).filter(isKind)) }
}

function isKind(value: unknown): value is LayerKind {
  return typeof value === 'object' && value !== null && 'rule' in value && 'examples' in value
}

/** What keras.layers holds. */
export const kerasLayers: Catalogue = catalogue(families.flatMap(({ kinds }) => kinds))

/** What keras.applications has of its own. */
export const applicationLayers: Catalogue = catalogue(applicationFamily.kinds)

/** Those of keras.layers and those of keras.applications: what `.net` has words for. */
export const everyLayer: Catalogue = catalogue([...kerasLayers.kinds, ...applicationFamily.kinds])
