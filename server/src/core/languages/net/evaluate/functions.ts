/** The functions that values know, with the results that Python gives. */
import { float, isFloat, type Value } from '../../../layers/value.ts'
import * as sizes from '../../../tensor/size.ts'
import { isSymbolic, isUnknown, unknown } from '../../../tensor/size.ts'
import { binary, integer, Mistake, mostElements, truth } from './arithmetic.ts'
import { elementsOf, isPlain, type NetValue, textOf } from './values.ts'

interface ValueFunction {
  /** How it is called, for help while typing. */
  readonly signature: string
  readonly meaning: string
  readonly least: number
  readonly most: number
  readonly run: (args: readonly NetValue[]) => NetValue | Mistake
}

/** The function of a name; undefined where there is none. */
export const functionNamed = (name: string): ValueFunction | undefined => functions.get(name)

/** Calls a function: a wrong number of arguments is a mistake, an unknown one gives an unknown result. */
export function callFunction(called: ValueFunction, args: readonly NetValue[]): NetValue | Mistake {
  if (args.length < called.least || args.length > called.most)
    return new Mistake(`${called.signature} takes ${numberOfArguments(called)}, not ${args.length}`)
  return args.find(isUnknownValue) ?? called.run(args)
}

function numberOfArguments({ least, most }: ValueFunction): string {
  if (most === many) return `at least ${least} argument${least === 1 ? '' : 's'}`
  return least === most ? `${least} argument${least === 1 ? '' : 's'}` : `${least} to ${most} arguments`
}

const isUnknownValue = (value: NetValue): boolean => isUnknown(value)
const many = Number.POSITIVE_INFINITY

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

const notNumbers = (name: string): Mistake => new Mistake(`${name} takes numbers`)

function numberOf(value: NetValue): number | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return Number(value)
  if (typeof value === 'boolean') return value ? 1 : 0
  return isPlain(value) && isFloat(value) ? value.value : undefined
}

const whole = (value: number): Value =>
  Number.isFinite(value) ? (integer(BigInt(value)) as Value) : unknown('a number without end')

/** To the nearest whole number; to the even one where two are equally near. */
export function roundHalfEven(value: number): number {
  const low = Math.floor(value)
  const rest = value - low
  return rest < 0.5 || (rest === 0.5 && low % 2 === 0) ? low : low + 1
}

function round(args: readonly NetValue[]): Value | Mistake {
  const [value, digits = null] = args
  if (isSymbolic(value) || typeof value === 'bigint') return value
  const number = numberOf(value!)
  if (number === undefined) return notNumbers('round')
  if (digits === null) return whole(roundHalfEven(number))
  if (typeof digits !== 'number') return notNumbers('round')
  return isPlain(value!) && isFloat(value) ? float(roundedTo(number, digits)) : roundedWhole(BigInt(number), digits)
}

/** With so many digits behind the point, worked out exactly. */
function roundedTo(value: number, digits: number): number {
  if (digits > 323) return value
  if (digits < -323) return 0
  let [whole, parts] = [value, 1n]
  while (!Number.isInteger(whole)) [whole, parts] = [whole * 2, parts * 2n]
  const tenfold = 10n ** BigInt(Math.abs(digits))
  const [number, divisor] = digits < 0 ? [BigInt(whole), parts * tenfold] : [BigInt(whole) * tenfold, parts]
  const rounded = Number(`${dividedHalfEven(number, divisor)}e${-digits}`)
  return rounded === 0 && value < 0 ? -0 : rounded
}

function roundedWhole(value: bigint, digits: number): Value {
  if (digits >= 0) return integer(value) as Value
  const unit = 10n ** BigInt(Math.min(-digits, 1001))
  return integer(dividedHalfEven(value, unit) * unit) as Value
}

function dividedHalfEven(number: bigint, divisor: bigint): bigint {
  const rest = ((number % divisor) + divisor) % divisor
  const low = (number - rest) / divisor
  const isUp = rest * 2n > divisor || (rest * 2n === divisor && low % 2n !== 0n)
  return isUp ? low + 1n : low
}

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

/** The largest or the least of its arguments, or of the one list that it is given. */
const extreme =
  (name: 'max' | 'min') =>
  (args: readonly NetValue[]): NetValue | Mistake => {
    const items = args.length === 1 ? elementsOf(args[0]!) : args
    if (!items || items.length === 0) return new Mistake(`${name} takes numbers, or a list that is not empty`)
    const open = items.find(isUnknownValue)
    if (open !== undefined) return open
    if (items.some(each => isSymbolic(each)))
      return items.every(each => typeof each === 'number' || isSymbolic(each))
        ? ((items as sizes.Size[]).reduce(name === 'max' ? sizes.maximum : sizes.minimum) as Value)
        : unknown(`${name} of a size that is open`)
    let best: NetValue = items[0]!
    for (const item of items.slice(1)) {
      if (!isPlain(item) || !isPlain(best)) return notNumbers(name)
      const isBetter = binary(name === 'max' ? '>' : '<', item, best)
      if (isBetter instanceof Mistake) return isBetter
      if (isBetter === true) best = item
    }
    return best
  }

function sum(args: readonly NetValue[]): NetValue | Mistake {
  let total: Value | Mistake = 0
  for (const item of elementsOf(args[0]!) ?? []) {
    if (!isPlain(item)) return notNumbers('sum')
    total = binary('+', total as Value, item)
    if (total instanceof Mistake) return total
  }
  return elementsOf(args[0]!) ? total : notNumbers('sum')
}

