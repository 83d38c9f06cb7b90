/** Random symbolic arithmetic, computed twice: with sizes, and with plain numbers put in for the names. */
import fc from 'fast-check'
import {
  add,
  ceilDivide,
  floorDivide,
  maximum,
  minimum,
  modulo,
  multiply,
  type Size,
  subtract,
  symbol,
} from '../../server/src/core/tensor/size.ts'
import type { Values } from './evaluate.ts'

/** A computation, its size, and what it is for given values of its names. */
export interface Computation {
  readonly text: string
  readonly size: Size
  readonly at: (values: Values) => number
}

const names = ['a', 'b', 'c'] as const

/** Positive values of the names `a`, `b` and `c`. */
export const values: fc.Arbitrary<Values> = fc.record(
  Object.fromEntries(names.map(name => [name, fc.integer({ min: 1, max: 40 })])),
)

const leaf: fc.Arbitrary<Computation> = fc.oneof(
  fc.integer({ min: -9, max: 9 }).map(value => ({ text: String(value), size: value, at: () => value })),
  fc.constantFrom(...names).map(name => ({ text: name, size: symbol(name), at: (given: Values) => given[name]! })),
)

const operators = [
  { sign: '+', run: add, plain: (x: number, y: number) => x + y },
  { sign: '-', run: subtract, plain: (x: number, y: number) => x - y },
  { sign: '*', run: multiply, plain: (x: number, y: number) => x * y },
  { sign: 'max', run: maximum, plain: Math.max },
  { sign: 'min', run: minimum, plain: Math.min },
]
const divisions = [
  { sign: '//', run: floorDivide, plain: (x: number, y: number) => Math.floor(x / y) },
  { sign: 'ceil/', run: ceilDivide, plain: (x: number, y: number) => Math.ceil(x / y) },
  { sign: '%', run: modulo, plain: (x: number, y: number) => x - y * Math.floor(x / y) },
]

/** Divisors are positive: a positive number or a name. */
const divisor = leaf.filter(({ size }) => typeof size !== 'number' || size > 0)

export const computations: fc.Arbitrary<Computation> = fc.letrec<{ node: Computation }>(tie => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.tuple(fc.constantFrom(...operators), tie('node'), tie('node')).map(compute),
    fc.tuple(fc.constantFrom(...divisions), tie('node'), divisor).map(compute),
  ),
})).node

function compute([{ sign, run, plain }, x, y]: [(typeof operators)[number], Computation, Computation]): Computation {
  return {
    text: `(${x.text} ${sign} ${y.text})`,
    size: run(x.size, y.size),
    at: given => plain(x.at(given), y.at(given)) + 0,
  }
}
