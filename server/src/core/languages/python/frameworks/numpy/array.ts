/** Arrays and scalars of NumPy as Python values: known by shape and type and, when small, by what they hold. */
import type { ArrayValue, Value } from '../../../../layers/value.ts'
import type { Place } from '../../../../source/span.ts'
import { isShape, printShape, type Shape } from '../../../../tensor/shape.ts'
import { equalSizes, isUnknown, type Size, type Unknown, unknown } from '../../../../tensor/size.ts'
import { TupleObject } from '../../evaluate/containers.ts'
import type { Budget } from '../../evaluate/context.ts'
import { HostObject } from '../../evaluate/host.ts'
import type { Journal, Mutable } from '../../evaluate/journal.ts'
import { compare } from '../../evaluate/operators.ts'
import type { PyValue } from '../../evaluate/values.ts'
import type { BinaryOperator, ComparisonOperator, UnaryOperator } from '../../syntax.ts'
import { type Definition, NumPyFunction } from './arguments.ts'
import { toData } from './convert.ts'
import { type Data, isKnown, mostAxes, single, sizeOf } from './data.ts'
import { DtypeObject, ndarray } from './dtype-objects.ts'
import { type DType, type Element, fitted, isFloat, isInteger } from './dtypes.ts'
import { spread } from './elementwise.ts'
import { ownPlaces, pick } from './indexing.ts'
import { comparisonOf, operate, operateUnary } from './operators.ts'
import { argumentOf, asValue, plainElement } from './plain-elements.ts'
import { printFloat32 } from './printing.ts'
import { dataIn, type Storage, storageOf, viewOf } from './storage.ts'

/** What arrays of one evaluation share. */
export interface World {
  readonly journal: Journal
  readonly budget: Budget
  /** What arrays can be asked to do, by name; the array is the first argument. */
  readonly methods: ReadonlyMap<string, Definition>
}

/** What an array, or a number, gives: an array with axes, a scalar without. Unknown where it could not be computed. */
export function wrap(data: Data | Unknown, world: World): PyValue {
  if (isUnknown(data)) return data
  if (isKnown(data.elements)) world.budget.step(Math.ceil(data.elements.length / 16))
  if (isShape(data.shape) && data.shape.length > mostAxes) return unknown('an array of too many axes')
  if (!isShape(data.shape) || data.shape.length > 0) return new ArrayObject(storageOf(data), world)
  return scalar(data.dtype, isKnown(data.elements) ? data.elements[0]! : data.elements, world)
}

/** An array even where it has no axes. */
export const wrapArray = (data: Data, world: World): ArrayObject => new ArrayObject(storageOf(data), world)

/** One element as Python sees it. */
export function scalar(dtype: DType, element: Element, world: World): PyValue {
  if (typeof element === 'string') return element
  return dtype === 'object' || dtype === 'str' ? element : new ScalarObject(dtype, element, world)
}

/** What an array and a scalar have in common. */
export abstract class NumPyValue extends HostObject {
  constructor(protected readonly world: World) {
    super()
  }

  abstract readonly data: Data

  override attribute(name: string, at: Place): PyValue {
    const { shape, dtype } = this.data
    if (name === 'shape') return isShape(shape) ? new TupleObject(shape as readonly PyValue[]) : shape
    if (name === 'ndim') return isShape(shape) ? shape.length : shape
    if (name === 'size') return sizeOf(shape) as PyValue
    if (name === 'dtype') return new DtypeObject(dtype, this.world)
    const method = this.world.methods.get(name)
    if (method) return new NumPyFunction(name, method, this.world, this)
    return super.attribute(name, at)
  }

  override binary(operator: BinaryOperator, other: PyValue, reflected: boolean, at: Place): PyValue {
    return operate(operator, this, other, reflected, this.world, at)
  }

  override unary(operator: UnaryOperator, at: Place): PyValue {
    return operateUnary(operator, this.data, this.world, at)
  }

  override absolute(at: Place): PyValue {
    return operateUnary('abs', this.data, this.world, at)
  }
}

export class ArrayObject extends NumPyValue implements Mutable {
  constructor(
    private storage: Storage,
    world: World,
  ) {
    super(world)
    world.journal.bear(this)
  }

  get description(): string {
    const { shape } = this.storage
    return isShape(shape) ? `an array of the shape ${printShape(shape)}` : 'an array'
  }

  get data(): Data {
    return dataIn(this.storage)
  }

  save(): unknown {
    return this.storage
  }

  restore(state: unknown): void {
    this.storage = state as Storage
  }

  join(a: unknown, b: unknown, why: Unknown): void {
    this.restore(a)
    if (a !== b) this.storage = { ...this.storage, shape: why }
  }