function range(args: readonly NetValue[]): Value | Mistake {
  if (!args.every(each => typeof each === 'number'))
    return args.some(each => isSymbolic(each)) ? unknown('a range of open length') : notNumbers('range')
  const [first = 0, second, step = 1] = args as readonly number[]
  const [from, to] = second === undefined ? [0, first] : [first, second]
  if (step === 0) return new Mistake('range cannot go in steps of 0')
  const length = Math.max(0, Math.ceil((to - from) / step))
  if (length > mostElements) return new Mistake(`more than ${mostElements} elements`)
  return Array.from({ length }, (_, i) => from + i * step)
}

const list =
  (name: string, run: (items: readonly NetValue[]) => NetValue | Mistake) =>
  (args: readonly NetValue[]): NetValue | Mistake => {
    const items = elementsOf(args[0]!)
    return items ? run(items) : new Mistake(`${name} takes a list`)
  }

/** What is equal stays in its order. */
function sorted(items: readonly NetValue[]): NetValue | Mistake {
  let failure: NetValue | Mistake | undefined
  const isBefore = (a: NetValue, b: NetValue): boolean => {
    const answer = isPlain(a) && isPlain(b) ? binary('<', a, b) : new Mistake('sorted takes numbers or texts')
    if (typeof answer !== 'boolean') failure ??= answer
    return answer === true
  }
  const result = [...items].sort((a, b) => (isBefore(a, b) ? -1 : isBefore(b, a) ? 1 : 0))
  return failure ?? result
}

function power([base, exponent, modulus]: readonly NetValue[]): NetValue | Mistake {
  if (!isPlain(base!) || !isPlain(exponent!)) return notNumbers('pow')
  const result = binary('**', base, exponent)
  if (modulus === undefined || result instanceof Mistake) return result
  return isPlain(modulus) ? binary('%', result, modulus) : notNumbers('pow')
}

function zip(args: readonly NetValue[]): NetValue | Mistake {
  const lists = args.map(elementsOf)
  if (!lists.every(each => each !== undefined)) return new Mistake('zip takes lists')
  const length = lists.length === 0 ? 0 : Math.min(...lists.map(each => each.length))
  return Array.from({ length }, (_, i) => lists.map(each => each[i]!))
}

/** Whether all, or any, of the items hold; unknown where what is not known decides. */
const every =
  (expected: boolean) =>
  (items: readonly NetValue[]): NetValue => {
    let open: NetValue | undefined
    for (const item of items) {
      const holds = isPlain(item) ? truth(item) : true
      if (holds === !expected) return !expected
      if (holds === undefined) open ??= unknown('one of them is not known')
    }
    return open ?? expected
  }

const one = (signature: string, meaning: string, run: ValueFunction['run']): ValueFunction => ({
  signature,
  meaning,
  least: 1,
  most: 1,
  run,
})

const functions: ReadonlyMap<string, ValueFunction> = new Map<string, ValueFunction>([
  ['max', { signature: 'max(a, b, …)', meaning: 'The largest.', least: 1, most: many, run: extreme('max') }],
  ['min', { signature: 'min(a, b, …)', meaning: 'The least.', least: 1, most: many, run: extreme('min') }],
  ['sum', one('sum(list)', 'The sum of all.', sum)],
  [
    'len',
    one(
      'len(list)',
      'How many elements there are.',
      list('len', items => items.length),
    ),
  ],
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
  [
    'sqrt',
    one(
      'sqrt(x)',
      'The square root.',
      real('sqrt', x => Math.sqrt(x)),
    ),
  ],
  [
    'exp',
    one(
      'exp(x)',
      'e to the power of x.',
      real('exp', x => Math.exp(x)),
    ),
  ],
  [
    'log',
    one(
      'log(x)',
      'The natural logarithm.',
      real('log', x => Math.log(x)),
    ),
  ],
  [
    'log2',
    one(
      'log2(x)',
      'The logarithm to the base 2.',
      real('log2', x => Math.log2(x)),
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
  [
    'range',
    {
      signature: 'range(from, to, step)',
      meaning: 'Whole numbers up to, and without, the end.',
      least: 1,
      most: 3,
      run: range,
    },
  ],
  [
    'list',
    one(
      'list(x)',
      'The elements of it.',
      list('list', items => items),
    ),
  ],
  [
    'reversed',
    one(
      'reversed(list)',
      'The elements from the last to the first.',
      list('reversed', items => items.toReversed()),
    ),
  ],
  ['sorted', one('sorted(list)', 'The elements in their order.', list('sorted', sorted))],
  [
    'enumerate',
    one(
      'enumerate(list)',
      'Pairs of a number and an element.',
      list('enumerate', items => items.map((item, i) => [i, item])),
    ),
  ],
  [
    'zip',
    {
      signature: 'zip(a, b, …)',
      meaning: 'The first elements together, then the second …',
      least: 0,
      most: many,
      run: zip,
    },
  ],
  ['all', one('all(list)', 'Whether each element holds.', list('all', every(true)))],
  ['any', one('any(list)', 'Whether one element holds.', list('any', every(false)))],
])

/** What functions there are, for help while typing. */
export const valueFunctions: ReadonlyMap<string, Pick<ValueFunction, 'signature' | 'meaning'>> = functions

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
