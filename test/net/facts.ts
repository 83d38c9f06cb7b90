/** What tests read of a `.net` text. */
import { existsSync, readFileSync } from 'node:fs'
import type { Analysis } from '../../server/src/core/model/analysis.ts'
import { createService } from '../../server/src/core/service.ts'
import { printShape } from '../../server/src/core/tensor/shape.ts'
import { printSize } from '../../server/src/core/tensor/size.ts'
import { flatten } from '../../server/src/core/tensor/structure.ts'

const read = (file: string): string | undefined => (existsSync(file) ? readFileSync(file, 'utf8') : undefined)

/** `file` is where the text stands, for the files beside it that it uses. */
export const analyse = (text: string, file = 'test.net'): Analysis =>
  createService({ read }).update(file, 'net', text)!.analysis

/** Each call: the layer's name, what it puts out, how many parameters it has. */
export const callsOf = ({ visits }: Analysis): readonly string[] =>
  visits.map(({ layer, outputs }) => {
    const shapes = flatten(outputs).map(({ type }) => printShape(type.shape))
    return `${layer.name} ${shapes.join(' ')} ${printSize(layer.counts.total)}`
  })

/** Each problem: its code and the text that it marks. */
export const problemsOf = ({ problems }: Analysis, text: string): readonly string[] =>
  problems.map(({ finding, place }) => `${finding.code} ${JSON.stringify(text.slice(place.from, place.to))}`)
