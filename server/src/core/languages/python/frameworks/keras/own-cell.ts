/** Cells that the program defines: what recurrent layers around them ask. */
import type { WeightFact } from '../../../../layers/facts.ts'
import type { OwnCell } from '../../../../layers/layer.ts'
import type { Value } from '../../../../layers/value.ts'
import type { TensorType } from '../../../../tensor/shape.ts'
import type { Unknown } from '../../../../tensor/size.ts'
import { argumentsOf } from '../../evaluate/call-arguments.ts'
import { ListObject } from '../../evaluate/containers.ts'
import { itemsOf, type PyValue, toArgument } from '../../evaluate/values.ts'
import type { CustomObject } from './custom.ts'
import { TensorObject } from './tensors.ts'

export const ownCell = (self: CustomObject): OwnCell => ({
  get stateSize() {
    return memberNamed(self, 'state_size')
  },
  get outputSize() {
    return memberNamed(self, 'output_size') ?? null
  },
  build: step => build(self, step),
})

/** Undefined where the program gives it none. */
function memberNamed(self: CustomObject, name: string): Value | undefined {
  const isThere = self.values.has(name) || self.defines(name)
  return isThere ? toArgument(self.attribute(name, self.place)) : undefined
}

/** Keras builds the cell, and calls it only where the recurrent layer really runs. Source: RNN.build and RNN.call. */
function build(self: CustomObject, step: TensorType): readonly WeightFact[] | Unknown {
  const { builder, calls } = self.runtime
  const tensor = new TensorObject({ type: step, producer: undefined, isData: builder.runsOnData }, builder)
  if (!self.own.isBuilt) self.ensureBuilt(argumentsOf([tensor]), self.place)
  const isReal = builder.runsOnData || calls.depth > 0
  if (isReal && self.layer.visits.length === 0) self.call(argumentsOf([tensor, states(self, step)]), self.place)
  return self.layer.weights
}

/** The state before the first step. */
function states(self: CustomObject, { shape, dtype }: TensorType): PyValue {
  const { builder } = self.runtime
  const sizes = self.attribute('state_size', self.place)
  const parts = (itemsOf(sizes) ?? [sizes]).map(size => {
    const state = Array.isArray(shape) ? [shape[0]!, toArgument(size) as number] : shape
    return new TensorObject({ type: { shape: state, dtype }, producer: undefined, isData: builder.runsOnData }, builder)
  })
  return new ListObject(parts)
}
