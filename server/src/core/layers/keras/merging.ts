/** Layers that make one tensor of several. Source: keras/src/layers/merging. */
import { broadcastShapes, isClash } from '../../tensor/broadcast.ts'
import { type Formula, named, productOf, sumOf } from '../../tensor/formula.ts'
import { compatible, normalizeAxis, type Shape } from '../../tensor/shape.ts'
import { equalSizes, isNone, none, printSize, type Size } from '../../tensor/size.ts'
import { type Call, type Input, type LayerKind, listLayer } from '../layer.ts'
import { anything, flag, Misfit, type Parameter, readInteger } from '../parameters.ts'
import { isList } from '../value.ts'
import { axisName } from './axes.ts'

export const Add = elementwise('Add', 'Adds the inputs.')
export const Subtract = elementwise('Subtract', 'Subtracts the second input from the first.', 2)
export const Multiply = elementwise('Multiply', 'Multiplies the inputs.')
export const Average = elementwise('Average', 'Takes the mean of the inputs.')
export const Maximum = elementwise('Maximum', 'Keeps the largest of the inputs.')
export const Minimum = elementwise('Minimum', 'Keeps the smallest of the inputs.')

function elementwise(name: string, summary: string, count?: number): LayerKind {
  return listLayer({
    name,
    functions: { [name.toLowerCase()]: {} },
    summary,
    link: linkOf(name),
    parameters: {},
    rule(inputs, _, call) {
      const shapes = inputs.map(input => input.shape)
      const dims = [commonBatch(shapes, call), ...broadcastSamples(shapes, call)]
      if (count !== undefined) expectCount(inputs, count, call)
      return { output: { dims } }
    },
    examples: [
      { call: '', input: '[(None, 28, 28, 32), (None, 28, 28, 32)]', output: '(None, 28, 28, 32)', parameters: 0 },
      { call: '', input: '[(None, 7, 7, 64), (None, 1, 1, 64)]', output: '(None, 7, 7, 64)', parameters: 0 },
    ],
  })
}

/** The batch is not broadcast: those that are known are equal. */
function commonBatch(shapes: readonly Shape[], call: Call): Size {
  const batches = shapes.flatMap(([batch]) => (batch === undefined || isNone(batch) ? [] : [batch]))
  const [first = none] = batches
  const other = batches.find(batch => equalSizes(batch, first) === false)
  if (other === undefined) return first
  const reason = `the batches have ${printSize(first)} and ${printSize(other)} samples`
  return call.refuse({ code: 'unequal-shapes', facts: { shapes, reason } })
}

function broadcastSamples(shapes: readonly Shape[], call: Call): Shape {
  const samples = shapes.map(shape => shape.slice(1))
  const sizes = broadcastShapes(samples, 'none')
  if (!isClash(sizes)) return sizes
  const [a, b] = sizes.sizes.map(size => printSize(size))
  const reason = `${a} and ${b} are neither equal nor 1`
  return call.refuse({ code: 'unequal-shapes', facts: { shapes, reason } })
}

function expectCount(inputs: readonly Input[], count: number, call: Call): void {
  if (inputs.length === count) return
  call.refuse({ code: 'wrong-input-count', facts: { expected: `${count} tensors`, received: inputs.length } })
}

export const Concatenate = listLayer({
  name: 'Concatenate',
  functions: { concatenate: {} },
  words: ['concat'],
  summary: 'Puts the inputs one after the other along an axis.',
  link: linkOf('Concatenate'),
  parameters: { axis: anything('int', 'The axis along which the inputs are joined.', -1) },
  rule(inputs, args, call) {
    const axis = readInteger(args.axis, 'axis')
    const shapes = inputs.map(input => input.shape)
    expectAgreement(shapes, axis, call)
    const [first = [], ...others] = shapes
    if (others.length === 0) return { output: { dims: first } }
    const at = indexOf('axis', axis, first, call)
    const name = axisName(at, first.length)
    const dims: Formula[] = [...first]
    dims[at] = named(name, sumOf(joined(shapes, axis, call).map(size => named(name, size))))
    return { output: { dims } }
  },
  examples: [
    { call: '', input: '[(None, 32), (None, 16)]', output: '(None, 48)', parameters: 0 },
    { call: 'axis=1', input: '[(None, 4, 8), (None, 6, 8)]', output: '(None, 10, 8)', parameters: 0 },
  ],
})

