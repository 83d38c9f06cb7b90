/** Operations that repeat elements or add some around. Source: keras/src/ops/numpy.py, keras/src/legacy/backend.py. */
import { broadcastShapes, isClash } from '../../../tensor/broadcast.ts'
import { type Formula, named, sumOf } from '../../../tensor/formula.ts'
import type { Shape } from '../../../tensor/shape.ts'
import { add, equalSizes, isNone, isUnknown, multiply, none, type Size } from '../../../tensor/size.ts'
import { formula } from '../../../tensor/template.ts'
import { Input } from '../../layer.ts'
import { operation } from '../../operation.ts'
import { ignored, Misfit, type Parameter, Unknowable } from '../../parameters.ts'
import { isList, isSizeValue, type Value } from '../../value.ts'
import { dataFormat, spaceOf } from '../spatial.ts'
import { axisAt, axisOrAll } from './axes.ts'

/** How often: a size that may stand alone. */
export const counts: Parameter<readonly Size[]> = {
  type: 'int or tuple of ints',
  meaning: 'How often elements are repeated.',
  read(value, name) {
    if (isUnknown(value)) throw new Unknowable(value, name)
    return (isList(value) ? value : [value]).map(each => {
      if (each === null) return none
      if (isSizeValue(each)) return each
      if (typeof each === 'boolean') return Number(each)
      throw new Misfit(name, 'an integer or a tuple of integers', value)
    })
  },
}

export const Tile = operation({
  name: 'Tile',
  summary: 'Repeats the tensor along its axes.',
  signatures: [
    'ops.tile(x, repeats)',
    'tf.tile(input: x, multiples: repeats, name=None)',
    'backend.tile(x, n: repeats)',
  ],
  call: ['x'],
  parameters: { repeats: counts },
  rule(operands, { repeats }) {
    const { shape, dtype } = operands.tensor('x')
    const rank = Math.max(shape.length, repeats.length)
    const all = (sizes: readonly Size[]) => [...Array<Size>(rank - sizes.length).fill(1), ...sizes]
    const times = all(repeats)
    return { output: { dims: all(shape).map((size, i) => multiply(size, times[i]!)), dtype } }
  },
})

export const Repeat = operation({
  name: 'Repeat',
  summary: 'Repeats each element along an axis.',
  signatures: [
    'ops.repeat(x, repeats, axis=None)',
    'tf.repeat(input: x, repeats, axis=None, name=None)',
    'backend.repeat_elements(x, rep: repeats, axis)',
  ],
  call: ['x'],
  parameters: { repeats: counts, axis: axisOrAll() },
  rule(operands, { repeats, axis }, call) {
    const { shape, dtype } = operands.tensor('x')
    const at = axis === null ? 0 : axisAt(axis, shape, call)
    const sizes = axis === null ? [shape.some(isNone) ? none : shape.reduce(multiply, 1)] : shape
    const size = sizes[at]!
    const dims: Formula[] = [...sizes]
    if (isNone(size)) return { output: { dims, dtype } }
    if (repeats.length === 1) dims[at] = formula`${size} · ${named('repeats', repeats[0]!)}`
    else if (equalSizes(size, repeats.length) === false) {
      const reason = `${repeats.length} numbers of repeats do not fit ${String(size)} elements`
      call.refuse({ code: 'refused', facts: { reason }, argument: 'repeats' })
    } else dims[at] = sumOf(repeats)
    return { output: { dims, dtype } }
  },
})

export const RepeatVector = operation({
  name: 'Repeat',
  summary: 'Repeats the input as steps of a sequence.',
  signatures: ['backend.repeat(x, n)'],
  call: ['x'],
  parameters: { n: counts },
  rule(operands, { n }, call) {
    const { shape, dtype } = operands.tensor('x')
    if (shape.length !== 2) call.refuse({ code: 'wrong-rank', facts: { expected: '2', shape } })
    return { output: { dims: [shape[0]!, n[0] ?? 1, shape[1]!], dtype } }
  },
})

type Margin = readonly [before: Size, after: Size]

