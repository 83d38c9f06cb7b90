/** Every setting of the features: its default and what it does. The editor's manifest is made from these records. */
import { type ProblemCode, type Severity, severities } from '../layers/problem.ts'

/** A setting of which the default says the type. `choices` lists the values it can have, each with what it means. */
export interface Setting<T> {
  readonly default: T
  readonly description: string
  readonly choices?: Readonly<Record<string, string>>
  readonly minimum?: number
}

/** The values of a record of settings. */
export type ValuesOf<S> = { readonly [K in keyof S]: S[K] extends Setting<infer T> ? T : never }

const setting = <T>(fallback: T, description: string): Setting<T> => ({ default: fallback, description })

const choice = <K extends string>(
  choices: Readonly<Record<K, string>>,
  fallback: NoInfer<K>,
  description: string,
): Setting<K> => ({
  default: fallback,
  description,
  choices,
})

export const hintSettings = {
  enabled: setting<boolean>(
    true,
    'Show output shapes and parameter counts at the end of lines that make or call layers.',
  ),
  python: setting<boolean>(true, 'Show them in Python files and notebooks.'),
  net: setting<boolean>(true, 'Show them in `.net` files.'),
  content: choice(
    { both: 'The shape and the number of parameters.', shape: 'The shape alone.', params: 'The number alone.' },
    'both',
    'What is shown of each layer.',
  ),
  batch: setting<boolean>(true, 'Show the batch axis of shapes: `(None, 28, 28, 8)` instead of `(28, 28, 8)`.'),
  zeroCounts: setting<boolean>(true, 'Show `0` for layers without parameters.'),
  macs: setting<boolean>(
    false,
    'Show multiply–accumulates too: those of the matrix products for one sample, biases not counted.',
  ),
  maximumLength: {
    ...setting<number>(43, 'Abbreviate what is longer. VS Code cuts what is longer than 43 characters by itself.'),
    minimum: 12,
  },
}

/** What hints show. */
export type HintOptions = ValuesOf<typeof hintSettings>

/** How grave a problem is, or that it is not shown. */
export type SeverityChoice = Severity | 'off'

export interface DiagnosticOptions {
  readonly enabled: boolean
  /** Where it differs from the severity in `layers/problem.ts`. */
  readonly severity: Readonly<Partial<Record<ProblemCode, SeverityChoice>>>
}

export const severityChoices: Readonly<Record<SeverityChoice, string>> = {
  error: 'A red squiggle.',
  warning: 'A yellow squiggle.',
  information: 'A blue squiggle.',
  hint: 'Dots under the text.',
  off: 'Nothing.',
}

export const diagnosticSettings = {
  enabled: setting<boolean>(
    true,
    'Show what is wrong with layers: what Keras would refuse, and what is likely a mistake.',
  ),
  severity: setting<Partial<Record<ProblemCode, SeverityChoice>>>(
    {},
    'How grave each problem is, by its code; `off` hides it.',
  ),
}

/** The codes that `diagnosticSettings.severity` takes. */
export const problemCodes = Object.keys(severities) as readonly ProblemCode[]

/** The default of every setting of a record. */
export const defaultsOf = <S extends Readonly<Record<string, Setting<unknown>>>>(settings: S): ValuesOf<S> =>
  Object.fromEntries(Object.entries(settings).map(([name, each]) => [name, each.default])) as ValuesOf<S>
