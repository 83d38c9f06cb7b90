/** Tensors as Python values, and nests of them. */
import { joinTypes } from '../../../../layers/join.ts'
import type { ModelBuilder } from '../../../../model/builder.ts'
import { isEager } from '../../../../model/layer.ts'
import type { Tensor, Tensors } from '../../../../model/tensor.ts'
import type { Place } from '../../../../source/span.ts'
import { isShape } from '../../../../tensor/shape.ts'
import { type Unknown, unknown } from '../../../../tensor/size.ts'
import { isLeaf } from '../../../../tensor/structure.ts'
import { DictObject, ListObject, SliceObject, TupleObject } from '../../evaluate/containers.ts'
import { ellipsis, HostObject } from '../../evaluate/host.ts'
import { Builtin } from '../../evaluate/native.ts'
import type { PyValue } from '../../evaluate/values.ts'
import type { BinaryOperator, ComparisonOperator, UnaryOperator } from '../../syntax.ts'
import { NumPyValue, wrap } from '../numpy/array.ts'
import { type Element, isInteger } from '../numpy/dtypes.ts'
import { plainElement } from '../numpy/plain-elements.ts'
import { worldOf } from '../numpy/worlds.ts'
import { constantTensor, elementsOf } from './contents.ts'
import { arrayTensor, TensorValue, toTensors } from './nests.ts'
import { operate } from './operate.ts'
import { runtimeOf } from './runtime.ts'
import { shapeObject, sizeValue } from './shapes.ts'

export class TensorObject extends TensorValue {
  constructor(
    tensor: Tensor,
    private readonly builder: ModelBuilder,
  ) {
    super(tensor)
  }

  override attribute(name: string, at: Place): PyValue {
    const { shape, dtype } = this.tensor.type
    if (name === 'dtype') return dtype
    if (name === 'shape' || name === '_keras_shape') return isShape(shape) ? shapeObject(shape) : shape
    if (name === 'get_shape') return new Builtin(name, () => (isShape(shape) ? shapeObject(shape) : shape))
    if (name === 'ndim') return isShape(shape) ? shape.length : shape
    if (name === 'numpy' && this.tensor.isData) return new Builtin(name, (_, place) => this.toNumPy(place))
    const method = methods.get(name)
    if (method) return new Builtin(name, ({ positional }, place) => this.operate(method, [this, ...positional], place))
    if (name === 'name' || name === '_keras_history') return super.attribute(name, at)
    return unknown(`.${name} of a tensor is not known here`, at)
  }

  /** Code that is not followed works on it. */
  override forget(why: Unknown): void {
    if (!this.tensor.isData) this.builder.doubt(why)
  }

  override named(name: string): void {
    if (!this.tensor.isData) this.builder.nameTensor(this.tensor, name)
  }

  override has(name: string): boolean | undefined {
    return name === 'shape' || name === 'dtype' || name === 'ndim' ? true : super.has(name)
  }

  override truth(): boolean | undefined {
    const only = this.only
    return typeof only === 'number' ? only !== 0 : undefined
  }

  override number(): PyValue | undefined {
    const only = this.only
    return only === undefined ? undefined : plainElement(this.tensor.type.dtype, only)
  }

  override index(): PyValue | undefined {
    return isInteger(this.tensor.type.dtype) ? this.number() : undefined
  }

  /** The element of a constant that has one. */
  private get only(): Element | undefined {
    const elements = elementsOf(this.tensor)
    return elements?.length === 1 ? elements[0] : undefined
  }

  /** A tensor that is one of two: its type is what they agree in. */
  override joinWith(other: HostObject, why: Unknown): PyValue | undefined {
    if (!(other instanceof TensorObject)) return undefined
    if (other.tensor === this.tensor) return this
    const type = joinTypes(this.tensor.type, other.tensor.type, why)
    return new TensorObject({ type, producer: undefined }, this.builder)
  }

  /** Of data, TensorFlow takes a single slice as it is, which Keras takes only beside other indices. */
  override subscript(index: PyValue, at: Place): PyValue {
    const part = elementsOf(this.tensor) ? this.part(index, at) : undefined
    if (part) return part
    if (isMask(index)) return tensorsValue(operate('tf.boolean_mask', [this, index], this.builder, at), this.builder)
    const isAlone = index instanceof SliceObject || index === null || index === ellipsis
    const key = isAlone && isEager(this.tensor) ? new TupleObject([index]) : index
    return this.operate('get_item', [this, key], at)
  }

  override binary(operator: BinaryOperator, other: PyValue, reflected: boolean, at: Place): PyValue {
    if (reflected && typeof other === 'string') return unknown('what a tensor holds is not known', at)
    return this.compute(binaryOperators[operator], operator, this.operand(other), reflected, at)
  }

  /** Beside data, TensorFlow gives numbers and arrays of NumPy the type of the data. */
  private operand(other: PyValue): PyValue {
    if (!(other instanceof NumPyValue) || !this.tensor.isData) return other
    return new TensorObject(arrayTensor({ ...other.data, dtype: this.tensor.type.dtype }), this.builder)
  }

