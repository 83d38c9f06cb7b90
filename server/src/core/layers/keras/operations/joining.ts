/** Operations that join tensors or take one apart. Source: keras/src/ops/numpy.py and core.py. */
import { type Formula, named, numberOf, sumOf } from '../../../tensor/formula.ts'
import { compatible, type Shape } from '../../../tensor/shape.ts'
import { isNone, isUnknown, none, type Size, subtract, unknown } from '../../../tensor/size.ts'
import type { Call, OutputType } from '../../layer.ts'
import { type Operand, operation, promote } from '../../operation.ts'
import { integer, Misfit, optional, type Parameter, Unknowable } from '../../parameters.ts'
import { isList, isSizeValue, type Value } from '../../value.ts'
import { axisName } from '../axes.ts'
import { axis, axisAt } from './axes.ts'

export const Concatenate = operation({
  name: 'Concatenate',
  summary: 'Puts tensors one after the other along an axis.',
  signatures: [
    'ops.concatenate(xs, axis=0)',
    'tf.concat(values: xs, axis, name=None)',
    'backend.concatenate(tensors: xs, axis=-1)',
  ],
  call: ['xs'],
  parameters: { axis: axis(0) },
  rule: (operands, { axis }, call) => joined(operands.list('xs'), axis, call),
})

const stackedAlong = (name: string, axis: number) =>
  operation({
    name,
    summary: 'Puts tensors one after the other.',
    signatures: [`ops.${name.toLowerCase()}(xs)`],
    call: ['xs'],
    parameters: {},
    rule: (operands, _, call) => joined(operands.list('xs'), axis, call),
  })

export const Hstack = stackedAlong('Hstack', 1)
export const Vstack = stackedAlong('Vstack', 0)

function joined(all: readonly Operand[], axis: number, call: Call) {
  const shapes = all.map(each => each.shape)
  const [first = []] = shapes
  const at = axisAt(axis, first, call)
  expectAlike(shapes, at, axis, call)
  const sizes: Size[] = []
  for (const shape of shapes) sizes.push(shape[at]!)
  const name = axisName(at, first.length)
  const total = sizes.some(isNone) ? none : sumOf(sizes.map(size => named(name, size)))
  const dims = first.map((size, i): Formula => (i === at ? named(name, total) : size))
  return { output: { dims, dtype: promote(call, ...all.map(each => each.dtype)) } }
}

/** Apart from one axis, each is as the first. */
function expectAlike(
  [first = [], ...others]: readonly Shape[],
  at: number | undefined,
  axis: number,
  call: Call,
): void {
  const rest = (shape: Shape) => shape.filter((_, i) => i !== at)
  const other = others.find(shape => shape.length !== first.length || !compatible(rest(first), rest(shape)))
  if (!other) return
  const reason = at === undefined ? 'they must be equal' : `apart from axis ${axis} they must be equal`
  call.refuse({ code: 'unequal-shapes', facts: { shapes: [first, other], reason } })
}

export const Stack = operation({
  name: 'Stack',
  summary: 'Puts tensors beside each other along a new axis.',
  signatures: ['ops.stack(x: xs, axis=0)', 'tf.stack(values: xs, axis=0, name=None)', 'backend.stack(x: xs, axis=0)'],
  call: ['xs'],
  parameters: { axis: axis(0) },
  rule(operands, { axis }, call) {
    const all = operands.list('xs')
    const shapes = all.map(each => each.shape)
    const [first = []] = shapes
    const at = axisAt(axis, first, call, first.length + 1)
    expectAlike(shapes, undefined, axis, call)
    const dims = [...first.slice(0, at), all.length, ...first.slice(at)]
    return { output: { dims, dtype: promote(call, ...all.map(each => each.dtype)) } }
  },
})

export const Unstack = operation({
  name: 'Unstack',
  summary: 'Takes a tensor apart along an axis.',
  signatures: ['ops.unstack(x, num=None, axis=0)', 'tf.unstack(value: x, num=None, axis=0, name=None)'],
  call: ['x'],
  parameters: { num: optional(integer('How many parts there are, where the axis does not say.')), axis: axis(0) },
  rule(operands, { num, axis }, call) {
    const { shape, dtype } = operands.tensor('x')
    const at = axisAt(axis, shape, call)
    const size = num ?? shape[at]!
    if (isNone(size)) call.refuse({ code: 'undefined-size', facts: { axis: `axis ${axis}`, shape } })
    if (typeof size !== 'number') throw new Unknowable(isUnknown(size) ? size : unknown('how many parts there are'))
    return { output: parts(size, { dims: shape.filter((_, i) => i !== at), dtype }) }
  },
})

