/** Python's operators on arrays and scalars. */
import type { Place } from '../../../../source/span.ts'
import { isUnknown, unknown } from '../../../../tensor/size.ts'
import { ListObject, TupleObject } from '../../evaluate/containers.ts'
import type { HostObject } from '../../evaluate/host.ts'
import { binary } from '../../evaluate/operators.ts'
import { type PyValue, unknownValue } from '../../evaluate/values.ts'
import type { BinaryOperator, ComparisonOperator, UnaryOperator } from '../../syntax.ts'
import { NumPyValue, ScalarObject, type World, wrap } from './array.ts'
import { isArrayLike, toData } from './convert.ts'
import { type Data, isKnown } from './data.ts'
import { isInteger } from './dtypes.ts'
import { binaryOf, elementwise, unaryOf } from './elementwise.ts'

const functions: Readonly<Record<BinaryOperator, string>> = {
  '+': 'add',
  '-': 'subtract',
  '*': 'multiply',
  '/': 'divide',
  '//': 'floor_divide',
  '%': 'mod',
  '**': 'power',
  '@': 'matmul',
  '&': 'bitwise_and',
  '|': 'bitwise_or',
  '^': 'bitwise_xor',
  '<<': 'left_shift',
  '>>': 'right_shift',
}

/** `array operator other`, or `other operator array` where reflected. */
export function operate(
  operator: BinaryOperator,
  own: NumPyValue,
  other: PyValue,
  reflected: boolean,
  world: World,
  at: Place,
): PyValue {
  if (own instanceof ScalarObject && isSequenceOperation(operator, own, other)) {
    const number = own.number()
    return reflected ? binary(operator, other, number, at) : binary(operator, number, other, at)
  }
  if (isArrayLike(other)) return beside(operator, own, other, reflected, at)
  const data = toData(other)
  if (!data) return unknownValue(other) ?? unknown(`'${operator}' of an array and this is not known here`, at)
  const [a, b] = reflected ? [data, own.data] : [own.data, data]
  if (operator === '@')
    return (
      world.methods.get('__matmul__')!.run({ a: wrap(a, world), b: wrap(b, world) }, world) ??
      unknown('a product that does not fit', at)
    )
  const result = binaryOf(elementwise[functions[operator]]!, a, b)
  return isUnknown(result) && !result.place ? unknown(result.why, at) : wrap(result, world)
}

/** `[0] * np.int64(3)` repeats, `'%d' % np.int64(3)` formats. */
const isSequenceOperation = (operator: BinaryOperator, { dtype }: ScalarObject, other: PyValue): boolean =>
  typeof other === 'string' ||
  (operator === '*' && isInteger(dtype) && (other instanceof ListObject || other instanceof TupleObject))

/** Data of another library computes with arrays; what has no values yet cannot be made an array, so that NumPy refuses. */
const beside = (
  operator: BinaryOperator,
  own: NumPyValue,
  other: HostObject & { readonly asArray: () => Data | undefined },
  reflected: boolean,
  at: Place,
): PyValue =>
  reflected || other.asArray()
    ? other.binary(operator, own, !reflected, at)
    : unknown('NumPy cannot compute with a tensor that has no values yet', at)

export function operateUnary(operator: UnaryOperator | 'abs', data: Data, world: World, at: Place): PyValue {
  const name = { '-': 'negative', '+': 'positive', '~': 'invert', not: 'logical_not', abs: 'absolute' }[operator]
  const result = unaryOf(elementwise[name]!, data)
  return isUnknown(result) && !result.place ? unknown(result.why, at) : wrap(result, world)
}

const comparisons: Partial<Record<ComparisonOperator, readonly [name: string, mirrored: string]>> = {
  '==': ['equal', 'equal'],
  '!=': ['not_equal', 'not_equal'],
  '<': ['less', 'greater'],
  '<=': ['less_equal', 'greater_equal'],
  '>': ['greater', 'less'],
  '>=': ['greater_equal', 'less_equal'],
}

/** An array of truths; of two numbers one truth. Undefined where the array has no own say. */
export function comparisonOf(
  operator: ComparisonOperator,
  own: NumPyValue,
  other: PyValue,
  reflected: boolean,
  world: World,
  at: Place,
): PyValue | undefined {
  if ((operator === 'in' || operator === 'not in') && reflected) return membership(operator === 'in', own, other, at)
  const names = comparisons[operator]
  if (!names) return undefined
  const single = own instanceof ScalarObject && !(other instanceof ListObject || other instanceof TupleObject)
  if (single && !(other instanceof NumPyValue) && !isArrayLike(other))
    return own.comparePlainly(operator, other, reflected, at)
  if (single && other instanceof ScalarObject) return own.comparePlainly(operator, other.number(), reflected, at)
  const data = isArrayLike(other) ? undefined : toData(other)
  if (!data) return unknownValue(other) ?? unknown('a comparison with an array is not known here', at)
  const result = binaryOf(elementwise[names[reflected ? 1 : 0]]!, own.data, data)
  return isUnknown(result) && !result.place ? unknown(result.why, at) : wrap(result, world)
}

function membership(wanted: boolean, { data }: NumPyValue, item: PyValue, at: Place): PyValue {
  const one = toData(item)
  const same = one && binaryOf(elementwise.equal!, data, one)
  const elements = same && !isUnknown(same) ? same.elements : undefined
  if (!elements || !isKnown(elements)) return unknown('whether an array holds it is not known here', at)
  if (elements.some(each => typeof each === 'number' && each !== 0)) return wanted
  return elements.every(each => each === 0) ? !wanted : unknown('whether an array holds it is not known here', at)
}
