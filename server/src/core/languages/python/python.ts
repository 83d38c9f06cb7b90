/** Python as a language of models: its parser, and its evaluator over the frameworks that are known. */

import type { Language, Program } from '../language.ts'
import { executeBlock } from './evaluate/blocks.ts'
import { builtinScope } from './evaluate/builtins.ts'
import { Budget, BudgetSpent, type Context, placeOf } from './evaluate/context.ts'
import { Journal } from './evaluate/journal.ts'
import { Scope } from './evaluate/scope.ts'
import { skip } from './evaluate/skipped.ts'
import type { FrameworkKind } from './frameworks/framework.ts'
import { parse, reparse } from './parse/tree.ts'
import type { Statement, Tree } from './syntax.ts'

export const python = (frameworks: readonly FrameworkKind[]): Language<Tree> => {
  const constants: Context['constants'] = new WeakMap()
  return {
    id: 'python',
    extensions: ['py', 'pyi', 'pyw'],
    isRelevant: text => frameworks.some(framework => framework.isMentioned(text)),
    parse: (text, previous) => (previous ? reparse(previous, text) : parse(text)),
    evaluate: (tree, program) => run(tree, start(program, frameworks, constants)),
  }
}

type Shared = Omit<Context, 'base' | 'problems'>

function start(program: Program, kinds: readonly FrameworkKind[], constants: Context['constants']): Shared {
  const journal = new Journal()
  const budget = new Budget()
  const scope = new Scope(journal, builtinScope(journal))
  scope.set('__name__', '__main__')
  scope.set('__file__', program.file)
  return {
    program,
    frameworks: kinds.map(kind => kind.start(program, journal, budget)),
    scope,
    budget,
    journal,
    constants,
  }
}

/** Executes the statements in order. One that takes too long is given up, and nothing that it may have changed is known. */
function run({ chunks, starts }: Tree, shared: Shared): void {
  const { program, frameworks, scope, budget, journal, constants } = shared
  for (let i = 0; i < chunks.length; i++) {
    const { problems, body } = chunks[i]!
    const context = { program, frameworks, scope, budget, journal, constants, base: starts[i]!, problems }
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

function giveUp(body: readonly Statement[], { message }: BudgetSpent, context: Context): void {
  for (const statement of body) {
    const place = placeOf(statement, context)
    context.program.builder.report({ code: 'analysis-stopped', facts: { reason: message } }, 'Python', place, place)
    skip(statement, context)
  }
}

function reportSyntax({ problems, program, base }: Context): void {
  for (const { from, to, message } of problems) {
    const place = { file: program.file, from: base + from, to: base + to }
    program.builder.report({ code: 'syntax-error', facts: { message } }, 'Python', place, place)
  }
}
