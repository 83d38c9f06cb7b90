/** Quick fixes: edits that certainly do what they say, made from the facts of a problem. */

import type { CallPlace, Problem, ProblemCode, ProblemFacts } from '../layers/problem.ts'
import type { Layer } from '../model/layer.ts'
import type { Edit, Place } from '../source/span.ts'
import { type Diagnostic, markedSpan } from './diagnostics.ts'
import type { Document } from './document.ts'
import { flattenFirst } from './fix-flatten.ts'
import { type FixValue, type Notation, notationOf } from './notation.ts'

export interface Fix {
  /** What it does: `Set padding="same"`. */
  readonly title: string
  readonly edits: readonly Edit[]
}

/** The fixes for one problem, the most likely one first. */
export function fixesFor(document: Document, { problem }: Pick<Diagnostic, 'problem'>): readonly Fix[] {
  const notation = notationOf(document.language)
  const find = fixers[problem.finding.code] as Fixer<ProblemCode> | undefined
  if (!notation || !find) return []
  const layer = layerOf(problem, document)
  const task: Task = { document, problem, notation, layer, text: document.text }
  return find(problem.finding.facts, task).flatMap(fix => fix ?? [])
}

/** What a fix is made from. */
export interface Task {
  readonly document: Document
  readonly text: string
  readonly problem: Problem
  readonly notation: Notation
  /** The layer that the problem is about, where it is made in this document. */
  readonly layer: Layer | undefined
}

type Fixer<C extends ProblemCode> = (facts: ProblemFacts[C], task: Task) => readonly (Fix | undefined)[]

const fixers: { readonly [C in ProblemCode]?: Fixer<C> } = {
  'window-too-large': ({ argument, largest }, task) => [
    setArgument('padding', 'same', task),
    largest && setArgument(argument, likeWritten(argument, largest, task), task),
  ],
  'strides-with-dilation': (_, task) => [setArgument('strides', 1, task), setArgument('dilation_rate', 1, task)],
  'strides-skip-input': ({ window }, task) => [
    setArgument('strides', Number(window), task),
    setArgument('strides', 1, task),
  ],
  'invalid-argument': ({ argument }, task) => [argument === 'strides' ? setArgument('strides', 1, task) : undefined],
  'unknown-choice': ({ argument, suggestion }, task) => [
    suggestion === undefined ? undefined : setArgument(argument, suggestion, task),
  ],
  'wrong-rank': ({ remedy }, task) => [
    remedy &&
      setArgument(remedy.argument, remedy.value === 'True', { ...task, layer: madeAt(remedy.at, task.document) }),
  ],
  'useless-bias': (_, task) => [setArgument('use_bias', false, task)],
  'keras1-positional-strides': (_, task) => [joinKernel(task)],
  'dense-on-feature-map': (_, task) => [flattenFirst(task)],
  'unknown-argument': ({ argument, suggestion, instead }, task) => [
    rename(argument, suggestion ?? successor(argument, instead, task), task),
  ],
  'unknown-layer': ({ name, suggestion }, task) => [rename(name, suggestion, task)],
  'unknown-name': ({ name, suggestion }, task) => [rename(name, suggestion, task)],
}

/** Changes the value of an argument that is written, or writes it. */
function setArgument(name: string, value: FixValue, { layer, notation, text, document }: Task): Fix | undefined {
  if (!layer || layer.place.file !== document.file || !(name in layer.layerKind.parameters)) return undefined
  const { place } = layer
  const printed = notation.value(value, text.slice(place.from, place.to))
  const span = place.arguments.get(name)
  if (!span) {
    const edit = notation.append(text, place, `${name}=${printed}`)
    return edit && { title: `Set ${name}=${printed}`, edits: [edit] }
  }
  const label = /^\w+\s*=\s*/.exec(text.slice(span.from, span.to))?.[0].length ?? 0
  const edit = { from: span.from + label, to: span.to, insert: printed }
  return { title: `Set ${name}=${printed}`, edits: [edit] }
}

/** One number where one number was written, else a tuple. */
function likeWritten(name: string, sizes: readonly number[], { layer, text }: Task): FixValue {
  const span = layer?.place.arguments.get(name)
  const written = span ? text.slice(span.from, span.to).replace(/^\w+\s*=\s*/, '') : ''
  const [first] = sizes
  const isOne = sizes.every(size => size === first) && !/[([x]/.test(written)
  return isOne && first !== undefined ? first : sizes
}

/** `3, 3` becomes `(3, 3)`, as Keras 1 read it. */
function joinKernel({ layer, text }: Task): Fix | undefined {
  const kernel = layer?.place.arguments.get('kernel_size')
  const strides = layer?.place.arguments.get('strides')
  if (!kernel || !strides || kernel.to > strides.from) return undefined
  const both = [kernel, strides].map(span => text.slice(span.from, span.to))
  if (!both.every(each => /^\d+$/.test(each))) return undefined
  const insert = `(${both.join(', ')})`
  return { title: `Make it one kernel_size, ${insert}`, edits: [{ from: kernel.from, to: strides.to, insert }] }
}

/** Corrects a name where the problem is marked: by itself, or with more after it. */
function rename(name: string, right: string | undefined, { problem, text }: Task): Fix | undefined {
  const { from, to } = markedSpan(problem, text)
  if (right === undefined || !/^[\w.]+/.exec(text.slice(from, to))?.[0].split('.').includes(name)) return undefined
  const at = from + text.slice(from, to).indexOf(name)
  return { title: `Change '${name}' to '${right}'`, edits: [{ from: at, to: at + name.length, insert: right }] }
}

/** What Keras 3 calls an argument, where that is one parameter that nothing else sets. */
function successor(argument: string, instead: string | undefined, { layer, document }: Task): string | undefined {
  if (instead === undefined || !layer || !(instead in layer.layerKind.parameters)) return undefined
  if (layer.place.arguments.has(instead)) return undefined
  const rivals = document.analysis.problems.filter(
    ({ finding, place }) =>
      finding.code === 'unknown-argument' &&
      finding.facts.argument !== argument &&
      finding.facts.instead === instead &&
      encloses(layer.place, place),
  )
  return rivals.length === 0 ? instead : undefined
}

// ---- which layer

function layerOf({ place }: Problem, { analysis }: Document): Layer | undefined {
  const called = analysis.visits.find(visit => isSame(visit.place, place))?.layer
  return called ?? madeAt(place, { analysis })
}

/** The layer whose constructor is the innermost around a place. */
function madeAt(place: Place, { analysis }: Pick<Document, 'analysis'>): Layer | undefined {
  let best: Layer | undefined
  const length = (layer: Layer) => layer.place.to - layer.place.from
  for (const layer of analysis.layers)
    if (encloses(layer.place, place) && (!best || length(layer) < length(best))) best = layer
  return best
}

const isSame = (a: Place, b: Place): boolean => a.from === b.from && a.to === b.to && a.file === b.file

const encloses = (outer: CallPlace, inner: Place): boolean =>
  outer.file === inner.file && outer.from <= inner.from && inner.to <= outer.to
