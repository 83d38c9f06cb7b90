/** NumPy's types of elements: their names, what two of them make together, and what fits into them. */
import { unknownType } from '../../../../layers/policy.ts'
import { isSymbolic, type Symbolic, type Unknown, unknown } from '../../../../tensor/size.ts'

/** As NumPy prints it: `float32`, `int64`, `bool`; `str` and `object` for what is no number, `unknownType` where it is not known. */
export type DType = string

/** One element of an array: a number (a bool is 0 or 1), a text, a symbolic integer, or not known. */
export type Element = number | string | Symbolic | Unknown

/** What kind a type is: `b` a bool, `i` and `u` integers, `f` a float, `?` not known, `O` anything else. */
export type Kind = 'b' | 'i' | 'u' | 'f' | '?' | 'O'

export const kindOf = (dtype: DType): Kind => {
  if (dtype === 'bool') return 'b'
  if (dtype === unknownType) return '?'
  return dtype.startsWith('int') ? 'i' : dtype.startsWith('uint') ? 'u' : dtype.startsWith('float') ? 'f' : 'O'
}

export const isInteger = (dtype: DType): boolean => kindOf(dtype) === 'i' || kindOf(dtype) === 'u'
export const isFloat = (dtype: DType): boolean => kindOf(dtype) === 'f'

/** How many bits a number has. */
const bitsOf = (dtype: DType): number => Number(/\d+$/.exec(dtype)?.[0] ?? 8)

/** The type that holds the values of both; undefined where NumPy has none or it is not known here. */
export function promote(a: DType, b: DType): DType | undefined {
  if (a === b) return a
  const [x, y] = [kindOf(a), kindOf(b)]
  if (x === 'O' || y === 'O') return undefined
  if (x === '?' || y === '?') return unknownType
  if (x === 'b') return b
  if (y === 'b') return a
  if (x === y) return bitsOf(a) > bitsOf(b) ? a : b
  if (x === 'f' || y === 'f') return x === 'f' ? floatWith(a, b) : floatWith(b, a)
  return x === 'i' ? signedWith(a, b) : signedWith(b, a)
}

const floatWith = (float: DType, integer: DType): DType =>
  `float${Math.max(bitsOf(float), Math.min(bitsOf(integer) * 2, 64))}`

function signedWith(signed: DType, unsigned: DType): DType {
  if (bitsOf(signed) > bitsOf(unsigned)) return signed
  return unsigned === 'uint64' ? 'float64' : `int${bitsOf(unsigned) * 2}`
}

/** The type in which square roots, logarithms and the like of a type are. */
export function floatOf(dtype: DType): DType | undefined {
  const kind = kindOf(dtype)
  if (kind === 'O') return undefined
  return kind === 'f' || kind === '?' ? dtype : `float${Math.min(bitsOf(dtype) * 2, 64)}`
}

/** The type in which quotients and means of a type are. */
export const quotientOf = (dtype: DType): DType | undefined =>
  isFloat(dtype) || kindOf(dtype) === '?' ? dtype : kindOf(dtype) === 'O' ? undefined : 'float64'

/** The type in which elements are added and multiplied up. */
export function sumOf(dtype: DType): DType {
  const kind = kindOf(dtype)
  return kind === 'b' || kind === 'i' ? 'int64' : kind === 'u' ? 'uint64' : dtype
}

const tooLarge = unknown('an integer beyond 2^53')

/** An element as the type holds it: integers wrap around, floats are rounded. */
export function fitted(element: Element, dtype: DType): Element {
  if (typeof element === 'object') return isSymbolic(element) && !isInteger(dtype) ? notWhole : element
  if (typeof element === 'string') return dtype === 'str' || dtype === 'object' ? element : unknown('a text')
  if (dtype === 'float64') return element
  if (dtype === 'float32') return Math.fround(element)
  if (dtype === 'bool') return element === 0 ? 0 : 1
  if (isInteger(dtype)) return fitInteger(element, dtype)
  return dtype === 'float16' && Number.isInteger(element) && Math.abs(element) <= 2048
    ? element
    : unknown(`a value of the type ${dtype}`)
}

const notWhole = unknown('a symbolic number as a float')

function fitInteger(element: number, dtype: DType): Element {
  if (!Number.isFinite(element)) return unknown('a float that is no integer')
  const whole = Math.trunc(element) + 0
  const bits = bitsOf(dtype)
  if (bits === 64) return Number.isSafeInteger(whole) && (whole >= 0 || dtype === 'int64') ? whole : tooLarge
  if (!Number.isSafeInteger(whole)) return tooLarge
  const wrapped = ((whole % 2 ** bits) + 2 ** bits) % 2 ** bits
  return dtype.startsWith('int') && wrapped >= 2 ** (bits - 1) ? wrapped - 2 ** bits : wrapped
}

const letters: Readonly<Record<string, DType>> = {
  int: 'int64',
  int_: 'int64',
  intp: 'int64',
  longlong: 'int64',
  long: 'int64',
  integer: 'int64',
  uint: 'uint64',
  uintp: 'uint64',
  intc: 'int32',
  short: 'int16',
  byte: 'int8',
  ubyte: 'uint8',
  ushort: 'uint16',
  uintc: 'uint32',
  float: 'float64',
  float_: 'float64',
  double: 'float64',
  floating: 'float64',
  single: 'float32',
  half: 'float16',
  bool_: 'bool',
  bool8: 'bool',
  str_: 'str',
  object_: 'object',
  d: 'float64',
  f: 'float32',
  e: 'float16',
  i: 'int32',
  l: 'int64',
  q: 'int64',
  h: 'int16',
  b: 'int8',
  B: 'uint8',
  H: 'uint16',
  I: 'uint32',
  L: 'uint64',
  '?': 'bool',
  O: 'object',
}

const names: ReadonlySet<string> = new Set(
  `bool int8 int16 int32 int64 uint8 uint16 uint32 uint64 float16 float32 float64 complex64 complex128 str
  object`.split(/\s+/),
)

/** The type that a text names: `float32`, `f4`, `<i8`, `int`; undefined where it names none. */
export function dtypeNamed(name: string): DType | undefined {
  if (names.has(name)) return name
  if (Object.hasOwn(letters, name)) return letters[name]
  const [, letter, bytes] = /^[<>=|]?([biufcUS])(\d+)$/.exec(name) ?? []
  if (letter === undefined) return undefined
  if (letter === 'U' || letter === 'S') return 'str'
  const word = { b: 'bool', i: 'int', u: 'uint', f: 'float', c: 'complex' }[letter]
  const long = letter === 'b' ? 'bool' : `${word}${Number(bytes) * 8}`
  return names.has(long) ? long : undefined
}

/** The names under which NumPy's module has classes of scalars. */
export const scalarNames: readonly string[] = [
  ...names,
  ...Object.keys(letters).filter(name => name.length > 1),
].filter(name => !['int', 'float', 'str', 'object', 'integer', 'floating'].includes(name))
