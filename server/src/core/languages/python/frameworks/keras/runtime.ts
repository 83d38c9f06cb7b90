/** What the layers of one evaluation share. */
import type { ModelBuilder } from '../../../../model/builder.ts'
import type { Journal } from '../../evaluate/journal.ts'
import type { PyValue } from '../../evaluate/values.ts'
import { Settings } from './settings.ts'

/** What the layers of one evaluation share. */
export interface Runtime {
  readonly builder: ModelBuilder
  readonly journal: Journal
  readonly settings: Settings
  /** The calls of the program's own layers that are going on: how many, and with which `training`. */
  readonly calls: { depth: number; training: PyValue | undefined }
}

const runtimes = new WeakMap<ModelBuilder, Runtime>()

export function startRuntime(builder: ModelBuilder, journal: Journal): Runtime {
  const calls = { depth: 0, training: undefined }
  const runtime: Runtime = { builder, journal, settings: new Settings(journal), calls }
  runtimes.set(builder, runtime)
  return runtime
}

/** What the layers of that builder share. */
export const runtimeOf = (builder: ModelBuilder): Runtime | undefined => runtimes.get(builder)
