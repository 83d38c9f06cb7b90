/** Methods and attributes of numbers. */
import { type Float, float } from '../../../../layers/value.ts'
import { TupleObject } from '../containers.ts'
import type { Methods } from '../methods.ts'
import { normalize, numberValue } from '../numbers.ts'
import type { PyValue } from '../values.ts'

export const numberMethods: Methods<PyValue> = {
  bit_length: self => {
    const number = numberValue(self)
    if (number === undefined || typeof number === 'object') return undefined
    const magnitude = BigInt(number) < 0n ? -BigInt(number) : BigInt(number)
    return magnitude === 0n ? 0 : magnitude.toString(2).length
  },
  is_integer: self => {
    const number = numberValue(self)
    return typeof number === 'object' ? Number.isInteger(number.value) : undefined
  },
  as_integer_ratio: self => {
    const number = numberValue(self)
    if (number === undefined) return undefined
    return typeof number === 'object' ? ratioOf(number) : new TupleObject([number, 1])
  },
  conjugate: self => numberValue(self),
}

function ratioOf({ value }: Float): PyValue | undefined {
  if (!Number.isFinite(value)) return undefined
  let [top, bottom] = [value, 1n]
  while (!Number.isInteger(top)) {
    top *= 2
    bottom *= 2n
  }
  return new TupleObject([normalize(BigInt(top)), normalize(bottom)])
}

/** `x.real` and the like; undefined where it is none of them. The sizes of TensorFlow 1 had a `value`. */
export function numberAttributes(value: PyValue, name: string): PyValue | undefined {
  const number = numberValue(value)
  if (number === undefined) return undefined
  const isFloat = typeof number === 'object'
  if (name === 'real' || (name === 'value' && !isFloat) || (name === 'numerator' && !isFloat)) return number
  if (name === 'imag') return isFloat ? float(0) : 0
  return name === 'denominator' && !isFloat ? 1 : undefined
}
