/** Models as text of another language: each group of models that have something in common, or why it cannot be written. */
import type { Analysis } from '../model/analysis.ts'
import type { Model } from '../model/model.ts'
import type { Place } from '../source/span.ts'
import { kerasFile, kerasGroup } from './keras.ts'
import { type NetFile, netFile, netGroup } from './net.ts'
import { groupsOf } from './plan.ts'
import type { Reason } from './trouble.ts'

/** The languages that models are written in. */
export const targets = ['keras', 'net'] as const
export type Target = (typeof targets)[number]

export interface Conversion {
  readonly text: string
  readonly refused: readonly Refused[]
}

/** Models that cannot be written, and why. */
export interface Refused {
  readonly models: readonly Model[]
  readonly reasons: readonly Reason[]
}

/** Some models as text. */
export interface WrittenGroup {
  readonly models: readonly Model[]
  readonly lines: readonly string[]
  /** Whether it is a function of open sizes. */
  readonly isFunction: boolean
  readonly modules: readonly string[]
  /** Further modules, each with a name of it. */
  readonly imports: readonly string[]
  /** Why it cannot be written, if so: then nothing of the lines counts. */
  readonly reasons: readonly Reason[]
}

/** Writes `models` and all that they are made of. `where` says where a place is: `line 12`. */
export function convert(
  analysis: Analysis,
  models: readonly Model[],
  target: Target,
  where: (place: Place) => string,
): Conversion {
  const { groups, file } = target === 'keras' ? inKeras(analysis, models) : inNet(analysis, models)
  return {
    text: file(groups.map(group => (group.reasons.length === 0 ? group : refusedGroup(group, where)))),
    refused: groups.filter(({ reasons }) => reasons.length > 0).map(({ models, reasons }) => ({ models, reasons })),
  }
}

interface Written {
  readonly groups: readonly WrittenGroup[]
  readonly file: (groups: readonly WrittenGroup[]) => string
}

function inKeras(analysis: Analysis, models: readonly Model[]): Written {
  const variables = new Set<string>()
  const groups = groupsOf(analysis, models).map(group => kerasGroup(group, analysis, variables))
  return { groups, file: kerasFile }
}

function inNet(analysis: Analysis, models: readonly Model[]): Written {
  const groups = groupsOf(analysis, models)
  const file: NetFile = { names: new Set(), constants: new Set(), isAlone: groups.length === 1 }
  return { groups: groups.map(group => netGroup(group, analysis, file)), file: written => netFile(written, file) }
}

/** Comments in the place of what cannot be written. */
function refusedGroup({ models, reasons }: WrittenGroup, where: (place: Place) => string): WrittenGroup {
  const names = models.map(({ name }) => name).join(', ')
  const lines = [`# ${names} cannot be written:`, ...reasons.map(each => `# ${where(each.place)}: ${each.message}`)]
  return { models, lines, isFunction: false, modules: [], imports: [], reasons }
}
