/** Sizes that only data decides: how they are named, and what becomes of them in calculations. */
import type { Place } from '../../../source/span.ts'
import * as sizes from '../../../tensor/size.ts'
import {
  isNone,
  isSymbolic,
  isUnknown,
  printSize,
  type Size,
  type Symbolic,
  type Unknown,
  unknown,
} from '../../../tensor/size.ts'
import type * as syntax from '../syntax.ts'
import type { BinaryOperator } from '../syntax.ts'
import type { CallArguments } from './call-arguments.ts'
import { type Context, placeOf } from './context.ts'
import { Raised } from './exceptions.ts'
import { Foreign, known } from './foreign.ts'
import { HostObject } from './host.ts'
import { Sized } from './sized.ts'
import { isUnset } from './unset.ts'
import { isFloatValue, type PyValue, unfinished, unknownValue } from './values.ts'
import { written } from './written.ts'

/** Gives what an expression comes to a name, where it is not known. What a name is bound to keeps its own. */
export function nameValue(value: PyValue, node: syntax.Expression, context: Context): PyValue {
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Foreign) {
    if (!value.isSeen)
      value.seen(namer(written(node), () => value.origin(written(node), placeOf(node, context)), context))
    return value
  }
  return isNameless(value) ? sized(value, written(node), context) : value
}

/** What is bound to a variable has that variable's name, unless it has one already. */
export function nameBound(value: PyValue, name: string, context: Context): PyValue {
  if (value instanceof Sized) value.named(name)
  return isNameless(value) ? sized(value, name, context) : value
}

/** What is still being typed is not there yet, and what raises or was not given says so itself. */
const isNameless = (value: PyValue): value is Unknown =>
  isUnknown(value) &&
  !(value instanceof Sized || value instanceof Raised) &&
  value.why !== unfinished &&
  !isUnset(value)

const sized = (value: Unknown, name: string | undefined, context: Context): Sized =>
  new Sized(
    value,
    namer(name, () => unknown(`not known: ${value.why}`, value.place), context),
  )

const namer =
  (name: string | undefined, why: () => Unknown, { program }: Context) =>
  (variable: string | undefined): Symbolic =>
    program.builder.symbols.make(variable ?? name ?? '…', why())

/** An element of something foreign, as unpacking and loops meet it; `position` where it is known which. */
export function elementOf(value: Foreign, position: number | undefined, at: Place, context: Context): Foreign {
  const part = value.element(position)
  if (!part.isSeen) part.seen(namer(part.description, () => part.origin(part.description, at), context))
  return part
}

/** A size that a call certainly gives: `len(vocab)`, `int(n / 2)`. Any other result stays as it is. */
export function measured(
  node: syntax.Call,
  callee: PyValue,
  { positional: [value] }: CallArguments,
  result: PyValue,
  context: Context,
): PyValue {
  if (!(callee instanceof HostObject) || value === undefined || !isUnknown(result)) return result
  if (!(value instanceof Quotient || value instanceof Foreign || unknownValue(value))) return result
  if (result instanceof Raised || unknownValue(result)?.why === unfinished) return result
  const round = roundings[callee.description]
  if (round && value instanceof Quotient) return toPython(round(value.numerator, value.denominator)) ?? result
  if (callee.description !== 'len' && callee.description !== 'int') return result
  const name = context.binding?.node === node ? context.binding.name : (written(node) ?? `${callee.description}(…)`)
  const why = unknown(`${written(node) ?? `${callee.description}(…)`}, which only data decides`, placeOf(node, context))
  const make = () => context.program.builder.symbols.make(name, why)
  if (!(value instanceof Foreign)) return make()
  const part = value.part(`${callee.description}()`)
  part.seen(make)
  return part.size ?? result
}

const roundings: Readonly<Record<string, (a: Size, b: Size) => Size>> = {
  int: sizes.floorDivide,
  'math.floor': sizes.floorDivide,
  'math.ceil': sizes.ceilDivide,
}

/** A calculation with something that is not known: a size again, where it is used as one. */
export function calculate(operator: BinaryOperator, a: PyValue, b: PyValue, why: Unknown): PyValue {
  const run = operators[operator] ?? (operator === '**' ? powerOf : undefined)
  if (!run || !(isNamed(a) || isNumeric(a)) || !(isNamed(b) || isNumeric(b))) return why
  return new Sized(why, () => {
    const [x, y] = [sizeOf(a), sizeOf(b)]
    const size = x === undefined || y === undefined ? undefined : run(x, y)
    return size === undefined || isNone(size) || isUnknown(size) ? undefined : size
  })
}

