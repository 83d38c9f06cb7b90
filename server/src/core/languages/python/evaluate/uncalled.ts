/**
 * Tries out what a program defines and nobody calls, so that a library file has hints too: functions with their
 * defaults, and where there is none with names that stand for the parameters; classes as functions, and each of their
 * methods. It runs after the program, and nothing of what it does stays but hints and summaries.
 */
import type { Place } from '../../../source/span.ts'
import type * as syntax from '../syntax.ts'
import { argumentsOf } from './call-arguments.ts'
import { ClassObject } from './classes.ts'
import { BudgetSpent, type Context, placeOf } from './context.ts'
import { FunctionObject } from './functions.ts'
import { commentAbove, commentArguments } from './hint-comments.ts'
import { HostObject } from './host.ts'
import { InstanceObject } from './instances.ts'
import { mentionsOf } from './mentions.ts'
import { Wrapped } from './method-objects.ts'
import { openParameter } from './parameters.ts'
import type { Scope } from './scope.ts'
import type { PyValue } from './values.ts'

/** The texts of a program by their files. */
export type Texts = ReadonlyMap<string, string>

export function evaluateUncalled(scope: Scope, texts: Texts): void {
  const candidates = candidatesIn(scope, texts)
  const [first] = candidates
  if (!first) return
  const { budget } = first.context
  let left = mostSteps.together
  for (const candidate of inOrder(candidates)) {
    if (!candidate.isUncalled) continue
    budget.begin(mostSteps.each)
    const calls = tryOut(candidate)
    left -= budget.taken + calls * stepsOfCall
    if (left <= 0) return
  }
}

/**
 * How much it may take, in steps: none begins where the ones before have taken more than all together may, so that
 * large libraries stay as quick as programs.
 */
const mostSteps = { each: 150_000, together: 30_000 }

/** What a call of a layer takes. */
const stepsOfCall = 40

/** A function or a class that may be tried out. */
interface Candidate {
  readonly name: string
  readonly node: syntax.FunctionDef | syntax.ClassDef
  readonly context: Context
  /** What a comment above it says. */
  readonly comment: Comment | undefined
  /** The parameters of it, or of what makes an instance. */
  readonly parameters: readonly syntax.Parameter[]
  readonly isUncalled: boolean
  readonly run: () => void
}

/** The values of parameters as a comment gives them. */
type Comment = () => ReadonlyMap<string, PyValue>

/** Runs it and takes back what it changed. Gives how many layers it called. */
function tryOut({ name, node, context, comment, parameters, run }: Candidate): number {
  const { builder } = context.program
  const given = parameters.filter(needsValue).map(parameter => parameter.name)
  const [begin = node] = node.decorators
  const place = placeOf({ start: begin.start, end: node.name.end }, context)
  const open = comment ? [] : given.filter(each => each !== 'self' && each !== 'cls')
  return builder.apart({ name, place, open, isSettled: comment !== undefined }, settle =>
    context.journal.takeBack(() => {
      try {
        run()
      } catch (error) {
        if (!(error instanceof BudgetSpent)) throw error
      } finally {
        settle()
      }
    }),
  )
}

const needsValue = ({ kind, default: value }: syntax.Parameter): boolean =>
  value === null && kind !== 'rest' && kind !== 'keywords'

// ---- in which order

/** Those with a comment first; then those that no other one mentions, so that callers come before what they call. */
function inOrder(candidates: readonly Candidate[]): readonly Candidate[] {
  const left = new Set(candidates.filter(({ comment }) => !comment))
  const mentions = new Map<string, number>()
  const count = ({ name, node }: Candidate, change: number) => {
    for (const each of mentionsOf(node)) if (each !== name) mentions.set(each, (mentions.get(each) ?? 0) + change)
  }
  for (const each of left) count(each, 1)
  const order = candidates.filter(({ comment }) => comment)
  while (left.size > 0) {
    const all = [...left]
    const free = all.filter(({ name }) => !mentions.get(name))
    for (const each of free.length > 0 ? free : all.slice(0, 1)) {
      left.delete(each)
      count(each, -1)
      order.push(each)
    }
  }
  return order
}

// ---- what there is

function candidatesIn(scope: Scope, texts: Texts): readonly Candidate[] {
  const found: Candidate[] = []
  for (const value of new Set(scope.names.values())) {
    const candidate =
      value instanceof FunctionObject
        ? functionCandidate(value, texts)
        : value instanceof ClassObject
          ? classCandidate(value, texts)
          : undefined
    if (candidate?.isUncalled && found.length < mostCandidates) found.push(candidate)
  }
  return found
}

const mostCandidates = 300

