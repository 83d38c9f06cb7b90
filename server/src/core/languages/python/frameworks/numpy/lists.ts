/** Arrays as lists of Python. */
import { ListObject } from '../../evaluate/containers.ts'
import type { PyValue } from '../../evaluate/values.ts'
import { countOf, countsOf, type Data, isKnown } from './data.ts'
import { plainElement } from './plain-elements.ts'

/** The longest list that is made of an array. */
const mostItems = 10_000

/** Lists within lists of plain numbers; undefined where the sizes are not known. */
export function toPython({ dtype, shape, elements }: Data): PyValue | undefined {
  const counts = countsOf(shape)
  if (!counts || countOf(counts) > mostItems) return undefined
  const build = (axis: number, offset: number): PyValue => {
    if (axis === counts.length) return isKnown(elements) ? plainElement(dtype, elements[offset]!) : elements
    const step = countOf(counts.slice(axis + 1))
    return new ListObject(Array.from({ length: counts[axis]! }, (_, i) => build(axis + 1, offset + i * step)))
  }
  return build(0, 0)
}
