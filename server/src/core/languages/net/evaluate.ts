/** Runs a file: model by model, line by line, each line a layer that goes on from the line before. */
import { kerasLayers } from '../../layers/keras/catalogue.ts'
import type { Program } from '../language.ts'
import { type Context, placeOf } from './context.ts'
import { evaluateLayerStatement, loseLine, tensorsOf } from './evaluate-layer.ts'
import { type Flow, Graph, Sequence, type Start } from './flow.ts'
import { Signatures } from './signature.ts'
import type { Line, ModelStatement, NetTree, Statement } from './syntax.ts'

export function evaluate(tree: NetTree, program: Program): void {
  const signatures = new Signatures()
  for (const section of sectionsOf(tree)) evaluateSection(section, program, signatures)
}

/** The lines of one model: from its `model` line, or from the start of the file, to the next. */
interface Section {
  readonly header: Located<ModelStatement> | undefined
  readonly lines: Located<Statement | undefined>[]
}

interface Located<S> {
  readonly statement: S
  readonly problems: Line['problems']
  readonly base: number
}

function sectionsOf({ lines, starts }: NetTree): readonly Section[] {
  const sections: Section[] = [{ header: undefined, lines: [] }]
  lines.forEach(({ statement, problems }, i) => {
    const located = { problems, base: starts[i]! }
    if (statement?.type === 'model') sections.push({ header: { ...located, statement }, lines: [] })
    else if (statement || problems.length > 0) sections.at(-1)!.lines.push({ ...located, statement })
  })
  return sections
}

function evaluateSection(section: Section, program: Program, signatures: Signatures): void {
  const { header, lines } = section
  const scope = { tensors: new Map(), sizes: new Map() }
  const contextOf = (base: number): Context => ({ ...program, signatures, scope, base })
  for (const line of header ? [header, ...lines] : lines) reportSyntax(line, contextOf(line.base))
  const first = header ?? lines.find(line => line.statement)
  if (!first?.statement) return
  const place = { ...placeOf(first.statement, contextOf(first.base)), arguments: new Map() }
  const name = header?.statement.name
  const flow = flowOf(lines, { builder: program.builder, name: name?.name, place })
  for (const line of lines) evaluateLine(line, flow, contextOf(line.base))
  const model = flow.finish()
  if (name && model) program.builder.nameModel(name.name, model, placeOf(name, contextOf(first.base)))
}

function reportSyntax({ problems }: Located<unknown>, context: Context): void {
  for (const problem of problems) {
    const place = placeOf(problem, context)
    context.builder.report({ code: 'syntax-error', facts: { message: problem.message } }, '.net', place, place)
  }
}

function evaluateLine({ statement, problems }: Section['lines'][number], flow: Flow, context: Context): void {
  if (statement?.type === 'output') flow.outputs.push(...statement.outputs.map(name => tensorsOf(name, context)))
  else if (statement?.type !== 'layer') flow.lose()
  else if (problems.length > 0) loseLine(statement, flow, context)
  else evaluateLayerStatement(statement, flow, context)
}

/** A graph where a line names tensors, otherwise layers one after the other. */
const flowOf = (lines: Section['lines'], start: Start): Flow =>
  lines.some(({ statement }) => statement && isJoining(statement)) ? new Graph(start) : new Sequence(start)

const isJoining = (statement: Statement): boolean =>
  statement.type === 'output' ||
  (statement.type === 'layer' &&
    (statement.inputs !== undefined || kerasLayers.byWord(statement.layer.word.name)?.takes === 'list'))
