/** Products, permutations and combinations, in the order in which `itertools` gives them; undefined where there are too many. */
import { TupleObject } from '../containers.ts'
import { mostElements } from '../context.ts'
import type { PyValue } from '../values.ts'

type Items = readonly PyValue[]

export function products(lists: readonly Items[], times: number): Items | undefined {
  if (times < 0 || lists.length * times > 1000) return undefined
  let rows: Items[] = [[]]
  for (const list of Array.from({ length: times }, () => lists).flat()) {
    if (rows.length * list.length > mostElements) return undefined
    rows = rows.flatMap(row => list.map(item => [...row, item]))
  }
  return rows.map(row => new TupleObject(row))
}

type Row = readonly number[]

/** Grows rows of places one place after the other; `next` gives the places that can follow. */
function grow(length: number | undefined, next: (row: Row) => Row): readonly Row[] | undefined {
  if (length === undefined || length < 0) return undefined
  let rows: readonly Row[] | undefined = [[]]
  for (let i = 0; i < length && rows && rows.length > 0; i++) rows = longer(rows, next)
  return rows
}

function longer(rows: readonly Row[], next: (row: Row) => Row): readonly Row[] | undefined {
  const made: Row[] = []
  for (const row of rows) {
    const places = next(row)
    if (made.length + places.length > mostElements) return undefined
    for (const place of places) made.push([...row, place])
  }
  return made
}

const pick = (items: Items, rows: readonly Row[] | undefined): Items | undefined =>
  rows?.map(row => new TupleObject(row.map(place => items[place]!)))

export function permutations(items: Items, length: number | undefined): Items | undefined {
  const places = [...items.keys()]
  return pick(
    items,
    length !== undefined && length > items.length
      ? []
      : grow(length, row => places.filter(place => !row.includes(place))),
  )
}

export const combinations = (items: Items, length: number | undefined): Items | undefined =>
  length !== undefined && length > items.length ? [] : combinationsOf(items, length, i => i + 1)

/** `after` says from which place on the next one is, seen from the one before it. */
export function combinationsOf(
  items: Items,
  length: number | undefined,
  after: (place: number) => number,
): Items | undefined {
  const places = [...items.keys()]
  return pick(
    items,
    grow(length, row => places.slice(row.length === 0 ? 0 : after(row.at(-1)!))),
  )
}
