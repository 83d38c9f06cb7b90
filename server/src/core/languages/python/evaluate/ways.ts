/** How a statement can end: by going on to the next, and by leaving the block. Where it is not known which, in all ways. */
import type { Unknown } from '../../../tensor/size.ts'
import type { PyValue } from './values.ts'

export type End =
  | { readonly kind: 'return'; readonly value: PyValue }
  | { readonly kind: 'break' }
  | { readonly kind: 'continue' }
  | { readonly kind: 'raise'; readonly why: Unknown; readonly exception: PyValue }

export interface Ways {
  readonly ends: readonly End[]
  readonly goesOn: boolean
}

/** The usual way: on to the next statement. */
export const onward: Ways = { ends: [], goesOn: true }

export const ending = (end: End): Ways => ({ ends: [end], goesOn: false })

/** Either of two. What raises does not count where something else does not. */
export function eitherWay(a: Ways, b: Ways): Ways {
  if (a === onward && b === onward) return onward
  return withoutRaises({ ends: [...a.ends, ...b.ends], goesOn: a.goesOn || b.goesOn })
}

function withoutRaises(ways: Ways): Ways {
  const ends = ways.ends.filter(end => end.kind !== 'raise')
  if (ends.length === ways.ends.length || (ends.length === 0 && !ways.goesOn)) return ways
  return ends.length === 0 ? onward : { ends, goesOn: ways.goesOn }
}

/** First one, then the other, which runs where the first goes on. */
export const sequence = (first: Ways, then: Ways): Ways =>
  first === onward ? then : { ends: [...first.ends, ...then.ends], goesOn: first.goesOn && then.goesOn }

/** Whether it certainly raises. */
export const raises = ({ ends, goesOn }: Ways): boolean => !goesOn && ends.every(end => end.kind === 'raise')

/** Whether it certainly returns. */
export const returns = ({ ends, goesOn }: Ways): boolean => !goesOn && ends.every(end => end.kind === 'return')

/** Whether it may end in that way. */
export const mayEnd = (ways: Ways, kind: End['kind']): boolean => ways.ends.some(end => end.kind === kind)

/** The ways without those ends, which something around has dealt with. */
export const handled = ({ ends, goesOn }: Ways, ...kinds: readonly End['kind'][]): Ways => {
  const left = ends.filter(end => !kinds.includes(end.kind))
  return left.length === 0 && (goesOn || ends.length > 0)
    ? onward
    : { ends: left, goesOn: goesOn || left.length < ends.length }
}