function functionCandidate(value: FunctionObject, texts: Texts): Candidate | undefined {
  const { node, around } = value
  if (node.type !== 'FunctionDef' || !texts.has(around.file)) return undefined
  const { params: parameters } = node
  const comment = commentOf(node, parameters, around, texts)
  return {
    name: node.name.name,
    node,
    context: around,
    parameters,
    comment,
    get isUncalled() {
      return !value.isCalled
    },
    run: () => void callOpen(value, value, comment, placeOf(node.name, around), false),
  }
}

/**
 * Calls `called`, which leads to the function `value`, with the values of a comment and with open parameters. Where it is
 * bound, the first parameter has its value.
 */
function callOpen(
  called: HostObject,
  value: FunctionObject | undefined,
  comment: Comment | undefined,
  at: Place,
  isBound: boolean,
): PyValue {
  if (!value) return called.call(argumentsOf([]), at)
  const { node, around } = value
  const given = comment?.() ?? new Map<string, PyValue>()
  const parameters = isBound ? node.params.slice(1) : node.params
  const positional: PyValue[] = []
  const named = new Map(given)
  for (const parameter of parameters) {
    const known = given.get(parameter.name)
    if (known === undefined && !needsValue(parameter)) continue
    const argument = known === undefined ? openParameter(parameter, value.description, around) : known
    if (parameter.kind === 'keyword-only' || parameter.default !== null) named.set(parameter.name, argument)
    else {
      positional.push(argument)
      named.delete(parameter.name)
    }
  }
  return called.call(argumentsOf(positional, named), at)
}

function commentOf(
  node: syntax.FunctionDef | syntax.ClassDef,
  parameters: readonly syntax.Parameter[],
  context: Context,
  texts: Texts,
): Comment | undefined {
  const text = texts.get(context.file)!
  const [begin = node] = node.decorators
  const found = commentAbove(text, context.base + Math.min(begin.start, node.start))
  const names = parameters.map(({ name }) => name)
  return found && (() => commentArguments(text, found, names, context))
}

// ---- classes

function classCandidate(made: ClassObject, texts: Texts): Candidate | undefined {
  const { definition } = made
  if (!definition || !texts.has(definition.context.file)) return undefined
  const { node, context } = definition
  const init = made.find('__init__')
  const inits = init instanceof FunctionObject && init.node.type === 'FunctionDef' ? init : undefined
  const parameters = inits?.node.params ?? []
  const comment = commentOf(node, parameters, context, texts)
  return {
    name: node.name.name,
    node,
    context,
    parameters,
    comment,
    get isUncalled() {
      return made.last === undefined || uncalledMethods(made).length > 0
    },
    run() {
      const at = placeOf(node.name, context)
      const instance = made.last ?? callOpen(made, inits, comment, at, true)
      if (instance instanceof InstanceObject) tryMethods(made, instance, texts, at)
    },
  }
}

/** A function that a class holds. */
interface ClassFunction {
  readonly name: string
  readonly method: FunctionObject
  /** Whether it is called without an instance. */
  readonly isStatic: boolean
}

/** The public ones that nobody has called. */
const uncalledMethods = (made: ClassObject): readonly ClassFunction[] =>
  [...made.own].flatMap(([name, value]) => {
    const isStatic = value instanceof Wrapped && value.kind === 'static'
    const method = value instanceof Wrapped && value.kind !== 'property' ? value.inner : value
    const isOpen = method instanceof FunctionObject && !method.isCalled && !name.startsWith('_')
    return isOpen ? [{ name, method, isStatic }] : []
  })

/** That first to which a call of an instance leads, then those that no other method mentions. */
function tryMethods(made: ClassObject, instance: InstanceObject, texts: Texts, at: Place): void {
  const methods = uncalledMethods(made)
  const entry = methods.find(({ name }) => name === made.base?.entry)
  if (entry) callOpen(instance, entry.method, commentOn(entry.method, texts), at, true)
  const isMentioned = ({ name, method }: ClassFunction) =>
    methods.some(other => other.method !== method && mentionsOf(other.method.node).has(name))
  for (const late of [false, true])
    for (const each of methods)
      if (!each.method.isCalled && isMentioned(each) === late) tryMethod(each, instance, texts, at)
}

function tryMethod({ name, method, isStatic }: ClassFunction, instance: InstanceObject, texts: Texts, at: Place): void {
  const bound = instance.attribute(name, at)
  if (bound instanceof HostObject) callOpen(bound, method, commentOn(method, texts), at, !isStatic)
}

const commentOn = ({ node, around }: FunctionObject, texts: Texts): Comment | undefined =>
  node.type === 'FunctionDef' && texts.has(around.file) ? commentOf(node, node.params, around, texts) : undefined
