/** Operations on two operands or more, element by element. Source: keras/src/ops/numpy.py. */
import { broadcastShapes, isClash } from '../../../tensor/broadcast.ts'
import type { Shape } from '../../../tensor/shape.ts'
import { printSize } from '../../../tensor/size.ts'
import type { Reporter } from '../../layer.ts'
import { noType, type Operand, type OperationKind, operation, promote } from '../../operation.ts'
import { floatType } from '../../policy.ts'
import { toSnakeCase } from '../../words.ts'
import { bool, countable, same, type TypeRule } from './types.ts'

/** The shape that operands have together: what is None is trusted to fit. */
export function together(operands: readonly Operand[], call: Reporter): Shape {
  const shapes = operands.map(operand => operand.shape)
  const shape = broadcastShapes(shapes, 'other')
  if (!isClash(shape)) return shape
  const [a, b] = shape.sizes.map(size => printSize(size))
  const reason = `${a} and ${b} are neither equal nor 1`
  return call.refuse({ code: 'unequal-shapes', facts: { shapes, reason } })
}

/** `extra` is mixed into the type: `float` where a quotient is never whole. */
function binary(name: string, rule: TypeRule, signatures: readonly string[], extra: readonly string[] = []) {
  return operation({
    name,
    summary: `Computes ${toSnakeCase(name).replaceAll('_', ' ')} of two operands, element by element.`,
    signatures,
    call: ['x1', 'x2'],
    parameters: {},
    rule(operands, _, call) {
      const both = [operands.any('x1'), operands.any('x2')]
      const dims = together(both, call)
      const dtype = rule === bool ? 'bool' : rule(promote(call, ...both.map(each => each.dtype), ...extra), call)
      return { output: { dims, dtype } }
    },
  })
}

/** Numbers of Python are no weaker here than tensors: each counts with the type that `numbers` gives. */
function strongPair(
  name: string,
  numbers: (dtype: string) => string,
  signatures: readonly string[],
  extra: readonly string[] = [],
) {
  return operation({
    name,
    summary: `Computes ${toSnakeCase(name).replaceAll('_', ' ')} of two operands, element by element.`,
    signatures,
    call: ['x1', 'x2'],
    parameters: {},
    rule(operands, _, call) {
      const both = [operands.any('x1'), operands.any('x2')]
      const types = both.map(({ dtype }) => numbers(dtype))
      return { output: { dims: together(both, call), dtype: promote(call, ...types, ...extra) } }
    },
  })
}

/** Tensors have the type that they say; of what is no tensor only numbers have one. */
const strong = (dtype: string): string => (dtype === 'int' ? 'int64' : dtype === 'float' ? floatType : dtype)
const strongFloat = (dtype: string): string => (numberTypes.has(dtype) ? floatType : dtype)
const numberTypes = new Set(['int', 'float', 'string', noType])

/** Of two operands under one name in keras.ops, tf and, where `backend` says so, K. */
function pair(
  name: string,
  rule: TypeRule,
  tf: readonly string[],
  backend: readonly string[] = [],
  extra: readonly string[] = [],
) {
  const own = `ops.${toSnakeCase(name)}(x1, x2)`
  const theirs = tf.map(path => `tf.${path}(x: x1, y: x2, name=None)`)
  return binary(name, rule, [own, ...theirs, ...backend.map(each => `backend.${each}(x: x1, y: x2)`)], extra)
}

export const pairs: readonly OperationKind[] = [
  pair('Add', same, ['add']),
  pair('Subtract', same, ['subtract']),
  pair('Multiply', same, ['multiply']),
  pair('Divide', same, ['divide'], [], ['float']),
  pair('TrueDivide', same, ['truediv', 'realdiv'], [], ['float']),
  pair('DivideNoNan', same, ['math.divide_no_nan'], [], ['float']),
  pair('FloorDivide', same, ['math.floordiv']),
  pair('Mod', countable, ['math.mod', 'math.floormod']),
  pair('Fmod', countable, []),
  binary('Power', same, ['ops.power(x1, x2)', 'tf.pow(x: x1, y: x2, name=None)', 'backend.pow(x: x1, a: x2)']),
  pair('Maximum', same, ['maximum'], ['maximum']),
  pair('Minimum', same, ['minimum'], ['minimum']),
  pair('Fmax', same, []),
  pair('Fmin', same, []),
  binary('SquaredDifference', same, ['tf.math.squared_difference(x: x1, y: x2, name=None)']),
  strongPair('Arctan2', strongFloat, ['ops.arctan2(x1, x2)', 'tf.math.atan2(y: x1, x: x2, name=None)'], ['float']),
  pair('Logaddexp', same, [], [], ['float']),
  strongPair('Gcd', strong, ['ops.gcd(x1, x2)']),
  strongPair('Lcm', strong, ['ops.lcm(x1, x2)']),
  pair('Equal', bool, ['equal'], ['equal']),
  pair('NotEqual', bool, ['not_equal'], ['not_equal']),
  pair('Greater', bool, ['greater'], ['greater']),
  pair('GreaterEqual', bool, ['greater_equal'], ['greater_equal']),
  pair('Less', bool, ['less'], ['less']),
  pair('LessEqual', bool, ['less_equal'], ['less_equal']),
  pair('LogicalAnd', bool, ['logical_and']),
  pair('LogicalOr', bool, ['logical_or']),
  pair('LogicalXor', bool, ['math.logical_xor']),
]

export const Where = operation({
  name: 'Where',
  summary: 'Takes each element from one of two tensors, as a condition says.',
  signatures: [
    'ops.where(condition, x1=None, x2=None)',
    'tf.where(condition, x: x1=None, y: x2=None, name=None)',
    'backend.switch(condition, then_expression: x1, else_expression: x2)',
  ],
  call: ['condition', 'x1?', 'x2?'],
  parameters: {},
  rule(operands, _, call) {
    const [first, second] = [operands.optional('x1'), operands.optional('x2')]
    if ((first === undefined) !== (second === undefined))
      call.refuse({ code: 'refused', facts: { reason: 'x1 and x2 are given both or neither' } })
    const given = [first, second].flatMap(each => each ?? [])
    const dims = together([operands.any('condition'), ...given], call)
    return { output: { dims, dtype: given.length === 0 ? 'int64' : promote(call, ...given.map(each => each.dtype)) } }
  },
})

export const AddN = operation({
  name: 'AddN',
  summary: 'Adds several tensors.',
  signatures: ['tf.add_n(inputs: xs, name=None)'],
  call: ['xs'],
  parameters: {},
  rule(operands, _, call) {
    const all = operands.list('xs')
    return { output: { dims: together(all, call), dtype: promote(call, ...all.map(each => each.dtype)) } }
  },
})