/** Apart from `axis` the shapes agree; None agrees with everything. An axis behind the last one is not left out. */
function expectAgreement(shapes: readonly Shape[], axis: number, call: Call): void {
  const rests = shapes.map(shape => {
    const at = axis < 0 ? indexOf('axis', axis, shape, call) : axis
    return shape.filter((_, i) => i !== at)
  })
  if (rests.every(rest => rests.every(other => compatible(rest, other)))) return
  const reason = `apart from axis ${axis} they must be equal`
  call.refuse({ code: 'unequal-shapes', facts: { shapes, reason } })
}

/** The sizes along `axis`, up to the first None, behind which Keras does not look. */
function joined(shapes: readonly Shape[], axis: number, call: Call): readonly Size[] {
  const sizes: Size[] = []
  for (const shape of shapes) {
    const size = shape[indexOf('axis', axis, shape, call)]!
    sizes.push(size)
    if (isNone(size)) break
  }
  return sizes
}

function indexOf(argument: string, axis: number, shape: Shape, call: Call): number {
  const at = normalizeAxis(axis, shape.length)
  if (at !== undefined) return at
  return call.refuse({ code: 'axis-out-of-range', facts: { argument, axis: String(axis), shape }, argument })
}

/** One axis for both, or one for each. */
const twoAxes: Parameter<number | readonly [number, number]> = {
  type: 'int or tuple of 2 ints',
  meaning: 'The axis of each input along which products are summed.',
  arrays: 'nowhere',
  read(value, name) {
    if (!isList(value)) return readInteger(value, name)
    const [a, b] = value
    if (a === undefined || b === undefined || value.length > 2) throw new Misfit(name, 'one or two integers', value)
    return [readInteger(a, name), readInteger(b, name)]
  },
}

export const Dot = listLayer({
  name: 'Dot',
  functions: { dot: { axes: -1 } },
  summary: 'Multiplies two inputs and sums the products along an axis of each.',
  link: linkOf('Dot'),
  parameters: { axes: twoAxes, normalize: flag('Divides the inputs by their length along the axes first.', false) },
  rule(inputs, { axes }, call) {
    expectCount(inputs, 2, call)
    const shapes = inputs.map(input => input.shape)
    const [a, b] = typeof axes === 'number' ? [axes, axes] : axes
    const [left, right] = shapes as [Shape, Shape]
    const [i, j] = [indexOf('axes', a, left, call), indexOf('axes', b, right, call)]
    const [summed, other] = [left[i]!, right[j]!]
    if (isNone(summed) !== isNone(other) || equalSizes(summed, other) === false) {
      const reason = `axis ${i} of the first has ${printSize(summed)}, axis ${j} of the second ${printSize(other)}`
      return call.refuse({ code: 'unequal-shapes', facts: { shapes, reason } })
    }
    const rest = right.filter((_, axis) => axis !== j)
    if (rest.length === 0) refuseRank(right, call)
    const dims = [...left.filter((_, axis) => axis !== i), ...rest.slice(1)]
    return {
      output: { dims: dims.length === 1 ? [...dims, 1] : dims },
      macs: productOf([...dims.slice(1), named('summed', summed)]),
    }
  },
  examples: [
    { call: 'axes=1', input: '[(None, 8), (None, 8)]', output: '(None, 1)', parameters: 0 },
    { call: 'axes=(2, 1)', input: '[(None, 4, 8), (None, 8, 5)]', output: '(None, 4, 5)', parameters: 0 },
  ],
})

const refuseRank = (shape: Shape, call: Call): never =>
  call.refuse({ code: 'wrong-rank', facts: { expected: 'at least 2', shape } })

/** The page of a merging layer: all are called as their functions. */
function linkOf(name: string): string {
  return `https://keras.io/api/layers/merging_layers/${name.toLowerCase()}/`
}
