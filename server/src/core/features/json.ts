/**
 * Everything that is known of a document as JSON, version 1: what programs read. Its form is kept stable.
 *
 * Lines count from 1, columns from 0 in UTF-16 units. A shape is an array of numbers, null (None) and strings (symbolic,
 * or "?" where a size is not known); a shape that is not known at all is null. Nothing in the text made the inputs that
 * Keras adds to Sequential models by itself, so they are not listed.
 *
 * What stands in a notebook has the number of its `cell`, counted from 1 among all cells, and a range within that cell.
 */
import { weightShape } from '../layers/facts.ts'
import type { Layer, Visit } from '../model/layer.ts'
import { partsOf } from '../model/layer.ts'
import type { Place } from '../source/span.ts'
import { sizeOf } from '../tensor/formula.ts'
import { isShape, type Shape } from '../tensor/shape.ts'
import { isNone, isUnknown, none, printSize, type Size, type Unknown } from '../tensor/size.ts'
import { flatten } from '../tensor/structure.ts'
import { diagnosticsOf } from './diagnostics.ts'
import type { Document, Program } from './document.ts'
import { lineStartsOf, positionAt } from './lines.ts'
import type { DiagnosticOptions } from './options.ts'
import { type Summary, summariesOf } from './summary.ts'

export interface JsonReport {
  readonly version: 1
  readonly files: readonly JsonFile[]
}

export interface JsonFile {
  readonly path: string
  readonly language: string
  readonly layers: readonly JsonLayer[]
  readonly models: readonly JsonModel[]
  readonly problems: readonly JsonProblem[]
}

export interface JsonLayer {
  readonly id: number
  readonly class: string
  readonly name: string
  readonly cell?: number
  /** Where the layer was made, if that is another file. */
  readonly file?: string
  readonly range: JsonRange
  readonly params: JsonCount
  readonly trainable_params: JsonCount
  readonly weights: readonly JsonWeight[]
  readonly calls: readonly JsonCall[]
}

export interface JsonWeight {
  readonly name: string
  readonly shape: JsonShape
  readonly trainable: boolean
}

/** A call that Keras refuses has no outputs; one of which less is known than of another has null for its shapes. */
export interface JsonCall {
  readonly cell?: number
  /** Where it stands, if that is another file. */
  readonly file?: string
  readonly range: JsonRange
  readonly inputs: readonly JsonShape[]
  readonly outputs: readonly JsonShape[]
  readonly macs: JsonCount
}

export interface JsonModel {
  readonly name: string
  readonly cell?: number
  /** Where the model was made, if that is another file. */
  readonly file?: string
  /** `Sequential` or `Functional`. */
  readonly class: string
  readonly range: JsonRange
  /** The function that makes it, where nobody calls that. */
  readonly uncalled?: string
  /** The ids of its layers; those of models within it stand in their place. */
  readonly layers: readonly number[]
  readonly inputs: readonly JsonShape[]
  readonly outputs: readonly JsonShape[]
  readonly params: JsonCount
  readonly trainable_params: JsonCount
  readonly non_trainable_params: JsonCount
  readonly macs: JsonCount
}

export interface JsonProblem {
  readonly code: string
  readonly severity: string
  readonly message: string
  readonly cell?: number
  readonly range: JsonRange
  readonly related: readonly JsonRelated[]
}

/** `file` where that is another one. */
export interface JsonRelated {
  readonly message: string
  readonly cell?: number
  readonly file?: string
  readonly range: JsonRange
}

export interface JsonRange {
  readonly start: { readonly line: number; readonly column: number }
  readonly end: { readonly line: number; readonly column: number }
}

/** Symbolic numbers are strings, unknown ones null. */
export type JsonCount = number | string | null
export type JsonShape = readonly (number | string | null)[] | null

/** One file of the report. Every problem has its usual severity. */
export function programJson(program: Program): JsonFile {
  const { file, language, analysis, documents } = program
  const ids = new Map(analysis.layers.map((layer, id): [Layer, number] => [layer, id]))
  const place = placesIn(program)
  const graph = inGraphs(analysis.layers)
  const summaries = summariesOf(program)
  return {
    path: file,
    language,
    layers: analysis.layers.map((layer, id) => layerJson(layer, id, callsJson(layer, graph, place), place)),
    models: analysis.models.map((model, i) => modelJson(summaries[i]!, idsOf(partsOf([model]), ids), place)),
    problems: documents.flatMap(document => problemsJson(document, place)),
  }
}

const problemsJson = (document: Document, place: ToPlace): readonly JsonProblem[] =>
  diagnosticsOf(document, everyProblem).map(({ code, severity, message, span, related }) => ({
    code,
    severity,
    message,
    ...place({ ...span, file: document.file }),
    related: related.map(each => ({ message: each.message, ...place(each.place) })),
  }))

const everyProblem: DiagnosticOptions = { enabled: true, severity: {} }

/** A range, with its cell in a notebook, or with its file where that is another one. */
type ToPlace = (place: Place) => { readonly cell?: number; readonly file?: string; readonly range: JsonRange }

