/** Each document's diagnostics, made once for its version and settings, and known to the client under an id. */
import { type Diagnostic, diagnosticsOf } from '../core/features/diagnostics.ts'
import type { Document } from '../core/features/document.ts'
import type { Settings } from './settings.ts'

export interface Report {
  /** Never used for another report, so that a client that names it needs no answer. */
  readonly id: string
  readonly settings: Settings
  readonly diagnostics: readonly Diagnostic[]
}

interface Judged {
  readonly document: Document
  readonly settings: Settings
}

export function createReports(): (judged: Judged) => Report {
  const reports = new WeakMap<Document, Report>()
  let made = 0
  return ({ document, settings }) => {
    const known = reports.get(document)
    if (known?.settings === settings) return known
    made += 1
    const report = { id: String(made), settings, diagnostics: diagnosticsOf(document, settings.diagnostics) }
    reports.set(document, report)
    return report
  }
}
