/** Functions that a program defines: what a `def` or a lambda binds, and what a call of it does. */
import { noteUndo } from '../../../model/history.ts'
import type { Place } from '../../../source/span.ts'
import { type Unknown, unknown } from '../../../tensor/size.ts'
import type * as syntax from '../syntax.ts'
import { executeBlock } from './blocks.ts'
import type { CallArguments } from './call-arguments.ts'
import { DictObject, TupleObject } from './containers.ts'
import type { Context } from './context.ts'
import { placeOf } from './context.ts'
import { decorated } from './decorators.ts'
import { Raised, raised } from './exceptions.ts'
import { evaluate } from './expressions.ts'
import { frameOf, yields } from './frames.ts'
import { GeneratorObject } from './generators.ts'
import { HostObject } from './host.ts'
import { joinValues } from './joining.ts'
import { Scope } from './scope.ts'
import { forgetNamesIn } from './skipped.ts'
import type { PyValue } from './values.ts'
import type { Ways } from './ways.ts'

/** `def` binds its name. */
export function executeFunctionDef(node: syntax.FunctionDef, context: Context): void {
  const made = node.isAsync ? notFollowed(node, context) : new FunctionObject(node.name.name, node, context)
  context.scope.set(node.name.name, decorated(node.decorators, made, context))
}

const notFollowed = (node: syntax.FunctionDef, context: Context): Unknown =>
  unknown(`${node.name.name} is asynchronous, which is not followed`, placeOf(node.name, context))

export const evaluateLambda = (node: syntax.Lambda, context: Context): PyValue =>
  new FunctionObject('a lambda', node, context)

/** A function with the scope around it and its defaults, which are evaluated once. */
export class FunctionObject extends HostObject {
  /** Whether anything has called it. */
  isCalled = false
  private readonly defaults: ReadonlyMap<string, PyValue>
  /** Its attributes. */
  private readonly fields = new DictObject()

  constructor(
    readonly description: string,
    readonly node: syntax.FunctionDef | syntax.Lambda,
    /** Where it is defined. */
    readonly around: Context,
  ) {
    super()
    const given = node.params.filter(parameter => parameter.default !== null)
    this.defaults = new Map(given.map(parameter => [parameter.name, evaluate(parameter.default!, around)]))
  }

  override get isMethod(): boolean {
    return true
  }

  override get isOfProgram(): boolean {
    return true
  }

  override copied(): PyValue {
    return this
  }

  /** Whether it takes any keyword: `**kwargs`. */
  get takesKeywords(): boolean {
    return this.node.params.some(({ kind }) => kind === 'keywords')
  }

  /** The names of its parameters, `*rest` and `**keywords` left out. */
  get parameterNames(): readonly string[] {
    return this.node.params.filter(({ kind }) => kind !== 'rest' && kind !== 'keywords').map(({ name }) => name)
  }

  override attribute(name: string, at: Place): PyValue {
    const own = this.fields.get(name)
    if (own !== undefined) return own
    if (name === '__name__') return this.node.type === 'Lambda' ? '<lambda>' : this.description
    return name === '__dict__' ? this.fields : super.attribute(name, at)
  }

  override setAttribute(name: string, value: PyValue): void {
    this.around.journal.touch(this.fields)
    this.fields.set(name, value)
  }

  override deleteAttribute(name: string): void {
    this.around.journal.touch(this.fields)
    this.fields.delete(name)
  }

  override has(name: string): boolean | undefined {
    if (this.fields.get(name) !== undefined) return true
    return this.fields.lost || name.startsWith('__') ? undefined : false
  }

  /** Code that is not followed may call it, and so change whatever it mentions. */
  override forget(why: Unknown, seen: Set<object>): void {
    forgetNamesIn(this.node.body, why, this.around.enclosing ?? this.around.scope, seen)
  }

  override call(args: CallArguments, at: Place): PyValue {
    if (!this.isCalled) this.markCalled()
    const { budget, journal } = this.around
    const scope = this.around.enclosing ?? this.around.scope
    if (!budget.enterCall()) return unknown(`calls of ${this.description} are nested too deeply`, at)
    const inner = new Scope(journal, scope, scope.module)
    const bound = bindArguments(this.node.params, this.defaults, args, inner, this.description, at)
    const isRefused = this.around.handlers.isOpen && !args.open && this.lacks(args)
    const value =
      bound && !isRefused
        ? this.run({ ...this.around, scope: inner, enclosing: undefined, walrus: undefined }, at)
        : raised('TypeError', `the arguments of ${this.description} do not fit`, at)
    budget.leaveCall()
    return value
  }