function placesIn(program: Program): ToPlace {
  return ({ file, from, to }) => {
    const starts = lineStartsOf(program, file)
    const at = (offset: number) => {
      const { line, column } = positionAt(starts, offset)
      return { line: line + 1, column }
    }
    const range = { start: at(from), end: at(to) }
    const cell = program.cellOf(file)
    if (cell !== undefined) return { cell, range }
    return file === program.file ? { range } : { file, range }
  }
}

function layerJson(layer: Layer, id: number, calls: readonly JsonCall[], place: ToPlace): JsonLayer {
  const { total, trainable } = layer.counts
  const { weights } = layer
  return {
    id,
    class: layer.className,
    name: layer.name,
    ...place(layer.place),
    params: countJson(total),
    trainable_params: countJson(trainable),
    weights: isUnknown(weights)
      ? []
      : weights.map(weight => ({
          name: weight.name,
          shape: shapeJson(weightShape(weight)),
          trainable: weight.trainable,
        })),
    calls,
  }
}

/** The size of a batch of data is the data's, not the layer's: it is told where the calls differ in more. */
function callsJson({ visits }: Layer, graph: ReadonlySet<Visit>, place: ToPlace): readonly JsonCall[] {
  const general = visits.map(visit => callJson(visit, visit.hasBatchOfData && !graph.has(visit), place))
  const known = general.filter(({ outputs }) => !outputs.some(isVague))
  const differ = new Set(known.map(({ outputs }) => JSON.stringify(outputs))).size > 1
  return withoutVaguer(distinct(differ ? visits.map(visit => callJson(visit, false, place)) : general))
}

/** A loop makes the same call again and again: that is told once. */
const distinct = (calls: readonly JsonCall[]): readonly JsonCall[] =>
  calls.length < 2 ? calls : [...new Map(calls.map(call => [JSON.stringify(call), call])).values()]

/** A call of which less is known than of another says nothing about the layer's output. */
function withoutVaguer(calls: readonly JsonCall[]): readonly JsonCall[] {
  const known = calls.filter(({ outputs }) => outputs.length > 0 && !outputs.some(isVague))
  const isVaguer = ({ outputs }: JsonCall) =>
    outputs.some(isVague) && known.some(call => call.outputs.length === outputs.length && agrees(outputs, call.outputs))
  return calls.map(call => (isVaguer(call) ? { ...call, outputs: call.outputs.map(() => null) } : call))
}

const isVague = (shape: JsonShape): boolean => shape?.includes('?') ?? true

const agrees = (vague: readonly JsonShape[], known: readonly JsonShape[]): boolean =>
  vague.every((shape, i) => {
    const other = known[i]
    return !shape || (other?.length === shape.length && shape.every((size, k) => size === '?' || size === other[k]))
  })

/** The calls that own layers make while they are part of a graph: no tensor is data there, also where it is made of numbers. */
function inGraphs(layers: readonly Layer[]): ReadonlySet<Visit> {
  const found = new Set<Visit>()
  const enter = (visit: Visit): void => {
    for (const each of visit.inner) {
      if (found.has(each)) continue
      found.add(each)
      enter(each)
    }
  }
  for (const { visits } of layers) for (const visit of visits) if (!visit.isOnData) enter(visit)
  return found
}

function callJson(visit: Visit, withoutBatch: boolean, toPlace: ToPlace): JsonCall {
  const { facts, outputs, place } = visit
  return {
    ...toPlace(place),
    inputs: visit.inputTensors.map(tensor => shapeJson(tensor.type.shape)),
    outputs: facts.refused
      ? []
      : flatten(outputs).map(({ type: { shape } }) =>
          outputJson(shape, withoutBatch || (visit.hasBatchOfData && isOpen(shape))),
        ),
    macs: facts.refused ? null : countJson(sizeOf(facts.macs)),
  }
}

/** Whether the size of the batch is not known. */
const isOpen = (shape: Shape | Unknown): boolean => isShape(shape) && shape[0] !== undefined && isUnknown(shape[0])

const outputJson = (shape: Shape | Unknown, withoutBatch: boolean): JsonShape =>
  withoutBatch && isShape(shape) && shape.length > 1 ? shapeJson([none, ...shape.slice(1)]) : shapeJson(shape)

const modelJson = (summary: Summary, layers: readonly number[], place: ToPlace): JsonModel => ({
  name: summary.name,
  class: summary.className,
  ...place(summary.place),
  ...(summary.uncalled !== undefined && { uncalled: summary.uncalled }),
  layers,
  inputs: summary.inputs.map(shapeJson),
  outputs: summary.outputs.map(shape => outputJson(shape, summary.hasBatchOfData)),
  params: countJson(summary.total),
  trainable_params: countJson(summary.trainable),
  non_trainable_params: countJson(summary.nonTrainable),
  macs: countJson(summary.macs),
})

/** The ids of the layers that the text made, each once. */
const idsOf = (parts: Iterable<Layer>, ids: ReadonlyMap<Layer, number>): readonly number[] => [
  ...new Set([...parts].flatMap(part => ids.get(part) ?? [])),
]

const countJson = (size: Size): JsonCount => {
  if (typeof size === 'number') return size
  return isUnknown(size) || isNone(size) ? null : printSize(size, '*')
}

const shapeJson = (shape: Shape | Unknown): JsonShape =>
  isShape(shape)
    ? shape.map(size => (typeof size === 'number' ? size : isNone(size) ? null : printSize(size, '*')))
    : null
