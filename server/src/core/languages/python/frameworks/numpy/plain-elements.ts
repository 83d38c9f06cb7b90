/** Elements of arrays as numbers of Python, and arrays as layers see them. */
import { type ArrayValue, float, type Value } from '../../../../layers/value.ts'
import { unknown } from '../../../../tensor/size.ts'
import type { PyValue } from '../../evaluate/values.ts'
import { countOf, countsOf, type Data, isKnown } from './data.ts'
import { type DType, type Element, isFloat } from './dtypes.ts'

/** An element as a number of Python. */
export function plainElement(dtype: DType, element: Element): PyValue {
  if (typeof element !== 'number') return element
  if (dtype === 'bool') return element !== 0
  return isFloat(dtype) ? float(element) : element
}

/** As layers see it: lists of its elements where there are few. */
export function argumentOf({ dtype, shape, elements }: Data): ArrayValue {
  const counts = countsOf(shape)
  const listed = counts && countOf(counts) <= mostListed && (counts.length > 0 || isKnown(elements))
  const content = listed ? nested(counts, i => asValue(dtype, isKnown(elements) ? elements[i]! : elements)) : undefined
  return { kind: 'array', dtype, shape, content: content ?? (isKnown(elements) ? unknown('a large array') : elements) }
}

const mostListed = 1000

export const asValue = (dtype: DType, element: Element): Value => plainElement(dtype, element) as Value

/** Lists within lists of the elements with those numbers. */
function nested<T>(counts: readonly number[], element: (i: number) => T, offset = 0): T | readonly T[] {
  const [count, ...rest] = counts
  if (count === undefined) return element(offset)
  const step = countOf(rest)
  return Array.from({ length: count }, (_, i) => nested(rest, element, offset + i * step) as T)
}
