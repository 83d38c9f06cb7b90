/** Calls of what a file defines: gives the parameters of a block, a model or a function their values. */
import { closest } from '../../../layers/words.ts'
import type { Span } from '../../../source/span.ts'
import { unknown } from '../../../tensor/size.ts'
import type { Argument, Expression, Identifier, LayerNode, ParameterNode } from '../syntax.ts'
import { layerValue } from './argument-values.ts'
import { type Context, placeOf, refuse } from './context.ts'
import type { Block, FunctionDefinition, ModelDefinition } from './definitions.ts'
import { evaluateExpression, evaluateStrictly, type Reading, sizeNamed } from './expressions.ts'
import { Scope } from './scope.ts'
import { describe, type NetValue } from './values.ts'

/** What a use gives, by the names of the parameters. */
export interface GivenValues {
  readonly values: ReadonlyMap<string, NetValue>
  /** Whether all that is needed was given; what lacks has been reported. */
  readonly isComplete: boolean
}

/** Reads the arguments of a block or model: words that mean nothing by themselves are texts. */
export function readGiven(
  callee: Block | ModelDefinition,
  node: LayerNode,
  common: readonly string[],
  context: Context,
): GivenValues {
  const values = new Map<string, NetValue>()
  const names = callee.parameters.map(parameter => parameter.name.name)
  let position = 0
  for (const argument of node.arguments) {
    const name = argument.name?.name ?? names[position++]
    if (argument.name && !names.includes(argument.name.name) && !common.includes(argument.name.name))
      reportUnknownArgument(argument.name, callee.name, [...names, ...common], context)
    else if (name === undefined) reportTooMany(argument, callee, node, context)
    else if (values.has(name))
      report(argument, { code: 'repeated-argument', facts: { argument: name } }, callee, context)
    else values.set(name, evaluateExpression(argument.value, loose, context))
  }
  return { values, isComplete: reportMissing(callee, values, node, context) }
}

/** The values of parameters in a scope of their own, defaults after those before them. */
export function bindParameters(
  { parameters }: { readonly parameters: readonly ParameterNode[] },
  values: ReadonlyMap<string, NetValue>,
  scope: Scope,
  context: Context,
): void {
  for (const { name, default: fallback } of parameters) {
    const given = values.get(name.name)
    const value = given === undefined ? defaultOf(name.name, fallback, { ...context, scope }) : given
    scope.set(name.name, value)
  }
}

const defaultOf = (name: string, node: Expression | undefined, context: Context): NetValue =>
  node ? evaluateExpression(node, loose, context) : unknown(`${name} is not given`)

/** What a function comes to. */
export function callDefined(
  callee: FunctionDefinition,
  args: readonly NetValue[],
  node: Span,
  context: Context,
): NetValue {
  const { parameters, name } = callee
  const needed = parameters.filter(parameter => parameter.default === undefined).length
  if (args.length < needed || args.length > parameters.length) {
    const expected = needed === parameters.length ? `${needed}` : `${needed} to ${parameters.length}`
    return refuse(
      node,
      `${name} takes ${expected} value${expected === '1' ? '' : 's'}, not ${args.length}`,
      '.net',
      context,
    )
  }
  const scope = new Scope(callee.module.scope)
  const inside: Context = { ...context, module: callee.module, base: callee.base, scope }
  bindParameters(callee, new Map(parameters.map(({ name: { name } }, i) => [name, args[i]!])), scope, inside)
  const run = () => evaluateStrictly(callee.value, inside)
  return context.world.budget.within(() => placeOf(node, context), run) ?? unknown('it calls itself too often')
}

const loose: Reading = {
  word: (node, context) => sizeNamed(node.name, context) ?? node.name,
  layer: layerValue,
}

type Reported = Parameters<Context['world']['builder']['report']>[0]

function report(at: Span, finding: Reported, callee: { readonly name: string }, context: Context): void {
  const place = placeOf(at, context)
  context.world.builder.report(finding, callee.name, place, place)
}

/** Reports an argument that the callee does not have. */
export function reportUnknownArgument(
  name: Identifier,
  callee: string,
  names: readonly string[],
  context: Context,
): void {
  const suggestion = context.world.suggestions.among(() => closest(name.name, names))
  report(name, { code: 'unknown-argument', facts: { argument: name.name, ...suggestion } }, { name: callee }, context)
}

function reportTooMany(at: Argument, callee: Block | ModelDefinition, node: LayerNode, context: Context): void {
  const received = node.arguments.filter(({ name }) => !name).length
  report(at, { code: 'too-many-arguments', facts: { most: callee.parameters.length, received } }, callee, context)
}

function reportMissing(
  callee: Block | ModelDefinition,
  values: ReadonlyMap<string, NetValue>,
  node: LayerNode,
  context: Context,
): boolean {
  const missing = callee.parameters.filter(({ name, default: value }) => !value && !values.has(name.name))
  for (const { name } of missing) {
    const facts = { argument: name.name, meaning: `A parameter of ${describe(callee)}.` }
    report(node.word, { code: 'missing-argument', facts }, callee, context)
  }
  return missing.length === 0
}