  /** Whether a parameter without a default is not given. */
  private lacks({ positional, named }: CallArguments): boolean {
    const places = this.node.params.filter(({ kind }) => kind === 'positional' || kind === 'positional-only')
    return this.node.params.some(
      ({ name, kind, default: value }) =>
        value === null &&
        kind !== 'rest' &&
        kind !== 'keywords' &&
        !named.has(name) &&
        !places.slice(0, positional.length).some(each => each.name === name),
    )
  }

  private markCalled(): void {
    this.isCalled = true
    noteUndo(() => {
      this.isCalled = false
    })
  }

  private run(context: Context, at: Place): PyValue {
    const { node } = this
    if (node.type === 'Lambda') return evaluate(node.body, context)
    return yields(node.body)
      ? new GeneratorObject(`a generator of ${this.description}`, frameOf(node.body, context), node.body, context)
      : resultOf(executeBlock(node.body, context), this.description, at)
  }
}

/** What a call gives: where a function returns on several ways, what they agree in. */
function resultOf({ ends, goesOn }: Ways, name: string, at: Place): PyValue {
  const values: PyValue[] = ends.flatMap(end => (end.kind === 'return' ? [end.value] : []))
  if (goesOn) values.push(null)
  const [first, ...others] = values
  if (first === undefined) return raisedIn(ends, `${name} raises an exception`, at)
  const why = unknown(`${name} returns different things on ways of which it is not known which one it takes`, at)
  return others.reduce((a, b) => joinValues(a, b, why), first)
}

function raisedIn(ends: Ways['ends'], why: string, at: Place): PyValue {
  const [end] = ends
  return end?.kind === 'raise' ? new Raised(end.exception, why, at) : unknown(why, at)
}

/** Binds parameters as Python does; false where what was given does not fit. */
function bindArguments(
  parameters: readonly syntax.Parameter[],
  defaults: ReadonlyMap<string, PyValue>,
  args: CallArguments,
  scope: Scope,
  name: string,
  at: Place,
): boolean {
  const named = new Map(args.named)
  const places = parameters.filter(({ kind }) => kind === 'positional' || kind === 'positional-only')
  const rest = parameters.find(({ kind }) => kind === 'rest')
  if (args.positional.length > places.length && !rest) return false
  let isTwice = false
  places.forEach((parameter, i) => {
    const value = i < args.positional.length ? args.positional[i] : undefined
    if (value !== undefined && parameter.kind === 'positional' && named.has(parameter.name)) isTwice = true
    const byName = parameter.kind === 'positional' ? named : noNames()
    bindOne(parameter, value, byName, defaults, args.open, scope, name, at)
  })
  for (const parameter of parameters)
    if (parameter.kind === 'keyword-only') bindOne(parameter, undefined, named, defaults, args.open, scope, name, at)
  if (rest) scope.set(rest.name, args.open ?? new TupleObject(args.positional.slice(places.length)))
  return !isTwice && bindKeywords(parameters, named, args.open, scope)
}

/** A parameter that is given by its place alone has no name outside. */
const noNames = (): Map<string, PyValue> => new Map()

function bindOne(
  { name: parameter }: syntax.Parameter,
  positional: PyValue | undefined,
  named: Map<string, PyValue>,
  defaults: ReadonlyMap<string, PyValue>,
  open: Unknown | undefined,
  scope: Scope,
  name: string,
  at: Place,
): void {
  const given = positional === undefined ? named.get(parameter) : positional
  named.delete(parameter)
  const fallback = open ?? defaults.get(parameter)
  const missing = unknown(`${name} needs ${parameter}, which is not given`, at)
  scope.set(parameter, given === undefined ? (fallback === undefined ? missing : fallback) : given)
}

function bindKeywords(
  parameters: readonly syntax.Parameter[],
  named: ReadonlyMap<string, PyValue>,
  open: Unknown | undefined,
  scope: Scope,
): boolean {
  const keywords = parameters.find(({ kind }) => kind === 'keywords')
  if (!keywords) return named.size === 0
  const dict = new DictObject()
  for (const [key, value] of named) dict.set(key, value)
  dict.lost = open
  scope.set(keywords.name, dict)
  return true
}
