/** The text of a hint: shapes and counts of one or many visits, no longer than it may be. */
import type { Layer, Visit } from '../model/layer.ts'
import { printValue, sizeOf } from '../tensor/formula.ts'
import { isShape, type Shape } from '../tensor/shape.ts'
import { equalSizes, isNone, isUnknown, printSize, type Size, type Unknown } from '../tensor/size.ts'
import { flatten } from '../tensor/structure.ts'
import { crop } from './markdown.ts'
import type { HintOptions } from './options.ts'
import { printCompact } from './quantities.ts'

/** What a hint is about. */
export interface Shown {
  /** Calls that Keras accepts; none where layers wait for an input. */
  readonly visits: readonly Visit[]
  /** The layers whose parameters are counted here. */
  readonly layers: readonly Layer[]
}

/** A part of a label, from which `dropped` sizes are left out in the middle of each shape. */
type Part = (dropped: number) => string

/** `(None, 28, 28, 8) · 608`; undefined where the options leave nothing to show. */
export function hintLabel(shown: Shown, options: HintOptions): string | undefined {
  const { content, maximumLength } = options
  const shapes = content === 'params' ? undefined : shapesPart(shown, options)
  const counts = content === 'shape' ? undefined : countsPart(shown, options)
  const changing = [shapes, counts].some(part => part?.changes)
  // Next to the shapes of several layers there is no room for their numbers.
  const numbers = shapes?.changes && shown.layers.length !== 1 ? [] : [counts, macsPart(shown, options)]
  const parts = [shapes, ...numbers].flatMap(part => part?.print ?? [])
  if (parts.length === 0) return undefined
  const times = changing ? [`×${shown.visits.length}`] : []
  return shorten(dropped => join([...parts.map(print => print(dropped)), ...times]), maximumLength)
}

/** What visits have in common, or the first and the last where they differ. */
interface Folded {
  readonly print: Part
  readonly changes: boolean
}

function shapesPart({ visits }: Shown, { batch }: HintOptions): Folded {
  const [first] = visits
  const last = visits.at(-1)
  if (!first || !last) return { print: () => '?', changes: false }
  const changes = visits.some(visit => visit.facts !== first.facts && !sameOutputs(visit, first))
  if (!changes) return { print: dropped => printOutputs(first, { dropped, batch: batch ? 'None' : '' }), changes }
  const printShort = (visit: Visit, dropped: number) => printOutputs(visit, { dropped, batch: batch ? '…' : '' })
  return { print: dropped => `${printShort(first, dropped)} … ${printShort(last, dropped)}`, changes }
}

function countsPart({ visits, layers }: Shown, { zeroCounts }: HintOptions): Folded | undefined {
  const counted = layers.filter(layer => layer.layerKind.takes !== 'nothing')
  const counts = counted.map(layer => layer.counts.total)
  const [first] = counts
  const last = counts.at(-1)
  if (first === undefined || last === undefined || (!zeroCounts && counts.every(count => count === 0))) return undefined
  const changes = counts.some(count => !sameSize(count, first)) && visits.length > 0
  return { print: () => (changes ? `${printValue(first)} … ${printValue(last)}` : printValue(first)), changes }
}

function macsPart({ visits }: Shown, { macs }: HintOptions): Folded | undefined {
  const [first] = visits.map(visit => sizeOf(visit.facts.macs))
  if (!macs || first === undefined || first === 0 || isNone(first) || isUnknown(first)) return undefined
  if (!visits.every(visit => sameSize(sizeOf(visit.facts.macs), first))) return undefined
  return { print: () => `${printCompact(first)} MACs`, changes: false }
}

const sameSize = (a: Size, b: Size): boolean => equalSizes(a, b) === true || (isUnknown(a) && isUnknown(b))

function sameOutputs(a: Visit, b: Visit): boolean {
  const others = shapesOf(b)
  const shapes = shapesOf(a)
  return shapes.length === others.length && shapes.every((shape, i) => printed(shape) === printed(others[i]!))
}

const printed = (shape: Shape | Unknown): string => (isShape(shape) ? shape.map(size => printSize(size)).join() : '?')

const shapesOf = (visit: Visit) => flatten(visit.outputs).map(tensor => tensor.type.shape)

interface ShapeForm {
  readonly dropped: number
  /** How a batch of any size is written; empty to leave the batch axis out. */
  readonly batch: 'None' | '…' | ''
}

/** The shapes of all outputs. */
function printOutputs(visit: Visit, form: ShapeForm): string {
  const shapes = shapesOf(visit).map(shape => printShort(shape, form))
  return form.dropped > 2 && shapes.length > 2 ? `${shapes[0]}, …, ${shapes.at(-1)}` : shapes.join(', ')
}

function printShort(shape: Shape | Unknown, { dropped, batch }: ShapeForm): string {
  if (!isShape(shape)) return '?'
  const sizes = shape.map((size, i) => (i === 0 && isNone(size) && batch === '…' ? '…' : printSize(size)))
  const kept = dropMiddle(batch === '' ? sizes.slice(1) : sizes, dropped)
  return kept.length === 1 ? `(${kept[0]},)` : `(${kept.join(', ')})`
}

/** Leaves out `count` sizes, so that the first and the last stay longest. */
function dropMiddle(sizes: readonly string[], count: number): readonly string[] {
  if (count === 0 || sizes.length < 2) return sizes
  const keep = Math.max(sizes.length - count, 1)
  const head = Math.floor(keep / 2)
  const kept = [...sizes.slice(0, head), '…', ...sizes.slice(sizes.length - (keep - head))]
  return kept.filter((size, i) => size !== '…' || kept[i - 1] !== '…')
}

/** Nothing known of shape and count is one question mark. */
const join = (parts: readonly string[]): string => (parts.every(part => part === '?') ? '?' : parts.join(' · '))

/** Leaves out sizes until the text is short enough, and then characters. */
function shorten(print: Part, most: number): string {
  for (let dropped = 0; dropped < 6; dropped++) {
    const text = print(dropped)
    if (text.length <= most) return text
  }
  return crop(print(6), most)
}
