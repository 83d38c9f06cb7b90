/** Built-in functions on numbers. */
import { float } from '../../../../layers/value.ts'
import { roundedFloat, roundedInteger, roundedWhole } from '../../../../numbers/rounding.ts'
import type { Place } from '../../../../source/span.ts'
import type { Function_ } from '../builtins.ts'
import type { CallArguments } from '../call-arguments.ts'
import { TupleObject } from '../containers.ts'
import { raised } from '../exceptions.ts'
import { HostObject } from '../host.ts'
import { elementsOf } from '../iterators.ts'
import { normalize, numberValue, type PyNumber, toFloat } from '../numbers.ts'
import { binary, unary } from '../operators.ts'
import { extreme } from '../sorting.ts'
import { indexValue } from '../subscripts.ts'
import { isUnordered } from '../unordered.ts'
import type { PyValue } from '../values.ts'

export const numberFunctions: Readonly<Record<string, Function_>> = {
  abs: ({ positional: [value] }, at) => {
    if (value instanceof HostObject) return value.absolute(at)
    const number = value === undefined ? undefined : numberValue(value)
    return number === undefined ? undefined : toFloat(number) < 0 ? unary('-', number, at) : number
  },
  round: ({ positional: [value, digits = null], named }, at) => {
    const own =
      value instanceof HostObject ? value.special('__round__', digits === null ? [] : [digits], at) : undefined
    if (own !== undefined) return own
    const number = value === undefined ? undefined : numberValue(value)
    return number === undefined ? undefined : round(number, digits ?? named.get('ndigits') ?? null)
  },
  divmod: ({ positional: [a, b] }, at) => {
    if (a === undefined || b === undefined) return undefined
    const own = a instanceof HostObject ? a.special('__divmod__', [b], at) : undefined
    if (own !== undefined) return own
    return new TupleObject([binary('//', a, b, at), binary('%', a, b, at)])
  },
  pow: ({ positional: [base, exponent, modulus = null] }, at) => {
    if (base === undefined || exponent === undefined) return undefined
    return modulus === null ? binary('**', base, exponent, at) : powerModulo(base, exponent, modulus)
  },
  min: (args, at) => extremeOf(args, -1, at),
  max: (args, at) => extremeOf(args, 1, at),
  sum: ({ positional: [items, first], named }, at) => {
    const start = first ?? named.get('start') ?? 0
    return items === undefined ? undefined : elementsOf(items)?.reduce((sum, item) => binary('+', sum, item, at), start)
  },
  bin: ({ positional: [value] }) => inBase(value, '0b', 2),
  oct: ({ positional: [value] }) => inBase(value, '0o', 8),
  hex: ({ positional: [value] }) => inBase(value, '0x', 16),
}

function extremeOf({ positional, named }: CallArguments, sign: 1 | -1, at: Place): PyValue | undefined {
  const items = positional.length === 1 ? elementsOf(positional[0]!) : positional
  const fallback = positional.length === 1 ? named.get('default') : undefined
  if (items?.length === 0)
    return fallback === undefined ? raised('ValueError', 'there is no least or greatest of nothing', at) : fallback
  const isOpen = positional.length === 1 && isUnordered(positional[0]!)
  return items && extreme(items, sign, named.get('key') ?? null, at, isOpen)
}

/** Python rounds halves to the even neighbor, from the float's exact value. */
function round(number: PyNumber, digits: PyValue): PyValue | undefined {
  const places = digits === null ? null : indexValue(digits)
  if (places === undefined || (places !== null && Math.abs(places) > 400)) return undefined
  if (typeof number !== 'object')
    return places === null || places >= 0 ? number : normalize(roundedInteger(BigInt(number), -places))
  const { value } = number
  if (!Number.isFinite(value)) return places === null ? undefined : number
  return places === null ? normalize(roundedWhole(value)) : float(roundedFloat(value, places))
}

function powerModulo(base: PyValue, exponent: PyValue, modulus: PyValue): PyValue | undefined {
  const [a, b, m] = [base, exponent, modulus].map(integerOf)
  if (a === undefined || b === undefined || m === undefined || m === 0n || b < 0n) return undefined
  let [result, factor] = [1n % m, a % m]
  for (let left = b; left > 0n; left >>= 1n) {
    if (left & 1n) result = (result * factor) % m
    factor = (factor * factor) % m
  }
  return normalize(result !== 0n && result < 0n !== m < 0n ? result + m : result)
}

function integerOf(value: PyValue): bigint | undefined {
  const number = numberValue(value)
  return number === undefined || typeof number === 'object' ? undefined : BigInt(number)
}

function inBase(value: PyValue | undefined, prefix: string, base: number): string | undefined {
  const number = value === undefined ? undefined : integerOf(value)
  if (number === undefined) return undefined
  return number < 0n ? `-${prefix}${(-number).toString(base)}` : prefix + number.toString(base)
}