  lose(before: unknown, why: Unknown): void {
    if (before !== this.storage) this.storage = { ...this.storage, shape: why }
  }

  /** An array that shares the elements of this one: what `rearrange` makes of their places. */
  view(rearrange: (places: Data) => Data | Unknown): PyValue {
    const seen = viewOf(this.storage, rearrange)
    if (isUnknown(seen)) return seen
    const { elements } = this.storage.buffer
    if (isKnown(elements)) this.world.budget.step(Math.ceil(elements.length / 16))
    if (isShape(seen.shape) && seen.shape.length > mostAxes) return unknown('an array of too many axes')
    return new ArrayObject(seen, this.world)
  }

  override attribute(name: string, at: Place): PyValue {
    if (name === 'T') return this.world.methods.get('transpose')!.run({ a: this }, this.world)!
    return super.attribute(name, at)
  }

  /** `array.shape = …` changes the array itself; after any other attribute its shape is not known. */
  override setAttribute(name: string, value: PyValue, at: Place): void {
    this.world.journal.touch(this)
    const shaped =
      name === 'shape' ? this.world.methods.get('reshape')!.run({ a: this, shape: value }, this.world) : null
    this.storage =
      shaped instanceof ArrayObject ? shaped.storage : { ...this.storage, shape: unknown(`.${name} was set here`, at) }
  }

  override subscript(index: PyValue, at: Place): PyValue {
    const picked = pick(this.data, index, value => toData(value))
    if (isUnknown(picked)) return picked.place ? picked : unknown(picked.why, at)
    const { data, isView } = picked
    if (!isView || (isShape(data.shape) && data.shape.length === 0)) return wrap(data, this.world)
    return this.view(places => {
      const seen = pick(places, index, value => toData(value))
      return isUnknown(seen) ? seen : seen.data
    })
  }

  override setSubscript(index: PyValue, value: PyValue, at: Place): void {
    const { buffer, shape } = this.storage
    if (!isKnown(buffer.elements)) {
      this.write(buffer.elements)
      return
    }
    const own = isShape(shape) ? ownPlaces(shape) : undefined
    const places = own && pick({ ...own, elements: this.storage.places ?? own.elements }, index, each => toData(each))
    const given = toData(value)
    const why = unknown('an element that was set is not known', at)
    if (!places || isUnknown(places) || !given || !isKnown(places.data.elements)) this.write(why)
    else this.writeAt(places.data.elements as readonly number[], spread(given, places.data.shape as Shape), why)
  }

  private writeAt(places: readonly number[], values: Data, why: Unknown): void {
    const { buffer, dtype } = this.storage
    const { elements } = values
    if (!isKnown(elements) || elements.length !== places.length) return this.write(isKnown(elements) ? why : elements)
    const changed = [...(buffer.elements as readonly Element[])]
    places.forEach((place, i) => {
      changed[place] = fitted(elements[i]!, dtype)
    })
    this.write(changed)
  }

  private write(elements: readonly Element[] | Unknown): void {
    const { buffer } = this.storage
    this.world.journal.touch(buffer)
    this.world.budget.step(isKnown(elements) ? Math.ceil(elements.length / 16) : 1)
    buffer.elements = elements
    buffer.isWritten = true
  }

  /** Sets all elements, which must be of its shape; they are not known where that is not certain. */
  setAll(values: Data | Unknown, why: Unknown): void {
    const { buffer, places, shape, dtype } = this.storage
    if (!isKnown(buffer.elements)) return this.write(buffer.elements)
    if (isUnknown(values)) return this.write(values)
    const all = places ?? buffer.elements.map((_, i) => i)
    if (isInteger(dtype) && isFloat(values.dtype)) return this.write(why)
    this.writeAt(all, isShape(shape) ? spread(values, shape) : values, why)
  }

  /** `a += b` writes into the array, which views and aliases see. */
  override inPlace(operator: BinaryOperator, other: PyValue, at: Place): PyValue {
    const result = operate(operator, this, other, false, this.world, at)
    const why = unknown('it was changed in place', at)
    this.setAll(result instanceof NumPyValue ? result.data : why, why)
    return this
  }

  override compare(operator: ComparisonOperator, other: PyValue, reflected: boolean, at: Place): PyValue | undefined {
    return comparisonOf(operator, this, other, reflected, this.world, at)
  }

  override joinWith(other: HostObject, why: Unknown): PyValue | undefined {
    if (!(other instanceof ArrayObject)) return undefined
    const [a, b] = [this.data, other.data]
    if (a.dtype !== b.dtype) return undefined
    return new ArrayObject(
      storageOf({ dtype: a.dtype, shape: joinShapes(a.shape, b.shape, why), elements: why }),
      this.world,
    )
  }

