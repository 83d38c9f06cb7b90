/** Types of NumPy as Python values: `np.float32`, `array.dtype`. */
import type { Place } from '../../../../source/span.ts'
import { unknown } from '../../../../tensor/size.ts'
import type { CallArguments } from '../../evaluate/call-arguments.ts'
import { HostObject } from '../../evaluate/host.ts'
import { TypeObject } from '../../evaluate/typeobject.ts'
import type { PyValue } from '../../evaluate/values.ts'
import type { ComparisonOperator } from '../../syntax.ts'
import { ArrayObject, ScalarObject, type World, wrap } from './array.ts'
import { toData } from './convert.ts'
import { cast } from './data.ts'
import { type DType, dtypeNamed, kindOf } from './dtypes.ts'

/** A class of scalars and a type of elements at once: programs use one for the other. */
export class DtypeObject extends HostObject {
  constructor(
    readonly dtype: DType,
    private readonly world: World,
  ) {
    super()
  }

  get description(): string {
    return `numpy.${this.dtype}`
  }

  override attribute(name: string, at: Place): PyValue {
    if (name === 'name' || name === '__name__') return this.dtype
    if (name === 'kind') return kindOf(this.dtype)
    if (name === 'type') return this
    if (name === 'itemsize') return this.dtype === 'bool' ? 1 : Number(/\d+$/.exec(this.dtype)?.[0] ?? 0) / 8
    return super.attribute(name, at)
  }

  /** `np.float32(x)`. */
  override call({ positional: [value = 0], open }: CallArguments, at: Place): PyValue {
    const data = open ? undefined : toData(value)
    return data
      ? wrap(cast(data, this.dtype), this.world)
      : unknown(`what ${this.description} is given is not known`, at)
  }

  override get isClass(): boolean {
    return true
  }

  override hasInstance(value: PyValue): boolean {
    return value instanceof ScalarObject && value.dtype === this.dtype
  }

  /** Of the scalars only float64 is a float of Python. */
  override isSubclassOf(other: HostObject): boolean {
    if (other instanceof DtypeObject) return other.dtype === this.dtype
    const { description: name } = other
    return (
      name === 'object' || (name === 'float' && this.dtype === 'float64') || families[name]?.test(this.dtype) === true
    )
  }

  override compare(operator: ComparisonOperator, other: PyValue): PyValue | undefined {
    if (operator !== '==' && operator !== '!=') return undefined
    const dtype = readDtype(other)
    return dtype === undefined ? undefined : (dtype === this.dtype) === (operator === '==')
  }

  override joinWith(other: HostObject): PyValue | undefined {
    return other instanceof DtypeObject && other.dtype === this.dtype ? this : undefined
  }

  override text(): string {
    return this.dtype
  }

  override keeps(): boolean {
    return true
  }

  /** Layers take types by their names. */
  override toArgument(): string {
    return this.dtype
  }
}

/** The classes of scalars that NumPy has above its types. */
const families: Readonly<Record<string, RegExp>> = {
  'numpy.generic': /./,
  'numpy.number': /^(u?int|float|complex)/,
  'numpy.integer': /^u?int/,
  'numpy.signedinteger': /^int/,
  'numpy.unsignedinteger': /^uint/,
  'numpy.floating': /^float/,
}

/** The class of arrays. */
export const ndarray = new TypeObject('numpy.ndarray', { holds: value => value instanceof ArrayObject })

/** `np.ndarray`, `np.integer`, which programs ask for with `isinstance`; undefined for any other name. */
export function classNamed(name: string): HostObject | undefined {
  if (name === 'ndarray') return ndarray
  return Object.hasOwn(families, `numpy.${name}`) ? new TypeObject(`numpy.${name}`) : undefined
}

/** Python's own types, by the names of what makes values of them. */
const builtins: Readonly<Record<string, DType>> = {
  int: 'int64',
  float: 'float64',
  bool: 'bool',
  str: 'str',
  object: 'object',
  complex: 'complex128',
}

/** The type that a value stands for; undefined where that is not known. */
export function readDtype(value: PyValue | undefined): DType | undefined {
  if (value instanceof DtypeObject) return value.dtype
  if (typeof value === 'string') return dtypeNamed(value)
  const name = value instanceof HostObject ? value.description : ''
  return Object.hasOwn(builtins, name) ? builtins[name] : undefined
}
