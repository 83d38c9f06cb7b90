/** Functions of numbers and texts, with the results that Python gives. */
import { float, isFloat, type Value } from '../../../layers/value.ts'
import { exp, log, log2 } from '../../../numbers/elementary.ts'
import { roundedFloat, roundedInteger, roundedWhole } from '../../../numbers/rounding.ts'
import { isSymbolic, unknown } from '../../../tensor/size.ts'
import { binary, integer, Mistake, truth } from './arithmetic.ts'
import { notNumbers, numberOf, one, type ValueFunction } from './value-function.ts'
import { isPlain, type NetValue, textOf } from './values.ts'

/** What it computes with, as a number or a size. */
type Numbers = (args: readonly number[]) => Value | Mistake

const numbers =
  (name: string, run: Numbers) =>
  (args: readonly NetValue[]): Value | Mistake => {
    const read = args.map(numberOf)
    if (args.some(each => isSymbolic(each))) return unknown(`${name} of a size that is open`)
    return read.every(each => each !== undefined) ? run(read as readonly number[]) : notNumbers(name)
  }

/** A function of one number that gives a float; where it gives none, Python refuses. */
const real = (name: string, run: (x: number) => number) =>
  numbers(name, ([x]) => {
    const result = run(x!)
    return Number.isFinite(result) ? float(result) : new Mistake(`${name} has no value at ${x}`)
  })

const whole = (value: number): Value =>
  Number.isFinite(value) ? (integer(BigInt(value)) as Value) : unknown('a number without end')

function round(args: readonly NetValue[]): Value | Mistake {
  const [value, digits = null] = args
  if (isSymbolic(value)) return value
  const number = typeof value === 'bigint' ? value : numberOf(value!)
  if (number === undefined || (digits !== null && typeof digits !== 'number')) return notNumbers('round')
  if (isPlain(value!) && isFloat(value))
    return digits === null ? (integer(roundedWhole(value.value)) as Value) : float(roundedFloat(value.value, digits))
  if (digits === null || digits >= 0) return number
  return integer(roundedInteger(BigInt(number), Math.min(-digits, mostZeros))) as Value
}

/** No integer is longer. */
const mostZeros = 1001

function toInteger(args: readonly NetValue[]): Value | Mistake {
  const [value] = args
  if (typeof value === 'bigint' || isSymbolic(value)) return value
  if (typeof value === 'string') {
    const trimmed = value.trim()
    return /^[+-]?\d+(?:_\d+)*$/.test(trimmed) && trimmed.length <= 1000
      ? (integer(BigInt(trimmed.replace('+', '').replaceAll('_', ''))) as Value)
      : new Mistake(`int cannot read '${value}'`)
  }
  const number = numberOf(value!)
  return number === undefined ? notNumbers('int') : whole(Math.trunc(number))
}

function toFloat(args: readonly NetValue[]): Value | Mistake {
  const [value] = args
  if (typeof value !== 'string') return real('float', each => each)(args)
  const isNumber = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/.test(value)
  return isNumber ? real('float', each => each)([float(Number(value))]) : new Mistake(`float cannot read '${value}'`)
}

function power([base, exponent, modulus]: readonly NetValue[]): NetValue | Mistake {
  if (!isPlain(base!) || !isPlain(exponent!)) return notNumbers('pow')
  const result = binary('**', base, exponent)
  if (modulus === undefined || result instanceof Mistake) return result
  return isPlain(modulus) ? binary('%', result, modulus) : notNumbers('pow')
}

function absolute(value: NetValue): Value | Mistake {
  if (isSymbolic(value)) return unknown('abs of a size that is open')
  if (numberOf(value) === undefined || !isPlain(value)) return notNumbers('abs')
  const isNegative = binary('<', value, 0)
  return isNegative === true ? binary('-', 0, value) : isNegative instanceof Mistake ? isNegative : value
}

function truthOf(value: NetValue): Value {
  const holds = isPlain(value) ? truth(value) : true
  return holds ?? unknown('it is not known')
}

export const numberFunctions: ReadonlyMap<string, ValueFunction> = new Map<string, ValueFunction>([
  ['abs', one('abs(x)', 'The value without its sign.', ([x]) => absolute(x!))],
  ['int', one('int(x)', 'The whole number in front of the point.', toInteger)],
  ['float', one('float(x)', 'The number as a float.', toFloat)],
  ['bool', one('bool(x)', 'Whether it is neither 0, nor empty, nor none.', ([x]) => truthOf(x!))],
  ['str', one('str(x)', 'The value as a text.', ([x]) => textOf(x!))],
  [
    'round',
    {
      signature: 'round(x, digits=0)',
      meaning: 'The nearest number; the even one of two.',
      least: 1,
      most: 2,
      run: round,
    },
  ],
  [
    'ceil',
    one(
      'ceil(x)',
      'The least whole number that is not smaller.',
      numbers('ceil', ([x]) => whole(Math.ceil(x!))),
    ),
  ],
  [
    'floor',
    one(
      'floor(x)',
      'The largest whole number that is not greater.',
      numbers('floor', ([x]) => whole(Math.floor(x!))),
    ),
  ],
  ['sqrt', one('sqrt(x)', 'The square root.', real('sqrt', Math.sqrt))],
  ['exp', one('exp(x)', 'e to the power of x.', real('exp', exp))],
  [
    'log',
    one(
      'log(x)',
      'The natural logarithm.',
      real('log', x => (x > 0 ? log(x) : Number.NaN)),
    ),
  ],
  [
    'log2',
    one(
      'log2(x)',
      'The logarithm to the base 2.',
      real('log2', x => (x > 0 ? log2(x) : Number.NaN)),
    ),
  ],
  ['pow', { signature: 'pow(x, y, modulus)', meaning: 'x to the power of y.', least: 2, most: 3, run: power }],
  [
    'chr',
    one(
      'chr(code)',
      'The letter of a code.',
      numbers('chr', ([x]) =>
        Number.isInteger(x) && x! >= 0 && x! < 0x110000
          ? String.fromCodePoint(x!)
          : new Mistake('no letter has that code'),
      ),
    ),
  ],
  [
    'ord',
    one('ord(letter)', 'The code of a letter.', ([x]) =>
      typeof x === 'string' && [...x].length === 1 ? x.codePointAt(0)! : new Mistake('ord takes one letter'),
    ),
  ],
])
