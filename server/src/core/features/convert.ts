/** The models of a program as Keras code or as `.net`. */
import { convert, type Target } from '../convert/conversion.ts'
import type { Model } from '../model/model.ts'
import type { Place } from '../source/span.ts'
import { diagnosticsOf } from './diagnostics.ts'
import type { Program } from './document.ts'
import { whereIs } from './lines.ts'

export interface Converted {
  readonly text: string
  /** What could not be written, and why: it stands in the text as comments too. */
  readonly problems: readonly string[]
}

/** Writes all models, or the one of a name: Keras's name for it, or that of a variable that holds it. */
export function convertProgram(program: Program, target: Target, name?: string): Converted {
  const errors = program.documents.flatMap(document =>
    diagnosticsOf(document, { enabled: true, severity: {} })
      .filter(({ severity }) => severity === 'error')
      .map(({ span, message }) => `${whereIs({ ...span, file: document.file }, program)}: ${message}`),
  )
  if (errors.length > 0)
    return { text: commented(['Nothing is written before this is mended:', ...errors]), problems: errors }
  const models = name === undefined ? program.analysis.models : modelsNamed(name, program)
  if (models.length === 0) {
    const problem = name === undefined ? 'no model is made here' : noModel(name, program)
    return { text: commented([problem]), problems: [problem] }
  }
  const where = (place: Place) => whereIs(place, program)
  const { text, refused } = convert(program.analysis, models, target, where)
  const reasons = refused.flatMap(group => group.reasons)
  return {
    text,
    problems: [...new Set(reasons.map(each => `${where(each.place)}: ${each.message}`))],
  }
}

const commented = (lines: readonly string[]): string => lines.map(line => `# ${line.replaceAll('\n', ' ')}\n`).join('')

function modelsNamed(name: string, { analysis: { models, names } }: Program): readonly Model[] {
  const model = models.findLast(each => each.name === name) ?? names.findLast(each => each.name === name)?.model
  return model ? [model] : []
}

function noModel(name: string, { analysis: { models, names } }: Program): string {
  const known = new Set([...names.map(each => each.name), ...models.map(each => each.name)])
  const those = known.size === 0 ? 'there is none' : `there are ${[...known].join(', ')}`
  return `no model is called '${name}'; ${those}`
}
