/** NumPy for the Python evaluator: its modules, and those of libraries that give arrays. */
import { float } from '../../../../layers/value.ts'
import { unknown } from '../../../../tensor/size.ts'
import { Foreign } from '../../evaluate/foreign.ts'
import { HostObject } from '../../evaluate/host.ts'
import { Module } from '../../evaluate/imports.ts'
import { normalize } from '../../evaluate/numbers.ts'
import type { PyValue } from '../../evaluate/values.ts'
import type { FrameworkKind } from '../framework.ts'
import { type Definition, define, NumPyFunction } from './arguments.ts'
import { scalar, type World, wrapArray } from './array.ts'
import { vague } from './data.ts'
import { classNamed, DtypeObject, readDtype } from './dtype-objects.ts'
import { type DType, dtypeNamed, isFloat, isInteger, scalarNames } from './dtypes.ts'
import { functions } from './functions.ts'
import { linearAlgebra } from './linear.ts'
import { randomFunctions } from './random.ts'
import { sklearn } from './sklearn.ts'
import { worldFor, worldOf } from './worlds.ts'

/** Programs of arrays alone make no models, so that a text that mentions nothing else need not be read. */
export const numpy: FrameworkKind = {
  isMentioned: () => false,
  start: ({ builder }, evaluation) => {
    const world = worldOf(builder) ?? worldFor(builder, evaluation)
    const modules = new Map<string, HostObject>()
    return {
      module(path) {
        const known = modules.get(path) ?? moduleAt(path, world)
        if (known) modules.set(path, known)
        return known
      },
    }
  },
}

function moduleAt(path: string, world: World): HostObject | undefined {
  if (path === 'numpy') return new LibraryModule(path, functions, world, name => memberOfNumPy(name, world))
  if (path === 'numpy.random') return new LibraryModule(path, randomFunctions, world)
  if (path === 'numpy.linalg') return new LibraryModule(path, linearAlgebra, world)
  const known = Object.hasOwn(sklearn, path) ? sklearn[path] : undefined
  return known && new LibraryModule(path, known, world)
}

/** A module of which some functions are computed; what else it holds is foreign and changes no model. */
class LibraryModule extends Module {
  private readonly members = new Map<string, PyValue>()

  constructor(
    readonly description: string,
    private readonly definitions: Readonly<Record<string, Definition>>,
    private readonly world: World,
    private readonly other: (name: string) => PyValue | undefined = () => undefined,
  ) {
    super()
  }

  override attribute(name: string): PyValue {
    const known = this.members.get(name)
    if (known !== undefined) return known
    const member = this.find(name)
    this.members.set(name, member)
    return member
  }

  override keeps(): boolean {
    return true
  }

  override exports(): ReadonlyMap<string, PyValue> {
    const names = [...Object.keys(this.definitions), ...(this.description === 'numpy' ? constants.keys() : [])]
    return new Map(names.filter(name => !shadowing.has(name)).map(name => [name, this.attribute(name)]))
  }

  private find(name: string): PyValue {
    const definition = Object.hasOwn(this.definitions, name) ? this.definitions[name] : undefined
    const whole = `${this.description}.${name}`
    if (definition) return new NumPyFunction(whole.replace(/^numpy\./, 'np.'), definition, this.world)
    const other = this.other(name)
    return other === undefined ? (moduleAt(whole, this.world) ?? new Foreign(whole)) : other
  }
}

/** Names of Python's own that `from numpy import *` leaves alone. */
const shadowing = new Set(['abs', 'all', 'any', 'max', 'min', 'round', 'sum', 'pow', 'bool', 'int', 'float', 'str'])

const constants: ReadonlyMap<string, PyValue> = new Map<string, PyValue>([
  ['pi', float(Math.PI)],
  ['e', float(Math.E)],
  ['inf', float(Number.POSITIVE_INFINITY)],
  ['Inf', float(Number.POSITIVE_INFINITY)],
  ['nan', float(Number.NaN)],
  ['NaN', float(Number.NaN)],
  ['euler_gamma', float(0.5772156649015329)],
  ['newaxis', null],
])

/** Types that Python has too, which older versions of NumPy gave under the same names. */
const oldNames = new Set(['int', 'float', 'bool', 'object', 'str'])

function memberOfNumPy(name: string, world: World): PyValue | undefined {
  const constant = constants.get(name)
  if (constant !== undefined) return constant
  if (scalarNames.includes(name) || oldNames.has(name)) return new DtypeObject(dtypeNamed(name)!, world)
  const known = classNamed(name)
  if (known) return known
  const definition = Object.hasOwn(special, name) ? special[name] : undefined
  return definition && new NumPyFunction(`np.${name}`, definition, world)
}

/** What is read from a file: an array of which nothing is known. */
const fromText = define('fname, dtype', ({ dtype }, world) =>
  wrapArray(vague(readDtype(dtype ?? 'float64') ?? 'float64', unknown('its shape stands in a file')), world),
)

const special: Readonly<Record<string, Definition>> = {
  dtype: define('dtype, align, copy', ({ dtype }, world) => {
    const known = readDtype(dtype)
    return known === undefined ? undefined : new DtypeObject(known, world)
  }),
  finfo: define('dtype', ({ dtype }, world) => {
    const known = readDtype(dtype)
    return known !== undefined && isFloat(known) ? new Limits(known, floatLimits(known, world)) : undefined
  }),
  iinfo: define('dtype', ({ dtype }) => {
    const known = readDtype(dtype)
    return known !== undefined && isInteger(known) ? new Limits(known, integerLimits(known)) : undefined
  }),
  result_type: define('a', () => undefined),
  loadtxt: fromText,
  genfromtxt: fromText,
}

/** `np.finfo(np.float32).eps`. */
class Limits extends HostObject {
  constructor(
    private readonly dtype: DType,
    private readonly limits: Readonly<Record<string, PyValue>>,
  ) {
    super()
  }

  get description(): string {
    return `the limits of ${this.dtype}`
  }

  override attribute(name: string): PyValue {
    return Object.hasOwn(this.limits, name) ? this.limits[name]! : new Foreign(`${this.description}.${name}`)
  }
}

/** How many bits the fraction and the exponent have. */
const floatBits: Readonly<Record<string, readonly [fraction: number, exponent: number]>> = {
  float16: [10, 5],
  float32: [23, 8],
  float64: [52, 11],
}

function floatLimits(dtype: DType, world: World): Readonly<Record<string, PyValue>> {
  const [fraction, exponent] = floatBits[dtype]!
  const max = (2 - 2 ** -fraction) * 2 ** (2 ** (exponent - 1) - 1)
  const of = (value: number) => scalar(dtype, value, world)
  return {
    eps: of(2 ** -fraction),
    max: of(max),
    min: of(-max),
    tiny: of(2 ** (2 - 2 ** (exponent - 1))),
    bits: fraction + exponent + 1,
  }
}

function integerLimits(dtype: DType): Readonly<Record<string, PyValue>> {
  const bits = Number(/\d+$/.exec(dtype)?.[0] ?? 0)
  const isSigned = dtype.startsWith('int')
  const max = isSigned ? 2n ** BigInt(bits - 1) - 1n : 2n ** BigInt(bits) - 1n
  return { max: normalize(max), min: isSigned ? normalize(-max - 1n) : 0, bits }
}
