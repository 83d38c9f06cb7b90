/** Puts Flatten before a layer, in the form in which the layer is written. */
import type { Layer } from '../model/layer.ts'
import type { Edit } from '../source/span.ts'
import type { Fix, Task } from './fixes.ts'
import { lineEnd, lineStart } from './lines.ts'

/** Undefined where it is not certain what to write: where Flatten is not imported, or the layer stands within a line. */
export function flattenFirst(task: Task): Fix | undefined {
  const { layer, text, notation, document } = task
  if (!layer || layer.place.file !== document.file) return undefined
  const like = text.slice(layer.place.from, layer.place.to)
  const flatten = notation.layer('Flatten', like)
  const isImported = document.language === 'net' || flatten.includes('.') || /\bFlatten\b/.test(text)
  const edits = isImported ? (wrapInput(layer, flatten, task) ?? ownLine(layer, flatten, task)) : undefined
  return edits && { title: `Insert ${flatten} before it`, edits }
}

/** `Dense(10)(x)` becomes `Dense(10)(Flatten()(x))`. */
function wrapInput(layer: Layer, flatten: string, { text, document }: Task): readonly Edit[] | undefined {
  const [visit] = layer.visits
  const { to } = layer.place
  if (document.language !== 'python' || layer.visits.length !== 1 || !visit || visit.place.to <= to) return undefined
  const end = visit.place.to - 1
  const isCall = visit.place.from === layer.place.from && text[to] === '(' && text[end] === ')'
  const edit = (at: number, insert: string): Edit => ({ from: at, to: at, insert })
  return isCall ? [edit(to + 1, `${flatten}(`), edit(end, ')')] : undefined
}

/** A line of its own before: `model.add(Flatten())`, `Flatten(),` in a list, `flatten`. */
function ownLine({ place }: Layer, flatten: string, { text }: Task): readonly Edit[] | undefined {
  const start = lineStart(text, place.from)
  const before = text.slice(start, place.from)
  const after = text.slice(place.to, lineEnd(text, place.to)).replace(/\s*#.*$/, '')
  const form = `${before}□${after}`
  const isWhole = /^\s*□$|^\s*□,$|^\s*[\w.]+\.add\(□\)$/.test(form)
  const isList = /^\s*□,?$/.test(form) && text.slice(place.from, place.to).includes('(')
  if (!isWhole) return undefined
  const line = isList ? `${before}${flatten},` : `${before}${flatten}${after}`
  return [{ from: start, to: start, insert: `${line}${lineBreak(text)}` }]
}

const lineBreak = (text: string): string => /\r\n|\n|\r/.exec(text)?.[0] ?? '\n'
