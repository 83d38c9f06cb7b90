/** How operations name axes, and what Keras refuses there. */
import { type Formula, numberOf } from '../../../tensor/formula.ts'
import { normalizeAxis, type Shape } from '../../../tensor/shape.ts'
import { formula } from '../../../tensor/template.ts'
import type { Reporter } from '../../layer.ts'
import { integer, integers, optional, type Parameter } from '../../parameters.ts'
import { dataType } from '../../policy.ts'
import type { Value } from '../../value.ts'

/** One axis. */
export const axis = (fallback?: Value): Parameter<number> =>
  integer('The axis; negative ones count from the end.', fallback)

/** One axis, or all of them for None. */
export const axisOrAll = (fallback: Value = null): Parameter<number | null> => optional(axis(), fallback)

/** One axis or several. */
export const axes = (): Parameter<readonly number[]> => integers('The axis or axes; negative ones count from the end.')

/** One axis, several, or all of them for None. */
export const axesOrAll = (fallback: Value = null): Parameter<readonly number[] | null> => optional(axes(), fallback)

/** The axis counted from the front; refused where there is none. */
export function axisAt(axis: number, shape: Shape, call: Reporter, rank = shape.length): number {
  const at = normalizeAxis(axis, rank)
  if (at !== undefined) return at
  return call.refuse({
    code: 'axis-out-of-range',
    facts: { argument: 'axis', axis: String(axis), shape },
    argument: 'axis',
  })
}

/** The type of the result; undefined where the operation chooses. */
export const resultTypeOr = (): Parameter<string | undefined> => ({
  ...dataType,
  meaning: 'The type of the result.',
  default: null,
  read: (value, name) => (value === null ? undefined : dataType.read(value, name)),
})

/** `size / by` where that is whole; refused where it certainly is not. */
export function divideWhole(size: Formula, by: number, call: Reporter): Formula {
  const number = numberOf(size)
  if (number !== undefined && number % by !== 0)
    call.refuse({ code: 'refused', facts: { reason: `${number} does not divide by ${by}` } })
  return formula`${size} / ${by}`
}
