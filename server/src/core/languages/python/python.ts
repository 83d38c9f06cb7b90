/** Python as a language of models: its parser, and its evaluator over the frameworks that are known. */

import type { History } from '../../model/history.ts'
import type { Sources } from '../../source/sources.ts'
import type { Evaluation, Language, Part, Program } from '../language.ts'
import { executeBlock } from './evaluate/blocks.ts'
import { builtinScope } from './evaluate/builtins.ts'
import { Budget, BudgetSpent, type Context, placeOf } from './evaluate/context.ts'
import { Handlers } from './evaluate/handlers.ts'
import { Journal } from './evaluate/journal.ts'
import { Library } from './evaluate/library/library.ts'
import { Modules, type RunModule, Trees } from './evaluate/modules.ts'
import { Scope } from './evaluate/scope.ts'
import { skip } from './evaluate/skipped.ts'
import { evaluateUncalled, type Texts } from './evaluate/uncalled.ts'
import type { Framework, FrameworkKind } from './frameworks/framework.ts'
import { parseCell } from './notebook/cells.ts'
import { parse, reparse } from './parse/tree.ts'
import type { Chunk, Statement, Tree } from './syntax.ts'

export const python = (frameworks: readonly FrameworkKind[]): Language<Tree> => {
  const kept: Kept = { constants: new WeakMap(), trees: new Trees() }
  return {
    id: 'python',
    extensions: ['py', 'pyi', 'pyw'],
    isRelevant: text => frameworks.some(framework => framework.isMentioned(text)),
    parse: (text, previous) => (previous ? reparse(previous, text) : parse(text)),
    parseCell,
    evaluate(parts, program) {
      const run = new ProgramRun(program, frameworks, kept)
      run.goOn(parts, program.sources)
      return run
    },
  }
}

/** What stays from one evaluation to the next. */
interface Kept {
  readonly constants: Context['constants']
  readonly trees: Trees
}

/** A top-level statement, and where it stands. */
interface Step {
  readonly file: string
  readonly chunk: Chunk
  readonly start: number
}

const stepsOf = ({ file, tree }: Part<Tree>): readonly Step[] =>
  tree.chunks.map((chunk, i) => ({ file, chunk, start: tree.starts[i]! }))

const isSame = (a: Step, b: Step | undefined): boolean =>
  a.chunk === b?.chunk && a.start === b.start && a.file === b.file

const textsOf = (parts: readonly Part<Tree>[]): Texts => new Map(parts.map(({ file, tree }) => [file, tree.text]))

/** An evaluation statement by statement, with a mark in its history before each, and one before the end. */
class ProgramRun implements Evaluation<Tree> {
  private steps: readonly Step[] = []
  /** How many texts of other files had been read before each, and before the end. */
  private readonly reads: number[] = []
  private sources: Sources
  private readonly shared: Context

  constructor(program: Program, kinds: readonly FrameworkKind[], kept: Kept) {
    this.sources = program.sources
    this.shared = begin({ ...program, sources: { read: file => this.sources.read(file) } }, kinds, kept)
    const { budget } = this.shared
    this.history.keep(budget)
  }

  goOn(parts: readonly Part<Tree>[], sources: Sources): void {
    const steps = parts.flatMap(stepsOf)
    const from = this.history.goBack(this.countSame(steps, sources)) ?? 0
    this.reads.length = from
    this.steps = steps
    this.sources = sources
    this.history.during(() => this.shared.journal.during(() => this.run(from, textsOf(parts))))
  }

  private get history(): History {
    return this.shared.journal.history
  }

  /** How many statements at the beginning are the same, and would read the same. */
  private countSame(steps: readonly Step[], sources: Sources): number {
    const first = this.steps.findIndex((step, i) => !isSame(step, steps[i]))
    const same = first < 0 ? this.steps.length : first
    const reads = this.shared.modules.countSame(sources)
    if (reads === this.shared.modules.readCount) return same
    const after = this.reads.findIndex(count => count > reads)
    return after < 0 ? same : Math.min(same, after - 1)
  }

  private mark(): void {
    const { budget, modules } = this.shared
    this.history.mark(budget.length)
    this.reads.push(modules.readCount)
  }

  private run(from: number, texts: Texts): void {
    const { shared, steps } = this
    for (let i = from; i < steps.length; i++) {
      const { file, chunk, start } = steps[i]!
      this.mark()
      execute(chunk, { ...shared, file, base: start, problems: chunk.problems })
    }
    this.mark()
    evaluateUncalled(shared.scope, texts)
  }
}

function begin(program: Program, kinds: readonly FrameworkKind[], { constants, trees }: Kept): Context {
  const { file, sources } = program
  const journal = new Journal(program.builder.history)
  const budget = new Budget()
  const builtins = builtinScope(journal)
  const run: RunModule = (name, tree, context, tell) => {
    const scope = moduleScope(name, moduleName(name), journal, builtins)
    tell(scope)
    runImported(tree, { ...context, file: name, importer: name, scope, enclosing: undefined, definingClass: undefined })
  }
  const modules = new Modules(sources, trees, run, journal.history)
  const frameworks: Framework[] = []
  const scope = moduleScope(file, '__main__', journal, builtins)
  const shared: Context = {
    program,
    file,
    importer: file,
    modules,
    frameworks,
    library: new Library(journal, budget, builtins),
    scope,
    enclosing: undefined,
    walrus: undefined,
    definingClass: undefined,
    binding: undefined,
    base: 0,
    problems: [],
    budget,
    journal,
    handlers: new Handlers(),
    handling: undefined,
    constants,
  }
  const importFile = (path: string) => modules.find(path, shared)
  frameworks.push(...kinds.map(kind => kind.start(program, { journal, budget, importFile, library: shared.library })))
  return shared
}

function moduleScope(file: string, name: string, journal: Journal, builtins: Scope): Scope {
  const scope = new Scope(journal, builtins)
  scope.set('__name__', name)
  scope.set('__file__', file)
  return scope
}

const moduleName = (file: string): string => file.slice(file.lastIndexOf('/') + 1).replace(/\.py$/, '')

/** Executes a statement. One that takes too long is given up, and nothing that it may have changed is known. */
function execute({ body, problems }: Chunk, context: Context): void {
  if (problems.length > 0) reportSyntax(context)
  context.budget.begin()
  try {
    executeBlock(body, context)
  } catch (error) {
    if (!(error instanceof BudgetSpent)) throw error
    giveUp(body, error, context)
  }
}

/** Executes a file that is imported: what its statements take counts for the one that imports it. */
function runImported({ chunks, starts }: Tree, shared: Context): void {
  for (let i = 0; i < chunks.length; i++) {
    const { problems, body } = chunks[i]!
    executeBlock(body, { ...shared, base: starts[i]!, problems })
  }
}

function giveUp(body: readonly Statement[], { message }: BudgetSpent, context: Context): void {
  for (const statement of body) {
    const place = placeOf(statement, context)
    context.program.builder.report({ code: 'analysis-stopped', facts: { reason: message } }, 'Python', place, place)
    skip(statement, context)
  }
}

function reportSyntax(context: Context): void {
  const { problems, program, file, base } = context
  for (const { from, to, message } of problems) {
    const place = { file, from: base + from, to: base + to }
    program.builder.report({ code: 'syntax-error', facts: { message } }, 'Python', place, place)
  }
}
