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

/** How many top-level statements at the beginning are the same, and stand where they stood. */
function countSame(before: readonly Part<Tree>[], after: readonly Part<Tree>[]): number {
  let count = 0
  for (const [i, { file, tree }] of before.entries()) {
    const now = after[i]
    const same = now?.file === file ? countSameIn(tree, now.tree) : 0
    count += same
    if (same < tree.chunks.length || same < now!.tree.chunks.length) return count
  }
  return count
}

function countSameIn({ chunks, starts }: Tree, now: Tree): number {
  let i = 0
  while (i < chunks.length && chunks[i] === now.chunks[i] && starts[i] === now.starts[i]) i++
  return i
}

const textsOf = (parts: readonly Part<Tree>[]): Texts => new Map(parts.map(({ file, tree }) => [file, tree.text]))

/** An evaluation statement by statement, with a mark in its history before each, and one before the end. */
class ProgramRun implements Evaluation<Tree> {
  private parts: readonly Part<Tree>[] = []
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
    const from = this.history.goBack(this.countSame(parts, sources)) ?? 0
    this.reads.length = from
    this.parts = parts
    this.sources = sources
    this.history.during(() => this.shared.journal.during(() => this.run(from)))
  }

  private get history(): History {
    return this.shared.journal.history
  }

  /** How many statements at the beginning are the same, and would read the same. */
  private countSame(parts: readonly Part<Tree>[], sources: Sources): number {
    const same = countSame(this.parts, parts)
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

  /** Evaluates all but the first statements. */
  private run(from: number): void {
    const { shared, parts } = this
    let before = 0
    for (const { file, tree } of parts) {
      const { chunks, starts } = tree
      for (let i = Math.max(from - before, 0); i < chunks.length; i++) {
        const chunk = chunks[i]!
        this.mark()
        execute(chunk, { ...shared, file, base: starts[i]!, problems: chunk.problems })
      }
      before += chunks.length
    }
    this.mark()
    evaluateUncalled(shared.scope, textsOf(parts))
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
