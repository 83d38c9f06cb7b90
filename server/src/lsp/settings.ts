/** The settings under `shapeline.`: read from what a client sends, and written as the schema of the manifest. */
import {
  type DiagnosticOptions,
  diagnosticSettings,
  type HintOptions,
  hintSettings,
  problemCodes,
  type Setting,
  severityChoices,
  type ValuesOf,
} from '../core/features/options.ts'
import { severities } from '../core/layers/problem.ts'

/** Where editors keep the settings, and how clients name them. */
export const section = 'shapeline'

/** Every setting, declared once beside the feature that reads it. */
const groups = { hints: hintSettings, diagnostics: diagnosticSettings }

export interface Settings {
  readonly hints: HintOptions
  readonly diagnostics: DiagnosticOptions
}

/** Reads settings of any origin: what is missing or cannot be is as if it were not set. */
export function readSettings(given: unknown): Settings {
  const values = recordOf(given)
  return {
    hints: readGroup(groups.hints, values.hints),
    diagnostics: readGroup(groups.diagnostics, values.diagnostics),
  }
}

type Group = Readonly<Record<string, Setting<unknown>>>

function readGroup<G extends Group>(group: G, given: unknown): ValuesOf<G> {
  const values = recordOf(given)
  const read = Object.entries(group).map(([name, setting]) => [name, readValue(setting, values[name])])
  return Object.fromEntries(read) as ValuesOf<G>
}

function readValue(setting: Setting<unknown>, given: unknown): unknown {
  if (typeof setting.default === 'object') return readSeverities(given)
  return isValueOf(setting, given) ? given : setting.default
}

function isValueOf({ default: fallback, choices, minimum }: Setting<unknown>, given: unknown): boolean {
  if (typeof given !== typeof fallback) return false
  if (choices) return Object.hasOwn(choices, String(given))
  return typeof given !== 'number' || (Number.isInteger(given) && given >= (minimum ?? 0))
}

const readSeverities = (given: unknown): DiagnosticOptions['severity'] =>
  Object.fromEntries(
    Object.entries(recordOf(given)).filter(
      ([code, choice]) => Object.hasOwn(severities, code) && Object.hasOwn(severityChoices, String(choice)),
    ),
  )

const recordOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}

/** A property of `contributes.configuration` in the manifest. */
export type Schema = Readonly<Record<string, unknown>>

/** The manifest's `contributes.configuration.properties`. All settings can differ from folder to folder. */
export const settingsSchema = (): Readonly<Record<string, Schema>> =>
  Object.fromEntries(
    Object.entries(groups).flatMap(([group, settings]) =>
      Object.entries(settings).map(([name, setting]) => [
        `${section}.${group}.${name}`,
        { ...valueSchema(setting), scope: 'resource', markdownDescription: setting.description },
      ]),
    ),
  )

function valueSchema({ default: fallback, choices, minimum }: Setting<unknown>): Schema {
  if (typeof fallback === 'object') return { ...severitySchema(), default: fallback }
  if (choices)
    return {
      type: 'string',
      enum: Object.keys(choices),
      markdownEnumDescriptions: Object.values(choices),
      default: fallback,
    }
  if (typeof fallback === 'number') return { type: 'integer', minimum: minimum ?? 0, default: fallback }
  return { type: typeof fallback, default: fallback }
}

const severitySchema = (): Schema => ({
  type: 'object',
  additionalProperties: false,
  properties: Object.fromEntries(
    problemCodes.map(code => [
      code,
      {
        type: 'string',
        enum: Object.keys(severityChoices),
        markdownEnumDescriptions: Object.values(severityChoices),
        default: severities[code],
      },
    ]),
  ),
})
