/**
 * Words for problems: what was expected, what came, and where it came from. The one file in which they have words.
 *
 * Which problems there are and what facts they have stands in `layers/problem.ts`; docs/problems.md explains each.
 */
import {
  type Finding,
  type Problem,
  type ProblemCode,
  type ProblemFacts,
  type Related,
  type Severity,
  severities,
} from '../layers/problem.ts'
import type { Place, Span } from '../source/span.ts'
import { printShape } from '../tensor/shape.ts'
import type { Document } from './document.ts'
import { whereIs } from './lines.ts'
import { plain } from './markdown.ts'
import type { DiagnosticOptions } from './options.ts'

export interface Diagnostic {
  readonly code: ProblemCode
  readonly severity: Severity
  readonly span: Span
  readonly message: string
  readonly related: readonly RelatedText[]
  /** The text marked has no effect; editors fade it. */
  readonly unnecessary: boolean
  /** What quick fixes read. */
  readonly problem: Problem
}

export interface RelatedText {
  readonly place: Place
  readonly message: string
}

/** The problems of a document in the order of its text; those in files that it imports are reported there. */
export function diagnosticsOf(document: Document, options: DiagnosticOptions): readonly Diagnostic[] {
  if (!options.enabled) return []
  const own = document.analysis.problems.filter(({ place }) => place.file === document.file)
  return mergeAxes(own).flatMap(problem => {
    const { code } = problem.finding
    const severity = options.severity[code] ?? severities[code]
    if (severity === 'off') return []
    const message = wordProblem(problem, document)
    const related = problem.related.map(each => ({ place: each.place, message: wordRelated(each) }))
    return {
      code,
      severity,
      span: markedSpan(problem, document.text),
      message,
      related,
      unnecessary: isUnnecessary(problem, document.text),
      problem,
    }
  })
}

/** Problems of one place that tell the same of several axes, as one. */
function mergeAxes(problems: readonly Problem[]): readonly Problem[] {
  const merged: Problem[] = []
  for (const problem of problems) {
    const last = merged.at(-1)
    const both = last && withBothAxes(last, problem)
    if (both) merged[merged.length - 1] = both
    else merged.push(problem)
  }
  return merged
}

function withBothAxes(a: Problem, b: Problem): Problem | undefined {
  const rest = ({ finding, place }: Problem) =>
    JSON.stringify([finding.code, { ...finding.facts, axis: '' }, place.from, place.to])
  if (!axisCodes.has(a.finding.code) || !('axis' in a.finding.facts) || !('axis' in b.finding.facts)) return undefined
  if (rest(a) !== rest(b)) return undefined
  const axis = `${a.finding.facts.axis} and ${b.finding.facts.axis}`.replace(/ and (?=.* and )/g, ', ')
  return { ...a, finding: { ...a.finding, facts: { ...a.finding.facts, axis } } as Finding }
}

const axisCodes: ReadonlySet<ProblemCode> = new Set(['strides-skip-input', 'dropped-border', 'nothing-left'])

/** An argument without effect; a layer that has it without its being written is not faded. */
const isUnnecessary = ({ finding, place }: Problem, text: string): boolean =>
  finding.code === 'useless-bias' && /^\w+$/.test(text.slice(place.from, place.to))

/** What is marked: the name of an argument that is not known, else the problem's place. */
export function markedSpan({ finding, place }: Problem, text: string): Span {
  const { from, to } = place
  if (finding.code !== 'unknown-argument') return { from, to }
  const { argument } = finding.facts
  const before = /(\w+)\s*=\s*$/.exec(text.slice(Math.max(from - argument.length - 80, 0), from))
  if (before?.[1] !== argument) return { from, to }
  const start = from - before[0].length
  return { from: start, to: start + argument.length }
}

/** The message of a problem, on one line. */
export function wordProblem(problem: Problem, document: Document): string {
  const { finding, subject } = problem
  const word = words[finding.code] as Word<ProblemCode>
  return plain(word(finding.facts, { subject, origin: originOf(problem, document) }), 600)
}

interface Background {
  /** What it is about: `Conv2D`. */
  readonly subject: string
  /** A sentence on where the input came from, with a space before it; empty where nothing is known. */
  readonly origin: string
}

type Word<C extends ProblemCode> = (facts: ProblemFacts[C], background: Background) => string

