/** What a model is told of a layer of the program's own. */
import type { Definition } from '../../../../model/custom.ts'
import { isUnknown, unknown } from '../../../../tensor/size.ts'
import { FunctionObject } from '../../evaluate/functions.ts'
import type { CustomObject } from './custom.ts'
import { heldParts } from './custom-parts.ts'
import { ownCell } from './own-cell.ts'

export const definitionOf = (self: CustomObject): Definition => ({
  owner: self,
  get className() {
    return self.made.description
  },
  get inputNames() {
    const call = self.made.find('call')
    return call instanceof FunctionObject ? call.parameterNames.slice(1) : self.base.inputNames
  },
  get layers() {
    return heldParts(self.own.stored).layers
  },
  get weights() {
    const { inner: part } = self
    if (part && self.own.isBuilt && !self.own.isInnerBuilt && part.layer.shared.length > 0)
      return unknown(
        `which weights ${self.made.description} makes of those of ${part.layer.shared[0]!.name} is not known`,
      )
    const inner = part?.layer.built && self.own.isInnerBuilt ? part.layer.ownWeights : []
    return isUnknown(inner) ? inner : [...inner, ...self.own.weights, ...heldParts(self.own.stored).weights]
  },
  get gap() {
    return self.own.gap ?? heldParts(self.own.stored).lost
  },
  get isBuilt() {
    return self.own.isBuilt
  },
  get inputShape() {
    return self.inputShape
  },
  get hasCall() {
    return self.defines('call') || self.inner !== undefined
  },
  get refusesShapes() {
    const { builder, calls } = self.runtime
    const isReal = calls.depth > 0 || builder.runsOnData
    return !isReal && !self.inner && !self.defines('compute_output_shape') && self.made.unknownBase === undefined
  },
  trained: () => self.trained(),
  cell: ownCell(self),
  run: tensors => self.run(tensors),
  infer: tensors => self.infer(tensors),
})
