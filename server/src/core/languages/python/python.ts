/** Python as a language of models: its parser, and its evaluator over the frameworks that are known. */

import type { Language, Program } from '../language.ts'
import { builtinScope } from './evaluate/builtins.ts'
import { Budget, BudgetSpent, type Context } from './evaluate/context.ts'
import { Scope } from './evaluate/scope.ts'
import { execute } from './evaluate/statements.ts'
import type { FrameworkKind } from './frameworks/framework.ts'
import type { Tree } from './syntax.ts'
import { parse, reparse } from './tree.ts'

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

const start = (program: Program, kinds: readonly FrameworkKind[], constants: Context['constants']): Shared => ({
  program,
  frameworks: kinds.map(kind => kind.start(program)),
  scope: new Scope(builtinScope()),
  budget: new Budget(),
  constants,
})

/** Executes the statements in order until the end or until the budget is spent. */
function run({ chunks, starts }: Tree, shared: Shared): void {
  const { program, frameworks, scope, budget, constants } = shared
  try {
    for (let i = 0; i < chunks.length; i++) {
      const { problems, body } = chunks[i]!
      const context = { program, frameworks, scope, budget, constants, base: starts[i]!, problems }
      if (problems.length > 0) reportSyntax(context)
      for (const statement of body) execute(statement, context)
    }
  } catch (error) {
    if (!(error instanceof BudgetSpent)) throw error
    const place = { file: program.file, from: 0, to: 0 }
    program.builder.report({ code: 'analysis-stopped', facts: { reason: error.message } }, 'Python', place, place)
  }
}

function reportSyntax({ problems, program, base }: Context): void {
  for (const { from, to, message } of problems) {
    const place = { file: program.file, from: base + from, to: base + to }
    program.builder.report({ code: 'syntax-error', facts: { message } }, 'Python', place, place)
  }
}