  /** A part of a constant, which is one too; undefined where it is not known. */
  private part(index: PyValue, at: Place): PyValue | undefined {
    const array = this.toNumPy(at)
    const picked = array instanceof HostObject ? array.subscript(index, at) : undefined
    return picked instanceof NumPyValue ? new TensorObject(constantTensor(picked.data), this.builder) : undefined
  }

  private toNumPy(at: Place): PyValue {
    const data = this.asArray()
    const world = worldOf(this.builder)
    return data && world ? wrap(data, world) : unknown('a tensor without values', at)
  }

  /** Keras tells its own tensors apart by their identity: there `==` is no operation. */
  override compare(operator: ComparisonOperator, other: PyValue, reflected: boolean, at: Place): PyValue | undefined {
    const name = comparisons[operator] ?? (operator === '==' && this.holdsValues ? 'equal' : undefined)
    if (name === undefined) return undefined
    if (other === null && this.holdsValues) return operator === '!='
    if (!reflected) return this.operate(name, [this, other], at)
    return this.operate(mirrored[name] ?? name, [this, other], at)
  }

  /** Tensors of TensorFlow are compared element by element: data, and what the call of a layer works on. */
  private get holdsValues(): boolean {
    return isEager(this.tensor) || (runtimeOf(this.builder)?.calls.depth ?? 0) > 0
  }

  override unary(operator: UnaryOperator, at: Place): PyValue {
    const name = operator === '-' ? 'negative' : operator === '~' ? 'logical_not' : undefined
    return name === undefined ? super.unary(operator, at) : this.operate(name, [this], at)
  }

  override absolute(at: Place): PyValue {
    return this.operate('absolute', [this], at)
  }

  /** Keras goes through data only: a tensor that layers make is no sequence. */
  override elements(): readonly PyValue[] | undefined {
    const { type, isData } = this.tensor
    const [first, ...rest] = isShape(type.shape) ? type.shape : []
    if (!isData || typeof first !== 'number' || first > mostElements) return undefined
    if (elementsOf(this.tensor)) return Array.from({ length: first }, (_, i) => this.subscript(i, nowhere))
    const element: Tensor = { type: { ...type, shape: rest }, producer: undefined, isData: true }
    return Array.from({ length: first }, () => new TensorObject(element, this.builder))
  }

  override length(): PyValue | undefined {
    const { type, isData } = this.tensor
    return isData && isShape(type.shape) && type.shape.length > 0 ? sizeValue(type.shape[0]!) : undefined
  }

  private operate(name: string, args: readonly PyValue[], at: Place): PyValue {
    return tensorsValue(operate(`ops.${name}`, args, this.builder, at), this.builder)
  }

  private compute(name: string | undefined, operator: string, other: PyValue, reflected: boolean, at: Place): PyValue {
    if (name === undefined) return unknown(`'${operator}' is not defined for tensors`, at)
    return this.operate(name, reflected ? [other, this] : [this, other], at)
  }
}

/** A tensor of truth values in brackets picks the elements where it is true. */
const isMask = (index: PyValue): boolean =>
  index instanceof TensorValue && index.tensor.type.dtype === 'bool' && isShape(index.tensor.type.shape)

/** Data of more elements is not taken apart. */
const mostElements = 1000

/** Methods that a tensor has, as functions of keras.ops. */
const methods: ReadonlyMap<string, string> = new Map([
  ['reshape', 'reshape'],
  ['squeeze', 'squeeze'],
])

const binaryOperators: Partial<Record<BinaryOperator, string>> = {
  '+': 'add',
  '-': 'subtract',
  '*': 'multiply',
  '/': 'true_divide',
  '//': 'floor_divide',
  '%': 'mod',
  '**': 'power',
  '@': 'matmul',
  '&': 'logical_and',
  '|': 'logical_or',
  '^': 'logical_xor',
}

const comparisons: Partial<Record<ComparisonOperator, string>> = {
  '<': 'less',
  '<=': 'less_equal',
  '>': 'greater',
  '>=': 'greater_equal',
  '!=': 'not_equal',
}

/** `2 < x` is `x > 2`. */
const mirrored: Readonly<Record<string, string>> = {
  less: 'greater',
  less_equal: 'greater_equal',
  greater: 'less',
  greater_equal: 'less_equal',
}

/** A nest of tensors as a Python value: lists are lists. */
export function tensorsValue(tensors: Tensors, builder: ModelBuilder): PyValue {
  if (Array.isArray(tensors)) return new ListObject(tensors.map(part => tensorsValue(part, builder)))
  if (isLeaf(tensors)) return new TensorObject(tensors, builder)
  const dict = new DictObject()
  for (const [name, part] of tensors as ReadonlyMap<string, Tensors>) dict.set(name, tensorsValue(part, builder))
  return dict
}

/** What a program's call gave, with the tensors that the model has for it in the place of its own. */
export function likewise(value: PyValue, tensors: Tensors, builder: ModelBuilder): PyValue {
  if (Array.isArray(tensors) && (value instanceof TupleObject || value instanceof ListObject)) {
    const items = value.items.map((item, i) => likewise(item, tensors[i]!, builder))
    return value instanceof TupleObject ? new TupleObject(items) : new ListObject(items)
  }
  return toTensors(value, nowhere) === undefined ? value : tensorsValue(tensors, builder)
}

const nowhere: Place = { file: '', from: 0, to: 0 }