const words: { readonly [C in ProblemCode]: Word<C> } = {
  'syntax-error': ({ message }) => sentence(message),
  'unknown-argument': ({ argument, suggestion, instead }, { subject }) =>
    instead === undefined
      ? ask(`${subject} has no argument '${argument}'`, suggestion)
      : `${subject} has no argument '${argument}' in Keras 3; ${instead} takes its place.`,
  'missing-argument': ({ argument, meaning }, { subject }) => `${subject} needs ${argument} (${inside(meaning)}).`,
  'too-many-arguments': ({ most, received }, { subject }) =>
    `${subject} takes at most ${counted(most, 'positional argument')}, got ${received}.`,
  'repeated-argument': ({ argument }, { subject }) => `${subject}: ${argument} is given twice.`,
  'invalid-argument': ({ argument, expected, received }, { subject }) =>
    `${subject}: ${argument} must be ${expected}, not ${received}.`,
  'unknown-choice': ({ argument, choices, received, suggestion }, { subject }) =>
    choices.length > 6
      ? ask(`${subject}: ${received} is none of the ${choices.length} values of ${argument}`, suggestion)
      : ask(`${subject}: ${argument} must be ${either(choices)}, not ${received}`, suggestion),
  'wrong-rank': ({ expected, shape, remedy }, { subject, origin }) => {
    const wanted = /^\d/.test(expected) ? `a ${expected}-D input` : `an input of ${expected} axes`
    const help = remedy && ` ${remedy.argument}=${remedy.value} in ${remedy.layer} keeps the missing axis.`
    return `${subject} needs ${wanted}, got ${printShape(shape)}, which is ${shape.length}-D.${origin}${help ?? ''}`
  },
  'window-too-large': ({ axis, window, input, formula, result }, { subject, origin }) =>
    `${subject}: a window of ${window.join('×')} does not fit an input of ${input.join('×')} (${axis}: ${formula} = ${result.replace('-', '−')}).${origin}`,
  'strides-with-dilation': ({ strides, dilation }, { subject }) =>
    `${subject}: strides and dilation_rate cannot both be larger than 1, got ${strides} and ${dilation}.`,
  'indivisible-groups': ({ what, count, groups }, { subject, origin }) =>
    what === 'filters'
      ? `${subject}: ${groups} groups do not divide ${count} filters evenly.`
      : `${subject}: ${groups} groups do not divide the ${count} channels of the input evenly.${origin}`,
  'undefined-size': ({ axis, shape }, { subject, origin }) =>
    `${subject}: the shape of its weights depends on ${axis}, which is None in the input ${printShape(shape)}.${origin}`,
  'axis-out-of-range': ({ argument, axis, shape }, { subject, origin }) =>
    `${subject}: ${argument} must be from ${-shape.length} to ${shape.length - 1} for ${printShape(shape)}, not ${axis}.${origin}`,
  'unequal-shapes': ({ shapes, reason }, { subject, origin }) =>
    `${subject}: the shapes ${list(shapes.map(shape => printShape(shape)))} do not go together; ${reason}.${origin}`,
  'reshape-mismatch': ({ from, to, reason }, { subject, origin }) =>
    `${subject}: ${printShape(from)} cannot become ${to}; ${reason}.${origin}`,
  'nothing-left': ({ axis, size, removed }, { subject, origin }) =>
    `${subject}: nothing is left of the ${axis}; ${removed} of ${size} are taken away.${origin}`,
  'input-changed': ({ axis, built, shape }, { subject, origin }) =>
    `${subject} was made for ${axis} ${built}, which ${printShape(shape)} does not fit.${origin}`,
  'wrong-input-count': ({ expected, received }, { subject }) =>
    `${subject} is called on ${expected}, got ${counted(received, 'tensor')}.`,
  refused: ({ reason }, { subject, origin }) =>
    subject === '.net' ? begun(reason) : `${subject}: ${reason}.${origin}`,
  'unknown-layer': ({ name, suggestion }) => ask(`There is no layer '${name}'`, suggestion),
  'unknown-name': ({ name, expected, suggestion }) => ask(`Expected ${expected}, got '${name}'`, suggestion),
  'missing-input': (_, { subject }) => `${subject} needs an input before it, got none.`,
  'not-a-layer': ({ received }, { subject }) => `${subject} is made of layers, got ${received}.`,
  'not-a-tensor': ({ received }, { subject }) => `${subject} is called on tensors, got ${received}.`,
  'repeated-layer-name': ({ name }, { subject }) =>
    `${subject} has a layer named '${name}' already; the names in a model must differ.`,
  'second-input': ({ shape }, { subject }) =>
    `${subject} has layers already, got the input ${printShape(shape)}; an input can only come first.`,
  'disconnected-graph': ({ input }, { subject }) =>
    `${subject}: the outputs depend on ${input}, to which the given inputs do not lead.`,
  'keras1-positional-strides': ({ strides, kernel }, { subject }) =>
    `${subject}: the third positional argument is strides=${strides}; Keras 1 read it as part of a ${windowOf(kernel)} kernel.`,
  'strides-skip-input': ({ axis, window, stride, skipped }, { subject }) =>
    `${subject}: windows of ${window} that move by ${stride} skip ${many(axis)}; ${skipped} ${many(axis)} are never read.`,
  'dropped-border': ({ axis, dropped }, { subject }) =>
    dropped === 1 && axis in planes
      ? `${subject}: the last ${one(axis)} of the input is never read.`
      : `${subject}: the last ${dropped === 1 ? one(axis) : `${dropped} ${many(axis)}`} of the input are never read.`,
  'dense-on-feature-map': ({ shape, output }, { subject }) =>
    `${subject} is applied at each position of ${printShape(shape)}; its output stays ${output.length}-D, ${printShape(output)}. Flatten or global pooling before it makes one vector.`,
  'useless-bias': ({ by }, { subject }) =>
    `${subject}: the bias has no effect, because ${by} subtracts the mean right after.`,
  'activation-twice': ({ first, second }, { subject }) => `${subject} applies ${second} right after ${first}.`,
  'softmax-over-one-unit': ({ activation }, { subject }) => `${subject}: ${activation} over one unit is always 1.`,
  'drops-everything': ({ rate }, { subject }) => `${subject}: a rate of ${rate} drops everything while training.`,
  'unusable-comment': ({ reason }) => sentence(`The comment cannot be used: ${inside(reason)}`),
  'analysis-stopped': ({ reason }) => sentence(reason),
}

