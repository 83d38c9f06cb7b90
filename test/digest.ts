/** All facts of an analysis as one text, to compare analyses by. */
import type { Analysis } from '../server/src/core/model/analysis.ts'
import { printValue } from '../server/src/core/tensor/formula.ts'
import { printShape } from '../server/src/core/tensor/shape.ts'
import { flatten } from '../server/src/core/tensor/structure.ts'

export const digest = ({ layers, models, problems }: Analysis): string =>
  [
    ...layers.map(layer => {
      const shapes = layer.visits.flatMap(visit => flatten(visit.outputs).map(tensor => printShape(tensor.type.shape)))
      return `${layer.place.from}-${layer.place.to} ${layer.className} ${layer.name} ${shapes.join(' ')} ${printValue(layer.counts.total)}`
    }),
    ...models.map(
      model =>
        `${model.place.from} ${model.className} ${model.name} ${printValue(model.counts.total)} ${printValue(model.counts.trainable)} ${printValue(model.macs)}`,
    ),
    ...problems.map(
      ({ place, finding }) => `${place.from}-${place.to} ${finding.code} ${JSON.stringify(finding.facts)}`,
    ),
  ].join('\n')