const isNamed = (value: PyValue): value is Sized => value instanceof Sized
const isNumeric = (value: PyValue): boolean => typeof value === 'number' || isSymbolic(value)

const sizeOf = (value: PyValue): Size | undefined =>
  typeof value === 'number' || isSymbolic(value) ? value : value instanceof Sized ? value.size : undefined

const operators: Partial<Record<BinaryOperator, (a: Size, b: Size) => Size>> = {
  '+': sizes.add,
  '-': sizes.subtract,
  '*': sizes.multiply,
  '//': sizes.floorDivide,
  '%': sizes.modulo,
}

/** Arithmetic with symbolic integers stays symbolic; undefined where it is none of that. */
export function symbolicArithmetic(operator: BinaryOperator, a: PyValue, b: PyValue, at: Place): PyValue | undefined {
  if (!isSymbolic(a) && !isSymbolic(b)) return undefined
  if (operator === '**') return isSymbolic(a) ? power(a, b) : undefined
  const [x, y] = [sizeOf(a), sizeOf(b)]
  if (x === undefined || y === undefined || operator === '/') return fractional(operator, a, b, at)
  const size = operators[operator]?.(x, y)
  return size === undefined ? undefined : toPython(size)
}

/** `n ** 2` is a polynomial. */
function power(base: Symbolic, exponent: PyValue): PyValue | undefined {
  return typeof exponent === 'number' ? toPython(powerOf(base, exponent)) : undefined
}

function powerOf(base: Size, exponent: Size): Size {
  const fits = typeof exponent === 'number' && Number.isInteger(exponent) && exponent >= 0 && exponent <= 8
  return fits ? sizes.product(Array.from({ length: exponent }, () => base)) : unknown('no polynomial')
}

/** A quotient, or a product with a float that is a quotient. */
function fractional(operator: BinaryOperator, a: PyValue, b: PyValue, at: Place): PyValue | undefined {
  const [x, y] = [Quotient.of(a), Quotient.of(b)]
  return x && y && (operator === '/' || operator === '*') ? Quotient.combine(operator, x, y, at) : undefined
}

const toPython = (size: Size): PyValue | undefined => (isNone(size) || isUnknown(size) ? undefined : size)

/** A float that is a symbolic size divided by another: `n / 2`, which `int()` makes a size again. */
export class Quotient extends HostObject {
  constructor(
    readonly numerator: Size,
    readonly denominator: Size,
  ) {
    super()
  }

  /** A number as a quotient; floats only where they are one exactly, as halves and quarters are. */
  static of(value: PyValue): Quotient | undefined {
    if (value instanceof Quotient) return value
    const size = sizeOf(value)
    if (size !== undefined) return new Quotient(size, 1)
    if (!isFloatValue(value)) return undefined
    const denominator = [1, 2, 4, 8, 16, 32, 64].find(each => Number.isSafeInteger(value.value * each))
    return denominator === undefined ? undefined : new Quotient(value.value * denominator, denominator)
  }

  static combine(operator: '*' | '/', a: Quotient, b: Quotient, at: Place): PyValue {
    const [top, bottom] = operator === '*' ? [b.numerator, b.denominator] : [b.denominator, b.numerator]
    if (bottom === 0) return unknown('a division by zero', at)
    return new Quotient(sizes.multiply(a.numerator, top), sizes.multiply(a.denominator, bottom))
  }

  get description(): string {
    const [top, bottom] = [this.numerator, this.denominator].map(size => printSize(size))
    return this.denominator === 1 ? top! : `${/[ /]/.test(top!) ? `(${top})` : top} / ${bottom}`
  }

  override binary(operator: BinaryOperator, other: PyValue, reflected: boolean, at: Place): PyValue {
    const value = Quotient.of(known(other, at))
    if (!value || (operator !== '*' && operator !== '/')) return super.binary(operator, other, reflected, at)
    return reflected ? Quotient.combine(operator, value, this, at) : Quotient.combine(operator, this, value, at)
  }

  override compare(_operator: syntax.ComparisonOperator, _other: PyValue, _reflected: boolean, at: Place): PyValue {
    return unknown(`${this.description} is decided by data`, at)
  }

  override truth(): undefined {
    return undefined
  }
}