  override elements(): readonly PyValue[] | undefined {
    const { shape, elements } = this.data
    const [first] = isShape(shape) ? shape : []
    if (typeof first !== 'number' || (first > mostRows && !isKnown(elements))) return undefined
    return Array.from({ length: first }, (_, i) => this.subscript(i, undefined as unknown as Place))
  }

  override length(): PyValue | undefined {
    const { shape } = this.storage
    return isShape(shape) ? (shape[0] as PyValue | undefined) : shape
  }

  /** NumPy has a truth only for one element. */
  override truth(): boolean | undefined {
    const { elements } = this.data
    const [only] = isKnown(elements) && elements.length === 1 ? elements : []
    return typeof only === 'number' ? only !== 0 : undefined
  }

  override number(): PyValue | undefined {
    const { elements, dtype } = this.data
    return isKnown(elements) && elements.length === 1 ? plainElement(dtype, elements[0]!) : undefined
  }

  override index(): PyValue | undefined {
    const { shape, dtype } = this.data
    return isShape(shape) && shape.length === 0 && isInteger(dtype) ? this.number() : undefined
  }

  override keeps(attribute: string): boolean {
    return !changing.has(attribute)
  }

  override type(): HostObject {
    return ndarray
  }

  override copied(): PyValue {
    return wrapArray(this.data, this.world)
  }

  override forget(why: Unknown): void {
    const { buffer } = this.storage
    this.world.journal.touch(buffer)
    if (isKnown(buffer.elements)) buffer.elements = why
    buffer.isWritten = true
  }

  override toArgument(): ArrayValue {
    return argumentOf(this.data)
  }
}

/** The longest array that is gone through without its elements being known. */
const mostRows = 1000

/** Methods that change the array. */
const changing = new Set(['fill', 'sort', 'resize', 'put', 'itemset', 'partition', 'byteswap', 'setflags', 'setfield'])

function joinShapes(a: Data['shape'], b: Data['shape'], why: Unknown): Data['shape'] {
  if (!isShape(a) || !isShape(b) || a.length !== b.length) return why
  return a.map((size, i): Size => (equalSizes(size, b[i]!) ? size : why))
}

/** `np.int64(3)`, `np.float32(0.5)`: a number with a type of NumPy. Unknown where only the type is known. */
export class ScalarObject extends NumPyValue {
  constructor(
    readonly dtype: DType,
    readonly value: Exclude<Element, string>,
    world: World,
  ) {
    super(world)
  }

  get description(): string {
    return `np.${this.dtype}(${this.text() ?? '…'})`
  }

  get data(): Data {
    return single(this.dtype, this.value)
  }

  override attribute(name: string, at: Place): PyValue {
    if (name === 'T' || name === 'real') return this
    return super.attribute(name, at)
  }

  override compare(operator: ComparisonOperator, other: PyValue, reflected: boolean, at: Place): PyValue | undefined {
    return comparisonOf(operator, this, other, reflected, this.world, at)
  }

  /** As Python's own numbers are compared, the result being a bool. */
  comparePlainly(operator: ComparisonOperator, other: PyValue, reflected: boolean, at: Place): PyValue {
    const own = plainElement(this.dtype, this.value)
    return reflected ? compare(operator, other, own, at) : compare(operator, own, other, at)
  }

  override joinWith(other: HostObject, why: Unknown): PyValue | undefined {
    if (!(other instanceof ScalarObject) || other.dtype !== this.dtype) return undefined
    return other.value === this.value ? this : new ScalarObject(this.dtype, why, this.world)
  }

  override truth(): boolean | undefined {
    return typeof this.value === 'number' ? this.value !== 0 : undefined
  }

  override number(): PyValue {
    return plainElement(this.dtype, this.value)
  }

  override index(): PyValue | undefined {
    return isInteger(this.dtype) ? this.value : undefined
  }

  override text(): string | undefined {
    const { dtype, value } = this
    if (typeof value !== 'number') return undefined
    if (dtype === 'bool') return value ? 'True' : 'False'
    return isFloat(dtype) ? printFloat32(value, dtype) : String(value)
  }

  override repr(): string | undefined {
    return typeof this.value === 'number' ? this.description : undefined
  }

  override copied(): PyValue {
    return this
  }

  override type(): HostObject {
    return new DtypeObject(this.dtype, this.world)
  }

  override unknown(): Unknown | undefined {
    return isUnknown(this.value) ? this.value : undefined
  }

  override keeps(): boolean {
    return true
  }

  /** A float64 is a float of Python. */
  override toArgument(): Value {
    if (this.dtype === 'float64' || isUnknown(this.value)) return asValue(this.dtype, this.value)
    return { kind: 'array', dtype: this.dtype, shape: [], content: asValue(this.dtype, this.value) }
  }
}
