/** Python as a language of models: its parser, and its evaluator over the frameworks that are known. */

import type { Language, Program } from '../language.ts'
import { executeBlock } from './evaluate/blocks.ts'
import { builtinScope } from './evaluate/builtins.ts'
import { Budget, BudgetSpent, type Context, placeOf } from './evaluate/context.ts'
import { Handlers } from './evaluate/handlers.ts'
import { Journal } from './evaluate/journal.ts'
import { Library } from './evaluate/library/library.ts'
import { Modules, Trees } from './evaluate/modules.ts'
import { Scope } from './evaluate/scope.ts'
import { skip } from './evaluate/skipped.ts'
import { evaluateUncalled } from './evaluate/uncalled.ts'
import type { Framework, FrameworkKind } from './frameworks/framework.ts'
import { parseCell } from './notebook/cells.ts'
import { parse, reparse } from './parse/tree.ts'
import type { Statement, Tree } from './syntax.ts'

export const python = (frameworks: readonly FrameworkKind[]): Language<Tree> => {
  const kept: Kept = { constants: new WeakMap(), trees: new Trees() }
  return {
    id: 'python',
    extensions: ['py', 'pyi', 'pyw'],
    isRelevant: text => frameworks.some(framework => framework.isMentioned(text)),
    parse: (text, previous) => (previous ? reparse(previous, text) : parse(text)),
    parseCell,
    evaluate: (parts, program) => {
      const start = begin(program, frameworks, kept)
      for (const { file, tree } of parts) run(tree, { ...start, file })
      evaluateUncalled(start.scope, new Map(parts.map(({ file, tree }) => [file, tree.text])))
    },
  }
}

/** What stays from one evaluation to the next. */
interface Kept {
  readonly constants: Context['constants']
  readonly trees: Trees
}

type Shared = Omit<Context, 'base' | 'problems'>

function begin(program: Program, kinds: readonly FrameworkKind[], { constants, trees }: Kept): Shared {
  const { file, sources } = program
  const journal = new Journal()
  const budget = new Budget()
  const builtins = builtinScope(journal)
  const modules = new Modules(sources, trees, (name, tree, context, tell) => {
    const scope = moduleScope(name, moduleName(name), journal, builtins)
    tell(scope)
    runImported(tree, { ...context, file: name, importer: name, scope, enclosing: undefined, definingClass: undefined })
  })
  const frameworks: Framework[] = []
  const scope = moduleScope(file, '__main__', journal, builtins)
  const shared: Shared = {
    program,
    file,
    importer: file,
    modules,
    frameworks,
    library: new Library(journal, budget, builtins),
    scope,
    budget,
    journal,
    handlers: new Handlers(),
    constants,
  }
  const importFile = (path: string) => modules.find(path, { ...shared, base: 0, problems: [] })
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

/** Executes the statements in order. One that takes too long is given up, and nothing that it may have changed is known. */
function run({ chunks, starts }: Tree, shared: Shared): void {
  const { budget } = shared
  for (let i = 0; i < chunks.length; i++) {
    const { problems, body } = chunks[i]!
    const context = { ...shared, base: starts[i]!, problems }
    if (problems.length > 0) reportSyntax(context)
    budget.begin()
    try {
      executeBlock(body, context)
    } catch (error) {
      if (!(error instanceof BudgetSpent)) throw error
      giveUp(body, error, context)
    }
  }
}

/** Executes a file that is imported: what its statements take counts for the one that imports it. */
function runImported({ chunks, starts }: Tree, shared: Shared): void {
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
