/** Documents for tests of features: from source, or from a builder that is driven as a program with loops would. */
import type { Document, Program } from '../../server/src/core/features/document.ts'
import { Inference } from '../../server/src/core/layers/inference.ts'
import { kerasLayers } from '../../server/src/core/layers/keras/catalogue.ts'
import { InputLayer } from '../../server/src/core/layers/keras/input.ts'
import type { CallPlace } from '../../server/src/core/layers/problem.ts'
import type { Value } from '../../server/src/core/layers/value.ts'
import { ModelBuilder } from '../../server/src/core/model/builder.ts'
import type { PlainLayer } from '../../server/src/core/model/layer.ts'
import type { Tensor, Tensors } from '../../server/src/core/model/tensor.ts'
import { createService } from '../../server/src/core/service.ts'

export const python = (text: string): Document => createService().update('model.py', 'python', text)!
export const net = (text: string): Document => createService().update('model.net', 'net', text)!

/** The listing of LeNet-5 in examples/lenet5.py, line by line from 1. */
export const lenet5 = `from tensorflow.keras import Sequential
from tensorflow.keras import layers
model = Sequential()
model.add(layers.Conv2D(8,(5,5),activation='relu',input_shape=(32,32,3)))
model.add(layers.MaxPooling2D((2,2),strides=2))
model.add(layers.Conv2D(16, (5,5),activation='relu'))
model.add(layers.MaxPooling2D((2,2),strides=2))
model.add(layers.Flatten())
model.add(layers.Dense(120, activation='relu'))
model.add(layers.Dense(84, activation='relu'))
model.add(layers.Dense(10, activation='relu'))
model.add(layers.Dense(10, activation='relu'))
model.summary()
`

/** What a program does, written by hand. */
export interface Driven {
  readonly builder: ModelBuilder
  /** The place of `snippet` in the text, which holds it once. */
  readonly at: (snippet: string) => CallPlace
  readonly input: (...shape: readonly number[]) => Tensor
  /** A layer of `className` made at `snippet`. */
  readonly layer: (className: string, args: readonly Value[], snippet: string) => PlainLayer
  readonly call: (layer: PlainLayer, input: Tensor, snippet: string) => Tensors
}

/** A document whose analysis is what `run` builds. */
export function built(text: string, run: (program: Driven) => void): Document {
  const file = 'built.py'
  const builder = new ModelBuilder(new Inference(), InputLayer)
  const at = (snippet: string): CallPlace => {
    const from = text.indexOf(snippet)
    if (from < 0 || text.includes(snippet, from + 1)) throw new Error(`'${snippet}' does not stand in the text once`)
    return { file, from, to: from + snippet.length, arguments: new Map() }
  }
  const nowhere: CallPlace = { file: 'elsewhere.py', from: 0, to: 0, arguments: new Map() }
  run({
    builder,
    at,
    input: (...shape) => builder.outputOf(builder.layer(InputLayer, given([shape]), nowhere)) as Tensor,
    layer: (className, args, snippet) => builder.layer(kerasLayers.byClass(className)!, given(args), at(snippet)),
    call: (layer, input, snippet) => builder.call(layer, { tensors: new Map([['inputs', input]]) }, at(snippet)),
  })
  const known = {
    file,
    language: 'python',
    analysis: builder.finish(),
    textOf: (name: string) => (name === file ? text : undefined),
    cellOf: () => undefined,
  }
  const program: { -readonly [K in keyof Program]: Program[K] } = { ...known, documents: [] }
  const document = { ...known, text, program }
  program.documents = [document]
  return document
}

const given = (positional: readonly Value[]) => ({ positional, named: new Map<string, Value>() })
