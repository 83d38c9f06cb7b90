/** Runs a file: model by model, line by line, each line a layer that goes on from the line before. */
import { kerasLayers } from '../../layers/keras/catalogue.ts'
import type { Place } from '../../source/span.ts'
import type { Program } from '../language.ts'
import { type Context, placeOf, type Scope, Suggestions } from './context.ts'
import { evaluateLayerStatement, loseLine, tensorsOf } from './evaluate-layer.ts'
import { type Flow, Graph, Sequence, type Start } from './flow.ts'
import type { Memory } from './memory.ts'
import type { Line, NetTree, Statement } from './syntax.ts'

export function evaluate(tree: NetTree, file: string, { builder }: Program, memory: Memory): void {
  const shared = { file, builder, memory, suggestions: new Suggestions() }
  for (const section of sectionsOf(tree)) evaluateSection(section, tree, shared)
}

/** The lines of one model, by their indices: from its `model` line, or from the start of the file, to the next. */
interface Section {
  readonly header: number | undefined
  readonly lines: readonly number[]
}

function sectionsOf({ lines }: NetTree): readonly Section[] {
  let own: number[] = []
  const sections: Section[] = [{ header: undefined, lines: own }]
  lines.forEach(({ statement, problems }, i) => {
    if (statement?.type === 'model') {
      own = []
      sections.push({ header: i, lines: own })
    } else if (statement || problems.length > 0) own.push(i)
  })
  return sections
}

function evaluateSection({ header, lines }: Section, tree: NetTree, shared: Omit<Context, 'scope' | 'base'>): void {
  const { file, builder, memory, suggestions } = shared
  const scope: Scope = { tensors: new Map(), sizes: new Map() }
  const contextOf = (i: number): Context => ({ file, builder, memory, suggestions, scope, base: tree.starts[i]! })
  for (const i of header === undefined ? lines : [header, ...lines]) reportSyntax(tree.lines[i]!, contextOf(i))
  const first = header ?? lines.find(i => tree.lines[i]!.statement)
  if (first === undefined) return
  const start = startOf(tree.lines[first]!.statement!, contextOf(first))
  const flow = lines.some(i => isJoining(tree.lines[i]!)) ? new Graph(start) : new Sequence(start)
  for (const i of lines) evaluateLine(tree.lines[i]!, flow, contextOf(i))
  const model = flow.finish()
  if (model && start.nameAt) builder.nameModel(model.name, model, start.nameAt)
}

/** A model begins with its name, or with its first layer where it has none. */
function startOf(statement: Statement, context: Context): Start & { readonly nameAt: Place | undefined } {
  const place = { ...placeOf(statement, context), arguments: new Map() }
  const name = statement.type === 'model' ? statement.name : undefined
  return { builder: context.builder, name: name?.name, place, nameAt: name && placeOf(name, context) }
}

function reportSyntax({ problems }: Line, context: Context): void {
  for (const problem of problems) {
    const place = placeOf(problem, context)
    context.builder.report({ code: 'syntax-error', facts: { message: problem.message } }, '.net', place, place)
  }
}

function evaluateLine({ statement, problems }: Line, flow: Flow, context: Context): void {
  if (statement?.type === 'output')
    flow.outputs.push(...statement.outputs.map(name => tensorsOf(name, 'output', context)))
  else if (statement?.type !== 'layer') flow.lose()
  else if (problems.length > 0) loseLine(statement, flow, context)
  else evaluateLayerStatement(statement, flow, context)
}

/** Whether a line names tensors that others go on from, so that the layers do not just follow each other. */
function isJoining({ statement }: Line): boolean {
  if (statement?.type !== 'layer') return statement?.type === 'output'
  const { layer, inputs, targets } = statement
  if (inputs !== undefined || targets.length > 1) return true
  if (!layer?.arguments.length || kerasLayers.byWord(layer.word.name)?.takes !== 'list') return false
  return layer.arguments.some(({ name, value }) => !name && value.type === 'word')
}