// ---- where the input came from

function originOf({ related, place }: Problem, document: Document): string {
  const elsewhere = related.filter(each => !encloses(each.place, place))
  const inputs = elsewhere.filter(each => each.role === 'input')
  const built = elsewhere.find(each => each.role === 'built')
  if (built) return ` It was built${at(built, document)}${built.shape ? ` for ${printShape(built.shape)}` : ''}.`
  if (inputs.length === 1 && related.length === 1) return ` The input comes from ${source(inputs[0]!, document)}.`
  if (inputs.length < 2) return ''
  return ` The inputs come from ${list(inputs.map(each => source(each, document)))}.`
}

/** `max_pooling2d at line 12`. */
const source = (related: Related, document: Document): string => `${related.name}${at(related, document)}`

const at = ({ place }: Related, document: Document): string => ` at ${whereIs(place, document)}`

const encloses = (outer: Place, inner: Place): boolean =>
  outer.file === inner.file && outer.from <= inner.from && inner.to <= outer.to

function wordRelated({ role, name, shape }: Related): string {
  if (role === 'first') return `${name} stands here`
  const what = shape ? ` ${printShape(shape)}` : ''
  return role === 'input'
    ? `the input${what} comes from ${name}`
    : `${name} was built here${shape ? ` for${what}` : ''}`
}

// ---- phrases

/** A statement with the question whether something else was meant. */
const ask = (statement: string, suggestion: string | undefined): string =>
  suggestion === undefined ? `${statement}.` : `${statement}; did you mean '${suggestion}'?`

const either = (choices: readonly string[]): string =>
  list(
    choices.map(choice => `'${choice}'`),
    'or',
  )

function list(items: readonly string[], last = 'and'): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} ${last} ${items.at(-1)}`
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`

/** A sentence that may begin with a name, which stays as it is. */
const begun = (reason: string): string => (/^(?:a|the|there|more) /.test(reason) ? sentence(reason) : `${reason}.`)

/** A phrase as a sentence of its own, and a sentence as a phrase within another. */
const sentence = (phrase: string): string =>
  `${phrase.slice(0, 1).toUpperCase()}${phrase.slice(1)}${/[.?]$/.test(phrase) ? '' : '.'}`
const inside = (text: string): string => `${text.slice(0, 1).toLowerCase()}${text.slice(1).replace(/\.$/, '')}`

/** `(3, 3)` as `3×3`. */
const windowOf = (tuple: string): string => tuple.replace(/[() ]/g, '').replaceAll(',', '×')

/** What lies along an axis, or along several: `rows and columns`. */
const one = (axis: string): string =>
  axis.replace(/[^, ]+/g, name => planes[name] ?? (name === 'and' ? name : 'element'))
const many = (axis: string): string => one(axis).replace(/[^, ]+/g, name => (name === 'and' ? name : `${name}s`))
const planes: Readonly<Record<string, string>> = { height: 'row', width: 'column', depth: 'slice', steps: 'step' }