/** More parts are not told apart. */
const mostParts = 10_000

function parts(count: number, part: OutputType): readonly OutputType[] {
  if (count > mostParts) throw new Unknowable(unknown(`more than ${mostParts} parts`))
  return Array.from({ length: Math.max(count, 0) }, () => part)
}

/** How many equal parts, or where they begin; null where the program does not say. */
type Sections = number | readonly (Size | null)[]

const sections: Parameter<Sections> = {
  type: 'int or tuple of ints',
  meaning: 'How many equal parts, or where the parts begin.',
  read(value, name) {
    if (isUnknown(value)) throw new Unknowable(value, name)
    if (isList(value)) return value.map(each => readIndex(each, value, name))
    const count = typeof value === 'boolean' ? Number(value) : value
    if (typeof count !== 'number') throw new Misfit(name, 'an integer or a tuple of integers', value)
    return count
  },
}

function readIndex(value: Value, whole: Value, name: string): Size | null {
  if (value === null || isSizeValue(value)) return value
  if (typeof value === 'boolean') return Number(value)
  throw new Misfit(name, 'an integer or a tuple of integers', whole)
}

export const Split = operation({
  name: 'Split',
  summary: 'Takes a tensor apart along an axis.',
  signatures: ['ops.split(x, indices_or_sections, axis=0)'],
  call: ['x'],
  parameters: { indices_or_sections: sections, axis: axis(0) },
  rule(operands, { indices_or_sections, axis }, call) {
    const x = operands.tensor('x')
    const at = axisAt(axis, x.shape, call)
    if (typeof indices_or_sections === 'number') return { output: equalParts(x, at, indices_or_sections, call) }
    const bounds = [0, ...indices_or_sections, x.shape[at]!]
    const sizes = bounds.slice(1).map((end, i) => between(bounds[i] ?? null, end))
    return { output: sizes.map(size => resized(x, at, size)) }
  },
})

/** TensorFlow's is told the sizes of the parts. */
export const SplitSizes = operation({
  name: 'Split',
  summary: 'Takes a tensor apart along an axis.',
  signatures: ["tf.split(value: x, num_or_size_splits, axis=0, num=None, name='split')"],
  call: ['x'],
  parameters: { num_or_size_splits: sections, axis: axis(0) },
  rule(operands, { num_or_size_splits, axis }, call) {
    const x = operands.tensor('x')
    const at = axisAt(axis, x.shape, call)
    if (typeof num_or_size_splits === 'number') return { output: equalParts(x, at, num_or_size_splits, call) }
    const given = num_or_size_splits.filter(size => size !== null && size !== -1)
    const left = given.reduce<Size>((rest, size) => subtract(rest, size!), x.shape[at]!)
    return { output: num_or_size_splits.map(size => resized(x, at, size === -1 ? left : (size ?? none))) }
  },
})

const between = (start: Size | null, end: Size | null): Size =>
  start === null || end === null || isNone(start) || isNone(end) ? none : subtract(end, start)

const resized = ({ shape, dtype }: Operand, at: number, size: Formula): OutputType => ({
  dims: shape.map((own, i) => (i === at ? size : own)),
  dtype,
})

function equalParts(x: Operand, at: number, count: number, call: Call): readonly OutputType[] {
  const size = x.shape[at]!
  if (isNone(size)) return parts(count, resized(x, at, none))
  const whole = numberOf(size)
  if (count === 0 || (whole !== undefined && whole % count !== 0)) {
    const reason = `${whole ?? 'the axis'} does not divide into ${count} equal parts`
    call.refuse({ code: 'refused', facts: { reason }, argument: 'indices_or_sections' })
  }
  const part = whole === undefined ? unknown(`a part of ${count}`) : whole / count
  return parts(count, resized(x, at, part))
}