/** Elements that are added before and after each axis; one pair stands for all axes. */
const padWidth: Parameter<readonly Margin[]> = {
  type: 'int or tuple of 2 ints for each axis',
  meaning: 'How many elements are added before and after each axis.',
  read(value, name) {
    if (isUnknown(value)) throw new Unknowable(value, name)
    if (!isList(value)) return [[readMargin(value, value, name), readMargin(value, value, name)]]
    if (value.length === 0) throw new Misfit(name, paddingPairs, value)
    const pairs = isList(value[0]!) ? value : [value]
    return pairs.map(pair => {
      if (!isList(pair) || pair.length < 2) throw new Misfit(name, paddingPairs, value)
      return [readMargin(pair[0]!, value, name), readMargin(pair[1]!, value, name)]
    })
  },
}

const paddingPairs = 'a pair of integers for each axis'

function readMargin(value: Value, whole: Value, name: string): Size {
  if (typeof value === 'boolean') return Number(value)
  if (value === null) return none
  if (isSizeValue(value)) return value
  throw new Misfit(name, paddingPairs, whole)
}

const padded = (shape: Shape, margins: readonly Margin[]): Shape =>
  shape.map((size, i) => (isNone(size) ? none : add(size, add(margins[i]![0], margins[i]![1]))))

export const Pad = operation({
  name: 'Pad',
  summary: 'Adds elements before and after each axis.',
  signatures: [
    "ops.pad(x, pad_width, mode='constant', constant_values=None)",
    "tf.pad(tensor: x, paddings: pad_width, mode='CONSTANT', constant_values=0, name=None)",
  ],
  call: ['x'],
  parameters: { pad_width: padWidth, mode: ignored('What is added.'), constant_values: ignored('The added value.') },
  rule(operands, { pad_width }, call) {
    const { shape, dtype } = operands.tensor('x')
    if (pad_width.length !== 1 && pad_width.length !== shape.length) {
      const reason = `${pad_width.length} pairs are given for ${shape.length} axes`
      call.refuse({ code: 'refused', facts: { reason }, argument: 'pad_width' })
    }
    return {
      output: { dims: padded(shape, pad_width.length === 1 ? shape.map(() => pad_width[0]!) : pad_width), dtype },
    }
  },
})

/** K's paddings of sequences and images. */
const spatialPadding = (name: string, spatial: 1 | 2 | 3, padding: string) =>
  operation({
    name: 'Pad',
    summary: 'Adds zeros around sequences, images or volumes.',
    signatures: [`backend.${name}(x, padding=${padding}${spatial === 1 ? '' : ', data_format=None'})`],
    call: ['x'],
    parameters: { padding: padWidth, data_format: dataFormat() },
    rule(operands, { padding, data_format }, call) {
      const { shape, dtype } = operands.tensor('x')
      const expected = spatial + 2
      if (shape.length !== expected) call.refuse({ code: 'wrong-rank', facts: { expected: String(expected), shape } })
      const space = spaceOf(new Input(shape, dtype), spatial, data_format)
      const margins = padding.length === 1 && spatial > 1 ? Array.from({ length: spatial }, () => padding[0]!) : padding
      const lengths = space.lengths.map((length, i) => {
        const [before, after] = margins[i] ?? [0, 0]
        return formula`${length} + ${before} + ${after}`
      })
      return { output: { dims: space.shape(lengths, space.channels), dtype } }
    },
  })

export const TemporalPadding = spatialPadding('temporal_padding', 1, '(1, 1)')
export const Spatial2dPadding = spatialPadding('spatial_2d_padding', 2, '(1, 1)')
export const Spatial3dPadding = spatialPadding('spatial_3d_padding', 3, '(1, 1)')

export const BroadcastTo = operation({
  name: 'BroadcastTo',
  summary: 'Repeats axes of size 1 until the tensor has a given shape.',
  signatures: ['ops.broadcast_to(x, shape)', 'tf.broadcast_to(input: x, shape, name=None)'],
  call: ['x'],
  parameters: { shape: counts },
  rule(operands, { shape }, call) {
    const x = operands.tensor('x')
    const both = broadcastShapes([x.shape, shape], 'other')
    if (isClash(both))
      call.refuse({
        code: 'unequal-shapes',
        facts: { shapes: [x.shape, shape], reason: 'it does not broadcast to that shape' },
      })
    return { output: { dims: shape, dtype: x.dtype } }
  },
})
