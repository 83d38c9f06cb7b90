/** The problems of a program: which of those that are found are certain enough to be reported. */
import {
  type CallPlace,
  type Finding,
  isAboutArguments,
  isError,
  type Problem,
  type Related,
} from '../layers/problem.ts'
import type { Place } from '../source/span.ts'
import type { Extent } from './history.ts'
import { PlainLayer, type Visit } from './layer.ts'
import { explainFinding, problemPlace } from './report.ts'

/** What is known of the code that runs. */
interface Running {
  /** Whether it is code that the program does not run. */
  readonly isApart: () => boolean
  /** Whether it may not run. */
  readonly isDoubtful: () => boolean
}

export class Problems implements Extent {
  private readonly found: Problem[] = []

  constructor(private readonly running: Running) {}

  get length(): number {
    return this.found.length
  }

  set length(length: number) {
    this.found.length = length
  }

  /** What Keras raises first, where that is certain. */
  get stop(): Problem | undefined {
    return this.found.find(({ finding }) => isError(finding) && finding.code !== 'syntax-error')
  }

  /** The first error after the first `length` problems. */
  errorSince(length: number): Problem | undefined {
    return this.found.slice(length).find(({ finding }) => isError(finding))
  }

  /** These, and `others` about the whole program, each once and in the order of the text. */
  with(others: readonly Problem[]): readonly Problem[] {
    return distinct([...this.found, ...others])
  }

  /**
   * Reports a problem. Where it is not known whether code runs, only what it says whatever it is given is certainly wrong;
   * of code that the program does not run nothing is reported here.
   */
  report(
    finding: Finding,
    subject: string,
    at: CallPlace | Place,
    call: Place,
    related: readonly Related[] = [],
  ): void {
    const { isApart, isDoubtful } = this.running
    if (isApart() || (isError(finding) && !isAboutArguments(finding) && isDoubtful())) return
    this.reportCertain(finding, subject, at, call, related)
  }

  /** Reports a problem, whether the program runs the code or not. */
  reportCertain(
    finding: Finding,
    subject: string,
    at: CallPlace | Place,
    call: Place,
    related: readonly Related[] = [],
  ): void {
    this.found.push({ finding, subject, place: problemPlace(finding, at, call), related })
  }

  /** Reports what a call has found. What was found when the layer was made has been reported then. */
  reportCall(visit: Visit): void {
    const known = visit.layer instanceof PlainLayer ? visit.layer.bound.findings : []
    for (const finding of visit.facts.findings) if (!known.includes(finding)) this.explain(finding, visit)
  }

  private explain(finding: Finding, visit: Visit): void {
    const { finding: explained, related } = explainFinding(finding, visit)
    this.report(explained, visit.layer.className, visit.layer.place, visit.place, related)
  }
}

/** A place visited several times with the same problem has it once. */
function distinct(problems: readonly Problem[]): readonly Problem[] {
  const seen = new Map<string, Problem>()
  for (const problem of problems) {
    const { place, finding } = problem
    const key = `${place.file}:${place.from}:${place.to}:${finding.code}:${JSON.stringify(finding.facts)}`
    if (!seen.has(key)) seen.set(key, problem)
  }
  return [...seen.values()].sort((a, b) => a.place.from - b.place.from || a.place.to - b.place.to)
}
